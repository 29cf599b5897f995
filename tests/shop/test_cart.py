"""What shoppers do with carts, two at once included."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.utils import timezone

from shop import cart
from shop.models import Cart, CartLine, Product
from tests.factories import make_cart, make_delivery, make_order, make_product, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db


def test_adding_twice_counts_both() -> None:
    shoppers, product = make_cart(), make_product()

    cart.add(shoppers, product, 2)
    cart.add(shoppers, product, 3)

    assert shoppers.lines.get().quantity == 5


@pytest.mark.parametrize(("stock", "most"), [(4, 4), (None, 99), (500, 99)])
def test_cart_takes_no_more_than_the_stock_and_99(stock: int | None, most: int) -> None:
    shoppers, product = make_cart(), make_product(stock=stock)

    cart.add(shoppers, product, 3)
    line = cart.add(shoppers, product, 98)

    assert line.quantity == most
    assert shoppers.lines.get().quantity == most


def test_first_pieces_are_limited_too() -> None:
    line = cart.add(make_cart(), make_product(stock=2), 3)

    assert line.quantity == 2


def test_cart_is_found_by_its_key() -> None:
    shoppers = make_cart()

    assert cart.find(shoppers.key) == shoppers


@pytest.mark.parametrize(
    "key", [None, "", "x" * 32, "x" * 31, "ä" * 32, "\0" * 32, "x" * 10_000, "' OR 1=1 --"]
)
def test_key_that_opens_no_cart_is_like_none(key: str | None) -> None:
    make_cart()

    assert cart.find(key) is None


def test_nobodys_cart_holds_nothing() -> None:
    make_cart({make_product(): 1})

    assert list(cart.lines_of(None)) == []


@pytest.mark.parametrize("why", [{"stock": 0}, {"is_listed": False}], ids=["sold out", "no longer for sale"])
def test_what_cannot_be_bought_is_not_counted(why: dict[str, Any]) -> None:
    gone = make_product(**why, sale_price=Decimal(17))
    lines = make_cart({make_product(sale_price=Decimal(17)): 2, gone: 5}).lines.all()

    assert cart.subtotal(lines) == Decimal(34)
    assert cart.saved(lines) == Decimal(6)


def test_line_that_another_tab_removed_stays_removed() -> None:
    shoppers = make_cart({make_product(): 1})
    [line] = cart.lines_of(shoppers)
    CartLine.objects.all().delete()

    line.quantity = 2
    cart.store(shoppers, [line])
    cart.remove(shoppers, line)

    assert not CartLine.objects.exists()


def test_line_of_another_cart_is_neither_stored_nor_removed() -> None:
    theirs = make_cart({make_product(): 1})
    [line] = cart.lines_of(theirs)

    line.quantity = 2
    cart.store(make_cart(), [line])
    cart.remove(make_cart(), line)

    assert theirs.lines.get().quantity == 1


def test_nothing_is_put_in_a_cart_that_was_ordered_meanwhile() -> None:
    shoppers, product = make_cart(), make_product()
    Cart.objects.all().delete()

    with pytest.raises(cart.GoneError):
        cart.add(shoppers, product, 1)

    assert not CartLine.objects.exists()


def test_something_is_put_in_a_new_cart_then() -> None:
    gone = make_cart()
    Cart.objects.all().delete()

    found = cart.opened(gone, None)

    assert found.key != gone.key
    assert Cart.objects.get() == found


def test_accounts_cart_is_opened_by_no_key() -> None:
    account = Cart.objects.create(user=make_user())

    assert cart.find(account.key) is None
    assert cart.opened(None, account.user) == account


@pytest.mark.parametrize("least", ["stock", "most_per_order"])
def test_limit_is_the_least_that_applies(least: str) -> None:
    fields: dict[str, Any] = {"stock": 7, "most_per_order": 6} | {least: 5}

    assert cart.limit(make_product(**fields)) == 5


def test_pieces_that_an_overdue_order_holds_can_be_put_in() -> None:
    product = make_product(stock=3)
    make_order({product: 2}, hold_until=timezone.now())

    line = cart.add(make_cart(), Product.objects.for_cards().get(), 9)

    assert line.quantity == 3


def test_adding_remembers_the_price_and_the_article() -> None:
    shoppers, product = make_cart(), make_product(regular_price=Decimal("20.00"))

    cart.add(shoppers, product, 1, from_article=7)
    cart.add(shoppers, product, 1)

    line = shoppers.lines.get()
    assert (line.seen_price, line.from_article) == (Decimal("20.00"), 7)


def test_adding_says_that_the_cart_is_in_use() -> None:
    shoppers = make_cart()
    Cart.objects.update(touched_at=timezone.now() - timedelta(days=20))

    cart.add(shoppers, make_product(), 1)

    shoppers.refresh_from_db()
    assert timezone.now() - shoppers.touched_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("line", "delivers", "can"), [({}, True, True), ({}, False, False), ({"stock": 0}, True, False)]
)
def test_cart_can_be_ordered_where_something_in_it_is_for_sale_and_delivered(
    line: dict[str, Any], delivers: bool, can: bool
) -> None:
    make_delivery(is_offered=delivers)
    lines = cart.lines_of(make_cart({make_product(**line): 1}))

    assert cart.can_be_ordered(lines) == can


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("held", [0, 1])
def test_two_tabs_adding_at_once_are_both_counted(held: int) -> None:
    product = make_product()
    shoppers = make_cart({product: held} if held else {})

    def tab() -> None:
        for _ in range(10):
            cart.add(shoppers, product, 1)

    at_once(tab, tab)

    assert shoppers.lines.get().quantity == held + 20


@pytest.mark.django_db(transaction=True)
def test_race_loses_a_piece_where_tabs_read_then_write() -> None:
    product = make_product()
    shoppers = make_cart({product: 1})
    both_have_read = Barrier(2, timeout=20)

    def careless_tab() -> None:
        line = shoppers.lines.get(product=product)
        both_have_read.wait()
        line.quantity += 1
        line.save()

    at_once(careless_tab, careless_tab)

    assert shoppers.lines.get().quantity == 2


def test_adding_takes_nothing_out_where_less_is_left_than_the_cart_holds() -> None:
    product = make_product(stock=2)
    shoppers = make_cart({product: 9})

    line = cart.add(shoppers, product, 1)

    line.refresh_from_db()
    assert line.quantity == 9
