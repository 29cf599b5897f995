"""Counting stock: a compare-and-set with a row of the ledger, also while shoppers order."""

from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from django.db.models import Sum
from django.utils import timezone

from shop import orders, stock
from shop.models import MovementKind, Order, Product, State, StockMovement
from tests.factories import make_order, make_product, make_user
from tests.races import at_once


def ledger_sum(product: Product) -> int:
    return product.movements.aggregate(pieces=Sum("quantity"))["pieces"] or 0


@pytest.fixture
def keeper(db: None) -> User:
    return make_user("sam")


def test_count_is_written_with_who_and_why(keeper: User) -> None:
    product = make_product(stock=5)

    stock.count(product, 3, kind=MovementKind.CORRECTED, by=keeper, note="Two broke")

    movement = product.movements.last()
    assert movement
    assert (movement.kind, movement.quantity, movement.note) == ("corrected", -2, "Two broke")
    assert (movement.made_by, movement.made_by_name) == (keeper, "sam")
    assert product.stock == 3


@pytest.mark.parametrize("before", [5, 0, None])
def test_count_that_changes_nothing_leaves_no_row(keeper: User, before: int | None) -> None:
    product = make_product(stock=before)
    rows = product.movements.count()

    stock.count(product, before, kind=MovementKind.CORRECTED, by=keeper)

    assert product.movements.count() == rows


@pytest.mark.parametrize("now", [4, None])
@pytest.mark.parametrize("to", [5, 6, None])
def test_count_over_another_stock_is_refused(keeper: User, now: int | None, to: int | None) -> None:
    product = make_product(stock=5)
    Product.objects.filter(pk=product.pk).update(stock=now)

    with pytest.raises(stock.StaleError):
        stock.count(product, to, kind=MovementKind.CORRECTED, by=keeper)

    product.refresh_from_db()
    assert product.stock == now
    assert product.movements.count() == 1


def test_counting_may_end_and_begin_again(keeper: User) -> None:
    product = make_product(stock=5)

    stock.count(product, None, kind=MovementKind.CORRECTED, by=keeper)
    stock.count(product, 2, kind=MovementKind.RECEIVED, by=keeper)

    assert [movement.kind for movement in product.movements.all()] == ["opened", "closed", "opened"]
    assert (product.stock, ledger_sum(product)) == (2, 2)


def begin_to_count(keeper: User, product: Product, to: int) -> None:
    stock.count(product, to, kind=MovementKind.OPENED, by=keeper)


def moved(product: Product) -> list[tuple[str, int]]:
    return [(movement.kind, movement.quantity) for movement in product.movements.all()]


def test_cancelled_order_from_before_counting_gives_back_what_the_count_left_out(keeper: User) -> None:
    product = make_product(stock=None)
    order = make_order({product: 2})
    begin_to_count(keeper, product, 8)  # ten on the shelf
    assert ledger_sum(product) == 8

    orders.cancel(order, by=keeper, version=order.version)

    product.refresh_from_db()
    assert (product.stock, product.available) == (10, 10)
    assert moved(product) == [("opened", 10), ("ordered", -2), ("returned", 2)]


def test_order_from_before_counting_frees_the_pieces_that_it_holds_and_no_others(keeper: User) -> None:
    product = make_product(stock=None)
    order = make_order({product: 2})
    begin_to_count(keeper, product, 0)
    assert product.is_sold_out
    assert not product.is_for_sale

    Order.objects.update(hold_until=timezone.now())

    assert Product.objects.get().available == 2
    make_order({product: 2})
    order.refresh_from_db()
    product.refresh_from_db()
    assert (order.state, product.available, ledger_sum(product)) == (State.CANCELLED, 0, 0)


def test_what_is_in_the_ledger_already_is_not_written_again(keeper: User) -> None:
    product = make_product(stock=5)
    make_order({product: 2})
    product.refresh_from_db()
    stock.count(product, None, kind=MovementKind.CLOSED, by=keeper)
    make_order({product: 1})

    begin_to_count(keeper, product, 4)

    assert moved(product)[-2:] == [("opened", 5), ("ordered", -1)]
    assert ledger_sum(product) == 4


def test_what_is_sent_or_cancelled_lies_on_no_shelf(keeper: User) -> None:
    product = make_product(stock=None)
    make_order({product: 2}, state=State.SENT)
    make_order({product: 2}, state=State.CANCELLED, holds_stock=False)

    begin_to_count(keeper, product, 8)

    assert moved(product) == [("opened", 8)]


@pytest.mark.django_db(transaction=True)
def test_counting_begins_while_orders_come_and_go() -> None:
    keeper, product = make_user("sam"), make_product(stock=None)
    placed = [make_order({product: 2}) for _ in range(3)]

    def begin() -> None:
        """Until it goes through, as somebody who looks again does."""
        while True:
            with suppress(stock.StaleError):
                begin_to_count(keeper, Product.objects.get(), 20)
                return

    def cancel(order: Order) -> None:
        orders.cancel(order, by=keeper, version=order.version)

    at_once(begin, *(lambda order=order: cancel(order) for order in placed), lambda: make_order({product: 1}))

    product.refresh_from_db()
    gone = StockMovement.objects.filter(order__in=placed).aggregate(pieces=Sum("quantity", default=0))
    assert gone["pieces"] == 0
    assert ledger_sum(product) == product.stock


@pytest.mark.django_db(transaction=True)
def test_of_many_who_count_at_once_one_is_believed() -> None:
    keeper, product = make_user("sam"), make_product(stock=5)
    refused = []

    def count(to: int) -> None:
        seen = Product.objects.get(pk=product.pk)
        seen.stock = 5
        try:
            stock.count(seen, to, kind=MovementKind.CORRECTED, by=keeper)
        except stock.StaleError:
            refused.append(to)

    at_once(*(lambda to=to: count(to) for to in range(10, 18)))

    product.refresh_from_db()
    assert len(refused) == 7
    assert product.stock not in refused
    assert ledger_sum(product) == product.stock


@pytest.mark.django_db(transaction=True)
def test_orders_and_counts_at_once_lose_no_piece() -> None:
    keeper, product = make_user("sam"), make_product(stock=20)

    def receive() -> None:
        """Until it goes through, as somebody who looks again does."""
        while True:
            seen = Product.objects.get(pk=product.pk)
            with suppress(stock.StaleError):
                stock.count(seen, (seen.stock or 0) + 10, kind=MovementKind.RECEIVED, by=keeper)
                return

    at_once(*[lambda: make_order({product: 2})] * 5, *[receive] * 3)

    product.refresh_from_db()
    assert product.stock == 20 - 5 * 2 + 3 * 10
    assert ledger_sum(product) == product.stock
