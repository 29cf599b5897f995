"""How moderation goes, in numbers: taken from the log of decisions, whose rows never change, and from what waits now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, TruncDate

from comments.models import Act, Actor, Comment, Decision, State
from comments.moderation import OUTCOMES
from comments.signals.signal import LIKELY_SPAM
from newsroom.periods import Period

SPANS = (30, 90, 365)  # days that are offered
SPAM = ("caught", "missed", "alarms")
DECIDED = ("approved", "refused")


@dataclass
class Tally:
    """Replies of a day: how many came; how moderators decided about those that waited; and of spam, what was caught.

    `caught` was marked by a rule, or held as likely spam, and is spam. `missed` was published, or held as if it were none,
    and then marked. `alarms` were marked by a rule, and published by a moderator in the end.
    """

    received: int = 0
    approved: int = 0
    refused: int = 0
    caught: int = 0
    missed: int = 0
    alarms: int = 0

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


@dataclass(frozen=True)
class Waiting:
    """What waits now: how many, how many of them likely spam, and since when the longest."""

    count: int
    likely_spam: int
    since: datetime | None


def waiting() -> Waiting:
    """What waits now; two queries, which an index answers."""
    pending = Comment.objects.pending()
    counted = pending.aggregate(count=Count("pk"), likely_spam=Count("pk", filter=Q(is_likely_spam=True)))
    oldest = pending.filter(is_likely_spam=False).order_by("held_at").values_list("held_at", flat=True)
    return Waiting(**counted, since=oldest.first())


def by_day(period: Period) -> dict[date, Tally]:
    """The tally of each day, days without any included; three queries. A mark counts on its day, whatever follows."""
    tallies = {day: Tally() for day in period.days}
    received = Comment.objects.filter(period.within("created_at"))
    for rows in (
        _daily(received, "created_at", received=Count("pk")),
        _daily(
            _answers(period),
            "made_at",
            **_counts(approved=Q(after=State.APPROVED), refused=~Q(after=State.APPROVED)),
        ),
        _daily(_first_marks(period), "made_at", **_counts(**SPAM_KINDS)),
    ):
        for row in rows:
            tally = tallies[row.pop("day")]
            for name, count in row.items():
                setattr(tally, name, count)
    return tallies


def together(tallies: dict[date, Tally]) -> Tally:
    """All days in one."""
    names = ("received", *DECIDED, *SPAM)
    return Tally(**{name: sum(getattr(tally, name) for tally in tallies.values()) for name in names})


def median_wait(period: Period) -> timedelta | None:
    """How long half of the replies waited at most that moderators decided about; None where there were none. Two queries.

    A reply waits from when it was sent, or from when it came back to the queue: its writer changed it or asked again, or
    a decision was undone.
    """
    came_back = (
        Decision.objects.filter(comment=OuterRef("comment"), pk__lt=OuterRef("pk"), after=State.PENDING)
        .order_by("-pk")
        .values("made_at")[:1]
    )
    waits = (
        _answers(period)
        .filter(comment__isnull=False)
        .annotate(
            wait=ExpressionWrapper(
                F("made_at") - Coalesce(Subquery(came_back), F("comment__created_at")),
                output_field=DurationField(),
            )
        )
        .order_by("wait")
        .values_list("wait", flat=True)
    )
    middle = (waits.count() - 1) // 2
    return waits[middle] if middle >= 0 else None


def _answers(period: Period) -> QuerySet[Decision]:
    """What moderators decided about replies that waited."""
    return Decision.objects.filter(
        period.within("made_at"), actor=Actor.MODERATOR, before=State.PENDING, act__in=OUTCOMES
    )


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
