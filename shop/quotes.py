"""What a cart costs, delivered: shown before the last button, and the same in the order or there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core import signing

from shop import money
from shop.models import Cart, CartLine, DeliveryMethod

SALT = "shop.quotes"


@dataclass(frozen=True)
class TaxPart:
    """The tax that amounts of one rate contain; `net` and `tax` add up to `gross`."""

    percent: Decimal
    gross: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True)
class Quote:
    """Lines with their prices of one moment, a way of delivery, and what that costs together."""

    lines: list[CartLine]
    delivery: DeliveryMethod
    lines_total: Decimal
    delivery_price: Decimal
    taxes: list[TaxPart]

    @property
    def total(self) -> Decimal:
        """What is to be paid."""
        return self.lines_total + self.delivery_price

    def shown(self) -> dict[str, Any]:
        """All that the shopper agrees to, as JSON can hold it."""
        return {
            "lines": {
                str(line.product_id): [line.quantity, str(line.price.to_pay), line.product.title]
                for line in self.lines
            },
            "delivery": [self.delivery.pk, str(self.delivery_price), self.delivery.name],
            "taxes": {str(part.percent): str(part.tax) for part in self.taxes},
            "total": str(self.total),
        }


def quote(lines: Iterable[CartLine], delivery: DeliveryMethod) -> Quote:
    """What lines cost now with a way of delivery; no query, if products come with their tax rates."""
    lines = list(lines)
    lines_total = sum((line.total for line in lines), Decimal(0))
    price = delivery_price(delivery, lines_total)
    amounts = [(line.product.tax_rate, line.total) for line in lines] + [(delivery.tax_rate, price)]
    taxed: dict[Decimal, Decimal] = {}
    for rate, amount in amounts:
        if rate and amount:
            taxed[rate.percent] = taxed.get(rate.percent, Decimal(0)) + amount
    parts = [_part(percent, gross) for percent, gross in sorted(taxed.items(), reverse=True)]
    return Quote(lines, delivery, lines_total, price, parts)


def delivery_price(delivery: DeliveryMethod, lines_total: Decimal) -> Decimal:
    """What a way of delivery costs for products of a value."""
    is_free = delivery.free_from is not None and lines_total >= delivery.free_from
    return Decimal(0) if is_free else delivery.price


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


def _part(percent: Decimal, gross: Decimal) -> TaxPart:
    """Tax inside a price: gross × p / (100 + p), rounded half up once per rate."""
    tax = money.rounded(gross * percent / (100 + percent))
    return TaxPart(percent, gross, gross - tax, tax)
