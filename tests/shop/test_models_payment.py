"""What the database refuses of payments, refunds and messages of providers."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from shop import payments
from shop.models import Order, Payment, PaymentMethod, ProviderEvent, Refund
from tests.constraints import refused
from tests.factories import make_order

pytestmark = pytest.mark.django_db

STRIPE = {"method": "stripe", "reference": "pi_1", "amount": 1}


@pytest.fixture
def refunded(shopkeeper: User) -> Order:
    """An order whose money came, and went back."""
    order = make_order()
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER, by=shopkeeper)
    payments.refund(order, order.total, reason="Broken", by=shopkeeper)
    return order


@pytest.mark.parametrize("amount", [0, -1])
def test_payment_is_above_zero(amount: int) -> None:
    with refused("shop_payment_amount_positive"):
        make_order().payments.create(method="transfer", amount=amount)


def test_payment_comes_by_a_known_way() -> None:
    with refused("shop_payment_method_known"):
        make_order().payments.create(method="barter", amount=1)


def test_reference_of_a_provider_counts_once() -> None:
    make_order().payments.create(**STRIPE)

    with refused("shop_payment_reference_once", columns="shop_payment.method, shop_payment.reference"):
        make_order().payments.create(**STRIPE)


@pytest.mark.parametrize("amount", [0, -1])
def test_refund_is_above_zero(amount: int) -> None:
    with refused("shop_refund_amount_positive"):
        make_order().refunds.create(amount=amount)


def test_state_of_a_refund_is_known() -> None:
    with refused("shop_refund_state_known"):
        make_order().refunds.create(amount=1, state="lost")


def test_key_of_a_refund_is_its_own() -> None:
    refund = make_order().refunds.create(amount=1)

    with refused("shop_refund_key", columns="shop_refund.key"):
        make_order().refunds.create(amount=1, key=refund.key)


def test_message_of_a_provider_is_taken_in_once() -> None:
    ProviderEvent.objects.create(provider="stripe", event_id="evt_1", kind="paid")

    with refused(
        "shop_providerevent_once", columns="shop_providerevent.provider, shop_providerevent.event_id"
    ):
        ProviderEvent.objects.create(provider="stripe", event_id="evt_1", kind="paid")


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 1},
        {"method": "stripe"},
        {"received_at": "2020-01-01T00:00Z"},
        {"noted_by_name": "Other"},
        {"reference": "Other"},
    ],
)
def test_payment_is_never_changed(refunded: Order, change: dict[str, Any]) -> None:
    with refused("shop_payment is append-only"):
        refunded.payments.update(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 1},
        {"key": "other"},
        {"made_at": "2020-01-01T00:00Z"},
        {"made_by_name": "Other"},
        {"reason": "Other"},
    ],
)
def test_refund_is_never_changed_but_for_how_far_it_has_come(refunded: Order, change: dict[str, Any]) -> None:
    refunded.refunds.update(state="failed", reference="re_1")

    with refused("shop_refund is append-only"):
        refunded.refunds.update(**change)


def test_money_outlives_the_account_of_who_noted_it(refunded: Order, shopkeeper: User) -> None:
    shopkeeper.delete()

    payment, refund = Payment.objects.get(), Refund.objects.get()
    assert (payment.noted_by, payment.noted_by_name) == (None, "sam")
    assert (refund.made_by, refund.made_by_name) == (None, "sam")
    assert (str(payment), str(refund)) == ("25.00 USD", "25.00 USD")


def test_nothing_is_missing_of_what_was_overpaid() -> None:
    order = make_order()
    payments.receive(order, Decimal(30), method=PaymentMethod.TRANSFER)

    assert (order.missing, order.owed) == (Decimal(0), Decimal(5))


def test_counter_entry_is_of_a_payment(refunded: Order) -> None:
    with refused("shop_refund_reverses_a_payment"):
        refunded.refunds.create(amount=1, state="reversed")


def test_payment_has_one_counter_entry() -> None:
    order = make_order()
    payment = order.payments.create(method="transfer", amount=1)
    order.refunds.create(amount=1, payment=payment, state="reversed")

    with refused("shop_refund_reverses_once", columns="shop_refund.payment_id"):
        order.refunds.create(amount=1, payment=payment, state="reversed")
