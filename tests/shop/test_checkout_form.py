"""What the checkout takes for an address, and what it says of what is wrong."""

from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from shop import countries
from shop.checkout_form import CheckoutForm
from shop.models import DeliveryMethod, Order
from tests.factories import make_delivery, make_product
from tests.shop.ordering import TYPED, order
from tests.shop.shopper import open_cart, seen_text

EVERYWHERE = DeliveryMethod(pk=1, name="Post", price=Decimal(5))
QUICK = hypothesis_settings(max_examples=150, deadline=None, derandomize=True, database=None)


def form(**typed: str) -> CheckoutForm:
    return CheckoutForm([EVERYWHERE], TYPED | {"delivery": "1"} | typed)


def faults(**typed: str) -> dict[str, list[str]]:
    return {name: [str(error) for error in errors] for name, errors in form(**typed).errors.items()}


def test_plain_address_is_taken() -> None:
    assert faults() == {}


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("email", "", "Tell us your email address."),
        ("email", "sara", "Type an email address, such as name@example.org."),
        (
            "email",
            "sara@shoppers.example\nBcc: all@example.org",
            "Type an email address, such as name@example.org.",
        ),
        ("name", "", "Tell us whom it goes to."),
        ("name", " \n ", "Tell us whom it goes to."),
        ("street", "", "Tell us the street and number."),
        ("city", "", "Tell us the town."),
        ("country", "", "Choose a country."),
        ("country", "XX", "We do not deliver to that country. Choose another."),
        ("country", "EU", "We do not deliver to that country. Choose another."),
        ("delivery", "", "Choose a way of delivery."),
        ("delivery", "2", "That way of delivery is not offered any more. Choose another."),
        ("delivery", "1 OR 1", "That way of delivery is not offered any more. Choose another."),
        ("name", "Sara\x07", "Leave out the characters that cannot be printed."),
        ("name", "Sara\x00", "Null characters are not allowed."),
        ("note", "\x00", "Null characters are not allowed."),
        ("postcode", "", "Tell us the postcode."),
    ],
)
def test_fault_is_told_at_its_field(field: str, typed: str, message: str) -> None:
    assert message in faults(**{field: typed})[field]


@pytest.mark.parametrize(
    "field", ["email", "name", "street", "street_more", "postcode", "city", "region", "note"]
)
def test_ten_kilobytes_are_too_long(field: str) -> None:
    assert field in faults(**{field: "x" * 10_240})


@pytest.mark.parametrize("field", ["name", "street", "street_more", "postcode", "city", "region"])
def test_line_break_becomes_a_blank(field: str) -> None:
    checked = form(**{field: " Sara\r\nBcc:  all "})

    assert checked.is_valid()
    assert checked.cleaned_data[field] == "Sara Bcc: all"


def test_line_breaks_of_a_note_count_once() -> None:
    checked = form(note="\r\n".join(["x"] * 500))

    assert checked.is_valid()
    assert len(checked.cleaned_data["note"]) == 999


# Countries


@pytest.mark.parametrize(("country", "needed"), [("DE", True), ("IE", False), ("HK", False)])
def test_postcode_is_asked_for_where_there_is_one(country: str, needed: bool) -> None:
    assert ("postcode" in faults(country=country, postcode="", region="x")) == needed


@pytest.mark.parametrize(("country", "needed"), [("US", True), ("CA", True), ("DE", False)])
def test_region_is_asked_for_where_an_address_needs_one(country: str, needed: bool) -> None:
    assert ("region" in faults(country=country, region="")) == needed


def test_nothing_more_is_asked_for_before_a_country_is_chosen() -> None:
    assert faults(country="", postcode="", region="") == {"country": ["Choose a country."]}


def test_countries_that_need_something_exist() -> None:
    assert {*countries.NEED_POSTCODE.split(), *countries.NEED_REGION.split()} <= set(countries.names())


def test_countries_stand_by_their_base_letters() -> None:
    order = list(countries.names())

    assert order.index("AX") < order.index("AL") < order.index("ZW")  # Åland Islands, Albania, Zimbabwe


