"""What the writer of a reply does with it, whoever has its private address: change, withdraw, erase, ask again."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from comments import log, mails
from comments.models import REFUSED, Act, Comment, Confirmation, DecidedText, Report, State, Subscription

WHOSE = ("name", "email", "website", "badge", "topics", "guest", "block", "network")
PERSONAL = ("text", "text_digest", "appeal", *WHOSE)


def can_change(comment: Comment, *, at: datetime | None = None) -> bool:
    """Whether its text may still be changed: for some minutes, until somebody has answered; one query, if any."""
    is_in_time = (at or timezone.now()) < changeable_until(comment)
    is_open = comment.state in {State.PENDING, State.APPROVED} and is_in_time
    return is_open and not comment.is_answered()


def changeable_until(comment: Comment) -> datetime:
    """When the time to change its text is over."""
    return comment.created_at + timedelta(minutes=settings.REPLIES_EDIT_MINUTES)


def can_ask_again(comment: Comment) -> bool:
    """Whether its writer may ask for another look: once."""
    return comment.state in REFUSED and comment.asked_again_at is None


@transaction.atomic
def withdraw(comment: Comment) -> None:
    """Take a reply back; readers no longer see it, moderators need not look. Raises `log.StaleError`."""
    if comment.state not in {State.PENDING, State.APPROVED}:
        raise log.StaleError
    log.record(comment, State.WITHDRAWN, Act.WITHDRAW, by=None, fingerprint=None)


@transaction.atomic
def ask_again(comment: Comment, words: str) -> None:
    """Have a moderator look once more, at what its writer says to the decision. Raises `log.StaleError`."""
    if not can_ask_again(comment):
        raise log.StaleError
    at = timezone.now()
    log.record(
        comment,
        State.PENDING,
        Act.ASK_AGAIN,
        by=None,
        asked_again_at=at,
        held_at=at,
        appeal=words,
        is_likely_spam=False,
    )


@transaction.atomic
def erase(comment: Comment, *, by: User | None = None, batch: UUID | None = None) -> None:
    """Forget the person: texts, name, addresses, mails and all that leads to them; the place in the thread stays.

    `by` is the member of staff who does it at the writer's wish. Answers of others are kept; what reporters wrote about
    it goes. Raises `log.StaleError` if it is erased already, or has changed since it was seen.
    """
    if comment.state == State.ERASED:
        raise log.StaleError
    emptied: dict[str, Any] = dict.fromkeys(PERSONAL, "")
    emptied |= {"fingerprint": None, "email_confirmed_at": None, "untold_since": None, "signals": []}
    log.record(comment, State.ERASED, Act.ERASE, by=by, said={"batch": batch}, **emptied)
    DecidedText.objects.filter(comment=comment).delete()
    for subscription in comment.subscriptions.all():
        mails.to(subscription).delete()
    Subscription.objects.filter(comment=comment).delete()
    Confirmation.objects.filter(comment=comment).delete()
    mails.about(comment).delete()  # last: whoever was writing one has locked a row from above
    handled_at = Coalesce("handled_at", Value(timezone.now()))
    Report.objects.filter(comment=comment).update(words="", handled_at=handled_at)
