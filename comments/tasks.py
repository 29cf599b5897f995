"""The worker's part: whoever is to be told of a reply, of a decision, or of what waits."""

from datetime import timedelta

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from comments import announcing, digests, subscriptions
from comments.models import Comment
from newsroom import recurring

EVERY, A_DAY = timedelta(minutes=5), timedelta(days=1)
LATE = recurring.LONGEST_RUN  # after which a task that is to tell of something was killed
AT_ONCE = 500  # that are caught up with in one run


@task()
def received(key: int) -> None:
    """A reply has come in: ask its writer to confirm what they want to be told of, and tell moderators soon.

    It also does what any other task about this reply has left undone.
    """
    comment = Comment.objects.select_related("article", "decision").filter(pk=key).first()
    if comment is None:
        return
    subscriptions.take_up(comment)
    _tell(comment)
    if digests.is_anybody_told_at_once():
        recurring.ensure_queued(tell_moderators, after=2 * digests.SETTLED)


@task()
def decided(key: int) -> None:
    """A decision was made: tell its writer, and those who follow, if it was published for the first time.

    They are told how it stands by now, once, whatever was decided since.
    """
    comment = Comment.objects.select_related("article", "decision").filter(decisions=key).first()
    if comment is not None:
        _tell(comment)


@task(priority=-5)
def catch_up() -> int:
    """Tell of what a task was to tell that was killed, or failed; of how many replies.

    What the task had done already is not done again: each mail is written together with the note that it is.
    """
    recurring.ensure_queued(catch_up, after=EVERY)
    at = timezone.now()
    late = Comment.objects.filter(untold_since__lt=at - LATE).order_by("untold_since")
    return sum(_told_again(comment) for comment in late[:AT_ONCE])


@task(priority=-5)
def tell_moderators() -> int:
    """Mail what waits to the moderators whose time it is; how many."""
    recurring.ensure_queued(tell_moderators, after=EVERY)
    return digests.send()


@task(priority=-10)
def forget_old_wishes() -> int:
    """Delete what is no longer kept of mail that was asked for or ended; how many rows."""
    recurring.ensure_queued(forget_old_wishes, after=A_DAY)
    return subscriptions.forget()


def _tell(comment: Comment) -> None:
    """Tell whom it concerns how it stands with a reply, and note that unless something has happened meanwhile."""
    if comment.decision:
        comment.decision.comment = comment
        announcing.tell_writer(comment.decision)
    announcing.announce(comment)
    Comment.objects.filter(pk=comment.pk, untold_since=comment.untold_since).update(untold_since=None)


@transaction.atomic
def _told_again(comment: Comment) -> bool:
    """Have a task tell of a reply, unless somebody else has; should it be killed too, it is late again."""
    same = Comment.objects.filter(pk=comment.pk, untold_since=comment.untold_since)
    is_untold = bool(same.update(untold_since=timezone.now()))
    if is_untold:
        received.enqueue(comment.pk)
    return is_untold
