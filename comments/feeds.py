"""The feeds of published replies: under one article, and of the whole site; the 30 newest."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.feed_formats import Item, Named
from articles.feed_items import SIZE, tag
from articles.feeds import Channel, served
from articles.models import Revision
from articles.views import without_text
from comments import text
from comments.models import Comment, CommentQuerySet
from newsroom.site import absolute


@require_safe
def replies(_request: HttpRequest, format: str) -> HttpResponse:
    """The newest replies under all live articles."""
    live = Revision.objects.live().values("article")
    items = _items(Comment.objects.approved().filter(article__in=live))
    return served(format, Channel("/replies/", _("Comments"), page="/"), items)


@require_safe
def article_replies(request: HttpRequest, format: str, day: date, slug: str) -> HttpResponse:
    """The newest replies under one article."""
    revision = Revision.objects.live().at_address(day=day, slug=slug).select_related("article").first()
    if revision is None:
        return without_text(request, day=day, slug=slug)
    items = _items(Comment.objects.approved().filter(article=revision.article))
    page = revision.get_absolute_url()
    title = _("Comments on “%s”") % revision.headline
    return served(format, Channel(f"{page}replies/", title, page=page), items)


def _items(comments: CommentQuerySet) -> list[Item]:
    """The newest of some replies; one query."""
    live = Revision.objects.live().filter(article=OuterRef("article"))
    newest = comments.order_by("-created_at", "-pk").select_related("article")
    found: Any = newest.defer("email", "secret", "signals", "appeal")
    return [
        _item(comment) for comment in found.annotate(headline=Subquery(live.values("headline")[:1]))[:SIZE]
    ]


def _item(comment: Any) -> Item:
    """A reply annotated with the headline of its article."""
    said = {"name": comment.name, "headline": comment.headline}
    return Item(
        id=tag("comment", comment.pk, timezone.localdate(comment.created_at)),
        url=absolute(comment.get_absolute_url()),
        title=_("%(name)s on “%(headline)s”") % said,
        summary=Truncator(comment.text).chars(280),
        html=text.rendered(comment.text),
        published_at=comment.created_at,
        updated_at=comment.edited_at or comment.created_at,
        authors=(Named(comment.name, comment.website or absolute(comment.get_absolute_url())),),
    )
