"""The price at a time: the one place that decides what a product costs."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class Price:
    """What one piece costs, and what it costs without the sale."""

    to_pay: Decimal
    regular: Decimal

    @property
    def is_reduced(self) -> bool:
        """Whether a sale applies."""
        return self.to_pay < self.regular


def price_at(
    time: datetime,
    *,
    regular: Decimal,
    sale: Decimal | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
) -> Price:
    """The sale price inside the half-open window [starts_at, ends_at), either end of which may be open."""
    has_started = starts_at is None or starts_at <= time
    has_ended = ends_at is not None and ends_at <= time
    if sale is not None and has_started and not has_ended:
        return Price(sale, regular)
    return Price(regular, regular)
