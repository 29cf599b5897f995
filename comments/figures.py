"""How moderation goes, in numbers: taken from the log of decisions, whose rows never change, and from what waits now."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from comments.models import Act, Actor, Comment, Decision, State
from comments.moderation import OUTCOMES
from comments.signals.signal import LIKELY_SPAM
from newsroom.periods import Period, start_of

SPANS = (30, 90, 365)  # days that are offered
SPAM = ("caught", "missed", "alarms")
DECIDED = ("approved", "refused")


@dataclass
class Tally:
    """Replies of a day: how many came and waited at its end, what moderators made of them after how long, and the spam.

    `caught` was marked by a rule, or held as likely spam, and is spam. `missed` was published, or held as if it were none,
    and then marked. `alarms` were marked by a rule, and published by a moderator in the end.
    """

    received: int = 0
    waiting: int = 0
    approved: int = 0
    refused: int = 0
    caught: int = 0
    missed: int = 0
    alarms: int = 0
    waits: list[timedelta] = field(default_factory=list)

    def answer(self, after: str, wait: timedelta | None) -> None:
        """Add what a moderator made of a reply, and how long it waited, where that is known."""
        if after == State.APPROVED:
            self.approved += 1
        else:
            self.refused += 1
        if wait is not None:
            self.waits.append(wait)

    @property
    def approval(self) -> float | None:
        """The share of what moderators decided that they approved; None where nothing was."""
        decided = self.approved + self.refused
        return self.approved / decided if decided else None

    @property
    def found(self) -> float | None:
        """The share of spam that was caught; None where there was none."""
        spam = self.caught + self.missed
        return self.caught / spam if spam else None

    @property
    def median(self) -> timedelta | None:
        """How long half of the replies waited at most that moderators decided about; None where there were none."""
        return statistics.median_low(self.waits) if self.waits else None


def by_day(period: Period) -> dict[date, Tally]:
    """The tally of each day, days without any included; four queries. A mark counts on its day, whatever follows."""
    tallies: dict[date, Tally] = defaultdict(Tally, {day: Tally() for day in period.days})
    since = start_of(period.first)
    marks = _first_marks(period).values("made_at")
    for row in (
        *_daily(Comment.objects.filter(created_at__gte=since), "created_at", received=Count("pk")),
        *_daily(marks, "made_at", **_counts(**SPAM_KINDS)),
    ):
        tally = tallies[row.pop("day")]
        for name, count in row.items():
            setattr(tally, name, count)
    _reckon_back(tallies, _decided(since, tallies))
    return {day: tallies[day] for day in period.days}


def together(tallies: Mapping[date, Tally]) -> Tally:
    """All days in one; what waited at the end of the last."""
    days = list(tallies.values())
    names = ("received", *DECIDED, *SPAM)
    sums = {name: sum(getattr(tally, name) for tally in days) for name in names}
    return Tally(**sums, waiting=days[-1].waiting, waits=[wait for tally in days for wait in tally.waits])


def _decided(since: datetime, tallies: dict[date, Tally]) -> Counter[date]:
    """Tally what moderators decided about replies that waited; how many more came back to the queue each day than left it.

    A reply waits from when it was sent, or from when it came back to the queue: its writer changed it or asked again, or
    a decision was undone. One that is gone from the database has no wait, and is in no queue.
    """
    moves = Decision.objects.filter(Q(before=State.PENDING) | Q(after=State.PENDING), made_at__gte=since)
    came_back = (
        Decision.objects.filter(comment=OuterRef("comment"), pk__lt=OuterRef("pk"), after=State.PENDING)
        .order_by("-pk")
        .values("made_at")[:1]
    )
    came = Coalesce(Subquery(came_back), F("comment__created_at"))
    rows = moves.order_by().values_list("made_at", "before", "after", "actor", "act", came)
    back: Counter[date] = Counter()
    here = timezone.get_current_timezone()
    for made_at, before, after, actor, act, came_at in rows.iterator():
        day = made_at.astimezone(here).date()
        if came_at:
            back[day] += (after == State.PENDING) - (before == State.PENDING)
        if before == State.PENDING and actor == Actor.MODERATOR and act in OUTCOMES:
            tallies[day].answer(after, made_at - came_at if came_at else None)
    return back


def _reckon_back(tallies: dict[date, Tally], back: Counter[date]) -> None:
    """How many waited at the end of each day, from how many wait now and what came and went since."""
    waiting = Comment.objects.pending().count()
    for day in sorted(tallies.keys() | back.keys(), reverse=True):
        tallies[day].waiting = waiting
        waiting -= tallies[day].received + back[day]


def _first_marks(period: Period) -> QuerySet[Decision]:
    """The first time that each reply was marked as spam, unless a moderator who did so took it back."""
    same = Decision.objects.filter(comment=OuterRef("comment"))
    marks = Decision.objects.filter(period.within("made_at"), act=Act.SPAM, comment__isnull=False)
    return (
        marks.filter(~Exists(same.filter(pk__lt=OuterRef("pk"), act=Act.SPAM)))
        .exclude(actor=Actor.MODERATOR, undone_by__isnull=False, undone_by__undone_by__isnull=True)
        .annotate(
            is_approved=Exists(
                same.filter(pk__gt=OuterRef("pk"), act=Act.APPROVE, actor=Actor.MODERATOR, undone_by=None)
            )
        )
    )


IS_RULES = Q(actor=Actor.RULE)
SPAM_KINDS = {
    "caught": (IS_RULES & Q(is_approved=False))
    | Q(actor=Actor.MODERATOR, before=State.PENDING, comment__score__gte=LIKELY_SPAM),
    "missed": Q(actor=Actor.MODERATOR) & ~Q(before=State.PENDING, comment__score__gte=LIKELY_SPAM),
    "alarms": IS_RULES & Q(is_approved=True),
}


def _counts(**conditions: Q) -> dict[str, Count]:
    return {name: Count("pk", filter=condition) for name, condition in conditions.items()}


def _daily(rows: QuerySet[Any], time: str, **counts: Count) -> list[dict[str, Any]]:
    """Counts by the day on which something was where the site is."""
    days = rows.annotate(day=TruncDate(time)).order_by().values("day")
    return list(days.annotate(**counts))
