"""Refunds that somebody makes at Stripe's own desk: noted once here, never above what was paid, and told to the staff."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from newsroom.outbox.models import Mail
from shop import payments
from shop.models import EventKind, Order, Payment, Refund, RefundState, State
from tests.races import at_once
from tests.shop.paying import make_card_order, press_pay, report
from tests.shop.stripe_fake import FakeStripe
from tests.workers import run_waiting_tasks

pytestmark = pytest.mark.django_db(transaction=True)  # the worker closes connections

KINDS = ["refund.created", "refund.updated", "charge.refund.updated", "charge.refunded"]


@pytest.fixture
def order(client: Client, at_stripe: FakeStripe, settings: Settings) -> Order:
    """An order that was paid by card."""
    settings.SHOP_MAIL_TO = "desk@shop.example"
    order = make_card_order()
    press_pay(client, order)
    at_stripe.pay()
    report(number=0)
    return again(order)


def again(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def tell(kind: str, key: str = "re_1", number: int = 1) -> int:
    """Stripe reports a refund, by its own number or by that of the charge."""
    about = {"payment_intent": "pi_cs_1"} if kind == "charge.refunded" else {}
    return report(kind, "ch_1" if about else key, number, **about).status_code


@pytest.mark.parametrize("kind", KINDS)
def test_refund_is_noted_and_told(order: Order, at_stripe: FakeStripe, kind: str) -> None:
    at_stripe.give_back("pi_cs_1", 1000)

    assert tell(kind) == 204

    order = again(order)
    refund = order.refunds.get()
    assert (refund.state, refund.amount, refund.reference) == (RefundState.DONE, Decimal(10), "re_1")
    assert (refund.payment, refund.reason) == (order.payments.get(), "Given back at the provider, not here")
    assert (order.state, order.refunded, order.invoices.count()) == (State.PAID, Decimal(10), 2)
    mail = Mail.objects.get(to="desk@shop.example", subject=f"Money of order {order} was given back")
    assert "$10.00" in mail.text
    assert Mail.objects.filter(to=order.email, subject__startswith="A refund").count() == 1


def test_all_of_it_ends_the_order(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.give_back("pi_cs_1", 2500)

    tell("charge.refunded")

    assert (again(order).state, again(order).owed) == (State.REFUNDED, Decimal(0))


def test_each_message_about_it_counts_once_in_any_order(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.give_back("pi_cs_1", 1000)
    at_stripe.give_back("pi_cs_1", 500)

    for number, kind in enumerate([*reversed(KINDS), *KINDS], start=1):
        tell(kind, f"re_{number % 2 + 1}", number)

    assert again(order).refunded == 15
    assert again(order).events.filter(kind=EventKind.REFUNDED).count() == 2


def test_20_messages_at_once_count_once(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.give_back("pi_cs_1", 1000)

    def say(number: int) -> Callable[[], None]:
        def act() -> None:
            assert tell(KINDS[number % 4], number=1 + number % 10) == 204

        return act

    at_once(*[say(number) for number in range(20)])

    assert (again(order).refunded, Refund.objects.count()) == (Decimal(10), 1)
    assert Mail.objects.filter(to="desk@shop.example", subject__startswith="Money of").count() == 1


def test_our_own_are_not_noted_twice(order: Order, at_stripe: FakeStripe) -> None:
    payments.refund(order, order.total, reason="Broken", by=None)
    run_waiting_tasks()

    for number, kind in enumerate(KINDS, start=1):
        assert tell(kind, number=number) == 204

    assert (again(order).refunded, Refund.objects.count()) == (order.total, 1)
    assert not Mail.objects.filter(subject__startswith="Money of").exists()


def test_news_of_it_before_those_of_the_payment_find_both(client: Client, at_stripe: FakeStripe) -> None:
    order = make_card_order()
    press_pay(client, order)
    at_stripe.pay()
    at_stripe.give_back("pi_cs_1", 1000)

    assert tell("refund.created") == 204
    assert report(number=2).status_code == 204

    order = again(order)
    assert (order.state, order.paid, order.refunded) == (State.PAID, order.total, Decimal(10))
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(("end", "is_paid"), [("succeeded", True), ("failed", False)])
def test_one_on_its_way_ends_with_a_later_message(
    order: Order, at_stripe: FakeStripe, end: str, is_paid: bool
) -> None:
    at_stripe.give_back("pi_cs_1", 2500, status="pending")
    tell("refund.created")
    under_way = again(order).refunded
    at_stripe.refunds["re_1"]["status"] = end

    tell("refund.updated", number=2)

    assert under_way == order.total
    assert again(order).refunded == (order.total if is_paid else 0)


def test_one_that_failed_before_it_was_heard_of_is_none(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.give_back("pi_cs_1", 2500, status="failed")

    assert tell("refund.failed") == 204
    assert not Refund.objects.exists()


def test_one_of_ours_that_came_too_late_makes_room_for_it(
    order: Order, at_stripe: FakeStripe, shopkeeper: User
) -> None:
    at_stripe.give_back("pi_cs_1", 2500)
    ours = payments.refund(order, order.total, reason="Broken", by=shopkeeper)
    waits = tell("refund.created")

    run_waiting_tasks()  # Stripe refuses ours

    assert waits == 503
    ours.refresh_from_db()
    theirs = Refund.objects.exclude(pk=ours.pk).get()
    assert (ours.state, theirs.state, again(order).refunded) == (
        RefundState.FAILED,
        RefundState.DONE,
        order.total,
    )
    assert tell("refund.created", number=1) == 204
    assert Refund.objects.count() == 2


def test_never_more_is_noted_than_was_paid(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.give_back("pi_cs_1", 2500)
    at_stripe.refunds["re_1"]["amount"] = 2501

    for number in (1, 2):
        assert tell("refund.created", number=number) == 204

    assert not Refund.objects.exists()
    assert again(order).events.get(kind=EventKind.NOTED).note == "Stripe re_1: 2501 usd"


def test_one_of_another_currency_is_noted_for_the_staff(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.give_back("pi_cs_1", 1000, currency="sek")

    assert tell("refund.created") == 204
    assert again(order).refunded == 0
    assert again(order).events.get(kind=EventKind.NOTED).note == "Stripe re_1: 1000 sek"


def test_refund_of_a_stranger_is_left_alone(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.give_back("pi_cs_1", 1000, payment_intent="pi_of_another_shop")

    assert tell("refund.created") == 204
    assert not Refund.objects.exists()


def test_refund_without_a_payment_is_left_alone(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.give_back("pi_cs_1", 1000, payment_intent=None)

    assert tell("refund.created") == 204
    assert not Refund.objects.exists()


def test_here_and_there_at_once_give_back_no_more_than_was_paid(
    order: Order, at_stripe: FakeStripe, shopkeeper: User
) -> None:
    at_stripe.give_back("pi_cs_1", 2000)

    def here() -> None:
        with suppress(payments.RefusedError):
            payments.refund(again(order), order.total, reason="", by=shopkeeper)

    at_once(here, *[lambda: tell("refund.created")] * 6)
    run_waiting_tasks()
    tell("refund.updated", number=2)

    assert again(order).refunded == 20
    assert at_stripe.refunds.keys() == {"re_1"}
