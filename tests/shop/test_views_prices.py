"""What pages print of prices: the struck one with its words, and the history."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from shop import catalogue
from shop.models import Product
from tests.factories import make_product
from tests.shop.shopper import seen_text

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def reprice(product: Product, at: datetime, **fields: object) -> None:
    for name, value in fields.items():
        setattr(product, name, value)
    product.save()
    catalogue.log_price(product, at=at)


def page_of(client: Client, product: Product) -> str:
    return seen_text(client.get(product.get_absolute_url()))


def history_of(client: Client, product: Product) -> list[tuple[str, ...]]:
    html = client.get(product.get_absolute_url()).text
    rows = re.findall(r"<tr>\s*<td>(.*?)</td>\s*<td>(.*?)</td>\s*<td>(.*?)</td>", html, re.DOTALL)
    return [tuple(re.sub("<[^>]*>", "", cell) for cell in row) for row in rows]


def test_regular_price_is_struck_with_the_percentage(client: Client) -> None:
    product = make_product(sale_price=Decimal("17.00"))

    text = page_of(client, product)

    assert "Regular price $20.00 Sale price $17.00 \N{MINUS SIGN}15%" in text
    assert "Struck:" not in text


def test_lower_price_of_the_month_before_is_struck_and_named_as_such(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        product = make_product()
        reprice(product, NOON - 20 * DAY, regular_price=Decimal("18.00"))
        reprice(product, NOON - 10 * DAY, regular_price=Decimal("20.00"))
        reprice(product, NOON, sale_price=Decimal("17.00"))

        text = page_of(client, product)

    assert "Lowest price of the 30 days before $18.00 Sale price $17.00 \N{MINUS SIGN}5%" in text
    assert "Struck: the lowest price of the 30 days before the sale." in text


def test_sale_with_nothing_to_strike_is_a_plain_price(client: Client) -> None:
    product = make_product(sale_price=Decimal("17.00"), is_new=True)

    text = page_of(client, product)

    assert "Price $17.00" in text
    assert "Sale price" not in text
    assert "$20.00" not in text


def test_less_than_a_percent_is_not_boasted_of(client: Client) -> None:
    product = make_product(sale_price=Decimal("19.99"))

    text = page_of(client, product)

    assert "Sale price $19.99" in text
    assert " %" not in text


def test_other_rule_strikes_the_regular_price_of_a_new_product(client: Client, settings: Settings) -> None:
    settings.SHOP_STRIKE_RULE = "regular"
    product = make_product(sale_price=Decimal("17.00"), is_new=True)

    assert "Regular price $20.00 Sale price $17.00" in page_of(client, product)


def test_page_has_the_prices_that_applied_newest_first(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        product = make_product()
        reprice(product, NOON - 9 * DAY, sale_price=Decimal("17.00"), sale_ends_at=NOON - 2 * DAY)

        history = history_of(client, product)

    assert history == [
        ("29 Apr 2026, 12:00 UTC", "now", "$20.00"),
        ("22 Apr 2026, 12:00 UTC", "29 Apr 2026, 12:00 UTC", "$17.00"),
        ("2 Mar 2026, 12:00 UTC", "22 Apr 2026, 12:00 UTC", "$20.00"),
    ]


def test_history_keeps_a_coming_price_to_itself(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        product = make_product(sale_price=Decimal("17.00"), sale_starts_at=NOON + DAY)

        assert [row[2] for row in history_of(client, product)] == ["$20.00"]


def test_history_of_a_product_that_nobody_logged_is_left_out(client: Client) -> None:
    product = make_product()
    product.price_changes.all().delete()

    assert "Price history" not in page_of(client, product)


@pytest.mark.parametrize("count", [1, 60])
def test_history_costs_one_query_and_shows_the_latest_fifty(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    with time_machine.travel(NOON, tick=False):
        product = make_product(is_new=True)
        for number in range(count):
            reprice(product, NOON + timedelta(seconds=number + 1), regular_price=Decimal(30 + number))

    with django_assert_max_num_queries(
        5
    ):  # product, its price log for sales, photos, categories; its history
        rows = history_of(client, product)

    assert len(rows) == min(count + 1, 50)
    assert rows[0][2] == f"${29 + count}.00"
