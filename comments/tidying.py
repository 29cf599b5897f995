"""What is not kept: where replies came from (also within their fingerprints), and who reported them. Addresses that nobody confirmed: `subscriptions.forget`.

Nothing is wrong if this never runs: the pipeline asks for the hashes of replies of the last days alone, and a ban holds its
own hash until it ends.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.tasks import task
from django.utils import timezone

from comments.models import Ban, BanKind, Comment, Report
from newsroom import recurring

EVERY = timedelta(hours=6)
PAUSE = timedelta(minutes=1)
CHUNK, CHUNKS = 1000, 50  # rows of one transaction, and transactions of a run


@task(priority=-10)
def tidy_replies() -> int:
    """Forget what is over its time, and return how many rows it were; the next run comes sooner where some are left."""
    recurring.ensure_queued(tidy_replies, after=EVERY)
    count = forget()
    if any(rows.exists() for rows, _forget in _over_their_time()):
        recurring.ensure_queued(tidy_replies, after=PAUSE)
    return count


def forget(*, at: datetime | None = None, chunks: int = CHUNKS) -> int:
    """Forget what is over its time, some rows at once; how many rows it were."""
    count = 0
    for rows, act in _over_their_time(at=at):
        for _ in range(chunks):
            keys = list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK])
            act(rows.model._default_manager.filter(pk__in=keys))
            count += len(keys)
            if len(keys) < CHUNK:
                break
    return count


def _over_their_time(*, at: datetime | None = None) -> list[tuple[QuerySet, Callable[[QuerySet], object]]]:
    """Rows that say more than may be kept, and how that is forgotten."""
    before = (at or timezone.now()) - timedelta(days=settings.REPLIES_NETWORK_DAYS)
    traced = Comment.objects.filter(~Q(block="") | ~Q(network=""), created_at__lt=before)
    reports = Report.objects.filter(~Q(guest="", address="", block=""), made_at__lt=before)
    ended = Ban.objects.filter(kind=BanKind.BLOCK, until__lt=before)
    return [
        (traced, lambda rows: rows.update(block="", network="", fingerprint=None)),
        (reports, lambda rows: rows.update(guest="", address="", block="")),
        (ended, lambda rows: rows.delete()),
    ]
