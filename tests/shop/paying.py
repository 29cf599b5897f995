"""What shoppers, browsers and Stripe do around a payment by card."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from shop.models import Order, PaymentMethod, Product
from shop.stripe_checkout import client
from tests.factories import make_order
from tests.responses import Response
from tests.shop.stripe_fake import KEY, SECRET, FakeStripe, message, signed

WEBHOOK = "/shop/stripe/webhook/"


def open_account(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FakeStripe:
    """Have the site take cards, at a Stripe of the test's own."""
    settings.STRIPE_SECRET_KEY = KEY
    settings.STRIPE_WEBHOOK_SECRET = SECRET
    fake = FakeStripe()
    monkeypatch.setattr(client, "transport", fake)
    return fake


def make_card_order(
    quantities: Mapping[Product, int] | None = None, *, minutes: float = 90, **fields: Any
) -> Order:
    """An order of $25.00 that is to be paid by card within so many minutes."""
    hold_until = timezone.now() + timedelta(minutes=minutes)
    return make_order(quantities, payment_method=PaymentMethod.STRIPE, hold_until=hold_until, **fields)


def end_hold(order: Order) -> None:
    """The time to pay is over."""
    Order.objects.filter(pk=order.pk).update(hold_until=timezone.now())


def press_pay(client: Client, order: Order) -> str:
    """Press “Pay by card”; where it leads."""
    response = client.post(f"{order.get_absolute_url()}payment/")
    assert response.status_code == 303
    return response["Location"]


def come_back(client: Client, order: Order) -> Response:
    """Stripe's page sends the browser back."""
    return client.get(f"{order.get_absolute_url()}payment/return/", follow=True)


def report(
    kind: str = "checkout.session.completed", key: str = "cs_1", number: int = 1, **about: str
) -> Response:
    """Stripe reports."""
    body = message(kind, key, number, **about)
    return send(body, signed(body))


def send(body: str, signature: str | None) -> Response:
    """Somebody posts to the webhook, from outside and without a cookie."""
    headers = {} if signature is None else {"Stripe-Signature": signature}
    stranger = Client(enforce_csrf_checks=True)
    return stranger.post(WEBHOOK, body, content_type="application/json", headers=headers)


def reporter(number: int = 1) -> Callable[[], None]:
    """Stripe reports that the first session was paid, in a race; it must hear that all is well."""

    def act() -> None:
        status = report(number=number).status_code
        assert status == 204, status

    return act
