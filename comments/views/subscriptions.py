"""The pages behind the links in mails, and of a reply's mail: a page shows, only its buttons change anything.

Whatever looks at mails for their readers follows every link in them.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from comments import confirming, mails, subscriptions
from comments.models import Comment, Confirmation, Subscription, Topic
from newsroom.public_forms import require_post, same_origin, see_other
from shop.views.private import private


@require_safe
@private
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """What a mail asks for, with the button that says yes."""
    confirmation = _confirmation(secret)
    if confirmation is None:
        return _nothing_there(request)
    context = {
        "confirmation": confirmation,
        "comment": confirmation.comment,
        "headline": mails.headline_of(confirmation.comment.article_id),
        "wanted": subscriptions.wanted(confirmation),
        "is_unwanted": subscriptions.is_unwanted(confirmation.email),
    }
    return render(request, "comments/confirm.html", context)


@require_post
@same_origin
@private
def confirm_yes(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the yes; the page then says whether it came in time."""
    confirmation = _confirmation(secret)
    if confirmation is None:
        return _nothing_there(request)
    confirming.confirm(confirmation)
    return see_other(confirmation.page)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@private
def subscription(request: HttpRequest, secret: str) -> HttpResponse:
    """End mail about an article: by this page's button, or by a mail program's post without it (RFC 8058).

    That post comes from anywhere, with no cookie and no token, and is answered with no redirect: the secret is enough.
    """
    followed = Subscription.objects.select_related("comment").filter(secret=secret).first()
    if followed is None:
        return _nothing_there(request)
    if request.method == "POST":
        subscriptions.end(followed)
    together = Subscription.objects.filter(email=followed.email, article=followed.article_id)
    context = {
        "subscription": followed,
        "active": together.active(),
        "headline": mails.headline_of(followed.article_id),
    }
    return render(request, "comments/subscription.html", context)


@require_safe
@private
def mailbox(request: HttpRequest, secret: str) -> HttpResponse:
    """Whether we mail to an address at all, with the button that changes it."""
    email = _email_at(secret)
    if not email:
        return _nothing_there(request)
    context = {"secret": secret, "email": email, "is_unwanted": subscriptions.is_unwanted(email)}
    return render(request, "comments/mailbox.html", context)


@require_post
@same_origin
@private
def mailbox_end(request: HttpRequest, secret: str) -> HttpResponse:
    """End all mail to an address, for good."""
    email = _email_at(secret)
    if not email:
        return _nothing_there(request)
    subscriptions.end_all(email)
    return see_other(reverse("comments:mailbox", args=[secret]))


@require_post
@same_origin
@private
def mailbox_allow(request: HttpRequest, secret: str) -> HttpResponse:
    """Let an address be asked again."""
    email = _email_at(secret)
    if not email:
        return _nothing_there(request)
    subscriptions.allow_again(email)
    return see_other(reverse("comments:mailbox", args=[secret]))


@require_post
@same_origin
@private
def mail_ask(request: HttpRequest, secret: str) -> HttpResponse:
    """Mail to the address of a reply, to have it confirmed, and with it the topics that are chosen."""
    comment = get_object_or_404(Comment.objects.exclude(state__in=subscriptions.TAKEN_BACK), secret=secret)
    topics = [topic for topic in request.POST.getlist("topics") if topic in Topic]
    if subscriptions.ask(comment, topics) is None:
        return render(request, "comments/mail_refused.html", {"comment": comment}, status=429)
    return see_other(f"{comment.status_page}#mail")


@require_post
@same_origin
@private
def mail_end(request: HttpRequest, secret: str) -> HttpResponse:
    """End one of the mails that the writer of a reply asked for."""
    comment = get_object_or_404(Comment, secret=secret)
    subscriptions.end_topic(comment, request.POST.get("topic", ""))
    return see_other(f"{comment.status_page}#mail")


def _confirmation(secret: str) -> Confirmation | None:
    return Confirmation.objects.select_related("comment").filter(secret=secret).first()


def _email_at(secret: str) -> str:
    """The address to which a mail with this secret went; empty for none."""
    found = Subscription.objects.filter(secret=secret).first() or _confirmation(secret)
    return found.email if found else ""


def _nothing_there(request: HttpRequest) -> HttpResponse:
    return render(request, "comments/mail_gone.html", status=404)
