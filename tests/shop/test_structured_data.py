"""Products in the words of schema.org, as Google's “Merchant listing structured data” asks for them."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from shop.models import Product
from tests.articles.reading import structured_data_of
from tests.factories import make_category, make_photo, make_product, make_tax_rate

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SITE = "https://wex.example"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_NAME, settings.SITE_URL, settings.TIME_ZONE = "The Wex", SITE, "Europe/Berlin"


def node_of(client: Client, product: Product) -> dict[str, Any]:
    return structured_data_of(client.get(product.get_absolute_url()).text)


def offer_of(client: Client, **fields: Any) -> dict[str, Any]:
    offer: dict[str, Any] = node_of(client, make_product(**fields))["offers"]
    return offer


def amounts(offer: dict[str, Any]) -> list[tuple[str, str]]:
    """The prices of an offer, each with its type."""
    assert offer["price"] == offer["priceSpecification"][0]["price"]
    return [(each["price"], each.get("priceType", "")) for each in offer["priceSpecification"]]


def test_product_is_described_whole(client: Client) -> None:
    lead, back = make_photo(), make_photo()
    product = make_product(
        title="Blue mug",
        slug="mug",
        text="Holds tea.",
        sku="WX-7",
        gtin="4006381333931",
        category=make_category(name="Mugs"),
        photo=lead,
        tax_rate=make_tax_rate("19"),
        maker="Kiln Co",
        maker_address="1 Quay, Wexmouth",
        stock=3,
    )
    product.more_photos.create(photo=back, position=1)
    product.more_photos.create(photo=lead, position=2)

    assert node_of(client, product) == {
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": f"{SITE}/shop/products/mug/#product",
        "name": "Blue mug",
        "description": "Holds tea.",
        "sku": "WX-7",
        "gtin": "4006381333931",
        "category": "Mugs",
        "image": [f"{SITE}{lead.file.url}", f"{SITE}{back.file.url}"],
        "url": f"{SITE}/shop/products/mug/",
        "brand": {"@type": "Brand", "name": "Kiln Co"},
        "manufacturer": {"@type": "Organization", "name": "Kiln Co", "address": "1 Quay, Wexmouth"},
        "offers": {
            "@type": "Offer",
            "url": f"{SITE}/shop/products/mug/",
            "price": "20.00",
            "priceCurrency": "USD",
            "priceSpecification": [
                {
                    "@type": "UnitPriceSpecification",
                    "price": "20.00",
                    "priceCurrency": "USD",
                    "valueAddedTaxIncluded": True,
                }
            ],
            "availability": "https://schema.org/InStock",
            "itemCondition": "https://schema.org/NewCondition",
            "seller": {"@type": "Organization", "name": "The Wex", "url": f"{SITE}/"},
        },
    }


def test_bare_product_is_described_without_gaps(client: Client) -> None:
    node = node_of(client, make_product())

    assert set(node) == {"@context", "@type", "@id", "name", "category", "url", "offers"}


def test_price_to_pay_comes_first_and_the_struck_one_is_named_so(client: Client) -> None:
    offer = offer_of(client, sale_price=Decimal(17))

    assert amounts(offer) == [("17.00", ""), ("20.00", "https://schema.org/StrikethroughPrice")]
    assert "priceValidUntil" not in offer


def test_no_price_is_struck_that_may_not_be(client: Client) -> None:
    offer = offer_of(client, sale_price=Decimal(17), is_new=True)

    assert amounts(offer) == [("17.00", "")]


@pytest.mark.parametrize(
    ("window", "until"),
    [
        ({"sale_ends_at": NOON + DAY}, "2026-05-02T14:00:00+02:00"),
        ({"sale_starts_at": NOON - DAY}, None),
        ({"sale_starts_at": NOON + DAY, "sale_ends_at": NOON + 2 * DAY}, None),
        ({"sale_ends_at": NOON}, None),
    ],
)
def test_price_is_said_to_end_only_where_a_sale_does(
    client: Client, window: dict[str, datetime], until: str | None
) -> None:
    with time_machine.travel(NOON, tick=False):
        offer = offer_of(client, sale_price=Decimal(17), **window)

    assert offer.get("priceValidUntil") == until


def test_sold_out_product_is_out_of_stock(client: Client) -> None:
    assert offer_of(client, stock=0)["availability"] == "https://schema.org/OutOfStock"


def test_recalled_product_is_not_offered(client: Client) -> None:
    node = node_of(client, make_product(recall_notice="It breaks."))

    assert "offers" not in node


def test_what_others_sell_is_offered_there(client: Client) -> None:
    there = "https://shop.example/mug?from=wex&x=1"

    offer = offer_of(client, kind="affiliate", label="We gain.", outbound_url=there)

    assert offer["url"] == there
    assert "seller" not in offer


def test_yen_have_no_cents(client: Client, settings: Settings) -> None:
    settings.SHOP_CURRENCY = "JPY"

    offer = offer_of(client, regular_price=Decimal("1700.00"))

    assert (offer["price"], offer["priceCurrency"]) == ("1700", "JPY")


@pytest.mark.parametrize("hostile", ["</script><script>alert(1)</script>", "<!--<script>", "a & b", '"\\'])
def test_no_text_ends_the_block_of_data(client: Client, hostile: str) -> None:
    product = make_product(title=hostile, text=hostile, maker=hostile)

    html = client.get(product.get_absolute_url()).text

    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert not set("<>&") & set(block)
    assert structured_data_of(html)["name"] == hostile
