"""The pages of the shop's listings: searched, sorted, parted in pages."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from shop.views.catalogue import SIZE
from tests.factories import make_category, make_photo, make_product
from tests.shop.shopper import seen_text

SITE = "https://wex.example"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = SITE


def head_of(html: str) -> list[tuple[str, str]]:
    """What a page asks of search engines."""
    found: list[tuple[str, str]] = re.findall(
        r'<link rel="canonical" href="([^"]*)">|<meta name="robots" content="([^"]*)">', html
    )
    return found


def test_shopper_searches_a_category(client: Client) -> None:
    shelf = make_category()
    make_product(title="Blue mug", category=shelf)
    make_product(title="Tea towel", category=shelf)
    make_product(title="Other mug")

    response = client.get(shelf.get_absolute_url(), {"q": "mug", "sort": "price", "in_stock": "1"})

    text = seen_text(response)
    assert "Blue mug" in text
    assert "One product fits." in text
    assert "Tea towel" not in text
    assert "Other mug" not in text
    assert 'name="q" value="mug"' in response.text
    assert '<option value="price" selected>' in response.text
    assert 'name="in_stock" value="1" checked' in response.text


def test_search_without_a_hit_says_so_and_leads_back(client: Client) -> None:
    make_product()

    response = client.get("/shop/", {"q": "<b>zeppelin"})

    assert response.status_code == 200
    assert "No product fits “&lt;b&gt;zeppelin”." in response.text
    assert '<a href="/shop/">Show all</a>' in response.text


def test_shelf_without_stock_says_so(client: Client) -> None:
    make_product(stock=0)

    assert "None of these products is in stock." in client.get("/shop/?in_stock=1").text


@pytest.mark.parametrize(
    "query", ["q=%00", "q=", f"q={'x' * 10_000}", "q=%FF%FE", "sort=%00", "sort[]=1&q[]=2"]
)
def test_bad_input_is_answered_with_a_page(client: Client, query: str) -> None:
    make_product()

    response = client.get(f"/shop/?{query}")

    assert response.status_code == 200
    assert "x" * 201 not in response.text


@pytest.mark.parametrize("query", ["q=mug", "sort=price", "in_stock=1", "q=mug&page=1"])
def test_what_a_shopper_asked_for_is_not_for_search_engines(client: Client, query: str) -> None:
    make_product(title="Mug")

    assert head_of(client.get(f"/shop/?{query}").text) == [("", "noindex")]


@pytest.mark.parametrize("query", ["", "?utm_source=x", "?q=", "?sort=newest"])
def test_whole_listing_names_its_own_address(client: Client, query: str) -> None:
    shelf = make_category(slug="mugs")
    make_product(category=shelf)

    for path in ("/shop/", "/shop/categories/mugs/"):
        assert head_of(client.get(path + query).text) == [(f"{SITE}{path}", "")]


def test_second_page_names_itself(client: Client) -> None:
    for _ in range(SIZE + 1):
        make_product()

    assert head_of(client.get("/shop/?page=2").text) == [(f"{SITE}/shop/?page=2", "")]


def test_shopper_follows_the_links_through_what_they_asked_for(client: Client) -> None:
    shelf = make_category(slug="mugs")
    for number in range(2 * SIZE + 1):
        make_product(title=f"Mug {number}", category=shelf, regular_price=Decimal(100 + number))
        make_product(title=f"Towel {number}")
    seen: list[str] = []
    address = "/shop/categories/mugs/?q=mug&sort=price&in_stock=1"
    pages = 0

    while address:
        response = client.get(address)
        pages += 1
        assert f"Page {pages} of 3" in seen_text(response)
        seen += re.findall(r">Mug (\d+)</a>", response.text)
        next_page = re.search(r'href="([^"]*)" rel="next"', response.text)
        address = unescape(next_page[1]) if next_page else ""

    assert seen == [str(number) for number in range(2 * SIZE + 1)]
    assert unescape(response.text).count("?q=mug&sort=price&in_stock=1&page=2") == 1


@pytest.mark.parametrize("asked", ["0", "-1", "3", "x", "1.5", "", "%00", "9" * 5000])
def test_page_that_there_is_not_is_not_found(client: Client, asked: str) -> None:
    make_product()

    response = client.get(f"/shop/?page={asked}")

    assert response.status_code == 404
    assert "There is no such page" in response.text


@pytest.mark.parametrize("count", [2, 4])
@pytest.mark.parametrize("query", ["", "?q=product+a&sort=price&in_stock=1"])
def test_shop_costs_five_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int, query: str
) -> None:
    for _ in range(count):
        make_product(text="A", photo=make_photo(), stock=5, sale_price=Decimal(17))

    with django_assert_num_queries(5):  # how many, products with photos, price logs, categories, sections
        response = client.get(f"/shop/{query}")

    assert response.text.count('class="product-card"') == count


@pytest.mark.parametrize("count", [2, 4])
def test_category_costs_six_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    category = make_category()
    for _ in range(count):
        make_product(category=category, photo=make_photo(), stock=5)

    with django_assert_num_queries(6):  # category, and what the shop's front page takes
        response = client.get(category.get_absolute_url())

    assert response.text.count('class="product-card"') == count
