"""Two of the staff with one product's form open: what each changed stays, what both changed is asked about."""

import json
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from shop.models import DeliveryMethod, Product
from tests.factories import make_category, make_delivery, make_product, make_user
from tests.races import at_once
from tests.responses import Response
from tests.shop.keeping import NO_PHOTOS, PRODUCTS, errors_beside

pytestmark = pytest.mark.django_db

EVERYTHING: dict[str, tuple[dict[str, str], object]] = {
    "title": ({"title": "Bowl"}, "Bowl"),
    "text": ({"text": "White.\r\n\r\nGlazed."}, "White.\r\n\r\nGlazed."),
    "regular_price": ({"regular_price": "25.00"}, Decimal(25)),
    "sale_price": ({"sale_price": "15.00"}, Decimal(15)),
    "sale_ends_at": (
        {"sale_ends_at_0": "2026-12-24", "sale_ends_at_1": "18:00"},
        datetime(2026, 12, 24, 17, tzinfo=UTC),
    ),
    "recall_notice": ({"recall_notice": "The handle breaks."}, "The handle breaks."),
    "is_listed": ({"is_listed": ""}, False),
    "most_per_order": ({"most_per_order": "3"}, 3),
}


def opened(desk: Client, row: Product | DeliveryMethod) -> dict[str, Any]:
    """The form as it is sent back when nothing was changed in it."""
    page = desk.get(f"/admin/shop/{row._meta.model_name}/{row.pk}/change/")
    form = page.context["adminform"].form
    fields: dict[str, Any] = dict(NO_PHOTOS)
    for name in form.fields:
        value = form[name].value()
        if hasattr(value, "isoformat"):
            local = timezone.localtime(value)
            fields |= {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M:%S}"}
        elif value is not None and value is not False:
            fields[name] = value
    return fields


def sent(desk: Client, row: Product | DeliveryMethod, form: dict[str, Any], **typed: Any) -> Response:
    return desk.post(f"/admin/shop/{row._meta.model_name}/{row.pk}/change/", form | typed)


@pytest.fixture
def product(settings: Settings) -> Product:
    """One with a sale and a text of several lines, in a time zone of its own."""
    settings.TIME_ZONE = "Europe/Berlin"
    ends_at = timezone.now() + timedelta(days=1)
    return make_product(
        title="Mug", text="White.\n\nWith a handle.\n", sale_price=Decimal(17), sale_ends_at=ends_at
    )


@pytest.mark.parametrize("field", EVERYTHING)
def test_what_somebody_else_changed_survives_an_old_form(desk: Client, product: Product, field: str) -> None:
    typed, value = EVERYTHING[field]
    form = opened(desk, product)
    sent(desk, product, opened(desk, product), **typed)

    response = sent(desk, product, form, warnings="Hot when filled.")

    assert response.status_code == 302
    product.refresh_from_db()
    assert (getattr(product, field), product.warnings) == (value, "Hot when filled.")
    last = product.price_changes.last()
    assert last
    assert last.terms == product.terms


@pytest.mark.parametrize("field", EVERYTHING)
def test_change_in_an_old_form_is_stored(desk: Client, product: Product, field: str) -> None:
    typed, value = EVERYTHING[field]
    form = opened(desk, product)
    sent(desk, product, opened(desk, product), warnings="Hot when filled.")

    assert sent(desk, product, form, **typed).status_code == 302

    product.refresh_from_db()
    assert (getattr(product, field), product.warnings) == (value, "Hot when filled.")


def test_page_says_what_was_kept_and_the_history_who_changed_what(desk: Client) -> None:
    product = make_product()
    form = opened(desk, product)
    sent(desk, product, opened(desk, product), recall_notice="The handle breaks.")

    desk.force_login(make_user("ria", role="Shopkeepers"))
    sent(desk, product, form, text="White.")

    assert "Somebody else changed this meanwhile, and it was kept: Recall notice." in desk.get(PRODUCTS).text
    newest, oldest = LogEntry.objects.order_by("-pk")
    assert (newest.user.get_username(), newest.get_change_message()) == ("ria", "Changed Text.")
    assert oldest.get_change_message() == "Changed Recall notice."


def test_field_that_both_changed_is_asked_about_and_nothing_typed_is_lost(
    desk: Client, product: Product
) -> None:
    form = opened(desk, product)
    sent(desk, product, opened(desk, product), regular_price="25.00", recall_notice="The handle breaks.")

    refused = sent(desk, product, form, regular_price="22.00", text="Blue.")

    assert refused.status_code == 200
    assert "It is now: $25.00. Save again" in errors_beside(refused.text, "regular_price")
    assert 'name="regular_price" value="22.00"' in refused.text
    assert "Blue." in refused.text
    product.refresh_from_db()
    assert (product.regular_price, product.text) == (Decimal(25), "White.\n\nWith a handle.")

    seen = refused.context["adminform"].form["seen"].value()
    again = sent(desk, product, form, regular_price="22.00", text="Blue.", seen=seen)

    assert again.status_code == 302
    product.refresh_from_db()
    assert (product.regular_price, product.text) == (Decimal(22), "Blue.")
    assert product.recall_notice == "The handle breaks."


