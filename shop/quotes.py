"""What a cart costs, delivered: shown before the last button, and the same in the order or there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from shop import money
from shop.models import Cart, CartLine, DeliveryMethod, Product
from shop.models.amount import AmountField

SALT = "shop.quotes"


@dataclass(frozen=True)
class QuotedLine:
    """A cart's line with its price of one moment: no clock is asked twice."""

    line: CartLine
    unit_price: Decimal
    total: Decimal

    @property
    def product(self) -> Product:
        """What is bought."""
        return self.line.product

    @property
    def quantity(self) -> int:
        """How many of it."""
        return self.line.quantity

    @property
    def old_price(self) -> Decimal | None:
        """What one piece cost when the shopper last saw it in the cart, if it costs something else now."""
        seen = self.line.seen_price
        return seen if seen != self.unit_price else None


@dataclass(frozen=True)
class TaxPart:
    """The tax that amounts of one rate contain; `net` and `tax` add up to `gross`."""

    percent: Decimal
    gross: Decimal
    net: Decimal
    tax: Decimal

    def __str__(self) -> str:
        return money.percent(self.percent)


@dataclass(frozen=True)
class Quote:
    """Lines with their prices of one moment, a way of delivery, and what that costs together."""

    lines: list[QuotedLine]
    delivery: DeliveryMethod
    lines_total: Decimal
    delivery_price: Decimal
    taxes: list[TaxPart]

    @property
    def total(self) -> Decimal:
        """What is to be paid."""
        return self.lines_total + self.delivery_price

    @property
    def is_too_much(self) -> bool:
        """Whether it costs more than an order can."""
        return self.total > AmountField.MOST

    def shown(self) -> dict[str, Any]:
        """All that the shopper agrees to, as JSON can hold it."""
        return {
            "lines": {
                str(line.product.pk): [line.quantity, str(line.unit_price), line.product.title]
                for line in self.lines
            },
            "delivery": [self.delivery.pk, str(self.delivery_price), self.delivery.name],
            "taxes": {str(part.percent): str(part.tax) for part in self.taxes},
            "total": str(self.total),
        }


@dataclass(frozen=True)
class Change:
    """Something that is not as it was shown, in words."""

    what: str
    before: str
    after: str


def quote(lines: Iterable[CartLine], delivery: DeliveryMethod, *, at: datetime | None = None) -> Quote:
    """What lines cost at a time with a way of delivery; no query, if products come with their tax rates."""
    at = at or timezone.now()
    quoted = [_line(line, at) for line in lines]
    lines_total = sum((line.total for line in quoted), Decimal(0))
    price = delivery_price(delivery, lines_total)
    amounts = [(line.product.tax_rate, line.total) for line in quoted] + [(delivery.tax_rate, price)]
    taxed: dict[Decimal, Decimal] = {}
    for rate, amount in amounts:
        if rate and amount:
            taxed[rate.percent] = taxed.get(rate.percent, Decimal(0)) + amount
    parts = [_part(percent, gross) for percent, gross in sorted(taxed.items(), reverse=True)]
    return Quote(quoted, delivery, lines_total, price, parts)


def delivery_price(delivery: DeliveryMethod, lines_total: Decimal) -> Decimal:
    """What a way of delivery costs for products of a value."""
    is_free = delivery.free_from is not None and lines_total >= delivery.free_from
    return Decimal(0) if is_free else money.rounded(delivery.price)


def signed(quote: Quote, cart: Cart) -> str:
    """What was shown, to be sent along with the order; it fits this cart alone."""
    return signing.dumps(quote.shown(), salt=f"{SALT}.{cart.key}", compress=True)


def read(token: str, cart: Cart) -> dict[str, Any] | None:
    """What was shown; None if the token is forged or another cart's."""
    try:
        shown: dict[str, Any] = signing.loads(token, salt=f"{SALT}.{cart.key}")
    except signing.BadSignature:
        return None
    return shown


def changes(shown: dict[str, Any] | None, quote: Quote) -> list[Change]:
    """What differs between what was shown and how it is now; nothing, if nobody knows what was shown."""
    if shown is None:
        return []
    now = quote.shown()
    found = [
        _line_change(shown["lines"].get(key), now["lines"].get(key)) for key in shown["lines"] | now["lines"]
    ]
    found.append(Change(_("Delivery"), _delivery(shown["delivery"]), _delivery(now["delivery"])))
    for percent in shown["taxes"] | now["taxes"]:
        before, after = (_amount(each["taxes"].get(percent, "0")) for each in (shown, now))
        found.append(Change(_("Tax at %s") % money.percent(Decimal(percent)), before, after))
    found.append(Change(_("Total"), _amount(shown["total"]), _amount(now["total"])))
    return [change for change in found if change.before != change.after]


def _line_change(before: list[Any] | None, after: list[Any] | None) -> Change:
    titles = [each[2] for each in (before, after) if each]
    is_renamed = titles[0] != titles[-1]
    texts = [_pieces(each, titled=is_renamed) if each else _("not in the cart") for each in (before, after)]
    return Change(titles[0], *texts)


def _pieces(line: list[Any], *, titled: bool) -> str:
    quantity, price, title = line
    pieces = f"{quantity} × {_amount(price)}"
    return f"{title}, {pieces}" if titled else pieces


def _delivery(delivery: list[Any]) -> str:
    _key, price, name = delivery
    return f"{name}, {_amount(price)}"


def _amount(text: str) -> str:
    return money.formatted(Decimal(text))


def _line(line: CartLine, at: datetime) -> QuotedLine:
    unit_price = line.product.terms.to_pay_at(at)
    return QuotedLine(line, unit_price, money.rounded(unit_price * line.quantity))


def _part(percent: Decimal, gross: Decimal) -> TaxPart:
    """Tax inside a price: gross × p / (100 + p), rounded half up once per rate."""
    tax = money.rounded(gross * percent / (100 + percent))
    return TaxPart(percent, gross, gross - tax, tax)
