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
from tests.factories import make_photo, make_product, make_tax_rate
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
        r'<label for="(\w[\w-]*)">Quantity</label>(\s*<[a-z-]+ [^>]*>)?\s*<input type="number"[^>]*id="\1"',
        page.text,
    )
    assert (
        "Our shop Mug Holds tea. Regular price $20.00 Sale price $17.00 \N{MINUS SIGN}15% Quantity Buy Now : Mug"
        in seen_text(page)
    )
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


def test_recalled_product_keeps_its_page_with_the_notice_and_is_not_sold(client: Client) -> None:
    product = make_product(title="Mug", recall_notice="The handle breaks.\n\nBring it back.")

    page = client.get(product.get_absolute_url())
    response = buy(client, product)

    assert page.status_code == 200
    assert re.search(
        r'<section [^>]*id="recall".*?<p>The handle breaks.</p>\s*<p>Bring it back.</p>', page.text, re.DOTALL
    )
    assert "Recalled: not for sale" in seen_text(client.get("/shop/"))
    for html in (page.text, client.get("/shop/").text):
        assert "Buy Now" not in html
        assert (
            "$20.00" not in html[html.index("<main") : html.index("<details") if "<details" in html else None]
        )
    assert response.status_code == 422
    assert "Nothing was added to your cart." in response.text
    assert not CartLine.objects.exists()


@pytest.mark.parametrize("kind", ["affiliate", "sponsored"])
def test_what_others_sell_has_a_marked_link_and_no_cart(client: Client, kind: str) -> None:
    there = "https://www.shop.example/mug?by=wex&x=1"
    product = make_product(title="Mug", kind=kind, label="We earn 5 %.", outbound_url=there)

    response = buy(client, product)

    for path in (product.get_absolute_url(), "/shop/"):
        html = client.get(path).text
        [link] = re.findall(r'<a [^>]*href="https:[^>]*>.*?</a>', html)
        assert 'href="https://www.shop.example/mug?by=wex&amp;x=1"' in link
        assert 'rel="sponsored nofollow noopener"' in link
        assert "Buy at shop.example" in link
        assert 'name="quantity"' not in html
        assert "Buy Now" not in html
    assert response.status_code == 422
    assert "Nothing was added to your cart." in response.text
    assert not CartLine.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Our shop"),
        ({"label": "Printed by us."}, "Our shop Printed by us."),
        (
            {"kind": "affiliate", "label": "We gain.", "outbound_url": "https://there.example/"},
            "Affiliate link We gain.",
        ),
        ({"kind": "sponsored", "label": "Paid for by Kiln Co."}, "Sponsored Paid for by Kiln Co."),
    ],
)
def test_every_card_and_page_says_who_gains(client: Client, fields: dict[str, Any], words: str) -> None:
    product = make_product(title="Mug", **fields)

    assert f"{words} Mug" in seen_text(client.get("/shop/"))
    assert f"Mug {words}" in seen_text(client.get(product.get_absolute_url()))


def test_sponsored_product_that_is_sold_here_goes_in_the_cart(client: Client) -> None:
    product = make_product(kind="sponsored", label="Paid for.")

    assert buy(client, product).status_code == 303


def test_page_says_what_the_law_asks_and_how_many_one_may_order(client: Client) -> None:
    product = make_product(
        sku="WX-7",
        gtin="4006381333931",
        tax_rate=make_tax_rate("19.00"),
        maker="Kiln Co",
        maker_address="1 Quay\nkiln@makers.example",
        warnings="Hot.",
        most_per_order=3,
    )

    html = client.get(product.get_absolute_url())

    text = seen_text(html)
    assert "Price includes 19% tax, plus delivery" in text
    assert "At most 3 per order" in text
    assert "SKU WX-7 GTIN 4006381333931 Maker Kiln Co 1 Quay kiln@makers.example Warnings Hot." in text


@pytest.mark.parametrize("percent", [None, "0"])
def test_price_without_tax_still_says_that_delivery_is_added(client: Client, percent: str | None) -> None:
    rate = None if percent is None else make_tax_rate(percent)

    text = seen_text(client.get(make_product(tax_rate=rate).get_absolute_url()))

    assert "$20.00 Plus delivery" in text
    assert "tax" not in text


def test_price_of_what_others_sell_says_nothing_of_delivery(client: Client) -> None:
    product = make_product(kind="affiliate", label="We earn.", outbound_url="https://mugs.example/")

    assert "delivery" not in seen_text(client.get(product.get_absolute_url()))


def test_pictures_stand_in_order_after_the_one_of_the_card(client: Client) -> None:
    lead, *more = [make_photo(alt=f"View {number}") for number in range(4)]
    product = make_product(photo=lead)
    for position, photo in zip((3, 1, 2), more, strict=True):
        product.more_photos.create(photo=photo, position=position)

    html = client.get(product.get_absolute_url()).text

    assert re.findall(r'alt="(View \d)"', html) == ["View 0", "View 2", "View 3", "View 1"]


@pytest.mark.parametrize("count", [1, 3])
def test_product_costs_six_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    product = make_product(photo=make_photo(), stock=5, sale_price=Decimal(17), tax_rate=make_tax_rate())
    for _ in range(count):
        product.more_photos.create(photo=make_photo())

    # product with photo, category and tax rate; its price log, further photos and their files, its price history;
    # sections of the menu
    with django_assert_num_queries(6):
        client.get(product.get_absolute_url())
