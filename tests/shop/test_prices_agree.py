"""One price at a time, wherever it is told: card, article, page, cart, JSON-LD, merchant feed, and the order by price."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from shop.models import Product
from tests.articles.reading import structured_data_of
from tests.factories import make_article, make_product
from tests.shop.shopper import CART, open_cart
from tests.shop.test_merchant_feed import G

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)
WINDOWS = {
    "plain": (datetime(2026, 5, 1, 9, tzinfo=BERLIN), datetime(2026, 5, 8, 9, tzinfo=BERLIN)),
    "night of 23 hours": (
        datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN),
        datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN),
    ),
    "night of 25 hours": (
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=0),
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1),
    ),
}
EDGES = {
    "before": (0, -MICROSECOND, "20.00"),
    "start": (0, timedelta(0), "17.00"),
    "last moment": (1, -MICROSECOND, "17.00"),
    "end": (1, timedelta(0), "20.00"),
}

pytestmark = pytest.mark.django_db


def shown(html: str) -> set[str]:
    """The prices to pay in the main part of a page: of the price component alone, without the struck ones."""
    main = html[html.index("<main") : html.index("</main>")]
    return set(re.findall(r'<strong(?: class="price__sale")?>\$([\d.]+)</strong>', main))


def told_to_merchants(client: Client) -> dict[str, str]:
    response = client.get("/shop/products.xml")
    items = ET.fromstring(response.getvalue()).iter("item")  # noqa: S314 (our own)
    prices = {}
    for item in items:
        told = {child.tag.removeprefix(G): child.text or "" for child in item}
        prices[told["title"]] = told.get("sale_price", told["price"]).removesuffix(" USD")
    return prices


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("window", WINDOWS)
def test_every_place_tells_the_same_price(client: Client, settings: Settings, window: str, edge: str) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    times = WINDOWS[window]
    side, distance, price = EDGES[edge]
    with time_machine.travel(times[0] - HOUR, tick=False):
        product = make_product(
            title="Mug", sale_price=Decimal(17), sale_starts_at=times[0], sale_ends_at=times[1]
        )
        article = make_article(products=[product], at=times[0] - 2 * HOUR)
        other = make_product(title="Other", regular_price=Decimal("18.50"), is_listed=False)
        open_cart(client, {product: 1})

    moment = (times[side].astimezone(ZoneInfo("UTC"))) + distance
    with time_machine.travel(moment, tick=False):
        page = client.get(product.get_absolute_url()).text
        offer = structured_data_of(page)["offers"]
        places = [
            shown(page),
            shown(client.get("/shop/").text),
            shown(client.get(article.get_absolute_url()).text),
            shown(client.get(CART).text),
            {offer["price"]},
            {offer["priceSpecification"][0]["price"]},
            {told_to_merchants(client)["Mug"]},
        ]
        Product.objects.filter(pk=other.pk).update(is_listed=True)
        by_price = re.findall(r">(Mug|Other)</a>", client.get("/shop/?sort=price").text)

    assert places == [{price}] * len(places)
    assert by_price == (["Mug", "Other"] if price == "17.00" else ["Other", "Mug"])
    assert offer.get("priceValidUntil") == (times[1].isoformat() if price == "17.00" else None)
