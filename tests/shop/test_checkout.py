"""Placing an order: what it stores, what it refuses, and what it costs."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries, Settings

from newsroom.outbox.models import Mail
from shop import checkout, stock
from shop.models import (
    Cart,
    EventKind,
    MovementKind,
    Order,
    PaymentMethod,
    Product,
    State,
    StockMovement,
    TaxRate,
)
from tests.factories import make_cart, make_delivery, make_order, make_product, make_request

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


# Refusals: nothing has happened then


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
