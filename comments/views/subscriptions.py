"""The pages behind the links in mails, and of a reply's mail: a page shows, only its buttons change anything.

Whatever looks at mails for their readers follows every link in them. The addresses hold a long secret: whoever knows it
may post from anywhere.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from comments import confirming, mails, subscriptions
from comments.models import Comment, Confirmation, Subscription, Topic
from newsroom.private_pages import private
from newsroom.public_forms import require_post, see_other, unguessable

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@unguessable
@PAGE
@private
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """What a mail asks for, with the button that says yes; afterwards, whether that came in time."""
    confirmation = _confirmation(secret)
    if confirmation is None:
        return _nothing_there(request)
    if request.method == "POST":
        confirming.confirm(confirmation)
        return see_other(confirmation.page)
    context = {
        "confirmation": confirmation,
        "comment": confirmation.comment,
        "headline": mails.headline_of(confirmation.comment.article_id),
        "wanted": subscriptions.wanted(confirmation),
        "active": confirmation.comment.subscriptions.active(),
        "is_unwanted": subscriptions.is_unwanted(confirmation.email),
    }
    return render(request, "comments/confirm.html", context)


@unguessable
@PAGE
@private
def subscription(request: HttpRequest, secret: str) -> HttpResponse:
    """End mail about an article: by this page's button, or by a mail program's post without it (RFC 8058).

    That post comes from anywhere, with no cookie and no token, and is answered with no redirect.
    """
    followed = _subscription(secret)
    if followed is None:
        return _nothing_there(request)
    if request.method == "POST":
        subscriptions.end(followed)
    context = {
        "subscription": followed,
        "active": subscriptions.together_with(followed).active(),
        "headline": mails.headline_of(followed.article_id),
    }
    return render(request, "comments/subscription.html", context)


@unguessable
@PAGE
@private
def mailbox(request: HttpRequest, secret: str) -> HttpResponse:
    """Whether we mail to an address at all, with the button that changes it."""
    found = _subscription(secret) or _confirmation(secret)
    if found is None:
        return _nothing_there(request)
    if request.method == "POST":
        change = subscriptions.allow_again if "allow" in request.POST else subscriptions.end_all
        change(found.email)
        return see_other(request.path)
    article = found.article if isinstance(found, Subscription) else found.comment.article
    context = {
        "email": found.email,
        "is_unwanted": subscriptions.is_unwanted(found.email),
        "article": article,
        "headline": mails.headline_of(article.pk),
    }
    return render(request, "comments/mailbox.html", context)


@unguessable
@require_post
@private
def mail_ask(request: HttpRequest, secret: str) -> HttpResponse:
    """Mail to the address of a reply, to have it confirmed, and with it the topics that are chosen."""
    standing = Comment.objects.exclude(state__in=subscriptions.TAKEN_BACK)
    comment = get_object_or_404(standing, secret=secret)
    topics = [topic for topic in request.POST.getlist("topics") if topic in Topic]
    if subscriptions.ask(comment, topics) is None:
        comment = get_object_or_404(standing, secret=secret)  # it may have been taken back meanwhile
        return render(request, "comments/mail_refused.html", {"comment": comment}, status=429)
    return see_other(f"{comment.status_page}#mail")


@unguessable
@require_post
@private
def mail_end(request: HttpRequest, secret: str) -> HttpResponse:
    """End one of the mails that the writer of a reply asked for."""
    comment = get_object_or_404(Comment, secret=secret)
    subscriptions.end_topic(comment, request.POST.get("topic", ""))
    return see_other(f"{comment.status_page}#mail")


def _subscription(secret: str) -> Subscription | None:
    return Subscription.objects.select_related("article").filter(secret=secret).first()


def _confirmation(secret: str) -> Confirmation | None:
    return Confirmation.objects.select_related("comment__article").filter(secret=secret).first()


def _nothing_there(request: HttpRequest) -> HttpResponse:
    return render(request, "comments/mail_gone.html", status=404)
