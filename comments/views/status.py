"""The private page of a reply: what became of it, and what its writer can do with it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Revision
from comments import log, receiving, remembering, subscriptions, writers
from comments.forms import ActForm, AskAgainForm, ChangeForm
from comments.models import Comment, Mode
from comments.opening import opening_of
from newsroom.private_pages import private
from newsroom.public_forms import require_post, see_other, unguessable

Form = ActForm | AskAgainForm | ChangeForm


@require_safe
@private
def reply_status(request: HttpRequest, secret: str) -> HttpResponse:
    """What became of a reply, for its writer alone; at most six queries."""
    return _page(request, secret)


@require_post
@unguessable
@private
def reply_change(request: HttpRequest, secret: str) -> HttpResponse:
    """Give a reply another text, which passes the pipeline again."""
    comment = _at(secret)
    form = ChangeForm(request.POST, instance=comment)

    def change() -> None:
        if not writers.can_change(comment):
            raise log.StaleError
        receiving.change(comment, form.submission(request), mode=_mode_for(comment))

    return _act(request, comment, form, change)


@require_post
@unguessable
@private
def reply_withdraw(request: HttpRequest, secret: str) -> HttpResponse:
    """Take a reply back."""
    comment = _at(secret)
    return _act(request, comment, ActForm(request.POST), lambda: writers.withdraw(comment))


@require_post
@unguessable
@private
def reply_ask_again(request: HttpRequest, secret: str) -> HttpResponse:
    """Have a moderator look once more."""
    comment = _at(secret)
    form = AskAgainForm(request.POST)
    return _act(request, comment, form, lambda: writers.ask_again(comment, form.cleaned_data["words"]))


@require_post
@unguessable
@private
def reply_erase(request: HttpRequest, secret: str) -> HttpResponse:
    """Forget who wrote a reply, and what."""
    comment = _at(secret)
    return _act(request, comment, ActForm(request.POST), lambda: writers.erase(comment))


@require_post
@unguessable
@private
def reply_forget(request: HttpRequest, secret: str) -> HttpResponse:
    """Have this browser forget its guest."""
    response = see_other(_at(secret).status_page)
    remembering.forget(response)
    return response


def _at(secret: str) -> Comment:
    loaded = Comment.objects.select_related("article", "decision", "parent__article")
    return get_object_or_404(loaded, secret=secret)


def _act(request: HttpRequest, comment: Comment, form: Form, verb: Callable[[], None]) -> HttpResponse:
    """Do something with a reply as its writer saw it; where it has changed since, show it, and do nothing."""
    if not form.is_valid():
        return _page(request, comment.secret, form=form, status=422)
    comment.version = form.cleaned_data["version"]
    try:
        verb()
    except log.StaleError:
        return _page(request, comment.secret, form=form, status=409)
    return see_other(comment.status_page)


def _mode_for(comment: Comment) -> Mode:
    """How replies to its article are published; where nothing of it is live, everything waits."""
    revision = Revision.objects.live().select_related("article").filter(article=comment.article_id).first()
    return opening_of(revision).mode if revision else Mode.ALL


def _page(request: HttpRequest, secret: str, *, form: Form | None = None, status: int = 200) -> HttpResponse:
    """The page, with a form that was refused as it was typed."""
    comment = _at(secret)
    typed: dict[type, Any] = {type(form): form}
    change_form = writers.can_change(comment) and (typed.get(ChangeForm) or ChangeForm(instance=comment))
    ask_form = writers.can_ask_again(comment) and (typed.get(AskAgainForm) or AskAgainForm())
    context = {
        "comment": comment,
        "decision": comment.decision and log.explaining(comment.decision),
        "change_form": change_form,
        "until": writers.changeable_until(comment),
        "ask_form": ask_form,
        "typed": "" if form in (change_form, ask_form) else _typed(form),
        "banned_until": next((detail for name, _weight, detail in comment.signals if name == "banned"), ""),
        "is_mail_coming": subscriptions.is_coming(comment),
        "is_stale": status == 409 or bool(form and "version" in form.errors),
        "is_remembered": bool({remembering.NAME_COOKIE, remembering.GUEST_COOKIE} & set(request.COOKIES)),
    }
    return render(request, "comments/reply_status.html", context, status=status)


def _typed(form: Form | None) -> str:
    """What was typed into a form that is no longer on the page."""
    return next((form.data.get(name, "") for name in ("text", "words") if form and name in form.data), "")
