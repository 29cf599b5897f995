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

from django.db.models import Count, Q, QuerySet, Sum
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
            number=Count("pk", filter=~is_credit & Q(edition=1)),
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
    delivered = Order.objects.filter(invoices__in=_invoices(period)).aggregate(
        number=Count("pk", filter=Q(invoices__edition=1)), gross=Sum("delivery_price")
    )
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


def _invoices(period: Period) -> QuerySet[Invoice]:
    return Invoice.objects.filter(period.within("issued_at"), refund=None)


def _by_line(period: Period, field: str, **which: Any) -> dict[int | None, Sold]:
    """What was sold, by a column of the orders' lines; what is credited for delivery stands under None.

    A line counts with each invoice of its order; its pieces left the shop but once.
    """
    is_first = Q(order__invoices__edition=1)
    rows = (
        OrderLine.objects.filter(order__invoices__in=_invoices(period), **which)
        .order_by()
        .values(field)
        .annotate(
            number=Count("order", distinct=True, filter=is_first),
            pieces=Sum("quantity", filter=is_first, default=0),
            gross=Sum("total"),
        )
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
    credited: dict[int, Decimal] = defaultdict(Decimal)
    for note in notes:
        order = note["order"]
        since, upto = credited[order], credited[order] + note["amount"]
        credited[order] = upto
        if period.first <= timezone.localdate(note["issued_at"]) <= period.last:
            keys, amounts = zip(*parts[order], (None, note["order__delivery_price"]), strict=True)
            shares = money.shares(amounts, note["order__total"], since=since, upto=upto)
            yield from zip(keys, shares, strict=True)


def _cents(amount: Decimal | None) -> Decimal:
    return money.rounded(amount or NOTHING)
