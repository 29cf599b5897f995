"""Taking cards is an extra: nothing of it is loaded without a key, and neither key nor secret is ever shown."""

import logging
import os
import subprocess
import sys

import pytest
from django.test import Client
from pytest_django import Settings

from shop.stripe_checkout import client as stripe_client
from shop.stripe_checkout.client import check_settings
from tests.factories import make_delivery, make_product
from tests.shop.ordering import order as order_at_checkout
from tests.shop.paying import come_back, make_card_order, press_pay, report, send
from tests.shop.shopper import open_cart
from tests.shop.stripe_fake import KEY, SECRET, FakeStripe, StatusError

SHOP_WITHOUT_STRIPE = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
from django.core.checks import run_checks
run_checks()
print("stripe" in sys.modules)
"""
CSP_AND_CHECKS = """
import django
django.setup()
from django.conf import settings
print(*settings.SECURE_CSP["form-action"])
"""


def run(script: str, **environment: str) -> str:
    """What another Python prints, which has loaded nothing yet."""
    done = subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, "-W", "error", "-c", script],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_library_is_not_loaded_with_the_site() -> None:
    assert run(SHOP_WITHOUT_STRIPE, STRIPE_SECRET_KEY="") == "False"
    assert run(SHOP_WITHOUT_STRIPE, STRIPE_SECRET_KEY=KEY, STRIPE_WEBHOOK_SECRET=SECRET) == "False"


@pytest.mark.django_db
def test_shop_without_a_key_needs_no_library(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stripe", None)  # as if it were not installed
    make_delivery()
    open_cart(client, {make_product(): 1})

    assert order_at_checkout(client).status_code == 303
    order = make_card_order(session_id="cs_1")
    assert press_pay(client, order).endswith("?later")
    assert come_back(client, order).status_code == 200
    assert report().status_code == 404


def test_stripes_page_may_follow_a_form_where_cards_are_taken() -> None:
    assert run(CSP_AND_CHECKS, STRIPE_SECRET_KEY="") == "'self'"
    assert run(CSP_AND_CHECKS, STRIPE_SECRET_KEY=KEY) == "'self' https://checkout.stripe.com"


def test_nothing_is_wrong_with_a_whole_setup(at_stripe: FakeStripe) -> None:
    assert check_settings() == []


def test_nothing_is_wrong_without_a_key(settings: Settings) -> None:
    settings.SHOP_CURRENCY = "XXX"

    assert check_settings() == []


@pytest.mark.parametrize(
    ("setting", "value", "fault"), [("STRIPE_WEBHOOK_SECRET", "", "E003"), ("SHOP_CURRENCY", "KWD", "E004")]
)
def test_half_a_setup_stops_the_start(
    settings: Settings, at_stripe: FakeStripe, setting: str, value: str, fault: str
) -> None:
    setattr(settings, setting, value)

    assert [error.id for error in check_settings()] == [f"shop.{fault}"]


def test_key_without_the_library_stops_the_start(
    at_stripe: FakeStripe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stripe_client, "find_spec", lambda name: None)

    assert [error.id for error in check_settings()] == ["shop.E002"]


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["none", "down", "wrong key"])
def test_key_and_secret_are_never_shown(
    client: Client, at_stripe: FakeStripe, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    caplog.set_level(logging.DEBUG)
    at_stripe.is_down = fault == "down"
    if fault == "wrong key":
        at_stripe.refusal = StatusError(401, "invalid_request_error", "Invalid API Key provided: sk_test_***")
    order = make_card_order(session_id="cs_1")

    press_pay(client, order)
    pages = [
        client.get(order.get_absolute_url(), {"later": ""}),
        come_back(client, order),
        report(),
        send("{}", "t=1,v1=00"),
    ]

    shown = caplog.text + "".join(page.text for page in pages)
    assert KEY not in shown
    assert SECRET not in shown
    assert ("shop.stripe_checkout" in caplog.text) == (fault != "none")


def test_library_waits_for_seconds_and_not_for_minutes(
    at_stripe: FakeStripe, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    def make(timeout: float) -> FakeStripe:
        waits.append(timeout)
        return at_stripe

    monkeypatch.setattr(stripe_client, "transport", None)
    monkeypatch.setattr(stripe_client.library(), "RequestsClient", make)

    stripe_client._client.cache_clear()
    stripe_client.client()
    stripe_client._client.cache_clear()

    assert waits == [10]
