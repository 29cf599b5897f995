"""What may be struck beside a sale's price, and the percentage."""

from decimal import Decimal

import pytest
from pytest_django import Settings

from shop.pricing import Log, Price, Terms, price_at
from tests.shop.test_pricing import END, MICROSECOND, REGULAR, SALE, START, cost, days, hidden, price_by

# What is struck: the log, when it is looked at (in days), and the struck price

CASES: dict[str, tuple[list[tuple[float, Terms]], float, str | None]] = {
    # the six of the research
    "plain sale": ([(-90, cost("20")), (0, cost("20", "17"))], 1, "20"),
    "the price in force 30 days before counts": (
        [(-90, cost("18")), (-29, cost("20")), (0, cost("20", "17"))], 1, "18",
    ),
    "an earlier sale over 30 days ago is past": (
        [(-90, cost("20")), (-60, cost("20", "15")), (-31, cost("20")), (0, cost("20", "17"))], 1, "20",
    ),
    "an earlier sale within 30 days, as cheap": (
        [(-90, cost("20")), (-20, cost("20", "17")), (-10, cost("20")), (0, cost("20", "17"))], 1, None,
    ),
    "price raised before the sale": ([(-90, cost("17")), (-5, cost("25")), (0, cost("25", "17"))], 1, None),
    "new product": ([(0, cost("20", "17"))], 1, None),
    # edits while the sale lasts
    "regular price raised in the sale": (
        [(-90, cost("20")), (0, cost("20", "17")), (2, cost("30", "17"))], 3, "20",
    ),
    "regular price lowered in the sale": (
        [(-90, cost("20")), (0, cost("20", "17")), (2, cost("18", "17"))], 3, "20",
    ),
    "end put off in the sale": (
        [(-90, cost("20")), (0, cost("20", "17", to=5)), (2, cost("20", "17", to=50))], 40, "20",
    ),
    "sale price lowered in the sale": (
        [(-90, cost("20")), (0, cost("20", "17")), (2, cost("20", "15"))], 3, "17",
    ),
    "sale price lowered after 30 days of sale": (
        [(-90, cost("20")), (0, cost("20", "17")), (40, cost("20", "15"))], 41, "17",
    ),
    "sale price raised in the sale": ([(-90, cost("20")), (0, cost("20", "15")), (2, cost("20", "17"))], 3, None),
    "sale price raised, and there for 30 days": (
        [(-90, cost("20")), (0, cost("20", "15")), (2, cost("20", "17"))], 50, None,
    ),
    "sale interrupted for a minute": (
        [(-90, cost("20")), (0, cost("20", "17")), (2, cost("20")), (2.001, cost("20", "17"))], 3, None,
    ),
    "sale interrupted, and by a shorter one that was dearer": (
        [(-90, cost("20")), (-40, cost("20", "17")), (-35, cost("20")), (-20, cost("20", "19")),
         (-19, cost("20")), (0, cost("20", "17"))], 1, "19",
    ),
    # windows that the clock opens and closes
    "window opened by the clock": ([(-90, cost("20", "17", since=0, to=7))], 1, "20"),
    "sale as cheap that the clock closed 20 days before": (
        [(-90, cost("20", "17", since=-25, to=-20)), (-10, cost("20", "17", since=0, to=7))], 1, None,
    ),
    "sale as cheap that the clock closed over 30 days before": (
        [(-90, cost("20", "17", since=-40, to=-30.5)), (-10, cost("20", "17", since=0, to=7))], 1, "20",
    ),
    "window that never opened": (
        [(-90, cost("20", "10", since=-5, to=-3)), (-6, cost("20", "17", since=0))], 1, "20",
    ),
    "sale price that was the regular one until the sale": ([(-90, cost("17")), (0, cost("20", "17"))], 1, None),
    "sale price that was the regular one for long, and dearer before": (
        [(-90, cost("20")), (-50, cost("17")), (0, cost("20", "17"))], 1, None,
    ),
    "two changes in one moment: the later counts": (
        [(-90, cost("20")), (-10, cost("20", "5")), (-10, cost("20")), (0, cost("20", "17"))], 1, "20",
    ),
    # new, hidden or recalled products: what was not offered had no price
    "first price an instant before the sale": ([(-1e-9, cost("20")), (0, cost("20", "17"))], 1, None),
    "first price 29 days before the sale": ([(-29, cost("20")), (0, cost("20", "17"))], 1, None),
    "first price 30 days before the sale": ([(-30, cost("20")), (0, cost("20", "17"))], 1, "20"),
    "hidden with a higher price, and dearer for an hour before the sale": (
        [(-90, cost("20")), (-60, hidden("50")), (-0.04, cost("50")), (0, cost("50", "17"))], 1, None,
    ),
    "hidden throughout the 30 days": (
        [(-90, cost("20")), (-30, hidden("20")), (0, cost("20", "17"))], 1, None,
    ),
    "hidden until 30 days before": (
        [(-90, hidden("20")), (-30, cost("20")), (0, cost("20", "17"))], 1, "20",
    ),
    "hidden within the 30 days": (
        [(-90, cost("20")), (-20, hidden("20")), (-10, cost("22")), (0, cost("22", "17"))], 1, "20",
    ),
    "hidden at a lower price": (
        [(-90, cost("20")), (-20, hidden("18")), (-10, cost("20")), (0, cost("20", "17"))], 1, "20",
    ),
    "hidden at a higher price": (
        [(-90, cost("18")), (-29, hidden("20")), (-28, hidden("18")), (-27, cost("18")), (0, cost("18", "17"))],
        1, "18",
    ),
    "hidden sale": ([(-90, cost("20")), (0, hidden("20", "17"))], 1, None),
    "hidden in the sale": (
        [(-90, cost("20")), (0, cost("20", "17")), (2, hidden("20", "17")), (3, cost("20", "17"))], 4, None,
    ),
    "hidden in the sale, and not yet": (
        [(-90, cost("20")), (0, cost("20", "17")), (2, hidden("20", "17")), (3, cost("20", "17"))], 1, "20",
    ),
    "sale begun in hiding": (
        [(-90, cost("20")), (-2, hidden("20", "17")), (0, cost("20", "17"))], 1, "20",
    ),
    # no sale applies
    "sale to come": ([(-90, cost("20")), (-1, cost("20", "17", since=2))], 1, None),
    "sale over": ([(-90, cost("20")), (-9, cost("20", "17", to=0))], 0, None),
}  # fmt: skip


