"""Placing an order: what it stores, that it happens once, and what it costs."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries, Settings

from newsroom.outbox.models import Mail
from shop import checkout
from shop.models import (
    Cart,
    EventKind,
    Order,
    PaymentMethod,
    Product,
    State,
    TaxRate,
)
from tests.factories import make_cart, make_delivery, make_order, make_product, make_request

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def place(cart: Cart) -> Order:
    return checkout.place(cart, make_request(cart))


def ledger(product: Product) -> int:
    return sum(movement.quantity for movement in product.movements.all())


# What an order holds


def test_order_is_a_snapshot_of_the_cart() -> None:
    standard = TaxRate.objects.create(name="Standard", percent=Decimal(19))
    mug = make_product(title="Mug", sku="M-1", tax_rate=standard, sale_price=Decimal("17.00"))
    cart = make_cart({mug: 2})
    cart.lines.update(from_article=7)
    delivery = make_delivery(name="Post", tax_rate=standard)

    order = checkout.place(cart, make_request(cart, delivery, note="Ring twice.", region="Teind"))

    line, part = order.lines.get(), order.taxes.get()
    assert (line.title, line.sku, line.quantity, line.unit_price, line.total, line.tax_percent) == (
        "Mug",
        "M-1",
        2,
        Decimal("17.00"),
        Decimal("34.00"),
        Decimal(19),
    )
    assert line.from_article == 7
    assert (order.lines_total, order.delivery_price, order.total) == (Decimal(34), Decimal(5), Decimal(39))
    assert (order.delivery_name, order.delivery_tax_percent) == ("Post", Decimal(19))
    assert (part.gross, part.net, part.tax) == (Decimal(39), Decimal("32.77"), Decimal("6.23"))
    assert (order.name, order.city, order.region, order.note) == (
        "Sara Shopper",
        "Wexmouth",
        "Teind",
        "Ring twice.",
    )
    assert (order.state, order.payment_method, order.language, order.currency) == (
        State.PLACED,
        PaymentMethod.TRANSFER,
        "en",
        "USD",
    )
    assert [event.kind for event in order.events.all()] == [EventKind.PLACED]


def test_order_ends_the_cart_and_writes_one_mail() -> None:
    cart = make_cart({make_product(): 1})

    order = place(cart)

    assert order.cart_key == cart.key
    assert not Cart.objects.exists()
    [mail] = Mail.objects.filter(to=order.email)
    assert order.code in mail.subject


def test_order_belongs_to_the_account_that_the_cart_belongs_to(editor: User) -> None:
    cart = make_cart({make_product(): 1})

    order = checkout.place(cart, make_request(cart), user=editor)

    assert order.user == editor


@pytest.mark.parametrize("method", PaymentMethod)
def test_pieces_are_held_longer_than_paying_may_take(method: PaymentMethod) -> None:
    at_least = {PaymentMethod.TRANSFER: timedelta(days=10), PaymentMethod.STRIPE: timedelta(minutes=31)}
    cart = make_cart({make_product(): 1})
    request = make_request(cart)

    with time_machine.travel(NOON, tick=False):
        order = checkout.place(
            cart, checkout.Request(request.delivery, method, request.address, request.shown)
        )

    assert order.hold_until
    assert order.hold_until >= NOON + at_least[method]


def test_price_is_of_one_moment_even_as_a_sale_begins() -> None:
    product = make_product(sale_price=Decimal("17.00"), sale_starts_at=NOON)
    cart = make_cart({product: 3})

    with time_machine.travel(NOON - timedelta(microseconds=1), tick=False) as clock:
        request = make_request(cart)
        clock.shift(timedelta(microseconds=1))
        with pytest.raises(checkout.MovedError):
            checkout.place(cart, request)
        order = place(cart)

    assert (order.lines.get().unit_price, order.total) == (Decimal("17.00"), Decimal("56.00"))


# Stock


def test_pieces_are_taken_and_the_ledger_says_so() -> None:
    counted, uncounted = make_product(stock=5), make_product()

    order = place(make_cart({counted: 2, uncounted: 3}))

    counted.refresh_from_db()
    uncounted.refresh_from_db()
    assert (counted.stock, ledger(counted), uncounted.stock) == (3, 3, None)
    assert [(each.product, each.quantity) for each in order.movements.all()] == [(counted, -2)]


def test_last_pieces_can_be_bought() -> None:
    product = make_product(stock=2)

    place(make_cart({product: 2}))

    product.refresh_from_db()
    assert product.stock == 0
    assert product.is_sold_out


# Once


def test_cart_becomes_one_order_however_often_it_is_sent() -> None:
    product = make_product(stock=5)
    cart = make_cart({product: 2})
    request = make_request(cart)

    orders = [checkout.place(Cart(pk=cart.pk, key=cart.key), request) for _each in range(3)]

    product.refresh_from_db()
    assert {order.pk for order in orders} == {Order.objects.get().pk}
    assert product.stock == 3
    assert Mail.objects.filter(to=orders[0].email).count() == 1


@pytest.mark.parametrize("key", [None, "", "x" * 32, "x" * 5000, "\x00" * 32])
def test_key_of_no_cart_leads_to_no_order(key: str | None) -> None:
    place(make_cart({make_product(): 1}))

    assert checkout.ordered(key) is None


def test_key_of_a_cart_leads_to_its_order() -> None:
    cart = make_cart({make_product(): 1})

    order = place(cart)

    assert checkout.ordered(cart.key) == order


# Holds


def test_pieces_of_an_overdue_order_can_be_bought_by_another() -> None:
    product = make_product(stock=2)
    late = make_order({product: 2}, hold_until=NOON)

    order = place(make_cart({Product.objects.get(): 2}))

    late.refresh_from_db()
    product.refresh_from_db()
    assert (late.state, late.holds_stock, order.state) == (State.CANCELLED, False, State.PLACED)
    assert (product.stock, ledger(product)) == (0, 0)
    assert EventKind.LAPSED in late.events.values_list("kind", flat=True)


def test_pieces_of_an_order_that_is_in_time_stay_its_own() -> None:
    product = make_product(stock=2)
    order = make_order({product: 2})

    with pytest.raises(checkout.UnavailableError):
        place(make_cart({Product.objects.get(): 1}))

    order.refresh_from_db()
    assert (order.state, order.holds_stock) == (State.PLACED, True)


# The cart that fits


def test_fitted_cart_holds_what_can_be_bought() -> None:
    fine, short, gone = make_product(), make_product(stock=2), make_product(is_listed=False)
    cart = make_cart({fine: 3, short: 5, gone: 1})

    checkout.fit(cart)

    assert dict(cart.lines.values_list("product", "quantity")) == {fine.pk: 3, short.pk: 2}
    assert checkout.unavailable(cart.lines.all()) == []


# Cost


def test_order_of_five_lines_takes_at_most_25_queries(
    settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.SHOP_MAIL_TO = "shop@example.org"
    rate = TaxRate.objects.create(name="Standard", percent=Decimal(19))
    cart = make_cart({make_product(stock=5, tax_rate=rate, sale_price=Decimal(17)): 2 for _each in range(5)})
    request = make_request(cart, make_delivery(tax_rate=rate))

    with django_assert_num_queries(25):
        # 2: begin and end of the transaction
        # 3: the cart, locked; its lines; their products with tax rates and freed pieces
        # 1: overdue orders that hold some of them
        # 4: the order, its lines, its taxes, the event
        # 7: an update per product; which of them are counted; the ledger
        # 6: what the mail lists (2); the shopper's mail and the shop's, each with its task (4)
        # 2: the cart's lines, the cart
        checkout.place(cart, request)


@pytest.mark.parametrize("lines", [1, 10])
def test_each_further_line_costs_one_query(
    django_assert_num_queries: DjangoAssertNumQueries, lines: int
) -> None:
    cart = make_cart({make_product(): 1 for _each in range(lines)})
    request = make_request(cart)

    with django_assert_num_queries(16 + lines):  # as above; without tax, shop's mail and ledger
        checkout.place(cart, request)
