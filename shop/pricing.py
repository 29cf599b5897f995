"""The price at a time: the one place that decides what a product costs, and which price may be struck beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import zip_longest

from django.conf import settings

WINDOW = timedelta(days=30)  # Directive 98/6/EC, Art. 6a(2)


@dataclass(frozen=True)
class Terms:
    """A regular price, and a sale price that applies in [starts_at, ends_at), either end of which may be open.

    A price applies only while the product is offered: what is hidden or recalled has terms, and no price that counts.
    """

    regular: Decimal
    sale: Decimal | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_offered: bool = True

    def is_sale_at(self, time: datetime) -> bool:
        """Whether the sale price applies."""
        has_started = self.starts_at is None or self.starts_at <= time
        has_ended = self.ends_at is not None and self.ends_at <= time
        return self.sale is not None and has_started and not has_ended

    def to_pay_at(self, time: datetime) -> Decimal:
        """What one piece costs."""
        return self.sale if self.sale is not None and self.is_sale_at(time) else self.regular

    def edges(self) -> list[datetime]:
        """The moments at which the clock changes the price, in order."""
        if self.sale is None:
            return []
        return [edge for edge in (self.starts_at, self.ends_at) if edge is not None]


Log = Sequence[tuple[datetime, Terms]]  # in order: the terms that held from a time until the next


@dataclass(frozen=True)
class Price:
    """What one piece costs; `struck` is what may be printed struck beside it, `changes_at` when either next changes."""

    to_pay: Decimal
    regular: Decimal
    struck: Decimal | None = None
    changes_at: datetime | None = None

    @property
    def is_reduced(self) -> bool:
        """Whether a sale applies."""
        return self.to_pay < self.regular

    @property
    def percent_off(self) -> int | None:
        """By how many percent of the struck price it is reduced, rounded down; None where nothing is struck."""
        if self.struck is None:
            return None
        return int((self.struck - self.to_pay) * 100 / self.struck)


@dataclass(frozen=True)
class Period:
    """A time [begins_at, ends_at) in which one price applied; without an end, it still does."""

    price: Decimal
    begins_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True)
class _Stretch(Period):
    is_sale: bool

    def leads_to(self, later: "_Stretch", *, at: datetime) -> bool:
        """Whether another one that begins at a time, or has gone on since, is the same price without a gap."""
        return (self.price, self.is_sale, self.ends_at) == (later.price, later.is_sale, at)


def price_at(time: datetime, terms: Terms, log: Callable[[], Log]) -> Price:
    """The price by terms; the log is asked for only where a sale applies and its rule needs it."""
    struck = None
    if terms.is_sale_at(time):
        strikes_regular = settings.SHOP_STRIKE_RULE == "regular"
        struck = terms.regular if strikes_regular else prior_price(time, terms, log())
    changes_at = next((edge for edge in terms.edges() if edge > time), None)
    return Price(terms.to_pay_at(time), terms.regular, struck, changes_at)


def prior_price(time: datetime, terms: Terms, log: Log) -> Decimal | None:
    """The lowest price of the 30 days before the reduction that applies at a time began (CJEU C-330/23).

    It began when the sale first cost what it costs, without interruption since; an edit of the regular price does not
    begin it anew, and being hidden or recalled does. Only prices of times at which the product was offered count.

    None where it was not offered when the 30 days began: a new product, and one that came back since, has no price of
    “not less than 30 days” (Art. 6a(2)), and a price that was shown for an hour must not be struck. None as well where
    the price was not above what is to be paid now, and where the log knows other terms than these.
    """
    known = [row for row in log if row[0] <= time]
    if not known or known[-1][1] != terms or not terms.is_offered:
        return None
    *before, now = _stretches(known, until=time)
    began_at = now.begins_at
    while before and before[-1].leads_to(now, at=began_at):
        began_at = before.pop().begins_at
    window_begins_at = began_at - WINDOW
    in_window = [each for each in before if each.ends_at and each.ends_at > window_begins_at]
    if not in_window or in_window[0].begins_at > window_begins_at:
        return None
    lowest = min(each.price for each in in_window)
    return lowest if lowest > now.price else None


def periods(log: Log, *, until: datetime) -> list[Period]:
    """The prices that applied up to a moment, newest first; neighbours differ, or the product was not offered between."""
    found: list[Period] = []
    for each in _stretches(log, until=until):
        is_same = found and (found[-1].price, found[-1].ends_at) == (each.price, each.begins_at)
        begins_at = found.pop().begins_at if is_same else each.begins_at
        found.append(Period(each.price, begins_at, each.ends_at))
    return found[::-1]


def _stretches(log: Log, *, until: datetime) -> list[_Stretch]:
    """What applied from when to when, while the product was offered, oldest first; neighbours may be alike."""
    begun: list[tuple[datetime, Terms]] = []
    for (since, terms), after in zip_longest(log, log[1:]):
        inside = [edge for edge in terms.edges() if since < edge and (not after or edge < after[0])]
        moments = [since, *inside] if not after or since < after[0] else []
        begun += [(moment, terms) for moment in moments if moment <= until]
    ends = [*(moment for moment, _terms in begun[1:]), None]
    return [
        _Stretch(terms.to_pay_at(moment), moment, ends_at, terms.is_sale_at(moment))
        for (moment, terms), ends_at in zip(begun, ends, strict=False)
        if terms.is_offered
    ]
