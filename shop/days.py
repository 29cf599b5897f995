"""Days where the shop is: when they begin, and periods of them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone


def start_of(day: date) -> datetime:
    """The first moment of a day."""
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class Period:
    """Whole days where the shop is, the last one included."""

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
        end = start_of(self.last + timedelta(days=1))
        return Q(**{f"{field}__gte": start_of(self.first), f"{field}__lt": end})
