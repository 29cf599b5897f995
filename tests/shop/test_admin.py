"""The shopkeeper's desk."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from shop.models import Product
from tests.factories import make_article, make_photo, make_product
from tests.shop.keeping import PRODUCTS, add_product, errors_beside

pytestmark = pytest.mark.django_db


def test_new_product_stands_in_the_shop(desk: Client) -> None:
    assert add_product(desk, sale_price="17.00", photo=make_photo().pk) == ""

    html = desk.get("/shop/").text
    assert "Mug" in html
    assert "$17.00" in html


@pytest.mark.parametrize(
    ("typed", "explanation"),
    [
        ({"sale_price": "20.00"}, "The sale price must be above zero and below the regular price."),
        ({"sale_price": "0"}, "The sale price must be above zero and below the regular price."),
        ({"regular_price": "0"}, "The price must be above zero."),
        ({"regular_price": "1.234"}, "Type at most 2 digits after the point: USD has no more."),
        ({"regular_price": "NaN"}, "Enter a number."),
        ({"regular_price": "9" * 20}, "no more than 10 digits"),
        ({"stock": "-1"}, "greater than or equal to 0"),
        ({"stock": "9" * 30}, "less than or equal to"),
        ({"slug": "with space"}, "Enter a valid “slug”"),
        (
            {
                "sale_price": "17",
                "sale_starts_at_0": "2026-05-02", "sale_starts_at_1": "12:00",
                "sale_ends_at_0": "2026-05-02", "sale_ends_at_1": "12:00",
            },
            "The sale must end after it starts.",
        ),
        ({"kind": ""}, "This field is required."),
        ({"gtin": "4006381333932"}, "under the barcode; one of them is wrong"),
        ({"most_per_order": "100"}, "An order holds 1 to 99 of a product."),
        ({"most_per_order": "0"}, "An order holds 1 to 99 of a product."),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_typed_wrongly_is_explained_and_nothing_stored(
    desk: Client, typed: dict[str, str], explanation: str
) -> None:
    assert explanation in add_product(desk, **typed)
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field", "explanation"),
    [
        (
            {"kind": "affiliate", "outbound_url": "https://mugs.example/"},
            "label",
            "Say on the label who gains",
        ),
        ({"kind": "sponsored"}, "label", "Say on the label who gains"),
        ({"kind": "affiliate", "label": "We earn."}, "outbound_url", "An affiliate needs a link"),
        ({"outbound_url": "https://mugs.example/"}, "outbound_url", "our own products have none"),
        ({"outbound_url": "javascript:alert(1)"}, "outbound_url", "Enter a valid URL."),
        ({"sale_price": "20.00"}, "sale_price", "below the regular price"),
        (
            {"sale_starts_at_0": "2026-05-02", "sale_starts_at_1": "12:00"},
            "sale_price",
            "A sale window needs a sale price.",
        ),
        (
            {"sale_ends_at_0": "2026-05-02", "sale_ends_at_1": "12:00"},
            "sale_price",
            "A sale window needs a sale price.",
        ),
        ({"sku": "MUG-1"}, "sku", "Another product has this SKU."),
    ],
    ids=str,
)
def test_rule_that_is_broken_is_explained_beside_the_field(
    desk: Client, typed: dict[str, str], field: str, explanation: str
) -> None:
    make_product(sku="MUG-1")

    html = add_product(desk, **typed)

    assert explanation in errors_beside(html, field)
    assert not Product.objects.filter(slug="mug").exists()


def test_kind_has_no_preset(desk: Client) -> None:
    html = desk.get(f"{PRODUCTS}add/").text

    assert re.search(r'<select name="kind" required[^>]*>\s*<option value="" selected>', html)


def test_further_photos_stand_in_their_order(desk: Client) -> None:
    first, second = make_photo(), make_photo()
    typed = {
        "more_photos-TOTAL_FORMS": "2",
        "more_photos-0-photo": second.pk, "more_photos-0-position": "2",
        "more_photos-1-photo": first.pk, "more_photos-1-position": "1",
    }  # fmt: skip

    assert add_product(desk, **typed) == ""

    assert [each.photo for each in Product.objects.get().more_photos.all()] == [first, second]


def test_slug_that_is_taken_is_explained(desk: Client) -> None:
    make_product(slug="mug")

    assert "Product with this Slug already exists." in add_product(desk)


def test_times_of_a_sale_say_their_zone(desk: Client) -> None:
    assert desk.get(f"{PRODUCTS}add/").text.count("Time zone: UTC.") == 2


def test_list_shows_the_price_of_now_and_the_stock(desk: Client) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    make_product(title="Mug", sale_price=Decimal("17.00"), stock=41)
    make_product(title="Tote", sale_price=Decimal("16.00"), sale_starts_at=tomorrow)

    html = desk.get(PRODUCTS).text

    assert re.findall(r'field-price_now">([^<]*)<', html) == [
        "$20.00",
        "$17.00 (regular $20.00)",
    ]
    assert re.findall(r'field-stock">([^<]*)<', html) == ["-", "41"]


def test_hidden_product_has_no_link_to_the_site(desk: Client) -> None:
    shown, hidden = make_product(), make_product(is_listed=False)

    assert shown.get_absolute_url() in desk.get(f"{PRODUCTS}{shown.pk}/change/").text
    assert hidden.get_absolute_url() not in desk.get(f"{PRODUCTS}{hidden.pk}/change/").text


def test_product_in_an_article_is_not_deleted(desk: Client) -> None:
    product = make_product()
    make_article(products=[product])

    response = desk.post(f"{PRODUCTS}{product.pk}/delete/", {"post": "yes"})

    assert response.status_code in {200, 403}
    assert Product.objects.exists()


def test_product_that_nobody_saw_is_deleted(desk: Client) -> None:
    product = make_product(is_new=True, is_listed=False)

    desk.post(f"{PRODUCTS}{product.pk}/delete/", {"post": "yes"})

    assert not Product.objects.exists()


@pytest.mark.parametrize("is_listed", [True, False], ids=["offered", "hidden since"])
def test_product_whose_price_readers_saw_stays_with_its_log(desk: Client, is_listed: bool) -> None:
    product = make_product(is_listed=is_listed)
    log = list(product.price_changes.values())
    bulk = {"action": "delete_selected", "_selected_action": product.pk, "post": "yes"}

    alone = desk.post(f"{PRODUCTS}{product.pk}/delete/", {"post": "yes"})
    chosen = desk.post(PRODUCTS, bulk)

    assert "in its public log" in alone.text
    assert "in its public log" in chosen.text
    assert list(product.price_changes.values()) == log


@pytest.mark.parametrize("count", [3, 6])
@pytest.mark.parametrize("name", ["product", "category", "photo"])
def test_lists_cost_the_same_however_long_they_are(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries, name: str, count: int
) -> None:
    for _ in range(count):
        make_product(photo=make_photo())

    # session, user, own and groups' permissions, rows counted twice, rows; categories of the filter; price logs
    with django_assert_max_num_queries(9):
        response = desk.get(f"/admin/shop/{name}/")

    assert f"{count} {'categories' if name == 'category' else f'{name}s'}" in response.text
