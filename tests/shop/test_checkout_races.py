"""Shoppers who order at the same moment. FULL_SIZE=1 has 64 of them want the last 10 pieces."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from functools import partial
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Q, Sum
from django.test import Client
from django.utils import timezone

from newsroom.outbox.models import Mail
from shop import cart as carts
from shop import checkout, quotes, stock
from shop.models import Cart, DeliveryMethod, Order, Product, State
from shop.models.cart import new_key
from shop.views.shopper import CART_COOKIE
from tests.factories import make_cart, make_delivery, make_order, make_product
from tests.races import IS_FULL_SIZE, at_once
from tests.responses import Response
from tests.shop.ordering import ORDERS, TYPED

SHOPPERS, PIECES = (64, 10) if IS_FULL_SIZE else (16, 3)

pytestmark = pytest.mark.django_db(transaction=True)


class Shopper:
    """Somebody who has the checkout open, with all filled in."""

    def __init__(self, cart: Cart, delivery: DeliveryMethod) -> None:
        self.client = Client(headers={"Sec-Fetch-Site": "same-origin"}, raise_request_exception=False)
        self.client.cookies[CART_COOKIE] = cart.key
        shown = quotes.signed(quotes.quote(carts.lines_of(cart), delivery), cart)
        self.typed = TYPED | {"delivery": str(delivery.pk), "shown": shown}
        self.answers: list[Response] = []

    def order(self) -> None:
        """Press the last button."""
        self.answers.append(self.client.post(ORDERS, self.typed))


def many(product: Product, number: int = SHOPPERS) -> list[Shopper]:
    """Shoppers who each want one piece."""
    delivery = make_delivery()
    return [Shopper(make_cart({product: 1}), delivery) for _each in range(number)]


def statuses(shoppers: list[Shopper]) -> list[int]:
    return sorted(answer.status_code for shopper in shoppers for answer in shopper.answers)


def ledger(product: Product) -> int:
    return int(product.movements.aggregate(pieces=Sum("quantity"))["pieces"])


# The last pieces


def test_last_pieces_are_sold_once() -> None:
    product = make_product(stock=PIECES)
    shoppers = many(product)

    at_once(*(shopper.order for shopper in shoppers))

    product.refresh_from_db()
    placed, refused = [HTTPStatus.SEE_OTHER] * PIECES, [HTTPStatus.UNPROCESSABLE_ENTITY] * (SHOPPERS - PIECES)
    assert statuses(shoppers) == placed + refused
    assert (product.stock, ledger(product)) == (0, 0)
    assert Order.objects.count() == Mail.objects.filter(to=TYPED["email"]).count() == PIECES
    assert Cart.objects.count() == SHOPPERS - PIECES


def anything(quantity: int) -> Q:
    """The condition of the update that takes pieces, without the condition."""
    return Q()


def anything_unchecked(quantity: int) -> Q:
    """The same, on a connection that does not check either."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
    return Q()


@contextmanager
def without_checks() -> Iterator[None]:
    """Take PostgreSQL's CHECKs of the stock away for a while; SQLite's are off for one connection at a time."""
    checks: list[tuple[str, str]] = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE conrelid = 'shop_product'::regclass AND contype = 'c'"
                " AND pg_get_constraintdef(oid) LIKE '%%stock%%'"
            )
            checks = cursor.fetchall()
        for name, _definition in checks:
            cursor.execute(f'ALTER TABLE shop_product DROP CONSTRAINT "{name}"')
    try:
        yield
    finally:
        Product.objects.filter(stock__lt=0).update(stock=0)
        with connection.cursor() as cursor:
            for name, definition in checks:
                cursor.execute(f'ALTER TABLE shop_product ADD CONSTRAINT "{name}" {definition}')


