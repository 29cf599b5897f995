"""What became of replies, month by month, for everybody to see: counted from the log of decisions, which nobody changes.

Each act counts in its month, what was undone too; how much was undone is told besides. How many replies came is
counted from the replies themselves: the log does not know those that wait. A reply that its writer withdrew and had
erased later was taken back once, in the month in which it was withdrawn.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from comments.models import Act, Actor, Comment, Decision, Reason, Rule, State
from comments.moderation import OUTCOMES
from newsroom.periods import start_of

MONTHS = 12  # that are told, with the present one
KEPT = 300  # seconds for which a count is kept


@dataclass
class Month:
    """What was done in one month; `reasons` says why replies were not published."""

    first: date
    received: int = 0
    published: int = 0
    rejected: int = 0
    spam: int = 0
    trashed: int = 0
    withdrawn: int = 0
    undone: int = 0
    by_rules: int = 0
    by_moderators: int = 0
    asked_again: int = 0
    then_published: int = 0
    then_refused: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def why(self) -> list[tuple[str, int]]:
        """The reasons in words, the most frequent first."""
        return [(_words(key), count) for key, count in self.reasons.most_common()]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (
            self.received or self.by_rules or self.by_moderators or self.withdrawn or self.asked_again
        )

    def count(self, act: str, actor: str, why: str, number: int) -> None:
        """Add so many acts of one kind."""
        if act in COUNTED:
            setattr(self, COUNTED[act], getattr(self, COUNTED[act]) + number)
        if act == Act.REJECT:
            self.reasons[why] += number
        if actor != Actor.WRITER:
            name = "by_rules" if actor == Actor.RULE else "by_moderators"
            setattr(self, name, getattr(self, name) + number)


COUNTED: dict[str, str] = {
    Act.APPROVE: "published",
    Act.REJECT: "rejected",
    Act.SPAM: "spam",
    Act.TRASH: "trashed",
    Act.WITHDRAW: "withdrawn",
    Act.ERASE: "withdrawn",
    Act.UNDO: "undone",
}


def months() -> list[Month]:
    """The last twelve months, the present one first; as they were five minutes ago at most, however much happens."""
    present = timezone.localdate().replace(day=1)
    key = f"comments.transparency:{present}:{timezone.now().timestamp() // KEPT:.0f}"
    told: list[Month] | None = cache.get(key)
    if told is None:
        told = counted(present)
        cache.set(key, told, KEPT)
    return told


def counted(present: date) -> list[Month]:
    """Twelve months up to the one that begins so; three queries, each of a stretch of an index."""
    told = [Month(first) for first in _firsts(present)]
    for key, number in _monthly(Comment.objects.all(), "created_at", told):
        told[key].received = number
    acts = Decision.objects.exclude(act=Act.APPROVE, before=State.APPROVED).exclude(
        act=Act.ERASE, before=State.WITHDRAWN
    )
    for key, act, actor, rule, reason, number in _monthly(
        acts, "made_at", told, "act", "actor", "rule", "reason"
    ):
        told[key].count(act, actor, reason or rule, number)
    for key, after, number in _monthly(_asked(), "made_at", told, "outcome"):
        told[key].asked_again += number
        told[key].then_published += number if after == State.APPROVED else 0
        told[key].then_refused += number if after and after != State.APPROVED else 0
    return told


def _firsts(today: date) -> list[date]:
    """The first days of the months, the present one first."""
    present = today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(present, present - MONTHS, -1)]


def _monthly(rows: QuerySet[Any], time: str, told: list[Month], *groups: str) -> list[tuple[Any, ...]]:
    """Counts by the place of the month and by more columns.

    Comparing with the months' first moments costs SQLite far less than asking for the month of each row.
    """
    starts = [start_of(month.first) for month in told]
    place = Case(*(When(**{f"{time}__gte": start}, then=Value(key)) for key, start in enumerate(starts)))
    grouped = (
        rows.filter(**{f"{time}__gte": starts[-1]}).annotate(place=place).order_by().values("place", *groups)
    )
    return list(grouped.annotate(number=Count("pk")).values_list("place", *groups, "number"))


def _asked() -> QuerySet[Decision]:
    """Each asking again with what the next moderator made of it; None as long as none did."""
    answers = Decision.objects.filter(
        comment=OuterRef("comment"), pk__gt=OuterRef("pk"), actor=Actor.MODERATOR, act__in=OUTCOMES
    )
    return Decision.objects.filter(act=Act.ASK_AGAIN).annotate(
        outcome=Subquery(answers.order_by("pk").values("after")[:1])
    )


def _words(key: str) -> str:
    if key in Reason.values:
        return str(Reason(key).label)
    return str(Rule(key).label) if key in Rule.values else str(Reason.OTHER.label)
