"""Tags of comment sections."""

from typing import Any

from django import template
from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Revision
from comments import text, threads
from comments.forms import ReplyForm
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


@register.inclusion_tag("comments/_section.html", takes_context=True)
def comment_section(context: template.Context, revision: Revision) -> dict[str, Any]:
    """A page of an article's comments and the form to add one; two queries.

    `?replies=` and `?order=` choose the page and the order of the threads, `?reply_to=` the comment that is answered. A
    form that was refused (`reply_form` in the page's context) is shown as it was sent.
    """
    request = context["request"]
    page = _page(request, revision)
    form = context.get("reply_form")
    opening = form.opening if form else opening_of(revision)
    wanted = form["parent"].value() if form else request.GET.get("reply_to")
    answered = next(
        (
            entry.comment
            for entry in page.entries
            if str(entry.comment.pk) == str(wanted) and entry.comment.is_readable
        ),
        None,
    )
    return {
        "article": revision.article,
        "page": page,
        "request": request,
        "is_open": opening.is_open,
        "form": form or ReplyForm(revision.article, opening, initial={"parent": answered and answered.pk}),
        "answered": answered,
    }


def _page(request: HttpRequest, revision: Revision) -> threads.Page:
    """The page that is asked for; raises Http404 for one that is not there."""
    asked = request.GET.get("replies", "1")
    order = request.GET.get("order", "")
    if not (asked.isascii() and asked.isdecimal() and 0 < int(asked[:9]) < 10**6 and len(asked) < 9):
        raise Http404(_("There is no such page."))
    is_newest_first = ORDERS.get(order, settings.REPLIES_NEWEST_FIRST)
    page = threads.page_of(revision.article, number=int(asked), is_newest_first=is_newest_first)
    if page.number > 1 and not page.entries:
        raise Http404(_("There is no such page."))
    return page
