"""The merchant feed, read as Google's specification of product data says (RSS 2.0 with the namespace `g`)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from shop import merchant_feed
from shop.models import Product
from tests.factories import make_category, make_delivery, make_order, make_photo, make_product

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SITE = "https://wex.example"
G = "{http://base.google.com/ns/1.0}"
FEED = "/shop/products.xml"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_NAME, settings.SITE_URL, settings.TIME_ZONE = "The Wex", SITE, "Europe/Berlin"
    settings.SHOP_COUNTRY = ""


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def items(client: Client) -> list[ET.Element]:
    response = client.get(FEED)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    rss = ET.fromstring(response.getvalue())  # noqa: S314 (our own)
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    [channel] = rss
    assert [child.tag for child in channel][:3] == ["title", "link", "description"]
    return channel.findall("item")


def fields(item: ET.Element) -> list[tuple[str, str]]:
    return [(child.tag.removeprefix(G), child.text or "") for child in item if not len(child)]


def item_of(client: Client, **values: Any) -> dict[str, str]:
    make_product(**values)
    [item] = items(client)
    return dict(fields(item))


def test_product_is_told_whole(client: Client) -> None:
    lead, back = make_photo(), make_photo()
    product = make_product(
        title="Blue mug",
        slug="mug",
        text="Holds tea & coffee.",
        sku="WX-7",
        gtin="4006381333931",
        maker="Kiln Co",
        category=make_category(name="Mugs"),
        photo=lead,
        stock=2,
        sale_price=Decimal(17),
        sale_starts_at=NOON - DAY,
        sale_ends_at=NOON + DAY,
    )
    product.more_photos.create(photo=back)

    [item] = items(client)

    assert fields(item) == [
        ("id", "WX-7"),
        ("title", "Blue mug"),
        ("description", "Holds tea & coffee."),
        ("link", f"{SITE}/shop/products/mug/"),
        ("image_link", f"{SITE}{lead.file.url}"),
        ("additional_image_link", f"{SITE}{back.file.url}"),
        ("product_type", "Mugs"),
        ("condition", "new"),
        ("gtin", "4006381333931"),
        ("brand", "Kiln Co"),
        ("availability", "in_stock"),
        ("price", "20.00 USD"),
        ("sale_price", "17.00 USD"),
        ("sale_price_effective_date", "2026-04-30T14:00:00+02:00/2026-05-02T14:00:00+02:00"),
    ]


def test_bare_product_has_a_number_a_text_and_no_identifier(client: Client) -> None:
    item = item_of(client, title="Mug")

    assert item["id"] == f"product-{Product.objects.get().pk}"
    assert item["description"] == "Mug"
    assert item["identifier_exists"] == "no"
    assert not {"image_link", "gtin", "brand", "sale_price"} & set(item)


def test_only_what_the_shop_itself_sells_is_told(client: Client) -> None:
    make_product(title="Own")
    make_product(title="Sold out", stock=0)
    make_product(is_listed=False)
    make_product(recall_notice="It breaks.")
    make_product(kind="affiliate", label="We gain.", outbound_url="https://there.example/")
    make_product(kind="sponsored", label="Paid for.")

    told = [dict(fields(item)) for item in items(client)]

    assert [(item["title"], item["availability"]) for item in told] == [
        ("Own", "in_stock"),
        ("Sold out", "out_of_stock"),
    ]


def test_pieces_of_an_order_that_was_not_paid_in_time_are_in_stock(
    client: Client, clock: time_machine.Traveller
) -> None:
    order = make_order({make_product(stock=1): 1})
    assert order.hold_until

    assert dict(fields(items(client)[0]))["availability"] == "out_of_stock"
    clock.move_to(order.hold_until)
    assert dict(fields(items(client)[0]))["availability"] == "in_stock"


@pytest.mark.parametrize("window", [{}, {"sale_starts_at": NOON - DAY}, {"sale_ends_at": NOON + DAY}])
def test_sale_with_an_open_end_has_no_dates(client: Client, window: dict[str, datetime]) -> None:
    item = item_of(client, sale_price=Decimal(17), **window)

    assert item["sale_price"] == "17.00 USD"
    assert "sale_price_effective_date" not in item


def test_price_that_may_not_be_struck_is_not_told(client: Client) -> None:
    item = item_of(client, sale_price=Decimal(17), is_new=True)

    assert item["price"] == "17.00 USD"
    assert "sale_price" not in item


def test_each_way_of_delivery_is_told_for_each_country(client: Client) -> None:
    make_product()
    make_delivery(name="Post", countries=["DE", "AT"], position=1)
    make_delivery(name="Courier", countries=["DE"], price=Decimal(9), free_from=Decimal(20), position=2)
    make_delivery(name="Old", countries=["DE"], is_offered=False)
    make_delivery(name="Anywhere", position=3)

    [item] = items(client)

    assert [[each.text for each in told] for told in item.findall(f"{G}shipping")] == [
        ["DE", "Post", "5.00 USD"],
        ["AT", "Post", "5.00 USD"],
        ["DE", "Courier", "0.00 USD"],
    ]


def test_delivery_to_everywhere_is_told_for_the_shops_own_country(client: Client, settings: Settings) -> None:
    settings.SHOP_COUNTRY = "IE"
    make_product()
    make_delivery(name="Post")

    [item] = items(client)

    [told] = item.findall(f"{G}shipping")
    assert [each.tag for each in told] == [f"{G}country", f"{G}service", f"{G}price"]
    assert [each.text for each in told] == ["IE", "Post", "5.00 USD"]


def test_what_is_too_long_or_no_xml_is_made_fit(client: Client) -> None:
    item = item_of(client, title="<b>\x0bMug</b>", text="\x1f" + "x" * 6000, sku="S" * 60)

    assert item["title"] == "<b>Mug</b>"
    assert 4900 < len(item["description"]) <= 5000
    assert item["id"].startswith("product-")


def test_eleven_pictures_are_told_at_most(client: Client) -> None:
    product = make_product(photo=make_photo())
    for position in range(12):
        product.more_photos.create(photo=make_photo(), position=position)

    [item] = items(client)

    assert len(item.findall(f"{G}additional_image_link")) == 10


def test_empty_shop_has_a_feed(client: Client) -> None:
    assert items(client) == []


def test_feed_is_written_piece_by_piece(client: Client) -> None:
    for _ in range(3):
        make_product()

    pieces = [*client.get(FEED)]

    assert len(pieces) == 4
    assert all(piece.count(b"<item>") <= 1 for piece in pieces)


@pytest.mark.parametrize("count", [1, 6])
def test_feed_costs_the_same_queries_however_many_products(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    make_delivery()
    for _ in range(count):
        make_product(photo=make_photo(), stock=1, sale_price=Decimal(17)).more_photos.create(
            photo=make_photo()
        )

    with django_assert_num_queries(5):  # deliveries, products; price logs, further photos and their files
        assert len(items(client)) == count


def test_products_are_loaded_some_at_a_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merchant_feed, "AT_ONCE", 2)
    made = [make_product(sku=f"P{number}", photo=make_photo()) for number in range(5)]

    assert [dict(fields(item))["id"] for item in items(client)] == [product.sku for product in made]
