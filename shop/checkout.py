"""Placing an order: all of it in one transaction, and once per cart."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from shop import cart as carts
from shop import mails, quotes, stock
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
)
from shop.quotes import Quote

HOLDS = {
    PaymentMethod.TRANSFER: timedelta(days=settings.SHOP_PAYMENT_DAYS + settings.SHOP_GRACE_DAYS),
    PaymentMethod.STRIPE: timedelta(minutes=45),  # a session of Stripe's lives 30
}


@dataclass(frozen=True)
class Request:
    """What a shopper has filled in: how it travels, how it is paid, what was shown; `address` are fields of Order."""

    delivery: DeliveryMethod
    payment_method: PaymentMethod
    address: dict[str, Any]
    shown: dict[str, Any] | None


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


def ordered(cart_key: str) -> Order | None:
    """The order that a cart became, if it did."""
    return Order.objects.filter(cart_key=cart_key).first()


def place(cart: Cart, request: Request, *, user: User | None = None) -> Order:
    """Order what a cart holds: the same order however often it is asked for.

    Raises MovedError or UnavailableError, and leaves everything as it was. 17 queries and one per product.
    """
    try:
        with transaction.atomic():
            return _place(cart, request, user)
    except stock.SoldOutError as sold_out:
        lines = carts.lines_of(cart).filter(product__in=sold_out.products)
        raise UnavailableError(list(lines)) from sold_out


def _place(cart: Cart, request: Request, user: User | None) -> Order:
    locked = Cart.objects.select_for_update().filter(pk=cart.pk).first()
    if locked is None:
        return Order.objects.get(cart_key=cart.key)
    lines = list(carts.lines_of(cart).order_by("product"))
    unavailable = [line for line in lines if not line.product.is_for_sale]
    if unavailable or not lines:
        raise UnavailableError(unavailable)
    quote = quotes.quote(lines, request.delivery)
    if request.shown != quote.shown():
        raise MovedError(quote, request.shown)
    quantities = {line.product_id: line.quantity for line in lines}
    stock.free_overdue(quantities)
    order = _store(cart, request, quote, user)
    stock.take(order, quantities)
    mails.order_placed(order)
    locked.delete()
    return order


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


def _line(order: Order, line: CartLine) -> OrderLine:
    product = line.product
    return OrderLine(
        order=order,
        product=product,
        title=product.title,
        sku=product.sku,
        quantity=line.quantity,
        unit_price=line.price.to_pay,
        total=line.total,
        tax_percent=product.tax_rate.percent if product.tax_rate else None,
        from_article=line.from_article,
    )
