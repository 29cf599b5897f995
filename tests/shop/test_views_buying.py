"""Putting products in a cart."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from shop.models import Cart, CartLine
from shop.views.shopper import CART_COOKIE
from tests.factories import make_product
from tests.shop.shopper import CART, LINES, QUANTITIES, buy, open_cart, seen_text
from tests.shop.test_forms import WRONG_QUANTITIES

AFFILIATE = {
    "kind": "affiliate",
    "label": "We earn a commission.",
    "outbound_url": "https://shop.example/mug",
}

pytestmark = pytest.mark.django_db


def test_buy_now_puts_the_quantity_in_a_new_cart_and_goes_there(client: Client) -> None:
    product = make_product()

    response = buy(client, product, 3, buy="")

    assert (response.status_code, response["Location"]) == (303, CART)
    line = CartLine.objects.get()
    assert (line.product, line.quantity) == (product, 3)
    assert client.cookies[CART_COOKIE].value == line.cart.key


def test_add_to_cart_stays_on_the_products_page(client: Client) -> None:
    product = make_product()

    response = buy(client, product, add="")

    assert (response.status_code, response["Location"]) == (303, f"{product.get_absolute_url()}?added#added")
    assert "Added to your cart." in client.get(response["Location"]).text


def test_second_product_goes_in_the_same_cart(client: Client) -> None:
    buy(client, make_product())
    buy(client, make_product())

    assert Cart.objects.get().lines.count() == 2


def test_cart_cookie_lasts_30_days_and_is_out_of_reach_of_scripts(client: Client) -> None:
    cookie = buy(client, make_product()).cookies[CART_COOKIE]

    assert cookie["max-age"] == 30 * 24 * 3600
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
    assert not cookie["secure"]


def test_cart_cookie_is_secure_on_an_https_site(client: Client, settings: Settings) -> None:
    settings.IS_HTTPS = True

    assert buy(client, make_product()).cookies[CART_COOKIE]["secure"]


def test_forged_cookie_is_replaced_when_something_is_bought(client: Client) -> None:
    client.cookies[CART_COOKIE] = "x" * 32

    buy(client, make_product())

    assert client.cookies[CART_COOKIE].value == Cart.objects.get().key


@pytest.mark.parametrize(("typed", "explanation"), WRONG_QUANTITIES.items(), ids=lambda text: text[:12])
def test_wrong_quantity_is_kept_and_explained_on_the_products_page(
    client: Client, typed: str, explanation: str
) -> None:
    response = buy(client, make_product(title="Mug"), typed)

    assert response.status_code == 422
    assert '<h1 class="product__title">Mug</h1>' in response.text
    assert explanation in response.text
    if typed:
        assert f'value="{typed}"' in response.text
    assert not CartLine.objects.exists()
    assert not response.cookies


def test_wrong_quantity_is_marked_for_screen_readers(client: Client) -> None:
    html = buy(client, make_product(), "abc").text

    field = re.search(r'<input type="number"[^>]*>', html)
    assert field
    described_by = re.search(r'aria-describedby="([^"]+)"', field[0])
    assert 'aria-invalid="true"' in field[0]
    assert described_by
    assert f'id="{described_by[1]}"' in html


def test_post_without_a_quantity_is_explained(client: Client) -> None:
    response = client.post(LINES, {"product": make_product().slug})

    assert response.status_code == 422
    assert "Type how many." in response.text


@pytest.mark.parametrize("slug", ["", "nothing", "\0", "../../etc", "x" * 10_000, "<script>"])
def test_unknown_product_is_not_found(client: Client, slug: str) -> None:
    response = client.post(LINES, {"product": slug, "quantity": "1"})

    assert response.status_code == 404
    assert "Nothing was added to your cart." in response.text


@pytest.mark.parametrize("path", [LINES, QUANTITIES])
def test_address_behind_a_refused_form_leads_to_the_cart(client: Client, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (303, CART)


@pytest.mark.parametrize("path", [LINES, QUANTITIES])
def test_cart_is_changed_by_posts_alone(client: Client, path: str) -> None:
    assert client.put(path).status_code == 405


@pytest.mark.parametrize("path", [LINES, QUANTITIES])
def test_cart_is_changed_from_our_own_pages_alone(strict_client: Client, path: str) -> None:
    response = strict_client.post(path, {"product": make_product().slug, "quantity": "1"})

    assert response.status_code == 403
    assert "This form was not sent from our own pages." in response.text
    assert not CartLine.objects.exists()


def test_cart_needs_no_token(strict_client: Client) -> None:
    ours = {"Sec-Fetch-Site": "same-origin"}

    response = strict_client.post(LINES, {"product": make_product().slug, "quantity": "1"}, headers=ours)

    assert response.status_code == 303


def test_cart_that_holds_all_there_are_says_so_and_stays_as_it_is(client: Client) -> None:
    product = make_product(stock=5)
    (line,) = open_cart(client, {product: 3})

    response = buy(client, product, 3)

    assert response.status_code == 422
    assert "Only 5 are in stock. Your cart holds 3 already. Nothing was added." in seen_text(response)
    line.refresh_from_db()
    assert line.quantity == 3


def test_form_that_comes_after_the_last_piece_was_sold_is_explained(client: Client) -> None:
    response = buy(client, make_product(stock=0))

    assert response.status_code == 422
    assert "Nothing was added to your cart. Sold out" in seen_text(response)


@pytest.mark.parametrize(
    "fields", [{"recall_notice": "It breaks."}, AFFILIATE], ids=["recalled", "affiliate"]
)
def test_what_is_not_sold_here_goes_in_no_cart(client: Client, fields: dict[str, Any]) -> None:
    response = buy(client, make_product(**fields))

    assert response.status_code == 422
    assert not Cart.objects.exists()


@pytest.mark.parametrize(
    ("sent", "kept"), [("17", 17), ("", None), ("17\0", None), ("9" * 40, None), ("-1", None)]
)
def test_article_that_it_was_bought_from_is_kept(client: Client, sent: str, kept: int | None) -> None:
    response = buy(client, make_product(), **{"from": sent})

    assert response.status_code == 303
    assert CartLine.objects.get().from_article == kept


def test_cart_that_was_ordered_meanwhile_makes_way_for_a_new_one(client: Client) -> None:
    open_cart(client, {make_product(): 1})
    before = client.cookies[CART_COOKIE].value
    Cart.objects.all().delete()

    buy(client, make_product())

    assert client.cookies[CART_COOKIE].value == Cart.objects.get().key != before


def test_putting_in_costs_seventeen_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    product = make_product()
    open_cart(client, {make_product(): 1})

    # product, price log, cart, held; the cart touched twice, the line sought and made; eight of savepoints; pieces
    with django_assert_num_queries(17):
        response = buy(client, product)

    assert response.status_code == 303
