"""How long an answer may be kept: never longer than until somebody asks again."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from shop.models import Product
from tests.factories import make_article, make_product
from tests.test_pages import EVERY_PAGE

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def product() -> Product:
    with time_machine.travel(NOON - timedelta(days=1)):
        return make_product(slug="mug", sale_price=Decimal(17), sale_starts_at=NOON)


@pytest.mark.parametrize("path", EVERY_PAGE.values(), ids=EVERY_PAGE)
def test_every_page_is_asked_after_before_it_is_shown_again(client: Client, path: str) -> None:
    assert "no-cache" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("path", ["/feed.rss", "/sitemap.xml", "/shop/products.xml", "/robots.txt"])
def test_what_machines_read_is_asked_after_too(client: Client, path: str) -> None:
    assert client.get(path)["Cache-Control"] == "no-cache"


def test_what_says_how_long_it_may_be_kept_stays_as_it_says(client: Client) -> None:
    assert "no-store" in client.get("/shop/cart/")["Cache-Control"]


@pytest.mark.parametrize("place", ["article", "product", "shop", "category"])
def test_page_with_a_price_is_good_until_the_sale_begins(
    client: Client, product: Product, place: str
) -> None:
    with time_machine.travel(NOON - timedelta(hours=2)):
        article = make_article(products=[product])
    path = {
        "article": article.get_absolute_url(),
        "product": product.get_absolute_url(),
        "shop": "/shop/",
        "category": product.category.get_absolute_url(),
    }[place]

    with time_machine.travel(NOON - timedelta(hours=1), tick=False):
        before = client.get(path)
    asked = {"If-None-Match": before["ETag"]}
    with time_machine.travel(NOON - MICROSECOND, tick=False):
        same = client.get(path, headers=asked)
    with time_machine.travel(NOON, tick=False):
        changed = client.get(path, headers=asked)

    assert "$17.00" not in before.text
    assert (same.status_code, same["Cache-Control"]) == (304, "no-cache")
    assert changed.status_code == 200
    assert "$17.00" in changed.text
    assert "max-age" not in changed["Cache-Control"]
