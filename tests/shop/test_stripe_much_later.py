"""What Stripe reports when the person of the order was erased, or the site sells for another currency."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from newsroom.outbox.models import Mail
from shop import erasing, orders
from shop.models import Order, State
from tests.shop.paying import make_card_order, press_pay, report
from tests.shop.stripe_fake import FakeStripe

pytestmark = pytest.mark.django_db


def again(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


@pytest.fixture
def order(client: Client, at_stripe: FakeStripe) -> Order:
    """An order whose shopper is at Stripe's page."""
    order = make_card_order()
    press_pay(client, order)
    return again(order)


def test_money_for_an_order_whose_person_was_erased_is_owed(
    client: Client, order: Order, at_stripe: FakeStripe, shopkeeper: User
) -> None:
    orders.cancel(order, by=shopkeeper, version=order.version)
    erasing.erase(Order.objects.filter(pk=order.pk), by=shopkeeper)
    at_stripe.pay()

    assert report().status_code == 204
    owing = again(order)
    assert (owing.state, owing.paid, owing.owed) == (State.CANCELLED, order.total, order.total)
    assert again(order) in Order.objects.owing()
    at_stripe.give_back("pi_cs_1", 2500)
    assert report("refund.created", "re_1", 2).status_code == 204
    assert again(order).owed == 0
    assert not Mail.objects.filter(to="").exists()


def test_money_of_an_older_currency_of_the_site_counts(
    client: Client, order: Order, at_stripe: FakeStripe, settings: Settings
) -> None:
    settings.SHOP_CURRENCY = "JPY"
    at_stripe.pay(amount_total=2550)

    assert report().status_code == 204
    assert again(order).paid == Decimal("25.50")
