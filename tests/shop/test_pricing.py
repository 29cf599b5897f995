"""The price at a time: every edge of a sale's window, and the history."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from shop.pricing import Log, Period, Price, Terms, periods, price_at

START = datetime(2026, 5, 1, 12, tzinfo=UTC)
END = datetime(2026, 5, 8, 12, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
REGULAR = Decimal("20.00")
SALE = Decimal("17.00")
LONDON = ZoneInfo("Europe/London")


def days(number: float) -> datetime:
    """A time so many days after the start."""
    return START + timedelta(days=number)


def cost(
    regular: str, sale: str | None = None, *, to: float | None = None, since: float | None = None
) -> Terms:
    """Terms as written on a shelf; the window in days from the start."""
    return Terms(
        Decimal(regular),
        Decimal(sale) if sale else None,
        None if since is None else days(since),
        None if to is None else days(to),
    )


def hidden(regular: str, sale: str | None = None) -> Terms:
    """Terms of a product that is not offered."""
    return replace(cost(regular, sale), is_offered=False)


def price_by(time: datetime, log: Log) -> Price:
    """The price by what the log knows last."""
    return price_at(time, log[-1][1], lambda: log)


def to_pay(time: datetime, *, starts_at: datetime | None = START, ends_at: datetime | None = END) -> Decimal:
    return price_at(time, Terms(REGULAR, SALE, starts_at, ends_at), list).to_pay


# The window


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


@pytest.mark.parametrize("day", [(2026, 3, 29), (2026, 10, 25)], ids=["spring", "autumn"])
def test_sale_of_a_day_on_which_the_clock_changes_lasts_from_midnight_to_midnight(
    day: tuple[int, int, int],
) -> None:
    starts_at = datetime(*day, tzinfo=LONDON)
    ends_at = starts_at + timedelta(days=1)  # by the clock on the wall: 23 or 25 hours later

    costs = [
        to_pay(moment.astimezone(UTC) + shift, starts_at=starts_at, ends_at=ends_at)
        for moment in (starts_at, ends_at)
        for shift in (-MICROSECOND, timedelta())
    ]

    assert ends_at.astimezone(UTC) - starts_at.astimezone(UTC) in {timedelta(hours=23), timedelta(hours=25)}
    assert costs == [REGULAR, SALE, SALE, REGULAR]


def test_product_without_a_sale_costs_its_regular_price() -> None:
    price = price_at(START, Terms(REGULAR), list)

    assert price == Price(REGULAR, REGULAR)
    assert not price.is_reduced


@pytest.mark.parametrize(
    ("time", "changes_at"),
    [
        (START - MICROSECOND, START),
        (START, END),
        (END - MICROSECOND, END),
        (END, None),
    ],
)
def test_price_says_when_it_changes_next(time: datetime, changes_at: datetime | None) -> None:
    assert price_at(time, Terms(REGULAR, SALE, START, END), list).changes_at == changes_at


@pytest.mark.parametrize(
    "terms",
    [Terms(REGULAR), Terms(REGULAR, SALE), Terms(REGULAR, SALE, START), Terms(REGULAR, None, START, END)],
)
def test_price_that_the_clock_does_not_change_any_more_says_so(terms: Terms) -> None:
    assert price_at(START, terms, list).changes_at is None


# The history


def test_history_has_the_prices_that_applied_newest_first() -> None:
    log = [(days(-90), cost("20")), (days(-2), cost("20", "17", since=0, to=7)), (days(9), cost("22"))]

    assert periods(log, until=days(10)) == [
        Period(Decimal(22), days(9), None),
        Period(Decimal(20), days(7), days(9)),
        Period(Decimal(17), days(0), days(7)),
        Period(Decimal(20), days(-90), days(0)),
    ]


def test_history_tells_nothing_of_what_is_to_come() -> None:
    log = [(days(-90), cost("20", "17", since=0, to=7))]

    assert periods(log, until=START - MICROSECOND) == [Period(Decimal(20), days(-90), None)]
    assert periods(log, until=START)[0] == Period(Decimal(17), START, None)


def test_history_has_no_period_for_terms_that_never_applied_or_change_no_price() -> None:
    log = [
        (days(-9), cost("20")),
        (days(-9), cost("18")),
        (days(-5), cost("19", "18")),
        (days(-2), cost("18")),
    ]

    assert periods(log, until=START) == [Period(Decimal(18), days(-9), None)]


def test_history_leaves_out_the_time_in_which_nothing_was_offered() -> None:
    log = [(days(-9), cost("20")), (days(-5), hidden("25")), (days(-3), cost("20")), (days(-1), hidden("20"))]

    assert periods(log, until=START) == [
        Period(Decimal(20), days(-3), days(-1)),
        Period(Decimal(20), days(-9), days(-5)),
    ]


def test_history_of_nothing_is_empty() -> None:
    assert periods([], until=START) == []
