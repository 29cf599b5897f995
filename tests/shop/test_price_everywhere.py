"""One price: whatever prints it says the same, at each edge of a sale, also on days on which the clock changes."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from shop.models import Product
from tests.articles.reading import structured_data_of
from tests.factories import make_article, make_delivery, make_product
from tests.responses import Response
from tests.shop.keeping import change_product
from tests.shop.shopper import open_cart, seen_text

LONDON = ZoneInfo("Europe/London")
MICROSECOND = timedelta(microseconds=1)
G = "{http://base.google.com/ns/1.0}"

WINDOWS = {
    "plain": (datetime(2026, 5, 1, 12, tzinfo=UTC), datetime(2026, 5, 8, 12, tzinfo=UTC)),
    "clock goes forward": (datetime(2026, 3, 29, tzinfo=LONDON), datetime(2026, 3, 30, tzinfo=LONDON)),
    "clock goes back": (datetime(2026, 10, 25, tzinfo=LONDON), datetime(2026, 10, 26, tzinfo=LONDON)),
}

pytestmark = pytest.mark.django_db


class Printed(NamedTuple):
    """A price to pay, and the one that is struck beside it."""

    to_pay: str
    struck: str | None = None


REGULAR, ON_SALE = Printed("20.00"), Printed("17.00", "20.00")
MOMENTS: dict[str, tuple[int, timedelta, Printed]] = {
    "before": (0, -MICROSECOND, REGULAR),
    "start": (0, timedelta(), ON_SALE),
    "last moment": (1, -MICROSECOND, ON_SALE),
    "end": (1, timedelta(), REGULAR),
}


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/London"


def in_words(response: Response) -> Printed:
    """The price on a page with one product."""
    assert response.status_code == 200
    words = seen_text(response)
    if reduced := re.search(r"Regular price \$([\d.]+) Sale price \$([\d.]+) \u2212\d+%", words):
        return Printed(reduced[2], reduced[1])
    [price] = re.findall(r"Price \$([\d.]+)", words)
    return Printed(price)


def to_machines(page: str) -> Printed:
    offer = structured_data_of(page)["offers"]
    first, *struck = offer["priceSpecification"]
    assert offer["price"] == first["price"]
    assert bool(struck) == ("priceValidUntil" in offer)
    return Printed(first["price"], struck[0]["price"] if struck else None)


def in_feed(response: Response) -> Printed:
    item = ET.fromstring(response.getvalue()).find("channel/item")  # noqa: S314 (our own)
    assert item is not None
    price, sale = (item.findtext(f"{G}{name}", "").removesuffix(" USD") for name in ("price", "sale_price"))
    return Printed(sale, price) if sale else Printed(price)


def at_checkout(response: Response) -> Printed:
    assert response.status_code == 200
    [price] = re.findall(r'data-label="Price">\$([\d.]+)<', response.text)
    return Printed(price)


def everywhere(client: Client, product: Product, article: str) -> dict[str, Printed]:
    """What each place says now; a browser that comes back asks again."""
    own_page = client.get(product.get_absolute_url())
    return {
        "card in the shop": in_words(client.get("/shop/")),
        "card in its category": in_words(client.get(product.category.get_absolute_url())),
        "card in an article": in_words(client.get(article)),
        "its page": in_words(own_page),
        "structured data": to_machines(own_page.text),
        "cart": in_words(client.get("/shop/cart/")),
        "merchant feed": in_feed(client.get("/shop/products.xml")),
    }


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("window", WINDOWS)
def test_every_place_says_the_same_price_at_each_edge(client: Client, window: str, moment: str) -> None:
    starts_at, ends_at = WINDOWS[window]
    edge, shift, printed = MOMENTS[moment]
    with time_machine.travel(starts_at.astimezone(UTC) - timedelta(days=1), tick=False):
        product = make_product(sale_price=Decimal("17.00"), sale_starts_at=starts_at, sale_ends_at=ends_at)
        article = make_article(products=[product])
        make_delivery()
        open_cart(client, {product: 1})
        path = article.revisions.get(is_working_copy=False).get_absolute_url()

    with time_machine.travel(WINDOWS[window][edge].astimezone(UTC) + shift, tick=False):
        found = everywhere(client, product, path)
        at_last = at_checkout(client.get("/shop/checkout/"))

    assert found == dict.fromkeys(found, printed)
    assert at_last == Printed(printed.to_pay)


@pytest.mark.parametrize("moment", MOMENTS)
def test_price_in_memory_changes_when_it_said_that_it_would(moment: str) -> None:
    starts_at, ends_at = WINDOWS["clock goes back"]
    edge, shift, printed = MOMENTS[moment]
    product = make_product(sale_price=Decimal("17.00"), sale_starts_at=starts_at, sale_ends_at=ends_at)
    time = WINDOWS["clock goes back"][edge].astimezone(UTC) + shift

    price = product.price_at(time)

    coming = [each for each in (starts_at, ends_at) if each > time]
    assert (price.to_pay, price.struck) == (
        Decimal(printed.to_pay),
        printed.struck and Decimal(printed.struck),
    )
    assert price.changes_at == (coming[0] if coming else None)


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-29", 23), ("2026-05-01", 24), ("2026-10-25", 25)],
    ids=["spring", "plain", "autumn"],
)
def test_sale_of_a_day_as_typed_lasts_from_midnight_to_midnight_by_the_clock_on_the_wall(
    desk: Client, day: str, hours: int
) -> None:
    product = make_product()
    next_day = (datetime.fromisoformat(day) + timedelta(days=1)).date().isoformat()
    window = {
        "sale_starts_at_0": day, "sale_starts_at_1": "00:00:00",
        "sale_ends_at_0": next_day, "sale_ends_at_1": "00:00:00",
    }  # fmt: skip

    assert change_product(desk, product, sale_price="17.00", **window) == ""

    product.refresh_from_db()
    assert product.sale_starts_at
    assert product.sale_ends_at
    assert product.sale_ends_at - product.sale_starts_at == timedelta(hours=hours)
    assert product.sale_starts_at.astimezone(LONDON).isoformat().startswith(f"{day}T00:00:00")


@pytest.mark.parametrize(
    "time", ["2026-03-29 01:30:00", "2026-10-25 01:30:00"], ids=["is skipped", "comes twice"]
)
def test_time_that_the_clock_skips_or_shows_twice_is_explained(desk: Client, time: str) -> None:
    product = make_product()
    day, clock = time.split()

    html = change_product(desk, product, sale_price="17.00", sale_starts_at_0=day, sale_starts_at_1=clock)

    assert "in time zone Europe/London; it may be ambiguous or it may not exist" in html.replace(
        "&#x27;", "'"
    )


def test_each_surface_is_read_by_a_reader_that_can_fail(client: Client) -> None:
    """Another price is told apart by all of them."""
    product = make_product(regular_price=Decimal("21.00"), is_new=True)
    article = make_article(products=[product])
    open_cart(client, {product: 1})

    found = everywhere(client, product, article.revisions.get(is_working_copy=False).get_absolute_url())

    assert set(found.values()) == {Printed("21.00")}
