"""Quantities as shoppers type them."""

import pytest

from shop.forms import AddToCartForm, CartForm
from tests.factories import make_cart, make_product

WRONG_QUANTITIES = {
    "-1": "Type a number of 1 or more.",
    "0": "Type a number of 1 or more.",
    "1.5": "Type a whole number.",
    "1000000000": "At most 99 of a product fit in a cart.",
    "abc": "Type a whole number.",
    "": "Type how many.",
    "9" * 5000: "Type a whole number.",
    "1\0": "Type a whole number.",
    "1e3": "Type a whole number.",
    "\N{SUPERSCRIPT TWO}": "Type a whole number.",
}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("typed", "explanation"), WRONG_QUANTITIES.items(), ids=lambda text: text[:12])
def test_wrong_quantity_is_explained(typed: str, explanation: str) -> None:
    form = AddToCartForm(make_product(), {"quantity": typed})

    assert form.errors["quantity"] == [explanation]


@pytest.mark.parametrize("typed", ["1", " 2 ", "99"])
def test_whole_number_is_a_quantity(typed: str) -> None:
    form = AddToCartForm(make_product(), {"quantity": typed})

    assert form.is_valid()
    assert form.quantity == int(typed)


@pytest.mark.parametrize(("stock", "explanation"), [(1, "Only 1 is in stock."), (4, "Only 4 are in stock.")])
def test_quantity_over_the_stock_says_how_many_there_are(stock: int, explanation: str) -> None:
    form = AddToCartForm(make_product(stock=stock), {"quantity": "5"})

    assert form.errors["quantity"] == [explanation]


def test_cart_has_a_named_field_for_each_line_that_can_be_bought() -> None:
    mug, sold_out = make_product(title="Mug"), make_product(stock=0)
    lines = list(make_cart({mug: 2, sold_out: 1}).lines.all())

    form = CartForm(lines)

    assert list(form.fields) == [f"quantity-{lines[0].pk}"]
    assert 'aria-label="Quantity of Mug"' in str(form)
    assert [field is not None for _, field in form.rows()] == [True, False]
