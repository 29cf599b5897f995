"""The feeds: of the whole paper, of each listing, of the corrections; the 30 newest, with their whole text."""

from collections.abc import Iterable
from typing import NamedTuple

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


class Channel(NamedTuple):
    """What a feed is of: below which path it stands, and of which page it is, where that stands at another."""

    path: str
    title: str = ""
    about: str = ""
    page: str = ""


@require_safe
def newest(_request: HttpRequest, format: str) -> HttpResponse:
    """The newest articles of all."""
    items = feed_items.articles(Revision.objects.live())
    return served(format, Channel("/", about=settings.SITE_TAGLINE), items)


@require_safe
def listing(_request: HttpRequest, format: str, slug: str, model: type[Listing]) -> HttpResponse:
    """The newest articles of one section, topic, author or source."""
    subject = get_object_or_404(model, slug=slug)
    about = getattr(subject, "description", "") or getattr(subject, "biography", "")
    items = feed_items.articles(subject.revisions.live())
    return served(format, Channel(subject.get_absolute_url(), subject.name, about), items)


@require_safe
def correction_list(_request: HttpRequest, format: str) -> HttpResponse:
    """The newest corrections."""
    items = feed_items.corrections(corrections.published())
    return served(format, Channel(reverse("articles:corrections"), _("Corrections")), items)


def served(format: str, channel: Channel, items: Iterable[Item]) -> HttpResponse:
    """A feed as an answer; search engines are to list the articles, not the feed."""
    about = channel.about
    title = f"{channel.title} | {settings.SITE_NAME}" if channel.title else settings.SITE_NAME
    address = absolute(f"{channel.path}feed.{format}")
    feed = FORMATS[format](
        title=title,
        link=absolute(channel.page or channel.path),
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
