"""Pictures of products in the admin."""

import re
from typing import Any

import pytest
from django.test import Client

from shop.models import Product, ProductPhoto
from tests.factories import make_photo, make_product, make_upload, make_user
from tests.responses import Response
from tests.shop.keeping import PRODUCTS

pytestmark = pytest.mark.django_db


def test_photo_is_added_with_its_words(desk: Client) -> None:
    response = desk.post("/admin/shop/photo/add/", {"file": make_upload(), "alt": "A white mug"})

    assert response.status_code == 302
    assert 'alt="A white mug"' in desk.get("/admin/shop/photo/").text


def test_photo_without_words_is_explained(desk: Client) -> None:
    response = desk.post("/admin/shop/photo/add/", {"file": make_upload(), "alt": ""})

    assert "Describe the picture in its alternative text, or mark it as decorative" in response.text


# Further photos of one product, by two of the staff


@pytest.fixture
def product() -> Product:
    """A product with three further photos, at the places 1, 2 and 3."""
    product = make_product(title="Mug")
    for number in (1, 2, 3):
        product.more_photos.create(photo=make_photo(alt=f"Side {number}"), position=number)
    return product


def opened(desk: Client, product: Product) -> dict[str, Any]:
    """The form of a product and its photos, as it is sent back when nothing was changed in it."""
    context = desk.get(f"{PRODUCTS}{product.pk}/change/").context
    formset = context["inline_admin_formsets"][0].formset
    forms = [context["adminform"].form, formset.management_form, *formset]
    fields = {field.html_name: field.value() for form in forms for field in form}
    return {name: value for name, value in fields.items() if value is not None and value is not False}


def sent(desk: Client, product: Product, form: dict[str, Any], **typed: Any) -> Response:
    """Send it with other words in the photos' rows, such as `position_0` for the first one's place."""
    rows = {"more_photos-{1}-{0}".format(*name.split("_")): value for name, value in typed.items()}
    return desk.post(f"{PRODUCTS}{product.pk}/change/", form | rows)


def places(product: Product) -> list[tuple[str, int]]:
    """What the photos show, with their places, in the order in which they were added."""
    rows = ProductPhoto.objects.filter(product=product).order_by("pk")
    return [(row.photo.alt, row.position) for row in rows]


def test_places_of_photos_that_two_change_are_merged(desk: Client, product: Product) -> None:
    form = opened(desk, product)
    other = make_photo(alt="The box")
    sent(desk, product, opened(desk, product), position_0=5, photo_1=other.pk)

    response = sent(desk, product, form, position_1=7)

    assert response.status_code == 302
    assert places(product) == [("Side 1", 5), ("The box", 7), ("Side 3", 3)]
    assert "Somebody else changed this meanwhile, and it was kept: Order, Photo." in desk.get(PRODUCTS).text


def test_place_of_a_photo_that_both_changed_is_asked_about_beside_it(desk: Client, product: Product) -> None:
    form = opened(desk, product)
    sent(desk, product, opened(desk, product), position_0=5)

    refused = sent(desk, product, form, position_0=7, position_2=1)

    words = "Somebody else changed this meanwhile. It is now: 5. Save again to store what you typed."
    assert re.search(
        rf'{re.escape(words)}.{{,200}}name="more_photos-0-position" value="7"', refused.text, re.S
    )
    assert places(product) == [("Side 1", 5), ("Side 2", 2), ("Side 3", 3)]

    seen = refused.context["inline_admin_formsets"][0].formset[0]["seen"].value()
    again = sent(desk, product, form, position_0=7, position_2=1, seen_0=seen)

    assert again.status_code == 302
    assert places(product) == [("Side 1", 7), ("Side 2", 2), ("Side 3", 1)]


@pytest.mark.parametrize(
    "typed", [{"position_1": 7}, {"position_0": 9, "position_1": 7}], ids=["as it was", "moved"]
)
def test_photo_that_somebody_else_took_out_stays_out(
    desk: Client, product: Product, typed: dict[str, int]
) -> None:
    form = opened(desk, product)
    sent(desk, product, opened(desk, product), DELETE_0="on")

    response = sent(desk, product, form, **typed)

    assert response.status_code == 302
    assert places(product) == [("Side 2", 7), ("Side 3", 3)]
    assert "and it was kept: a row taken out." in desk.get(PRODUCTS).text


def test_photo_that_somebody_else_added_stays(desk: Client, product: Product) -> None:
    form = opened(desk, product)
    sent(desk, product, opened(desk, product), photo_3=make_photo(alt="The box").pk, position_3=0)

    assert sent(desk, product, form, position_0=7).status_code == 302

    assert places(product) == [("Side 1", 7), ("Side 2", 2), ("Side 3", 3), ("The box", 0)]


def test_whoever_may_only_look_sees_the_photos(client: Client, product: Product) -> None:
    client.force_login(make_user("rolf", role="Reporters"))

    page = client.get(f"{PRODUCTS}{product.pk}/change/").text

    assert "Side 3" in page
    assert "seen" not in re.findall(r'name="([^"]*)"', page)
