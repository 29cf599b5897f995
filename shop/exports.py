"""Orders as tables for spreadsheets: CSV, one row at a time, whatever their number, and no cell is taken for a formula."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from newsroom.periods import Period
from shop.models import Order, OrderLine

BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know UTF-8
CHUNK = 1000  # rows that are in memory at once

# Where a cell begins, also for a program that parts cells otherwise than by commas, and what it would reckon with
# (OWASP, “CSV injection”); the full-width letters too, which some make narrow.
FORMULA = re.compile(r"(?:^|(?<=[;,\t\r\n]))(?=\s*[=+\-@\t\r＝＋－＠])")  # noqa: RUF001 (they are meant)

Row = dict[str, Any]


def orders(first: date, last: date) -> Iterator[str]:
    """The orders that were placed from one day to another, the oldest first, as the pieces of a file."""
    placed = Order.objects.filter(Period(first, last).within("placed_at"))
    found = placed.prefetch_related("taxes", "invoices")
    return _csv(ORDER_COLUMNS, found.order_by("placed_at", "pk"))


def lines(first: date, last: date) -> Iterator[str]:
    """The lines of the same orders."""
    placed = OrderLine.objects.filter(Period(first, last).within("order__placed_at"))
    found = placed.select_related("order")
    return _csv(LINE_COLUMNS, found.order_by("order__placed_at", "order", "pk"))


def cell(value: object) -> str:
    """A value as a cell: numbers and times as machines write them, and text that no program reckons with."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, Decimal | int):
        return str(value)
    return FORMULA.sub("'", str(value).replace("\0", ""))


def _csv(columns: dict[str, Callable[[Any], object]], rows: QuerySet[Any]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(columns)
    for row in rows.iterator(chunk_size=CHUNK):
        yield writer.writerow([cell(value_of(row)) for value_of in columns.values()])


class _Echo:
    """A file for the writer that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def _invoice_numbers(order: Order) -> str | int:
    """Its invoice's number: a number, unless credit notes follow."""
    numbers = [invoice.number for invoice in order.invoices.all()]
    return numbers[0] if len(numbers) == 1 else " ".join(map(str, numbers))


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal("0.00"))


def _field(name: str) -> Callable[[Any], object]:
    return lambda row: getattr(row, name)


ORDER_COLUMNS: dict[str, Callable[[Any], object]] = {
    **{name: _field(name) for name in ("code", "placed_at", "state", "currency", "lines_total")},
    "delivery": _field("delivery_name"),
    **{name: _field(name) for name in ("delivery_price", "total")},
    "tax": lambda order: _sum(part.tax for part in order.taxes.all()),
    **{name: _field(name) for name in ("payment_method", "paid", "refunded", "owed")},
    "invoices": _invoice_numbers,
    **{
        name: _field(name)
        for name in (
            "name", "email", "street", "street_more", "postcode", "city", "region", "country", "tracking",
            "note",
        )
    },
}  # fmt: skip
LINE_COLUMNS: dict[str, Callable[[Any], object]] = {
    "code": lambda line: line.order.code,
    "placed_at": lambda line: line.order.placed_at,
    "state": lambda line: line.order.state,
    "currency": lambda line: line.order.currency,
    **{name: _field(name) for name in ("title", "sku", "quantity", "unit_price", "total", "tax_percent")},
    "country": lambda line: line.order.country,
}
