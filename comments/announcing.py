"""Who is told of a decision: the writer of the reply, and once it is published, those who follow."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import Revision
from comments import log, mails
from comments.models import Comment, Decision, State, Subscription, SubscriptionQuerySet, Topic
from newsroom.outbox import mail
from newsroom.outbox.models import Mail

TOLD = {State.APPROVED, State.REJECTED, State.SPAM, State.TRASH}  # what a writer is told of


def announce(comment: Comment) -> int:
    """Tell of a reply that readers see for the first time; how many. At most seven queries, and two for each 500 told.

    One mail an address, and none to its own writer. Nobody is told twice, whatever is undone and decided again and
    however many workers come here; and nobody of what is no longer published when the mails are written.
    """
    if comment.state != State.APPROVED or comment.announced_at or not _is_public(comment):
        return 0
    letters = list(_letters(comment))
    with transaction.atomic():
        first = Comment.objects.approved().filter(pk=comment.pk, announced_at=None)
        if not first.update(announced_at=timezone.now()):
            return 0
        return mail.write_all(letters)


@transaction.atomic
def tell_writer(decision: Decision) -> Mail | None:
    """Tell the writer of a reply what was decided, if they asked for it and it is news; at most eight queries.

    News is what differs from what they were told last, or what was decided after they asked again.
    """
    comment = decision.comment
    if comment is None or comment.decision_id != decision.pk or comment.state not in TOLD:
        return None
    subscription = (
        comment.subscriptions.active().filter(topic=Topic.DECIDED).select_related("told_of").first()
    )
    if subscription is None or not _is_news(comment, subscription.told_of):
        return None
    if comment.state == State.APPROVED and not _is_public(comment):
        return None
    same = Subscription.objects.active().filter(pk=subscription.pk, told_of=subscription.told_of_id)
    unchanged = Comment.objects.filter(pk=comment.pk, decision=decision)
    if not unchanged.exists() or not same.update(told_of=decision):
        return None
    written = mails.decided(log.explaining(decision), comment).to(subscription)
    mail.write_all([written])
    return written


def followers(comment: Comment) -> SubscriptionQuerySet:
    """Who is to be told of a new reply: those that it answers, then those who follow the article; not its writer."""
    wanted = Q(topic=Topic.ALL)
    if comment.parent_id:
        wanted |= Q(topic=Topic.ANSWERS, comment=comment.parent_id) & ~Q(comment__state=State.WITHDRAWN)
    own = Q(comment=comment.pk)
    if comment.email_confirmed_at:  # anybody can type an address
        own |= Q(email=comment.email.lower())
    if comment.guest:
        own |= Q(comment__guest=comment.guest)
    here = Subscription.objects.active().filter(wanted, article=comment.article_id)
    return here.exclude(own).order_by("-topic", "pk")  # “answers” before “all”


def _letters(comment: Comment) -> Iterator[Mail]:
    notices: dict[str, mails.Notice] = {}
    told = set()
    for subscription in followers(comment).iterator():
        if subscription.email in told:
            continue
        told.add(subscription.email)
        topic = subscription.topic
        if topic not in notices:
            notices[topic] = mails.answered(comment) if topic == Topic.ANSWERS else mails.added(comment)
        yield notices[topic].to(subscription)


def _is_public(comment: Comment) -> bool:
    return Revision.objects.live().filter(article=comment.article_id).exists()


def _is_news(comment: Comment, told_of: Decision | None) -> bool:
    if told_of is None or (told_of.after == State.APPROVED) != (comment.state == State.APPROVED):
        return True
    return comment.asked_again_at is not None and told_of.made_at < comment.asked_again_at