def test_only_countries_that_something_goes_to_are_offered() -> None:
    methods = [
        DeliveryMethod(pk=1, name="Post", countries=["DE", "AT"]),
        DeliveryMethod(pk=2, name="Courier", countries=["GB"]),
    ]

    assert [code for code, _name in CheckoutForm.offered_countries(methods)] == ["", "AT", "DE", "GB"]


def test_only_country_needs_no_choosing() -> None:
    proposed = CheckoutForm.proposed([DeliveryMethod(pk=1, name="Post", countries=["DE"])])

    assert proposed["country"].value() == "DE"
    assert list(proposed.fields["country"].choices) == [("DE", "Germany")]  # type: ignore[attr-defined]


def test_country_that_is_not_offered_is_not_proposed(settings: Settings) -> None:
    settings.SHOP_COUNTRY = "GB"
    methods = [DeliveryMethod(pk=1, name="Post", countries=["DE", "AT"])]

    assert CheckoutForm.proposed(methods)["country"].value() == ""


def chosen_on_the_way(*steps: tuple[str, str]) -> list[str]:
    """Which way is marked after each choice of a country and, where it is not empty, of a way by hand."""
    methods = [
        DeliveryMethod(pk=1, name="Post", countries=["GB"]),
        DeliveryMethod(pk=2, name="Courier", countries=["GB"]),
        DeliveryMethod(pk=3, name="Post, abroad"),
    ]
    marked, shown = [], CheckoutForm.proposed(methods)
    for country, by_hand in steps:
        typed = {name: str(shown[name].value()) for name in shown.fields}
        typed |= {"country": country, "delivery": by_hand or typed["delivery"]}
        shown = CheckoutForm.proposed(methods, typed)
        marked.append(shown.method.name)
    return marked


def test_way_of_delivery_comes_back_with_the_country() -> None:
    assert chosen_on_the_way(("GB", ""), ("DE", ""), ("GB", "")) == ["Post", "Post, abroad", "Post"]


def test_way_that_was_chosen_by_hand_comes_back_with_the_country() -> None:
    assert chosen_on_the_way(("GB", "2"), ("DE", ""), ("GB", "")) == ["Courier", "Post, abroad", "Courier"]


def test_dearer_way_stays_that_was_chosen_by_hand() -> None:
    assert chosen_on_the_way(("GB", "3"), ("DE", ""), ("GB", "")) == ["Post, abroad"] * 3


def test_delivery_must_go_to_the_country() -> None:
    methods = [
        DeliveryMethod(pk=1, name="Post", countries=["DE"]),
        DeliveryMethod(pk=2, name="Courier", countries=["AT"]),
    ]

    refused = CheckoutForm(methods, TYPED | {"country": "AT", "delivery": "1"})

    assert refused.errors["delivery"] == ["Post does not go to that country. Choose another way of delivery."]


# Anything at all


@QUICK
@given(
    typed=st.dictionaries(
        st.sampled_from([*TYPED, "delivery", "payment_method"]), st.text(max_size=200) | st.just("x" * 10_000)
    )
)
def test_anything_typed_is_taken_or_named(typed: dict[str, str]) -> None:
    checked = form(**typed)

    if checked.is_valid():
        address = checked.request(None, block="").address
        lines = [value for name, value in address.items() if name != "note"]
        assert not any(character < " " or character == "\x7f" for value in lines for character in value)
        assert all(len(address[name]) <= 254 for name in ("email", "name", "street"))
    else:
        assert all(str(error) for error in checked.wrong_fields())


@pytest.mark.django_db
def test_refused_form_keeps_everything_and_leads_to_the_first_fault(client: Client) -> None:
    make_delivery()
    open_cart(client, {make_product(): 1})

    response = order(client, email="sara", city="", name="Al", note="Ring twice.\nThanks.", country="FR")

    assert response.status_code == 422
    text = seen_text(response)
    assert "Email : Type an email address, such as name@example.org." in text
    assert "Town : Tell us the town." in text
    assert '<a href="#id_email">' in response.text
    for kept in ('value="sara"', 'value="Al"', "Ring twice.\nThanks.", '<option value="FR" selected>'):
        assert kept in response.text
    assert response.text.split("</style>")[1].count('aria-invalid="true"') == 2
    assert not Order.objects.exists()
