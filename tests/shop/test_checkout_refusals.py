"""Placing an order: what is refused, after which nothing has happened."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from newsroom.outbox.models import Mail
from shop import checkout, stock
from shop.models import (
    Cart,
    MovementKind,
    Order,
    Product,
    StockMovement,
    TaxRate,
)
from tests.factories import make_cart, make_product, make_request

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def place(cart: Cart) -> Order:
    return checkout.place(cart, make_request(cart))


def nothing_happened(cart: Cart) -> bool:
    stocks = Product.objects.exclude(stock=None)
    return (
        Cart.objects.filter(pk=cart.pk).exists()
        and not Order.objects.exists()
        and not Mail.objects.exists()
        and all(product.stock == ledger(product) for product in stocks)
        and not StockMovement.objects.exclude(kind=MovementKind.OPENED).exists()
    )


def ledger(product: Product) -> int:
    return sum(movement.quantity for movement in product.movements.all())


def test_more_than_is_left_is_refused_and_named() -> None:
    enough, short = make_product(stock=5), make_product(stock=1)
    cart = make_cart({enough: 1, short: 2})

    with pytest.raises(checkout.UnavailableError) as refusal:
        place(cart)

    assert [line.product for line in refusal.value.lines] == [short]
    assert nothing_happened(cart)


@pytest.mark.parametrize(
    "fields", [{"is_listed": False}, {"recall_notice": "It burns."}, {"stock": 0}, {"most_per_order": 1}]
)
def test_product_that_is_not_sold_so_any_more_is_refused(fields: dict[str, object]) -> None:
    product = make_product()
    cart = make_cart({product: 2})
    request = make_request(cart)
    Product.objects.update(**fields)

    with pytest.raises(checkout.UnavailableError) as refusal:
        checkout.place(cart, request)

    assert [line.product for line in refusal.value.lines] == [product]
    assert not Order.objects.exists()
    assert Cart.objects.exists()


def test_stock_that_goes_between_the_look_and_the_update_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    product = make_product(stock=2)
    cart = make_cart({product: 2})
    free_overdue = stock.free_overdue

    def others_buy(*args: object, **kwargs: object) -> list[Order]:
        Product.objects.update(stock=1)
        return free_overdue([product.pk])

    monkeypatch.setattr(stock, "free_overdue", others_buy)

    with pytest.raises(checkout.UnavailableError) as refusal:
        place(cart)

    assert [line.product for line in refusal.value.lines] == [product]
    assert nothing_happened(cart)


MOVES = {
    "price": lambda: Product.objects.update(regular_price=Decimal("20.01")),
    "sale": lambda: Product.objects.update(sale_price=Decimal("19.99")),
    "title": lambda: Product.objects.update(title="Another"),
    "quantity": lambda: Cart.objects.get().lines.update(quantity=2),
    "another product": lambda: Cart.objects.get().lines.create(product=make_product(), quantity=1),
    "tax rate": lambda: TaxRate.objects.update(percent=Decimal(20)),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_nothing_is_ordered_when_anything_moved(move: object) -> None:
    rate = TaxRate.objects.create(name="Standard", percent=Decimal(19))
    cart = make_cart({make_product(tax_rate=rate): 1})
    request = make_request(cart)
    assert callable(move)
    move()

    with pytest.raises(checkout.MovedError) as moved:
        checkout.place(cart, request)

    assert moved.value.shown == request.shown
    assert moved.value.quote.shown() != request.shown
    assert nothing_happened(cart)


@pytest.mark.parametrize(
    "fields", [{"price": Decimal("5.01")}, {"name": "Courier"}, {"free_from": Decimal(1)}]
)
def test_nothing_is_ordered_when_the_delivery_moved(fields: dict[str, object]) -> None:
    cart = make_cart({make_product(): 1})
    request = make_request(cart)
    for name, value in fields.items():
        setattr(request.delivery, name, value)

    with pytest.raises(checkout.MovedError):
        checkout.place(cart, request)

    assert nothing_happened(cart)


def test_nothing_is_ordered_when_nobody_knows_what_was_shown() -> None:
    cart = make_cart({make_product(): 1})
    request = make_request(cart)

    with pytest.raises(checkout.MovedError):
        checkout.place(
            cart, checkout.Request(request.delivery, request.payment_method, request.address, None)
        )

    assert nothing_happened(cart)


def test_empty_cart_orders_nothing() -> None:
    cart = make_cart({make_product(): 1})
    request = make_request(cart)
    cart.lines.all().delete()

    with pytest.raises(checkout.EmptyError):
        checkout.place(cart, request)

    assert not Order.objects.exists()


def test_cart_that_is_gone_without_an_order_orders_nothing() -> None:
    cart = make_cart({make_product(): 1})
    request = make_request(cart)
    Cart.objects.all().delete()

    with pytest.raises(checkout.EmptyError):
        checkout.place(cart, request)
