"""What shoppers do with carts, two at once included."""

from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest

from shop import cart
from shop.models import CartLine
from tests.factories import make_cart, make_product
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
    line = make_cart({make_product(): 1}).lines.get()
    CartLine.objects.all().delete()

    cart.set_quantity(line, 2)

    assert not CartLine.objects.exists()


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
