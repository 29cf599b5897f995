"""Mail of what waits, for the moderators who want it: as often as each wants, and however much comes, in one."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from articles.models import Revision
from comments import mails, queue
from comments.models import Comment, Digest, Frequency

PERMISSION = "comments.change_comment"
PAUSE = timedelta(minutes=5)  # “at once”, but in a flood no oftener
SETTLED = timedelta(seconds=10)  # by then a reply that is being stored can be seen
MORNING = 7  # the hour of the daily mail, by the site's clock
SHOWN = 5


def send(*, at: datetime | None = None) -> int:
    """Mail what waits to those whose time it is and for whom there is something new; how many.

    A query, one for each whose time it is, and five more with the mail.
    """
    at = at or timezone.now()
    return sum(_tell(digest, until) for digest in readers() if (until := _due(digest, at)))


def readers() -> list[Digest]:
    """Who wants such mail, may decide about replies and has an address; one query."""
    staff = User.objects.with_perm(PERMISSION, backend="django.contrib.auth.backends.ModelBackend")
    wanted = Digest.objects.exclude(frequency=Frequency.NEVER).exclude(user__email="")
    return list(wanted.filter(user__in=staff, user__is_staff=True).select_related("user").order_by("pk"))


def is_anybody_told_at_once(*, at: datetime | None = None) -> bool:
    """Whether a reply that has just come is to be told of, without waiting for the next round; one query."""
    before = (at or timezone.now()) - PAUSE
    return Digest.objects.filter(frequency=Frequency.AT_ONCE, told_until__lte=before).exists()


def until(frequency: str, at: datetime) -> datetime:
    """Up to when a mail that goes out at a time tells of what came: the last full hour, or the last morning."""
    local = timezone.localtime(at)
    if frequency == Frequency.HOURLY:
        return local.replace(minute=0, second=0, microsecond=0)
    if frequency == Frequency.DAILY:
        morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
        return morning if morning <= local else morning - timedelta(days=1)
    return at


def _due(digest: Digest, at: datetime) -> datetime | None:
    end = until(digest.frequency, at - SETTLED)
    pause = PAUSE if digest.frequency == Frequency.AT_ONCE else timedelta()
    return end if digest.told_until < end - pause else None


@transaction.atomic
def _tell(digest: Digest, end: datetime) -> bool:
    """Mail one moderator, unless nothing is new or another worker does."""
    since = digest.told_until
    # What a moderator put back has its old place in the queue, and is news all the same.
    news = Q(held_at__gt=since, held_at__lte=end) | Q(decision__made_at__gt=since, decision__made_at__lte=end)
    if not Comment.objects.pending().filter(news).exists():
        return False
    mine = Digest.objects.filter(pk=digest.pk, told_until=digest.told_until, frequency=digest.frequency)
    if not mine.update(told_until=end):
        return False
    mails.digest(digest.user, summary())
    return True


def summary() -> dict[str, Any]:
    """How many replies wait and since when, likely spam apart, and the first few; four queries.

    Those few are locked first: nobody erases one whose words are being written into a mail.
    """
    shown = list(Comment.objects.queued().values_list("pk", flat=True)[:SHOWN])
    list(Comment.objects.filter(pk__in=shown).order_by("pk").select_for_update().values("pk"))
    live = Revision.objects.live().filter(article=OuterRef("article"))
    first = Comment.objects.queued().filter(pk__in=shown).defer("signals", "appeal")
    headed = first.annotate(headline=Subquery(live.values("headline")[:1]))
    return {**vars(queue.waiting()), "first": list(headed)}