@pytest.mark.parametrize(("log", "looked_at", "struck"), CASES.values(), ids=CASES)
def test_struck_is_the_lowest_price_of_the_30_days_before_the_reduction(
    log: list[tuple[float, Terms]], looked_at: float, struck: str | None
) -> None:
    price = price_by(days(looked_at), [(days(number), terms) for number, terms in log])

    assert price.struck == (Decimal(struck) if struck else None)


@pytest.mark.parametrize(("shift", "struck"), [(-1, "20"), (0, "20"), (1, "15")])
def test_window_of_30_days_is_exact_to_the_microsecond(shift: int, struck: str) -> None:
    """A price of 15 that ended so many microseconds after the window's left edge."""
    edge = days(-30) + shift * MICROSECOND
    log = [(days(-90), cost("15")), (edge, cost("20")), (START, cost("20", "14"))]

    assert price_by(START, log).struck == Decimal(struck)


def test_struck_price_appears_and_goes_with_the_sale() -> None:
    terms = Terms(REGULAR, SALE, START, END)
    log = [(days(-90), terms)]
    moments = [START - MICROSECOND, START, END - MICROSECOND, END]

    assert [price_by(moment, log).struck for moment in moments] == [None, REGULAR, REGULAR, None]


@pytest.mark.parametrize("log", [[], [(days(-90), cost("20"))], [(days(2), cost("20", "17"))]], ids=str)
def test_nothing_is_struck_where_the_log_knows_other_terms(log: Log) -> None:
    assert price_at(days(1), cost("20", "17"), lambda: log).struck is None


def test_rule_can_be_the_regular_price(settings: Settings) -> None:
    settings.SHOP_STRIKE_RULE = "regular"

    assert price_at(START, Terms(REGULAR, SALE, START, END), list).struck == REGULAR
    assert price_at(END, Terms(REGULAR, SALE, START, END), list).struck is None


@pytest.mark.parametrize(
    ("struck", "to_pay", "percent"),
    [
        ("20.00", "17.00", 15),
        ("20.00", "17.01", 14),
        ("20.00", "19.99", 0),
        ("3.00", "2.00", 33),
        ("3.00", "0.01", 99),
    ],
)
def test_percentage_is_of_the_struck_price_and_rounded_down(struck: str, to_pay: str, percent: int) -> None:
    assert Price(Decimal(to_pay), Decimal(99), Decimal(struck)).percent_off == percent


def test_percentage_needs_a_struck_price() -> None:
    assert Price(SALE, REGULAR).percent_off is None