@pytest.mark.parametrize(
    ("theirs", "mine", "now"),
    [
        ({"recall_notice": "It breaks."}, {"recall_notice": "It burns."}, "It breaks."),
        (
            {"sale_price": "", "sale_ends_at_0": "", "sale_ends_at_1": ""},
            {"sale_price": "16.00"},
            "empty",
        ),
        ({"kind": "sponsored", "label": "Paid."}, {"kind": "affiliate", "label": "Other."}, "Sponsored"),
    ],
    ids=str,
)
def test_refusal_says_what_the_field_is_now(
    desk: Client, product: Product, theirs: dict[str, str], mine: dict[str, str], now: str
) -> None:
    form = opened(desk, product)
    assert sent(desk, product, opened(desk, product), **theirs).status_code == 302

    assert f"It is now: {now}. Save again" in sent(desk, product, form, **mine).text


def test_same_change_of_both_is_one(desk: Client, product: Product) -> None:
    form = opened(desk, product)
    sent(desk, product, opened(desk, product), is_listed="")

    assert sent(desk, product, form, is_listed="").status_code == 302


def test_rules_hold_for_what_both_make_together(desk: Client, product: Product) -> None:
    form = opened(desk, product)
    sent(desk, product, opened(desk, product), regular_price="18.00")

    refused = sent(desk, product, form, sale_price="19.00")

    assert "below the regular price" in errors_beside(refused.text, "sale_price")
    product.refresh_from_db()
    assert product.sale_price == Decimal(17)


def test_category_that_somebody_else_chose_is_kept(desk: Client, product: Product) -> None:
    other = make_category()
    form = opened(desk, product)
    sent(desk, product, opened(desk, product), category=other.pk)

    sent(desk, product, form, title="Bowl")

    product.refresh_from_db()
    assert (product.category, product.title) == (other, "Bowl")


@pytest.mark.parametrize("seen", ["", "{}", "[]", "null", "x", '{"title": []}'])
def test_form_that_does_not_say_what_it_showed_is_refused(desk: Client, product: Product, seen: str) -> None:
    refused = sent(desk, product, opened(desk, product), title="Bowl", seen=seen)

    assert "The page was sent incompletely." in refused.text
    product.refresh_from_db()
    assert product.title == "Mug"


def test_form_that_claims_to_have_seen_the_change_takes_it_back(desk: Client, product: Product) -> None:
    """The negative control: it is what the form showed that protects the recall."""
    form = opened(desk, product)
    sent(desk, product, opened(desk, product), recall_notice="The handle breaks.")
    claimed = json.loads(form["seen"]) | {"recall_notice": "The handle breaks."}

    sent(desk, product, form, seen=json.dumps(claimed))

    product.refresh_from_db()
    assert product.recall_notice == ""


def test_product_that_was_deleted_from_the_list_meanwhile_stays_deleted(desk: Client) -> None:
    product = make_product(is_new=True, is_listed=False)
    form = opened(desk, product)
    desk.post(PRODUCTS, {"action": "delete_selected", "_selected_action": product.pk, "post": "yes"})

    response = sent(desk, product, form, title="Bowl")

    assert response.status_code == 302
    assert "Perhaps it was deleted?" in desk.get("/admin/").text
    assert not Product.objects.exists()


def test_way_of_delivery_keeps_the_price_that_somebody_else_set(desk: Client) -> None:
    method = make_delivery(countries=["DE"])
    form = opened(desk, method)
    sent(desk, method, opened(desk, method), price="7.50", countries=["DE", "FR"])

    assert sent(desk, method, form, note="3 days").status_code == 302

    method.refresh_from_db()
    assert (method.price, method.countries, method.note) == (Decimal("7.50"), ["DE", "FR"], "3 days")


def test_whoever_may_only_look_sees_the_product(client: Client, product: Product) -> None:
    client.force_login(make_user("rolf", role="Reporters"))

    page = client.get(f"{PRODUCTS}{product.pk}/change/").text

    assert 'name="seen"' not in page
    assert re.findall(r'<div class="readonly">(\$[\d.]+)</div>', page) == ["$20.00", "$17.00"]


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_both_find_their_change(desk: Client) -> None:
    product = make_product()
    for number in range(5):
        form = opened(desk, product)
        changes = [{"recall_notice": f"Recall {number}."}, {"text": f"Text {number}."}]

        at_once(*(partial(sent, desk, product, form, **typed) for typed in changes))

        product.refresh_from_db()
        assert (product.recall_notice, product.text) == (f"Recall {number}.", f"Text {number}.")
