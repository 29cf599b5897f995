"""Placing an order: all of it in one transaction, and once per cart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from newsroom.limits import counted
from shop import cart as carts
from shop import mails, providers, quotes, stock
from shop.models import (
    Cart,
    CartLine,
    DeliveryMethod,
    EventKind,
    Order,
    OrderEvent,
    OrderLine,
    OrderTax,
    PaymentMethod,
    Product,
)
from shop.quotes import Quote, QuotedLine

HOLDS = {
    PaymentMethod.TRANSFER: timedelta(days=settings.SHOP_PAYMENT_DAYS + settings.SHOP_GRACE_DAYS),
    PaymentMethod.STRIPE: timedelta(minutes=90),  # a session at Stripe lives 30 at least, and ends before
}


@dataclass(frozen=True)
class Request:
    """What a shopper has filled in: how it travels, how it is paid, what was shown; `address` are fields of Order.

    `block` is a keyed hash of where it comes from (`newsroom.visitors`), if that is known.
    """

    delivery: DeliveryMethod
    payment_method: PaymentMethod
    address: dict[str, Any]
    shown: dict[str, Any] | None
    block: str = ""


class MovedError(Exception):
    """Something is not as it was shown; nothing is ordered. `quote` says how it is now, `shown` how it was."""

    def __init__(self, quote: Quote, shown: dict[str, Any] | None) -> None:
        super().__init__()
        self.quote = quote
        self.shown = shown


class UnavailableError(Exception):
    """Some lines cannot be bought, or not in that number; nothing is ordered."""

    def __init__(self, lines: list[CartLine]) -> None:
        super().__init__()
        self.lines = lines


class TooMuchError(Exception):
    """It costs more than an order can; nothing is ordered."""


class TooMuchForMethodError(Exception):
    """It costs more than can be paid so, at `most`; nothing is ordered."""

    def __init__(self, most: Decimal) -> None:
        super().__init__()
        self.most = most


class EmptyError(Exception):
    """There is nothing in the cart, or no cart any more; nothing is ordered."""


def ordered(cart_key: str | None) -> Order | None:
    """The order that the cart with a browser's key became, if it did."""
    if cart_key is None or not carts.KEY.fullmatch(cart_key):
        return None
    return Order.objects.filter(cart_key=cart_key).first()


def lines_of(cart: Cart | None) -> QuerySet[CartLine]:
    """What a cart holds, with what an order needs; two queries."""
    products = Product.objects.select_related("tax_rate").with_freed()
    return CartLine.objects.filter(cart=cart).prefetch_related(Prefetch("product", products))


def unavailable(lines: Iterable[CartLine]) -> list[CartLine]:
    """The lines that cannot be bought, or not in that number."""
    return [
        line for line in lines if not line.product.is_for_sale or line.quantity > carts.limit(line.product)
    ]


@transaction.atomic
def fit(cart: Cart) -> None:
    """Change a cart to what can be bought: less of what is short, nothing of what is gone."""
    carts.touch(cart)
    for line in unavailable(lines_of(cart)):
        if line.product.is_for_sale:
            line.quantity = carts.limit(line.product)
            carts.store(cart, [line])
        else:
            carts.remove(cart, line)


def place(cart: Cart, request: Request, *, user: User | None = None) -> Order:
    """Order what a cart holds: the same order however often it is asked for.

    Raises EmptyError, UnavailableError, TooMuchError, TooMuchForMethodError, MovedError or, where too many were placed within the hour,
    `newsroom.limits.ReachedError`, and leaves everything as it was. At most 18 queries and one per product, and two for
    the shop's own mail.
    """
    try:
        with transaction.atomic():
            return _place(cart, request, user)
    except stock.SoldOutError as sold_out:
        lines = lines_of(cart).filter(product__in=sold_out.products)
        raise UnavailableError(list(lines)) from sold_out


def _place(cart: Cart, request: Request, user: User | None) -> Order:
    locked = _lock(cart)
    if locked is None:
        return _ordered_already(cart)
    quote = _quote(locked, request)
    with counted("order", _limits(request)):
        return _order(locked, request, quote, user)


def _order(locked: Cart, request: Request, quote: Quote, user: User | None) -> Order:
    quantities = {line.product.pk: line.quantity for line in quote.lines}
    stock.free_overdue(quantities)
    order = _store(locked, request, quote, user)
    stock.take(order, quantities)
    mails.order_placed(order)
    locked.delete()
    return order


def _limits(request: Request) -> dict[str, int]:
    """Who orders, and how often each may within an hour: else one script could hold the whole stock."""
    limits = {
        request.block: settings.SHOP_ORDERS_PER_BLOCK,
        request.address["email"].lower(): settings.SHOP_ORDERS_PER_EMAIL,
    }
    return {who: most for who, most in limits.items() if who and most}


def _lock(cart: Cart) -> Cart | None:
    return Cart.objects.select_for_update().filter(pk=cart.pk).first()


def _ordered_already(cart: Cart) -> Order:
    order = ordered(cart.key)
    if order is None:
        raise EmptyError
    return order


def _quote(cart: Cart, request: Request) -> Quote:
    """What the cart costs, if all of it can be bought and costs what was shown."""
    lines = list(lines_of(cart))
    if not lines:
        raise EmptyError
    if short := unavailable(lines):
        raise UnavailableError(short)
    quote = quotes.quote(lines, request.delivery)
    if quote.is_too_much:
        raise TooMuchError
    _check_method(request.payment_method, quote)
    if request.shown != quote.shown():
        raise MovedError(quote, request.shown)
    return quote


def _check_method(method: PaymentMethod, quote: Quote) -> None:
    if method in providers.most and quote.total > (most := providers.most[method](settings.SHOP_CURRENCY)):
        raise TooMuchForMethodError(most)


def _store(cart: Cart, request: Request, quote: Quote, user: User | None) -> Order:
    at = timezone.now()
    rate = quote.delivery.tax_rate
    order = Order.objects.create(
        cart_key=cart.key,
        user=user,
        placed_at=at,
        hold_until=at + HOLDS[request.payment_method],
        language=get_language() or settings.LANGUAGE_CODE,
        currency=settings.SHOP_CURRENCY,
        lines_total=quote.lines_total,
        delivery_name=quote.delivery.name,
        delivery_price=quote.delivery_price,
        delivery_tax_percent=rate.percent if rate else None,
        total=quote.total,
        payment_method=request.payment_method,
        **request.address,
    )
    OrderLine.objects.bulk_create(_line(order, line) for line in quote.lines)
    OrderTax.objects.bulk_create(
        OrderTax(order=order, percent=part.percent, gross=part.gross, net=part.net, tax=part.tax)
        for part in quote.taxes
    )
    OrderEvent.objects.create(order=order, kind=EventKind.PLACED, at=at)
    return order


def _line(order: Order, line: QuotedLine) -> OrderLine:
    product = line.product
    return OrderLine(
        order=order,
        product=product,
        title=product.title,
        sku=product.sku,
        quantity=line.quantity,
        unit_price=line.unit_price,
        total=line.total,
        tax_percent=product.tax_rate.percent if product.tax_rate else None,
        from_article=line.line.from_article,
    )
