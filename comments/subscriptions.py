"""Mail that guests ask for: nothing is mailed to an address, but for one mail that asks, until its owner has said yes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from comments import mails
from comments.models import (
    VALID,
    Comment,
    Confirmation,
    NoMail,
    State,
    Subscription,
    SubscriptionQuerySet,
    Topic,
    mailbox_of,
)
from newsroom import limits
from newsroom.limits import ReachedError, counted
from newsroom.locks import take_turns

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
MOST_TO_A_MAILBOX = 3  # mails of a day that ask, until one is answered
MOST_FROM_A_BLOCK = 10  # and of an hour, for one address block
KEPT = timedelta(days=30)  # what was asked and not answered, and what was ended
TAKEN_BACK = {State.WITHDRAWN, State.ERASED}
WORTH_ASKING = {State.PENDING, State.APPROVED}


@transaction.atomic
def take_up(comment: Comment) -> None:
    """Note what the writer of a new reply wants mail of, and ask them to confirm it, once, however many workers come.

    What looks like spam mails nobody; its writer can ask for the mail on the reply's page.
    """
    untaken = Comment.objects.filter(pk=comment.pk).exclude(topics="")
    if not untaken.update(topics="") or comment.state in TAKEN_BACK:
        return
    topics = [topic for topic in comment.topics.split(",") if topic in Topic]
    _turn_of(comment)
    if Confirmation.objects.filter(comment=comment).exists():
        return
    if is_coming(comment):
        ask(comment, topics)
    else:
        _want(comment, topics, at=timezone.now())


def is_coming(comment: Comment) -> bool:
    """Whether what its writer wants mail of, which nobody has taken up yet, will be asked about by a mail."""
    return bool(comment.topics) and comment.state in WORTH_ASKING and not comment.is_likely_spam


@transaction.atomic
def ask(comment: Comment, topics: Iterable[str]) -> Confirmation | None:
    """Mail to the address of a reply, to ask whether it is its writer's, and whether they want what was asked for.

    None, and no mail, where enough was asked of late; `topics` are noted all the same. Nothing at all is done where
    the mailbox wants none, or where the reply was taken back since it was seen.
    """
    standing = Comment.objects.locked().exclude(state__in=TAKEN_BACK).filter(pk=comment.pk).first()
    if standing is None:
        return None
    comment = standing
    _turn_of(comment)
    if is_unwanted(comment.email):
        return None
    at = timezone.now()
    _want(comment, topics, at=at)
    with suppress(ReachedError), _counted(comment, at):
        confirmation = Confirmation.objects.create(
            comment=comment, mailbox=mailbox_of(comment.email), asked_at=at
        )
        mails.confirm(confirmation, wanted(confirmation))
        return confirmation
    return None


def answered(email: str) -> None:
    """Count the mails that ask anew, and let its mailbox be asked again: its reader has said yes to one."""
    limits.forget("ask", mailbox_of(email))
    allow_again(email)


def wanted(confirmation: Confirmation) -> SubscriptionQuerySet:
    """The mails that a confirmation asks for, and that nobody has confirmed yet."""
    return Subscription.objects.unconfirmed().filter(
        comment=confirmation.comment_id, asked_at__lte=confirmation.asked_at
    )


def together_with(subscription: Subscription) -> SubscriptionQuerySet:
    """All mail to an address about one article, which is one list to a mail program."""
    return Subscription.objects.filter(email=subscription.email, article=subscription.article_id)


def end(subscription: Subscription) -> None:
    """End all mail to an address about one article."""
    together_with(subscription).filter(ended_at=None).update(ended_at=timezone.now())


def end_topic(comment: Comment, topic: str) -> None:
    """End one of the mails that the writer of a reply asked for."""
    comment.subscriptions.filter(topic=topic, ended_at=None).update(ended_at=timezone.now())


@transaction.atomic
def end_all(email: str) -> None:
    """End all mail to an address and to others of its mailbox, and never mail there again, not even to ask."""
    mailbox = mailbox_of(email)
    local, _at, domain = email.lower().rpartition("@")
    alike = Subscription.objects.filter(
        email__startswith=local.partition("+")[0], email__endswith=f"@{domain}", ended_at=None
    )
    theirs = [one.pk for one in alike.only("email") if mailbox_of(one.email) == mailbox]
    Subscription.objects.filter(pk__in=theirs).update(ended_at=timezone.now())
    NoMail.objects.get_or_create(mailbox=mailbox)


def allow_again(email: str) -> None:
    """Let a mailbox be asked again; what was ended stays so."""
    NoMail.objects.filter(mailbox=mailbox_of(email)).delete()


def is_unwanted(email: str) -> bool:
    """Whether the owner of an address wants no mail at all; one query."""
    return NoMail.objects.filter(mailbox=mailbox_of(email)).exists()


def forget(*, at: datetime | None = None) -> int:
    """Delete what nobody has confirmed in time, and what was asked or ended a month ago; how many rows."""
    at = at or timezone.now()
    before = at - KEPT
    still_asked = Confirmation.objects.open(at=at).filter(comment=OuterRef("comment"))
    done = Subscription.objects.filter(
        Q(~Exists(still_asked), confirmed_at=None, asked_at__lt=at - VALID) | Q(ended_at__lt=before)
    )
    return done.delete()[0] + Confirmation.objects.filter(asked_at__lt=before).delete()[0]


def _turn_of(comment: Comment) -> None:
    take_turns(f"asking {mailbox_of(comment.email)}")


def _want(comment: Comment, topics: Iterable[str], *, at: datetime) -> None:
    """Note what is wanted; what was ended is wanted anew, and asked for anew."""
    defaults = {"article_id": comment.article_id, "email": comment.email.lower(), "asked_at": at}
    for topic in topics:
        subscription, is_new = Subscription.objects.get_or_create(
            comment=comment, topic=topic, defaults=defaults
        )
        if not is_new and subscription.ended_at:
            Subscription.objects.filter(pk=subscription.pk).update(
                asked_at=at, confirmed_at=None, ended_at=None, told_of=None
            )


@contextmanager
def _counted(comment: Comment, at: datetime) -> Iterator[None]:
    """Count a mail that asks, for its mailbox and for the address block that it was asked from; two queries."""
    mailbox, block, unanswered = mailbox_of(comment.email), comment.block, Confirmation.objects.unanswered()
    to_mailbox = unanswered.filter(mailbox=mailbox, asked_at__gt=at - A_DAY).count()
    from_block = unanswered.filter(comment__block=block, asked_at__gt=at - AN_HOUR).exclude(comment__block="")
    with (
        counted("ask", {mailbox: MOST_TO_A_MAILBOX}, within=A_DAY, stored=to_mailbox),
        counted("ask from", {block: MOST_FROM_A_BLOCK}, within=AN_HOUR, stored=from_block.count()),
    ):
        yield
