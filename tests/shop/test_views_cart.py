"""The cart's page, and changing what it holds."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop.models import CartLine, Product
from shop.views.shopper import CART_COOKIE
from tests.factories import make_cart, make_delivery, make_photo, make_product
from tests.shop.shopper import CART, QUANTITIES, buy, change, open_cart, seen_text
from tests.shop.test_views_buying import AFFILIATE

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


def test_product_sold_out_since_is_named_so_in_the_cart_and_not_counted(client: Client) -> None:
    open_cart(client, {make_product(stock=0): 2, make_product(): 1})

    text = seen_text(client.get(CART))

    assert "Sold out" in text
    assert "Subtotal $20.00" in text


def test_cart_warns_where_less_is_in_stock_than_it_holds(client: Client) -> None:
    [line] = open_cart(client, {make_product(stock=2): 5})

    response = client.get(CART)

    assert "Only 2 are in stock. Change the quantity." in seen_text(response)
    assert f'aria-describedby="limit-{line.pk}"' in response.text
    assert f'id="limit-{line.pk}"' in response.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"recall_notice": "It breaks."}, "Recalled by its maker"), (AFFILIATE, "No longer sold in this shop")],
)
def test_product_that_is_not_sold_here_any_more_is_named_so_and_not_counted(
    client: Client, fields: dict[str, Any], words: str
) -> None:
    open_cart(client, {make_product(**fields): 1, make_product(): 1})

    text = seen_text(client.get(CART))

    assert words in text
    assert "Subtotal $20.00" in text


def test_price_that_changed_is_told_until_the_cart_is_saved(client: Client) -> None:
    product = make_product(regular_price=Decimal("17.00"))
    buy(client, product)
    Product.objects.update(regular_price=Decimal("20.00"))

    told = [seen_text(client.get(CART)) for _ in range(2)]
    [line] = CartLine.objects.all()
    change(client, {line: 1})

    assert all("was $17.00, now $20.00" in text for text in told)
    assert "Subtotal $20.00" in told[0]
    assert "was $17.00" not in seen_text(client.get(CART))


def test_price_that_changes_after_the_page_was_shown_is_still_told(client: Client) -> None:
    buy(client, make_product(regular_price=Decimal("17.00")))
    [line] = CartLine.objects.all()
    Product.objects.update(regular_price=Decimal("20.00"))

    client.post(QUANTITIES, {f"quantity-{line.pk}": "2", f"seen-{line.pk}": "1 17.00"})

    assert "was $17.00, now $20.00" in seen_text(client.get(CART))


def test_cart_leads_to_the_checkout_where_the_shop_delivers(client: Client) -> None:
    make_delivery()
    open_cart(client, {make_product(): 1})

    assert "Check out" in client.get(CART).text


@pytest.mark.parametrize(
    ("delivers", "stock", "words"),
    [(False, None, "This shop takes no orders yet."), (True, 0, "Nothing in this cart can be bought now.")],
)
def test_cart_says_why_it_leads_to_no_checkout(
    client: Client, delivers: bool, stock: int | None, words: str
) -> None:
    make_delivery(is_offered=delivers)
    open_cart(client, {make_product(stock=stock): 1})

    html = client.get(CART).text

    assert words in html
    assert "Check out" not in html


@pytest.mark.parametrize("count", [2, 4])
def test_cart_costs_six_queries_however_much_it_holds(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    open_cart(
        client, {make_product(photo=make_photo(), stock=9, sale_price=Decimal(17)): 1 for _ in range(count)}
    )

    # cart, lines, products with photos, price log, delivery, sections of the menu
    with django_assert_num_queries(6):
        response = client.get(CART)

    assert response.text.count('class="cart__product"') == count
