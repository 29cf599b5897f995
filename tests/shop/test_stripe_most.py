"""The greatest and the least amount that Stripe takes at once."""

from decimal import Decimal

import pytest
from django.test import Client

from shop.models import Order
from tests.factories import make_delivery, make_product
from tests.shop.ordering import order as order_at_checkout
from tests.shop.shopper import open_cart
from tests.shop.stripe_fake import FakeStripe

pytestmark = pytest.mark.django_db


def test_more_than_stripe_takes_is_refused_in_words_and_paid_otherwise(
    client: Client, at_stripe: FakeStripe
) -> None:
    make_delivery(price=Decimal(0))
    open_cart(client, {make_product(regular_price=Decimal("1000000.00")): 1})

    refused = order_at_checkout(client, payment_method="stripe")

    assert refused.status_code == 422
    words = "No more than $999,999.99 can be paid so. Choose another way to pay, or order in several parts."
    assert refused.text.count(words) == 2  # above the form, and beside the choice
    assert "Order and pay" in refused.text
    assert not Order.objects.exists()

    assert order_at_checkout(client, payment_method="transfer").status_code == 303
    assert Order.objects.get().payment_method == "transfer"


def test_most_that_stripe_takes_is_asked_of_it(client: Client, at_stripe: FakeStripe) -> None:
    make_delivery(price=Decimal("0.99"))
    open_cart(client, {make_product(regular_price=Decimal("999999.00")): 1})

    order_at_checkout(client, payment_method="stripe")

    assert Order.objects.get().total == Decimal("999999.99")
    assert at_stripe.sessions


def test_less_than_stripe_takes_keeps_the_order_and_says_what_to_do(
    client: Client, at_stripe: FakeStripe
) -> None:
    make_delivery(price=Decimal(0))
    open_cart(client, {make_product(regular_price=Decimal("0.49")): 1})

    placed = order_at_checkout(client, payment_method="stripe")

    order = Order.objects.get()
    assert at_stripe.sessions == {}
    assert placed["Location"] == f"{order.get_absolute_url()}?little"
    assert "too small to be paid by card. Nothing was charged." in client.get(placed["Location"]).text
