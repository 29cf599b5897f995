"""Stripe's messages, the browser's return and refunds, all at once: each amount counts once."""

from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from django.test import Client

from newsroom.outbox.models import Mail
from shop import payments
from shop.models import EventKind, Order, Payment, ProviderEvent, State
from shop.stripe_checkout import refunds
from tests.races import at_once
from tests.shop.paying import come_back, make_card_order, press_pay, reporter
from tests.shop.stripe_fake import FakeStripe

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def order(client: Client, at_stripe: FakeStripe) -> Order:
    """An order whose shopper has just paid."""
    order = make_card_order()
    press_pay(client, order)
    at_stripe.pay()
    return order


def again(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def has_counted_once(order: Order) -> bool:
    paid = again(order)
    return (
        (paid.state, paid.paid) == (State.PAID, order.total)
        and Payment.objects.count() == paid.invoices.count() == 1
        and Mail.objects.filter(subject__startswith="Your payment").count() == 1
    )


def test_message_that_comes_20_times_at_once_counts_once(order: Order) -> None:
    at_once(*[reporter()] * 20)

    assert has_counted_once(order)
    assert ProviderEvent.objects.count() == 1


def test_messages_and_returns_at_once_count_once(order: Order) -> None:
    def browser() -> None:
        come_back(Client(), order)

    at_once(*[reporter(number) for number in range(6)], *[browser] * 6)

    assert has_counted_once(order)
    assert ProviderEvent.objects.count() == 6


def test_wrong_currency_at_once_is_noted_once(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.pay(currency="sek")

    at_once(*[reporter(number) for number in range(6)])

    assert again(order).events.filter(kind=EventKind.NOTED).count() == 1


def test_tabs_at_once_lead_to_one_session(at_stripe: FakeStripe) -> None:
    order = make_card_order()
    addresses = set()

    def press() -> None:
        addresses.add(press_pay(Client(headers={"Sec-Fetch-Site": "same-origin"}), order))

    at_once(*[press] * 8)

    assert len(addresses) == len(at_stripe.sessions) == 1


def test_refunds_at_once_give_back_no_more_than_was_paid(
    order: Order, at_stripe: FakeStripe, shopkeeper: User
) -> None:
    reporter()()

    def refund() -> None:
        with suppress(payments.RefusedError):
            made = payments.refund(again(order), order.total, reason="", by=shopkeeper)
            refunds.ask(made)
            refunds.ask(made)

    at_once(*[refund] * 6)

    assert [row["amount"] for row in at_stripe.refunds.values()] == [2500]
    assert (again(order).refunded, again(order).state) == (order.total, State.REFUNDED)


def test_refund_that_is_asked_for_by_several_workers_is_paid_once(
    order: Order, at_stripe: FakeStripe, shopkeeper: User
) -> None:
    reporter()()
    made = payments.refund(again(order), order.total, reason="", by=shopkeeper)

    at_once(*[lambda: refunds.ask(made)] * 6)

    assert len(at_stripe.refunds) == 1
    assert again(order).events.filter(kind=EventKind.REFUNDED).count() == 1
