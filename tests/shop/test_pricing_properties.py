"""The struck price against a slow reference that asks for the price at every edge, over random price logs."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from shop.pricing import Log, Terms, periods, price_at

DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)
ZERO = datetime(2026, 1, 1, tzinfo=UTC)

moments = st.integers(0, 90).map(lambda number: ZERO + number * DAY)
prices = st.integers(1, 6).map(Decimal)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    regular = draw(prices)
    sale = draw(st.none() | prices.filter(lambda price: price < regular)) if regular > 1 else None
    starts_at, ends_at = draw(st.none() | moments), draw(st.none() | moments)
    if starts_at and ends_at and ends_at <= starts_at:
        starts_at, ends_at = ends_at, starts_at + DAY
    is_offered = draw(st.sampled_from([True, True, True, False]))
    return Terms(regular, sale, starts_at, ends_at, is_offered)


logs = st.lists(st.tuples(moments, terms()), min_size=1, max_size=6).map(
    lambda rows: sorted(rows, key=lambda row: row[0])
)


def hidden_for_a_while(*, of: Decimal) -> Log:
    """A product of 6 that was hidden for ten days, with another price meanwhile, and then reduced to 3."""
    return [
        (ZERO, Terms(Decimal(6))),
        (ZERO + 50 * DAY, Terms(of, is_offered=False)),
        (ZERO + 60 * DAY, Terms(Decimal(6))),
        (ZERO + 70 * DAY, Terms(Decimal(6), Decimal(3))),
    ]


def applied(log: Log, time: datetime) -> tuple[Decimal, bool] | None:
    """The price at a time, and whether it was a sale's; None before the first, and while it was not offered."""
    rows = [terms for since, terms in log if since <= time]
    is_offered = bool(rows) and rows[-1].is_offered
    return (rows[-1].to_pay_at(time), rows[-1].is_sale_at(time)) if is_offered else None


def edges(log: Log) -> set[datetime]:
    return {since for since, _ in log} | {
        edge for _, terms in log for edge in (terms.starts_at, terms.ends_at) if edge
    }


def slowly_struck(log: Log, time: datetime) -> Decimal | None:
    now = applied(log, time)
    if now is None or not now[1]:
        return None
    began = time
    for edge in sorted((edge for edge in edges(log) if edge <= time), reverse=True):
        if applied(log, edge) != now:
            break
        began = edge
        if applied(log, edge - MICROSECOND) != now:
            break
    left = began - timedelta(days=30)
    if applied(log, left) is None:
        return None
    asked = {left, *(edge for edge in edges(log) if left <= edge < began)}
    before = [found[0] for moment in asked if (found := applied(log, moment))]
    return min(before) if before and min(before) > now[0] else None


@given(
    log=logs,
    time=st.integers(0, 100).map(lambda number: ZERO + number * DAY),
    shift=st.sampled_from([-1, 0, 1]),
)
@example(log=[(ZERO, Terms(Decimal(6), Decimal(3), ZERO + 40 * DAY, None))], time=ZERO + 40 * DAY, shift=0)
@example(log=hidden_for_a_while(of=Decimal(5)), time=ZERO + 80 * DAY, shift=0)
@example(log=hidden_for_a_while(of=Decimal(2)), time=ZERO + 80 * DAY, shift=0)
def test_struck_price_is_what_asking_at_every_edge_finds(log: Log, time: datetime, shift: int) -> None:
    time += shift * MICROSECOND
    known = [row for row in log if row[0] <= time]
    present = known[-1][1] if known else log[0][1]

    price = price_at(time, present, lambda: log)

    assert price.struck == slowly_struck(log, time)


@given(log=logs, time=moments)
def test_price_stays_until_it_says_that_it_changes(log: Log, time: datetime) -> None:
    present = [terms for since, terms in log if since <= time][-1:] or [log[0][1]]
    known = [row for row in log if row[0] <= time]

    price = price_at(time, present[0], lambda: known)

    until = price.changes_at or time + 200 * DAY
    inside = [edge for edge in edges(log) if time < edge < until] + [until - MICROSECOND]
    assert all(price_at(moment, present[0], lambda: known) == price for moment in inside)
    if price.changes_at:
        assert price_at(price.changes_at, present[0], lambda: known).to_pay != price.to_pay


@given(log=logs, time=moments)
def test_history_says_of_each_moment_what_applied(log: Log, time: datetime) -> None:
    found = periods(log, until=time)

    for moment in (edge for edge in edges(log) if edge <= time):
        at_moment = applied(log, moment)
        holding = [
            p.price for p in found if p.begins_at <= moment and (p.ends_at is None or moment < p.ends_at)
        ]
        assert holding == ([at_moment[0]] if at_moment else [])
    assert all(
        old.ends_at and (new.begins_at > old.ends_at or new.price != old.price)
        for new, old in pairwise(found)
    )
