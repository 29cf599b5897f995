"""Tags of comment sections, and of what listings say of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.db.models import Count
from django.http import Http404, QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Revision
from comments import text, threads
from comments.forms import ReplyForm
from comments.models import Comment
from comments.opening import opening_of

register = template.Library()
TONES = 6  # of the circles with initials
ORDERS = {"oldest": False, "newest": True}


@register.filter
def reply_text(written: str) -> SafeString:
    """A reply's text as HTML."""
    return text.rendered(written)


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0].upper() for word in words[:1] + words[1:][-1:])


@register.filter
def tone(name: str) -> int:
    """One of a few colours, the same for the same name."""
    return sum(name.casefold().encode()) % TONES


@register.simple_tag
def comment_counts(revisions: Iterable[Revision]) -> Mapping[int, int]:
    """How many published comments each of some articles has, by its key; one query, if there are any articles."""
    keys = [revision.article_id for revision in revisions]
    counted = Comment.objects.approved().filter(article__in=keys).order_by().values_list("article")
    return dict(counted.annotate(Count("pk"))) if keys else {}


@register.filter
def count_of(counts: Mapping[int, int], revision: Revision) -> int:
    """The number of comments on an article, out of `comment_counts`."""
    return counts.get(revision.article_id, 0)


@register.inclusion_tag("comments/_section.html", takes_context=True)
def comment_section(context: template.Context, revision: Revision) -> dict[str, Any]:
    """A page of an article's comments and the form to add one; two queries.

    `?replies=` and `?order=` choose the page and the order of the threads, `?thread=` all answers of one, `?reply_to=` the comment that is answered;
    where that stands on another page, it is a query more. A form that was refused (`reply_form` in the page's context)
    is shown as it was sent. Raises Http404 for a page that is not there.
    """
    asked, form = context["request"].GET, context.get("reply_form")
    page = _page(asked, revision)
    opening = form.opening if form else opening_of(revision)
    answered = _answered(form["parent"].value() if form else asked.get("reply_to"), page, revision)
    order = f"order={asked['order']}&" if asked.get("order") in ORDERS else ""
    if page.thread:
        order = f"thread={page.thread}&"
    return {
        "address": revision.get_absolute_url(),
        "page": page,
        "order": order,
        "place": f"{order}replies={page.number}&" if page.number > 1 else order,
        "is_open": opening.is_open,
        "form": form or ReplyForm(revision.article, opening, initial={"parent": answered and answered.pk}),
        "answered": answered,
        "answered_at": answered and _where(answered, page),
    }


def _answered(wanted: Any, page: threads.Page, revision: Revision) -> Comment | None:
    """The published comment that is answered, if there is one."""
    key = str(wanted or "")
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return None
    shown = (entry.comment for entry in page.entries if entry.comment.pk == int(key))
    others = Comment.objects.filter(article=revision.article).select_related("article")
    found = next(shown, None) or others.filter(pk=int(key)).first()
    return found if found and found.is_readable else None


def _where(comment: Comment, page: threads.Page) -> str:
    """The address of a comment, as seen from a page of its article."""
    is_here = any(entry.comment.pk == comment.pk for entry in page.entries)
    return f"#comment-{comment.pk}" if is_here else comment.get_absolute_url()


def _page(asked: QueryDict, revision: Revision) -> threads.Page:
    """The page that is asked for; raises Http404 for one that is not there."""
    number = _key(asked.get("replies", "1"))
    thread = _key(asked.get("thread", "")) if "thread" in asked else None
    is_newest_first = ORDERS.get(asked.get("order", ""), settings.REPLIES_NEWEST_FIRST)
    page = threads.page_of(revision.article, number=number, is_newest_first=is_newest_first, thread=thread)
    if page.number > max(page.pages, 0 if thread else 1):
        raise Http404(_("There is no such page."))
    return page


def _key(typed: str) -> int:
    """A number from one up; raises Http404 for anything else."""
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10 and int(typed)):
        raise Http404(_("There is no such page."))
    return int(typed)
