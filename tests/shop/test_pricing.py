"""The price at a time: every edge of a sale's window."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from shop.pricing import Price, price_at

START = datetime(2026, 5, 1, 12, tzinfo=UTC)
END = datetime(2026, 5, 8, 12, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
REGULAR = Decimal("20.00")
SALE = Decimal("17.00")


def to_pay(time: datetime, *, starts_at: datetime | None = START, ends_at: datetime | None = END) -> Decimal:
    return price_at(time, regular=REGULAR, sale=SALE, starts_at=starts_at, ends_at=ends_at).to_pay


def test_sale_has_not_begun_a_microsecond_before_it_starts() -> None:
    assert to_pay(START - MICROSECOND) == REGULAR


def test_sale_begins_when_it_starts() -> None:
    assert to_pay(START) == SALE


def test_sale_lasts_until_a_microsecond_before_it_ends() -> None:
    assert to_pay(END - MICROSECOND) == SALE


def test_sale_is_over_when_it_ends() -> None:
    assert to_pay(END) == REGULAR


@pytest.mark.parametrize("time", [START - timedelta(days=9999), END - MICROSECOND])
def test_sale_without_a_start_has_begun_long_ago(time: datetime) -> None:
    assert to_pay(time, starts_at=None) == SALE


@pytest.mark.parametrize("time", [START, END + timedelta(days=9999)])
def test_sale_without_an_end_does_not_end(time: datetime) -> None:
    assert to_pay(time, ends_at=None) == SALE


def test_product_without_a_sale_costs_its_regular_price() -> None:
    price = price_at(START, regular=REGULAR, sale=None, starts_at=None, ends_at=None)

    assert price == Price(REGULAR, REGULAR)
    assert not price.is_reduced
