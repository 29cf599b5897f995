"""The worker's part: whoever is to be told of a reply, of a decision, or of what waits."""

from datetime import timedelta

from django.tasks import task

from comments import announcing, digests, subscriptions
from comments.models import Comment, Decision
from newsroom import recurring

EVERY, A_DAY = timedelta(minutes=5), timedelta(days=1)


@task()
def received(key: int, topics: list[str]) -> None:
    """A reply has come in: ask its writer to confirm what they want to be told of, and tell moderators soon."""
    comment = Comment.objects.select_related("article", "decision").filter(pk=key).first()
    if comment is None:
        return
    subscriptions.take_up(comment, topics)
    announcing.announce(comment)  # where a rule has published it
    if digests.is_anybody_told_at_once():
        recurring.ensure_queued(tell_moderators, after=2 * digests.SETTLED)


@task()
def decided(key: int) -> None:
    """A decision was made: tell its writer, and those who follow, if it was published for the first time."""
    decision = Decision.objects.select_related("comment__article").filter(pk=key).first()
    if decision is None or decision.comment is None:
        return
    announcing.tell_writer(decision)
    announcing.announce(decision.comment)


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
