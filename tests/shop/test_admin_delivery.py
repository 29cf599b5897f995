"""Ways of delivery and tax rates in the admin."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from shop.models import DeliveryMethod, TaxRate
from tests.factories import make_delivery, make_product, make_tax_rate
from tests.shop.keeping import errors_beside

METHODS = "/admin/shop/deliverymethod/"
RATES = "/admin/shop/taxrate/"

pytestmark = pytest.mark.django_db


def add_method(desk: Client, **typed: object) -> str:
    form = {"name": "Post", "price": "4.50", "position": "1", "is_offered": "on"} | typed
    return str(desk.post(f"{METHODS}add/", form).text)


def test_method_goes_to_the_chosen_countries(desk: Client) -> None:
    assert add_method(desk, countries=["GB", "DE"], free_from="50") == ""

    method = DeliveryMethod.objects.get()
    assert method.countries == ["DE", "GB"]
    assert (method.price, method.free_from) == (Decimal("4.50"), Decimal(50))
    assert [method.goes_to(country) for country in ("DE", "GB", "FR")] == [True, True, False]


def test_method_without_countries_goes_everywhere(desk: Client) -> None:
    assert add_method(desk) == ""

    assert DeliveryMethod.objects.get().goes_to("FR")
    assert "Everywhere" in desk.get(METHODS).text


def test_countries_are_chosen_by_their_names(desk: Client) -> None:
    html = desk.get(f"{METHODS}add/").text
    with translation.override("de"):
        german = desk.get(f"{METHODS}add/").text

    assert '<option value="DE">Germany</option>' in html
    assert '<option value="DE">Deutschland</option>' in german


def test_chosen_countries_are_shown_again(desk: Client) -> None:
    method = make_delivery(countries=["DE", "GB"])

    html = desk.get(f"{METHODS}{method.pk}/change/").text

    assert re.findall(r'value="(\w\w)" selected', html) == ["DE", "GB"]


def test_list_says_what_it_costs(desk: Client) -> None:
    make_delivery(price=Decimal("4.5"), free_from=Decimal(50))

    assert re.findall(r"field-(?:price|free_from)[^>]*>([^<]*)<", desk.get(METHODS).text) == [
        "$4.50",
        "$50.00",
    ]


def test_list_names_a_few_countries(desk: Client) -> None:
    make_delivery(countries=["AT", "DE", "FR", "GB", "NL"])

    assert "Austria, Germany, France and 2 more" in desk.get(METHODS).text


@pytest.mark.parametrize(
    ("typed", "field", "explanation"),
    [
        ({"price": "-1"}, "price", "The price is zero or above."),
        ({"price": "1.005"}, "price", "Type at most 2 digits after the point: USD has no more."),
        ({"free_from": "1.005"}, "free_from", "Type at most 2 digits after the point: USD has no more."),
        ({"free_from": "0"}, "free_from", "“Free from” is an amount above zero."),
        ({"countries": ["XX"]}, "countries", "XX is not one of the available choices"),
        ({"name": "Courier"}, "name", "Delivery method with this Name already exists."),
    ],
    ids=str,
)
def test_what_is_typed_wrongly_is_explained_beside_the_field(
    desk: Client, typed: dict[str, object], field: str, explanation: str
) -> None:
    make_delivery(name="Courier")

    assert explanation in errors_beside(add_method(desk, **typed), field)
    assert DeliveryMethod.objects.count() == 1


def test_tax_rate_is_added(desk: Client) -> None:
    assert desk.post(f"{RATES}add/", {"name": "Books", "percent": "7"}).status_code == 302

    assert str(TaxRate.objects.get()) == "Books (7%)"


@pytest.mark.parametrize("percent", ["-1", "100"])
def test_impossible_rate_is_explained(desk: Client, percent: str) -> None:
    html = desk.post(f"{RATES}add/", {"name": "Books", "percent": percent}).text

    assert "A rate lies between 0 and 100 percent." in errors_beside(html, "percent")


def test_rate_that_is_in_use_is_not_deleted(desk: Client) -> None:
    rate = make_tax_rate()
    make_product(tax_rate=rate)

    html = desk.post(f"{RATES}{rate.pk}/delete/", {"post": "yes"}).text

    assert "would require deleting the following protected related objects" in html
    assert TaxRate.objects.exists()
