"""The cart's page, and changing what it holds."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop.models import CartLine
from shop.views.shopper import CART_COOKIE
from tests.factories import make_cart, make_photo, make_product
from tests.shop.shopper import CART, LINES, QUANTITIES, open_cart, seen_text
from tests.shop.test_forms import WRONG_QUANTITIES

pytestmark = pytest.mark.django_db


def test_cart_shows_sums_and_what_is_saved(client: Client) -> None:
    mug = make_product(title="Mug", regular_price=Decimal("20.00"), sale_price=Decimal("17.00"))
    open_cart(client, {mug: 3})

    text = seen_text(client.get(CART))

    assert "Regular price $20.00 Sale price $17.00" in text
    assert "Subtotal $51.00 You save $9.00" in text


def test_cart_at_regular_prices_saves_nothing(client: Client) -> None:
    open_cart(client, {make_product(): 1})

    assert "You save" not in client.get(CART).text


def test_cart_is_kept_by_no_cache(client: Client) -> None:
    assert "no-store" in client.get(CART)["Cache-Control"]


def test_empty_cart_says_so(client: Client) -> None:
    assert "Your cart is empty." in client.get(CART).text


@pytest.mark.parametrize("key", ["", "x" * 32, "x" * 5000, "ä" * 32, "\\000" * 32, '"', "' OR 1=1 --"])
def test_cookie_that_opens_no_cart_is_like_none(client: Client, key: str) -> None:
    make_cart({make_product(): 1})
    stranger = {"Cookie": f"{CART_COOKIE}={key}"}

    assert "Your cart is empty." in client.get(CART, headers=stranger).text
    assert client.post(QUANTITIES, headers=stranger).status_code == 303


def test_product_hidden_since_is_named_so_in_the_cart_and_not_counted(client: Client) -> None:
    hidden = make_product(title="Mug", is_listed=False)
    open_cart(client, {hidden: 1, make_product(): 1})

    response = client.get(CART)

    assert "Mug" in seen_text(response)
    assert "No longer for sale" in seen_text(response)
    assert "Subtotal $20.00" in seen_text(response)
    assert hidden.get_absolute_url() not in response.text


def test_line_that_another_tab_added_stays_as_it_is(client: Client) -> None:
    first, second = open_cart(client, {make_product(): 1, make_product(): 4})

    response = client.post(QUANTITIES, {f"quantity-{first.pk}": "3"})

    assert response.status_code == 303
    assert [line.quantity for line in first.cart.lines.all()] == [3, 4]
    assert second.quantity == 4


def test_product_sold_out_since_is_named_so_in_the_cart_and_not_counted(client: Client) -> None:
    open_cart(client, {make_product(stock=0): 2, make_product(): 1})

    text = seen_text(client.get(CART))

    assert "Sold out" in text
    assert "Subtotal $20.00" in text


def test_cart_warns_where_less_is_in_stock_than_it_holds(client: Client) -> None:
    open_cart(client, {make_product(stock=2): 5})

    assert "Only 2 in stock: change the quantity." in client.get(CART).text


def test_quantities_are_changed_together(client: Client) -> None:
    first, second = open_cart(client, {make_product(): 1, make_product(): 1})

    response = client.post(QUANTITIES, {f"quantity-{first.pk}": "4", f"quantity-{second.pk}": "5"})

    assert (response.status_code, response["Location"]) == (303, CART)
    assert sorted(CartLine.objects.values_list("quantity", flat=True)) == [4, 5]


@pytest.mark.parametrize(("typed", "explanation"), WRONG_QUANTITIES.items(), ids=lambda text: text[:12])
def test_one_wrong_quantity_leaves_the_whole_cart_as_it_was(
    client: Client, typed: str, explanation: str
) -> None:
    first, second = open_cart(client, {make_product(): 1, make_product(): 1})

    response = client.post(QUANTITIES, {f"quantity-{first.pk}": "4", f"quantity-{second.pk}": typed})

    assert response.status_code == 422
    assert explanation in response.text
    assert 'value="4"' in response.text
    if typed:
        assert f'value="{typed}"' in response.text
    assert list(CartLine.objects.values_list("quantity", flat=True)) == [1, 1]


def test_field_of_a_cart_belongs_to_its_form(client: Client) -> None:
    [line] = open_cart(client, {make_product(): 1})

    field = re.search(rf'<input[^>]*name="quantity-{line.pk}"[^>]*>', client.get(CART).text)

    assert field
    assert 'form="cart"' in field[0]


def test_lines_of_another_cart_are_not_changed(client: Client) -> None:
    theirs = make_cart({make_product(): 1}).lines.get()
    [mine] = open_cart(client, {make_product(): 1})

    client.post(QUANTITIES, {f"quantity-{mine.pk}": "2", f"quantity-{theirs.pk}": "50"})

    theirs.refresh_from_db()
    assert theirs.quantity == 1


def test_lines_of_another_cart_are_not_removed(client: Client) -> None:
    theirs = make_cart({make_product(): 1}).lines.get()
    open_cart(client, {make_product(): 1})

    response = client.post(f"{LINES}{theirs.pk}/removal/")

    assert response.status_code == 303
    assert CartLine.objects.filter(pk=theirs.pk).exists()


def test_removed_line_is_gone_and_removing_it_again_is_fine(client: Client) -> None:
    gone, kept = open_cart(client, {make_product(): 1, make_product(): 1})

    responses = [client.post(f"{LINES}{gone.pk}/removal/") for _ in range(2)]

    assert [(response.status_code, response["Location"]) for response in responses] == [(303, CART)] * 2
    assert CartLine.objects.get() == kept


@pytest.mark.parametrize("key", ["9" * 30, str(2**63), "0"])
def test_line_with_an_impossible_number_is_fine_too(client: Client, key: str) -> None:
    [line] = open_cart(client, {make_product(): 1})

    assert client.post(f"{LINES}{key}/removal/").status_code in {303, 404}
    assert CartLine.objects.get() == line


@pytest.mark.parametrize("count", [2, 4])
def test_cart_costs_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    open_cart(client, {make_product(photo=make_photo()): 1 for _ in range(count)})

    with django_assert_num_queries(3):  # cart, lines with products and photos, sections of the menu
        response = client.get(CART)

    assert response.text.count('class="cart__product"') == count