def test_without_protection_more_is_sold_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    shoppers = many(make_product(stock=PIECES))
    monkeypatch.setattr(stock, "_has", anything_unchecked)
    monkeypatch.setattr(checkout, "unavailable", lambda lines: [])

    with without_checks():
        at_once(*(shopper.order for shopper in shoppers))
        [left] = Product.objects.values_list("stock", flat=True)

    assert statuses(shoppers) == [HTTPStatus.SEE_OTHER] * SHOPPERS
    assert left == PIECES - SHOPPERS


def test_check_alone_sells_no_more_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    shoppers = many(make_product(stock=2), 4)
    monkeypatch.setattr(stock, "_has", anything)
    monkeypatch.setattr(checkout, "unavailable", lambda lines: [])

    at_once(*(shopper.order for shopper in shoppers))

    assert statuses(shoppers) == [HTTPStatus.SEE_OTHER] * 2 + [HTTPStatus.INTERNAL_SERVER_ERROR] * 2
    assert Order.objects.count() == 2


# Overdue pieces


def test_pieces_of_an_overdue_order_go_to_one_of_two() -> None:
    product = make_product(stock=1)
    late = make_order({product: 1}, hold_until=timezone.now() - timedelta(seconds=1))
    shoppers = many(product, 4)

    at_once(*(shopper.order for shopper in shoppers))

    late.refresh_from_db()
    product.refresh_from_db()
    assert statuses(shoppers) == [HTTPStatus.SEE_OTHER] + [HTTPStatus.UNPROCESSABLE_ENTITY] * 3
    assert (late.state, product.stock, ledger(product)) == (State.CANCELLED, 0, 0)
    assert late.movements.count() == 2


# Once


def double_click(times: int = 4) -> Shopper:
    """One cart, sent several times at once."""
    shopper = Shopper(make_cart({make_product(stock=10): 1}), make_delivery())
    at_once(*[shopper.order] * times)
    return shopper


def test_double_click_places_one_order() -> None:
    shopper = double_click()

    placed = Order.objects.get()
    assert [answer["Location"] for answer in shopper.answers] == [placed.get_absolute_url()] * 4
    assert Product.objects.get().stock == 9
    assert Mail.objects.filter(to=placed.email).count() == 1


def keep_carts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither lock nor delete a cart that is ordered."""
    monkeypatch.setattr(checkout, "_lock", lambda cart: cart)
    monkeypatch.setattr(Cart, "delete", lambda cart: None)


def test_without_protection_a_double_click_places_several_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_carts(monkeypatch)
    store: Any = checkout._store

    def store_under_another_key(cart: Cart, *rest: Any) -> Order:
        placed: Order = store(Cart(pk=cart.pk, key=new_key()), *rest)
        return placed

    monkeypatch.setattr(checkout, "_store", store_under_another_key)

    double_click()

    assert Order.objects.count() == 4


def test_unique_key_alone_places_one_order(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_carts(monkeypatch)

    shopper = double_click()

    assert statuses([shopper]) == [HTTPStatus.SEE_OTHER] + [HTTPStatus.INTERNAL_SERVER_ERROR] * 3
    assert Order.objects.count() == 1


# Nobody waits in a circle


def test_orders_of_the_same_products_in_any_order_do_not_block_each_other() -> None:
    products = [make_product(stock=1000) for _each in range(4)]
    delivery = make_delivery(price=Decimal(0))
    held = [make_order({product: 1}, hold_until=timezone.now()) for product in reversed(products)]
    buyers = [
        Shopper(make_cart(dict.fromkeys(products if number % 2 else reversed(products), 1)), delivery)
        for number in range(SHOPPERS)
    ]

    at_once(*(buyer.order for buyer in buyers), *(partial(stock_lapses, order) for order in held))

    assert statuses(buyers) == [HTTPStatus.SEE_OTHER] * SHOPPERS
    assert all(product.stock == 1000 - SHOPPERS == ledger(product) for product in Product.objects.all())


@transaction.atomic
def stock_lapses(order: Order) -> None:
    """What the tidying task does, beside the shoppers."""
    stock.free_overdue([line.product_id for line in order.lines.all()])
