"""What was sold: the invoices of a period less its credit notes, so that it agrees with the books and never changes later.

A credit note names no products: its amount is shared out to the order's lines and its delivery, as much to each as its
part of the order. Sums are added by the database and rounded to cents: SQLite's binary fractions are far finer than that.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from newsroom.periods import Period
from shop import money
from shop.models import Invoice, Order, OrderLine

NOTHING = Decimal(0)
SPANS = (7, 30, 90, 365)  # days that are offered


@dataclass
class Sold:
    """What was sold of something or on a day: orders, pieces where they are known, and the amounts."""

    orders: int = 0
    pieces: int = 0
    gross: Decimal = NOTHING
    credited: Decimal = NOTHING

    @property
    def net(self) -> Decimal:
        """What is left of it."""
        return self.gross - self.credited


def by_day(period: Period) -> dict[date, Sold]:
    """What was sold on each day, days without sales included; one query."""
    is_credit = Q(refund__isnull=False)
    rows = (
        Invoice.objects.filter(period.within("issued_at"))
        .annotate(day=TruncDate("issued_at"))
        .order_by()
        .values("day")
        .annotate(
            number=Count("pk", filter=~is_credit),
            gross=Sum("amount", filter=~is_credit),
            credited=Sum("amount", filter=is_credit),
        )
    )
    found = {
        row["day"]: Sold(orders=row["number"], gross=_cents(row["gross"]), credited=_cents(row["credited"]))
        for row in rows
    }
    return {day: found.get(day, Sold()) for day in period.days}


def by_product(period: Period) -> dict[int | None, Sold]:
    """What was sold of each product (its key), and for delivery (None); four queries."""
    found = _by_line(period, "product")
    delivered = _invoiced(period).aggregate(number=Count("pk"), gross=Sum("delivery_price"))
    delivery = found.setdefault(None, Sold())
    delivery.orders, delivery.gross = delivered["number"], _cents(delivered["gross"])
    return found


def by_article(period: Period) -> dict[int | None, Sold]:
    """What was bought from each article (its number); three queries."""
    found = _by_line(period, "from_article", from_article__isnull=False)
    found.pop(None, None)
    return found


def total(all_sold: Iterable[Sold]) -> Sold:
    """All of it together."""
    found = list(all_sold)
    return Sold(
        sum(sold.orders for sold in found),
        sum(sold.pieces for sold in found),
        sum((sold.gross for sold in found), NOTHING),
        sum((sold.credited for sold in found), NOTHING),
    )


def _invoiced(period: Period) -> Any:
    of_period = Invoice.objects.filter(period.within("issued_at"), refund=None)
    return Order.objects.filter(pk__in=of_period.values("order"))


def _by_line(period: Period, field: str, **which: Any) -> dict[int | None, Sold]:
    """What was sold, by a column of the orders' lines; what is credited for delivery stands under None."""
    rows = (
        OrderLine.objects.filter(order__in=_invoiced(period).values("pk"), **which)
        .order_by()
        .values(field)
        .annotate(number=Count("order", distinct=True), pieces=Sum("quantity"), gross=Sum("total"))
    )
    found: dict[int | None, Sold] = defaultdict(Sold)
    for row in rows:
        found[row[field]] = Sold(row["number"], row["pieces"], _cents(row["gross"]))
    for key, amount in _credited(period, field):
        found[key].credited += amount
    return found


def _credited(period: Period, field: str) -> Iterator[tuple[int | None, Decimal]]:
    """The parts of the period's credit notes; two queries and rows only for orders that have one."""
    of_period = Invoice.objects.filter(period.within("issued_at"), refund__isnull=False)
    notes = list(
        Invoice.objects.filter(order__in=of_period.values("order"), refund__isnull=False)
        .order_by("order", "number")
        .values("order", "amount", "issued_at", "order__total", "order__delivery_price")
    )
    lines = OrderLine.objects.filter(order__in=of_period.values("order"))
    parts: dict[int, list[tuple[int | None, Decimal]]] = defaultdict(list)
    for order, key, total in lines.order_by("order", "pk").values_list("order", field, "total"):
        parts[order].append((key, total))
    before: dict[int, Decimal] = defaultdict(Decimal)
    for note in notes:
        order = note["order"]
        upto = before[order] + note["amount"]
        if period.first <= timezone.localdate(note["issued_at"]) <= period.last:
            of_order = [*parts[order], (None, note["order__delivery_price"])]
            for (key, _total), old, new in zip(
                of_order,
                _shares(of_order, before[order], note["order__total"]),
                _shares(of_order, upto, note["order__total"]),
                strict=True,
            ):
                yield key, new - old
        before[order] = upto


def _shares(
    parts: Iterable[tuple[int | None, Decimal]], amount: Decimal, total: Decimal
) -> Iterator[Decimal]:
    """How much of an amount of an order falls to each part; the edges are rounded, so that no cent is counted twice."""
    edge, last = NOTHING, NOTHING
    for _key, part in parts:
        edge += part
        upto = money.rounded(edge * amount / total)
        yield upto - last
        last = upto


def _cents(amount: Decimal | None) -> Decimal:
    return money.rounded(amount or NOTHING)
