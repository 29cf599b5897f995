"""The shop's pages: listings, cards, a product."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from shop.models import CartLine
from tests.factories import make_category, make_photo, make_product
from tests.shop.shopper import buy, seen_text

pytestmark = pytest.mark.django_db


def test_hidden_product_is_neither_shown_nor_sold(client: Client) -> None:
    hidden = make_product(is_listed=False, title="Secret mug")

    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert buy(client, hidden).status_code == 404
    assert "Secret mug" not in client.get("/shop/").text
    assert "Secret mug" not in client.get(hidden.category.get_absolute_url()).text


def test_sold_out_product_is_shown_but_not_sold(client: Client) -> None:
    product = make_product(stock=0)

    page = client.get(product.get_absolute_url()).text
    response = buy(client, product)

    assert "Sold out" in page
    assert "Buy Now" not in page
    assert response.status_code == 422
    assert "Sold out" in response.text
    assert not CartLine.objects.exists()


def test_card_has_quantity_and_buy_now(client: Client) -> None:
    make_product(title="Mug", text="Holds tea.", sale_price=Decimal(17), photo=make_photo())

    page = client.get("/shop/")

    assert re.search(
        r'<label for="(\w[\w-]*)">Quantity</label>\s*<input type="number"[^>]*id="\1"', page.text
    )
    assert "Mug Holds tea. Regular price $20.00 Sale price $17.00 Quantity Buy Now : Mug" in seen_text(page)
    assert "<s " in page.text
    assert "Add to cart" not in page.text


def test_products_own_page_has_add_to_cart_too(client: Client) -> None:
    product = make_product(text="Holds tea.\n\nHolds coffee.")

    html = client.get(product.get_absolute_url()).text

    assert "Buy Now" in html
    assert "Add to cart" in html
    assert "<p>Holds tea.</p>" in html
    assert "<p>Holds coffee.</p>" in html


def test_text_of_a_product_is_escaped(client: Client) -> None:
    product = make_product(title="<b>Mug</b>", text="<script>alert(1)</script>")

    for path in (product.get_absolute_url(), "/shop/"):
        html = client.get(path).text
        assert "<script>" not in html
        assert "&lt;b&gt;Mug&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("window", "price"),
    [
        ({"sale_starts_at": timedelta(hours=1)}, "Price $20.00"),
        ({"sale_ends_at": timedelta(hours=-1)}, "Price $20.00"),
        ({"sale_starts_at": timedelta(hours=-1)}, "Sale price $17.00"),
    ],
)
def test_page_shows_the_price_of_now(client: Client, window: dict[str, timedelta], price: str) -> None:
    times: dict[str, Any] = {name: timezone.now() + distance for name, distance in window.items()}
    product = make_product(sale_price=Decimal(17), **times)

    assert price in seen_text(client.get(product.get_absolute_url()))


def test_category_lists_its_own_products(client: Client) -> None:
    mine, other = make_product(title="Blue mug"), make_product(title="Tea towel")

    html = client.get(mine.category.get_absolute_url()).text

    assert "Blue mug" in html
    assert "Tea towel" not in html
    assert other.category.name in html


@pytest.mark.parametrize("path", ["/shop/categories/none/", "/shop/products/none/"])
def test_unknown_category_and_product_are_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("count", [2, 4])
def test_shop_costs_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        make_product(photo=make_photo())

    with django_assert_num_queries(3):  # products with photos, categories, sections of the menu
        response = client.get("/shop/")

    assert response.text.count('class="product-card"') == count


@pytest.mark.parametrize("count", [2, 4])
def test_category_costs_four_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    category = make_category()
    for _ in range(count):
        make_product(category=category, photo=make_photo())

    with django_assert_num_queries(4):  # category, products with photos, categories, sections of the menu
        response = client.get(category.get_absolute_url())

    assert response.text.count('class="product-card"') == count


def test_product_costs_two_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    product = make_product(photo=make_photo())

    with django_assert_num_queries(2):  # product with photo and category, sections of the menu
        client.get(product.get_absolute_url())
