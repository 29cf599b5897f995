"""Stock that orders take and give back, and holds that end by the clock."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from newsroom.outbox.models import Mail
from shop import stock
from shop.models import EventKind, MovementKind, Order, Product, State
from tests.factories import make_order, make_product

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

pytestmark = pytest.mark.django_db


def fresh(product: Product) -> Product:
    return Product.objects.get(pk=product.pk)


def moves(product: Product) -> list[tuple[str, int]]:
    return list(product.movements.order_by("pk").values_list("kind", "quantity"))


# Take


def test_all_pieces_are_taken_or_none() -> None:
    enough, short, none = make_product(stock=5), make_product(stock=1), make_product(stock=0)
    order = make_order()

    with pytest.raises(stock.SoldOutError) as refusal:
        stock.take(order, {none.pk: 1, enough.pk: 5, short.pk: 2})

    assert refusal.value.products == [short.pk, none.pk]
    assert not order.movements.exists()


def test_stock_that_is_not_counted_is_never_short_and_leaves_no_row() -> None:
    product = make_product()

    order = make_order({product: 99})

    assert fresh(product).stock is None
    assert not order.movements.exists()


def test_products_are_updated_in_the_order_of_their_keys(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    products = [make_product(stock=5) for _each in range(3)]
    order = make_order()

    with django_assert_num_queries(5) as queries:  # an update per product, which are counted, the ledger
        stock.take(order, {product.pk: 1 for product in reversed(products)})

    updated = [query["sql"] for query in queries.captured_queries[:3]]
    assert [f'"id" = {product.pk}' in sql for product, sql in zip(products, updated, strict=True)] == [
        True
    ] * 3


# Give back


def test_pieces_are_given_back_once() -> None:
    product = make_product(stock=5)
    order = make_order({product: 2})

    stock.give_back(order)
    stock.give_back(order)

    assert fresh(product).stock == 5
    assert moves(product) == [("opened", 5), ("ordered", -2), ("returned", 2)]


def test_what_was_taken_again_is_given_back_again() -> None:
    product = make_product(stock=5)
    order = make_order({product: 2})
    stock.give_back(order)
    stock.take(order, {product.pk: 2})

    stock.give_back(order)

    assert fresh(product).stock == 5


def test_pieces_of_a_product_that_is_not_counted_any_more_are_not_given_back(editor: User) -> None:
    product = make_product(stock=5)
    order = make_order({product: 2})
    stock.count(fresh(product), None, kind=MovementKind.CLOSED, by=editor)

    stock.give_back(order)

    assert fresh(product).stock is None
    assert sum(quantity for _kind, quantity in moves(product)) == 0


# Holds that end


def test_hold_ends_on_the_microsecond() -> None:
    product = make_product(stock=1)
    make_order({product: 1}, hold_until=NOON)

    assert stock.free_overdue([product.pk], at=NOON - MICROSECOND) == []
    [lapsed] = stock.free_overdue([product.pk], at=NOON)

    assert (lapsed.state, lapsed.holds_stock, fresh(product).stock) == (State.CANCELLED, False, 1)
    assert lapsed.events.order_by("-pk")[0].kind == EventKind.LAPSED


def test_lapsed_order_has_moved_on_and_its_shopper_is_told() -> None:
    order = make_order(hold_until=NOON)
    Mail.objects.all().delete()

    stock.lapse([order], at=NOON)

    assert order.version == Order.objects.get().version == 2
    assert Mail.objects.get().to == order.email


def test_order_lapses_once() -> None:
    product = make_product(stock=1)
    order = make_order({product: 1}, hold_until=NOON)

    assert stock.lapse([order], at=NOON) == [order]
    assert stock.lapse([Order.objects.get()], at=NOON) == []

    assert fresh(product).stock == 1
    assert order.events.filter(kind=EventKind.LAPSED).count() == 1


@pytest.mark.parametrize("state", [State.PAID, State.PACKED, State.SENT, State.DONE])
def test_order_that_was_paid_holds_on(state: State) -> None:
    product = make_product(stock=1)
    order = make_order({product: 1}, hold_until=NOON, state=state)

    assert stock.lapse([order], at=NOON) == []
    assert fresh(product).stock == 0


def test_only_holds_of_the_wanted_products_end() -> None:
    wanted, other = make_product(stock=1), make_product(stock=1)
    make_order({wanted: 1}, hold_until=NOON)
    kept = make_order({other: 1}, hold_until=NOON)

    stock.free_overdue([wanted.pk], at=NOON)

    kept.refresh_from_db()
    assert (fresh(wanted).stock, fresh(other).stock, kept.state) == (1, 0, State.PLACED)


def test_all_pieces_of_an_order_that_lapses_are_free() -> None:
    wanted, other = make_product(stock=1), make_product(stock=4)
    make_order({wanted: 1, other: 3}, hold_until=NOON)

    stock.free_overdue([wanted.pk], at=NOON)

    assert (fresh(wanted).stock, fresh(other).stock) == (1, 4)


def test_looking_for_overdue_holds_costs_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    product = make_product(stock=5)
    make_order({product: 1})

    with django_assert_num_queries(1):
        stock.free_overdue([product.pk])


def test_freed_pieces_are_available_before_anybody_frees_them() -> None:
    product = make_product(stock=2, regular_price=Decimal(1))
    make_order({product: 2}, hold_until=NOON)

    assert fresh(product).available == 2
    assert not fresh(product).is_sold_out
