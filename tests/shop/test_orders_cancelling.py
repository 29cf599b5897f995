"""A shopper takes an order back on its page, while it is not paid."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shop import payments
from shop.models import Order, PaymentMethod, State
from tests.factories import make_order, make_product
from tests.responses import FROM_NO_REFERRER, Response
from tests.shop.shopper import seen_text

pytestmark = pytest.mark.django_db


def text_of(client: Client, order: Order) -> str:
    return seen_text(client.get(order.get_absolute_url()))


def cancel(client: Client, order: Order, headers: dict[str, str] | None = None, **sent: Any) -> Response:
    address = reverse("shop:order-cancel", args=[order.code, order.secret])
    return client.post(address, {"version": order.version, **sent}, headers=headers)


def test_shopper_cancels_what_is_not_paid(client: Client) -> None:
    product = make_product(stock=5)
    order = make_order({product: 1})
    assert "Yes, cancel the order" in text_of(client, order)

    response = cancel(client, order)

    product.refresh_from_db()
    assert (response.status_code, response["Location"]) == (303, order.get_absolute_url())
    assert product.stock == 5
    assert "This order is cancelled." in text_of(client, order)
    assert "Yes, cancel" not in text_of(client, order)


def test_what_was_paid_meanwhile_is_not_cancelled(client: Client) -> None:
    order = make_order()
    seen = order.version
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER)

    response = cancel(client, order, version=seen)

    order.refresh_from_db()
    assert (response.status_code, order.state) == (409, State.PAID)
    assert "The order was not cancelled" in seen_text(response)
    assert "We pack it next" in seen_text(response)


def test_paid_order_is_not_cancelled_by_a_forged_version(client: Client) -> None:
    order = make_order(state=State.PAID)

    assert cancel(client, order).status_code == 409
    assert Order.objects.get().state == State.PAID


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000, "٣", "99999999999"])
def test_nonsense_for_a_version_cancels_nothing(client: Client, version: str) -> None:
    order = make_order()

    assert cancel(client, order, version=version).status_code == 409
    assert Order.objects.get().state == State.PLACED


def test_browser_that_keeps_the_address_to_itself_cancels(strict_client: Client) -> None:
    order = make_order()

    assert cancel(strict_client, order, headers=FROM_NO_REFERRER).status_code == 303
    assert Order.objects.get().state == State.CANCELLED


@pytest.mark.parametrize("headers", [FROM_NO_REFERRER, {"Sec-Fetch-Site": "same-origin"}], ids=["old", "new"])
def test_only_who_has_the_secret_cancels(strict_client: Client, headers: dict[str, str]) -> None:
    order = make_order()
    address = reverse("shop:order-cancel", args=[order.code, "x" * 43])

    assert strict_client.post(address, {"version": order.version}, headers=headers).status_code == 404
    assert Order.objects.get().state == State.PLACED


def test_order_is_cancelled_by_a_post(client: Client) -> None:
    order = make_order()

    assert client.get(reverse("shop:order-cancel", args=[order.code, order.secret])).status_code == 405
    assert Order.objects.get().state == State.PLACED
