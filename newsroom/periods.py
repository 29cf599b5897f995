"""Whole days where the site is: from the first moment of one to the last of another, whatever clocks do between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone


@dataclass(frozen=True)
class Period:
    """Whole days where the site is, the last one included."""

    first: date
    last: date

    @classmethod
    def of_days(cls, days: int, *, at: datetime | None = None) -> "Period":
        """The last so many days up to today."""
        today = timezone.localdate(at)
        return cls(today - timedelta(days=days - 1), today)

    @property
    def days(self) -> list[date]:
        """Each day."""
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    def within(self, field: str) -> Q:
        """The condition that a time lies in it."""
        start, end = (start_of(day) for day in (self.first, self.last + timedelta(days=1)))
        return Q(**{f"{field}__gte": start, f"{field}__lt": end})


def start_of(day: date) -> datetime:
    """The first moment of a day where the site is."""
    return timezone.make_aware(datetime.combine(day, time.min))


def chosen_span(typed: str | None, spans: Sequence[int], *, otherwise: int = 30) -> int:
    """How many days somebody wants to see; `otherwise`, if they ask for anything else than is offered."""
    return next((days for days in spans if typed == str(days)), otherwise)
