"""Quantities as shoppers type them."""

from typing import Any

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
    "\N{ARABIC-INDIC DIGIT THREE}": "Type a whole number.",
    "\N{FULLWIDTH DIGIT THREE}": "Type a whole number.",
    "1_0": "Type a whole number.",
    "1,5": "Type a whole number.",
    "-" + "9" * 30: "Type a number of 1 or more.",
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
    assert [row.field is not None for row in form.rows()] == [True, False]


LIMITS = {
    "Only 4 are in stock.": {"stock": 4, "most_per_order": 6},
    "One order holds at most 4 of it.": {"stock": 6, "most_per_order": 4},
    "One order holds 1 of it.": {"most_per_order": 1},
    "At most 99 of a product fit in a cart.": {"stock": 500},
}


@pytest.mark.parametrize(("words", "fields"), LIMITS.items(), ids=LIMITS)
def test_each_limit_has_words_of_its_own(words: str, fields: dict[str, Any]) -> None:
    form = AddToCartForm(make_product(**fields), {"quantity": "100"})

    assert form.errors["quantity"] == [words]
    assert f'data-limit="{words}"' in str(form["quantity"])


@pytest.mark.parametrize("fields", [{"is_listed": False}, {"recall_notice": "It breaks."}])
def test_what_is_not_for_sale_is_refused(fields: dict[str, Any]) -> None:
    form = AddToCartForm(make_product(**fields), {"quantity": "1"})

    assert form.errors["quantity"] == ["This is not for sale here."]


@pytest.mark.parametrize(
    "typed", ["", "0", "-1", "abc", "1\0", "9" * 19, "\N{ARABIC-INDIC DIGIT THREE}", "1.0"]
)
def test_garbage_is_no_article(typed: str) -> None:
    assert AddToCartForm(make_product(), {"quantity": "1", "from": typed}).from_article is None


def test_buttons_are_named_with_the_product() -> None:
    html = str(AddToCartForm(make_product(title='“Tide” & "Marsh"'))["quantity"])

    assert 'data-more="One more “Tide” &amp; &quot;Marsh&quot;"' in html
    assert 'data-fewer="One fewer “Tide” &amp; &quot;Marsh&quot;"' in html
