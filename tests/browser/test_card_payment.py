"""A shopper who pays by card: to Stripe's page, which this test plays, and back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect
from pytest_django import Settings

from newsroom.outbox.models import Mail
from shop.models import Order, State
from tests.browser.visitor import Visitor
from tests.factories import make_delivery, make_product
from tests.shop.paying import make_card_order, open_account
from tests.shop.stripe_fake import FakeStripe

STRIPE = "https://checkout.stripe.com"
PAGE = """<!doctype html><html lang="en"><title>Checkout</title><h1>Sandbox</h1>
<a href="{success_url}">Pay $25.00</a> <a href="{cancel_url}">Back</a></html>"""


@pytest.fixture
def at_stripe(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FakeStripe:
    """The shop's account at Stripe."""
    sources = [*settings.SECURE_CSP["form-action"], STRIPE]
    settings.SECURE_CSP = settings.SECURE_CSP | {"form-action": sources}
    return open_account(settings, monkeypatch)


def play_stripe(shopper: Visitor, fake: FakeStripe) -> None:
    """Answer for Stripe's page; its links lead to where the shop said, on the test's own host."""

    def answer(route: Route) -> None:
        form = next(form for what, form in fake.sent if what == "post /v1/checkout/sessions")
        links = {name: _here(shopper, form[name]) for name in ("success_url", "cancel_url")}
        route.fulfill(body=PAGE.format(**links), content_type="text/html")

    shopper.context.route(f"{STRIPE}/**", answer)


def _here(shopper: Visitor, address: str) -> str:
    return f"{shopper.base_url}/shop/{address.partition('/shop/')[2]}"


def leave_out_stripe(shopper: Visitor) -> None:
    """The shopper has met no fault but that they went where they were sent: to Stripe."""
    shopper.faults[:] = [fault for fault in shopper.faults if not fault.startswith(f"other host: {STRIPE}/")]


def test_shopper_orders_and_pays_by_card(guest: Visitor, at_stripe: FakeStripe) -> None:
    make_delivery()
    make_product(slug="mug")
    play_stripe(guest, at_stripe)
    guest.go("/shop/products/mug/")
    guest.press("Add to cart")
    guest.go("/shop/checkout/")
    for label, typed in {
        "Email": "sara@shoppers.example",
        "Name": "Sara Shopper",
        "Street": "1 Quay Street",
        "Postcode": "12345",
        "Town": "Wexmouth",
    }.items():
        guest.page.get_by_label(label).first.fill(typed)
    guest.page.get_by_label("Country").select_option("DE")
    guest.page.get_by_label("Card").check()
    guest.check()
    guest.press("Order and pay")

    expect(guest.page.get_by_role("heading", name="Sandbox")).to_be_visible()
    at_stripe.pay()
    guest.follow("Pay $25.00")

    expect(guest.page.get_by_text("Your order is paid. We pack it next.")).to_be_visible()
    leave_out_stripe(guest)
    guest.check()
    assert Order.objects.get().state == State.PAID
    assert Mail.objects.filter(subject__startswith="Your payment").count() == 1


def test_shopper_comes_back_without_paying_and_pays_later(guest: Visitor, at_stripe: FakeStripe) -> None:
    order = make_card_order()
    play_stripe(guest, at_stripe)
    guest.go(order.get_absolute_url())
    guest.check()
    guest.press("Pay by card")
    guest.follow("Back")
    expect(guest.page.get_by_text("We keep your order until")).to_be_visible()

    guest.press("Pay by card")
    at_stripe.pay()
    guest.follow("Pay $25.00")

    expect(guest.page.get_by_text("Your order is paid.")).to_be_visible()
    leave_out_stripe(guest)
    assert list(at_stripe.sessions) == ["cs_1"]


def test_shopper_is_told_when_stripe_does_not_answer(
    sized: Callable[..., Visitor], at_stripe: FakeStripe
) -> None:
    at_stripe.is_down = True
    shopper = sized()
    shopper.go(make_card_order().get_absolute_url())

    shopper.press("Pay by card")

    expect(shopper.page.get_by_role("alert")).to_contain_text("Please try again in a few minutes.")
    shopper.check()
