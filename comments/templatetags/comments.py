"""Tags of comment sections."""

from typing import Any

from django import template

from articles.models import Article
from comments.forms import ReplyForm
from comments.models import Comment
from comments.threads import threaded

register = template.Library()


@register.inclusion_tag("comments/_section.html", takes_context=True)
def comment_section(context: template.Context, article: Article) -> dict[str, Any]:
    """The approved comments of an article and the form to add one; one query.

    `?reply_to=` chooses the comment that is answered. A form that was refused (`reply_form` in the page's context) is
    shown as it was sent.
    """
    entries = threaded(Comment.objects.approved().filter(article=article).defer("email", "secret"))
    form = context.get("reply_form")
    wanted = form["parent"].value() if form else context["request"].GET.get("reply_to")
    answered = next(
        (entry.comment for entry in entries if str(entry.comment.pk) == str(wanted)),
        None,
    )
    return {
        "article": article,
        "entries": entries,
        "form": form or ReplyForm(article, initial={"parent": answered and answered.pk}),
        "answered": answered,
    }
