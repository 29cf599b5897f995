"""The feeds: of the whole paper, of each listing, of the corrections; the 30 newest, with their whole text."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import corrections, feed_items
from articles.feed_formats import FORMATS, Item
from articles.models import Listing, Revision
from newsroom.site import absolute


@require_safe
def newest(_request: HttpRequest, format: str) -> HttpResponse:
    """The newest articles of all."""
    items = feed_items.articles(Revision.objects.live())
    return served(format, path="/", title="", about=settings.SITE_TAGLINE, items=items)


@require_safe
def listing(_request: HttpRequest, format: str, slug: str, model: type[Listing]) -> HttpResponse:
    """The newest articles of one section, topic, author or source."""
    subject = get_object_or_404(model, slug=slug)
    about = getattr(subject, "description", "") or getattr(subject, "biography", "")
    items = feed_items.articles(subject.revisions.live())
    return served(format, path=subject.get_absolute_url(), title=subject.name, about=about, items=items)


@require_safe
def correction_list(_request: HttpRequest, format: str) -> HttpResponse:
    """The newest corrections."""
    items = feed_items.corrections(corrections.published())
    path = reverse("articles:corrections")
    return served(format, path=path, title=_("Corrections"), about="", items=items)


def served(
    format: str, *, path: str, title: str, about: str, items: Iterable[Item], home: str = ""
) -> HttpResponse:
    """A feed as an answer, at a path; search engines are to list the articles, not the feed.

    `home` is the page that it is of, where that stands at another path.
    """
    title = f"{title} | {settings.SITE_NAME}" if title else settings.SITE_NAME
    address = absolute(f"{path}feed.{format}")
    feed = FORMATS[format](
        title=title,
        link=absolute(home or path),
        description=about or title,
        subtitle=about or None,
        feed_url=address,
        feed_guid=address,
        language=get_language(),
        author_name=settings.SITE_NAME,
        author_link=absolute("/"),
    )
    for item in items:
        feed.add(item)
    response = HttpResponse(content_type=feed.content_type, headers={"X-Robots-Tag": "noindex"})
    feed.write(response, "utf-8")
    return response
