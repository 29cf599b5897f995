"""Guests who get mail, and what came for them."""

import re
from typing import Any

from django.test import Client

from comments import confirming, moderation, subscriptions, tasks
from comments.models import Comment, Confirmation, Decision, State, Subscription, Topic
from newsroom.outbox.models import Mail
from tests.factories import make_comment, make_user

LINK = re.compile(r"https?://[^\s\"'<>]+")


def make_follower(*topics: Topic, **fields: Any) -> Comment:
    """A reply whose writer has confirmed that they want mail of these topics."""
    comment = make_comment(**fields)
    confirming.confirm(asked(comment, *topics))
    Mail.objects.all().delete()
    comment.refresh_from_db()
    return comment


def asked(comment: Comment, *topics: Topic) -> Confirmation:
    """The mail that asks for these topics."""
    confirmation = subscriptions.ask(comment, topics)
    assert confirmation
    return confirmation


def make_subscription(**fields: Any) -> Subscription:
    """One that nobody has confirmed."""
    comment = fields.pop("comment", None) or make_comment()
    own = {"topic": Topic.ALL, "article": comment.article, "email": comment.email}
    return Subscription.objects.create(comment=comment, **own | fields)


def publish(comment: Comment) -> None:
    """Approve a reply; the worker then finds its tasks."""
    moderation.approve(comment, by=make_user())


def work() -> None:
    """What the worker does with each decision, in its order."""
    for key in Decision.objects.order_by("pk").values_list("pk", flat=True):
        tasks.decided.call(key)


def make_published(**fields: Any) -> Comment:
    """A reply that was approved long ago, and told of then."""
    comment = make_comment(state=State.APPROVED, **fields)
    comment.announced_at = comment.created_at
    comment.save(update_fields=["announced_at"])
    return comment


def paths_in(mail: Mail) -> list[str]:
    """The addresses of ours that a mail leads to, in text, page and headers."""
    text = f"{mail.text}\n{mail.html}\n{mail.headers.get('List-Unsubscribe', '')}"
    return sorted({re.sub(r"^https?://[^/]+", "", link.rstrip(".:,")) for link in LINK.findall(text)})


def path_to(mail: Mail, page: str) -> str:
    """The first link of a mail whose address begins so."""
    return next(path for path in paths_in(mail) if path.startswith(page))


def everything() -> tuple[Any, ...]:
    """All that mail is about, to be compared with what it is later."""
    return tuple(
        list(model.objects.order_by("pk").values()) for model in (Comment, Subscription, Confirmation, Mail)
    )


def one_click(path: str) -> int:
    """What a mail provider posts (RFC 8058), from its own machines; the status that it gets."""
    provider = Client(enforce_csrf_checks=True)
    response = provider.post(
        path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert not response.cookies
    return response.status_code
