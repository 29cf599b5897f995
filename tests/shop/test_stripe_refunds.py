"""Refunds by Stripe: asked for by the worker, paid once, and what Stripe says of them later."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from newsroom.outbox.models import Mail
from shop import payments
from shop.models import EventKind, Order, Refund, RefundState, State
from shop.stripe_checkout import refunds
from shop.stripe_checkout.client import UnavailableError
from shop.stripe_checkout.tasks import look_out
from tests.shop.paying import make_card_order, press_pay, report
from tests.shop.stripe_fake import FakeStripe, StatusError
from tests.workers import run_waiting_tasks

pytestmark = pytest.mark.django_db(transaction=True)  # the worker closes connections


@pytest.fixture
def order(client: Client, at_stripe: FakeStripe) -> Order:
    """An order that was paid by card."""
    order = make_card_order()
    press_pay(client, order)
    at_stripe.pay()
    report()
    return again(order)


def again(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def make_refund(order: Order, amount: int = 25) -> Refund:
    return payments.refund(order, order.total * amount / 25, reason="Broken", by=None)


def state_of(refund: Refund) -> str:
    return Refund.objects.get(pk=refund.pk).state


def look() -> None:
    """The look-out's turn."""
    look_out.enqueue()
    run_waiting_tasks()


def test_refund_is_asked_for_by_the_worker_and_then_done(order: Order, at_stripe: FakeStripe) -> None:
    refund = make_refund(order, 10)
    assert state_of(refund) == RefundState.ASKED
    assert again(order).refunded == 10
    assert at_stripe.refunds == {}

    run_waiting_tasks()

    [made] = at_stripe.refunds.values()
    assert (made["payment_intent"], made["amount"]) == ("pi_cs_1", 1000)
    refund = Refund.objects.get()
    assert (refund.state, refund.reference) == (RefundState.DONE, "re_1")
    assert (again(order).state, again(order).invoices.count()) == (State.PAID, 2)
    assert Mail.objects.filter(subject__startswith="A refund").count() == 1


def test_nothing_is_asked_for_where_the_refund_is_not_committed(order: Order, at_stripe: FakeStripe) -> None:
    with pytest.raises(payments.RefusedError):
        make_refund(order, 26)

    run_waiting_tasks()

    assert at_stripe.refunds == {}


@pytest.mark.parametrize("kind", ["refund.updated", "charge.refund.updated"])
@pytest.mark.parametrize(
    ("end", "is_paid"), [("succeeded", True), ("failed", False), ("canceled", False)], ids=str
)
def test_refund_on_its_way_ends_with_a_message(
    order: Order, at_stripe: FakeStripe, kind: str, end: str, is_paid: bool
) -> None:
    at_stripe.refund_status = "pending"
    refund = make_refund(order)
    run_waiting_tasks()
    assert (state_of(refund), Refund.objects.get().reference) == (RefundState.ASKED, "re_1")

    at_stripe.refunds["re_1"]["status"] = end
    for number in (2, 3):
        assert report(kind, "re_1", number).status_code == 204

    assert state_of(refund) == (RefundState.DONE if is_paid else RefundState.FAILED)
    assert again(order).refunded == (25 if is_paid else 0)


def test_refund_that_fails_after_it_was_done_is_owed_again(order: Order, at_stripe: FakeStripe) -> None:
    refund = make_refund(order)
    run_waiting_tasks()
    assert again(order).state == State.REFUNDED

    at_stripe.refunds["re_1"] |= {"status": "failed", "failure_reason": "expired_or_canceled_card"}
    report("refund.failed", "re_1", 2)

    order = again(order)
    assert state_of(refund) == RefundState.FAILED
    assert order.refunded == 0
    assert order.owed == order.total
    assert order.events.get(kind=EventKind.REFUND_FAILED).note == "expired_or_canceled_card"
    assert order in Order.objects.owing()


def test_refund_that_stripe_refuses_has_failed_and_says_why(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.refusal = StatusError(400, "invalid_request_error", "Charge has already been refunded.")
    refund = make_refund(order)

    run_waiting_tasks()

    assert state_of(refund) == RefundState.FAILED
    assert again(order).refunded == 0
    note = again(order).events.get(kind=EventKind.REFUND_FAILED).note
    assert note == "Charge has already been refunded."


def test_refund_whose_answer_is_lost_is_paid_once(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.lost = 3
    refund = make_refund(order)
    run_waiting_tasks()
    assert state_of(refund) == RefundState.ASKED

    look()

    assert (state_of(refund), list(at_stripe.refunds)) == (RefundState.DONE, ["re_1"])


def test_refund_whose_answer_is_lost_for_a_day_is_paid_once(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.lost = 3
    refund = make_refund(order)
    run_waiting_tasks()
    at_stripe.kept.clear()  # Stripe forgets keys after 24 hours

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        look()

    assert (state_of(refund), list(at_stripe.refunds)) == (RefundState.DONE, ["re_1"])


def test_day_old_refund_that_never_reached_stripe_is_made(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.is_down = True
    refund = make_refund(order)
    run_waiting_tasks()
    at_stripe.is_down = False

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        look()

    assert (state_of(refund), list(at_stripe.refunds)) == (RefundState.DONE, ["re_1"])


def test_two_parts_are_two_refunds(order: Order, at_stripe: FakeStripe) -> None:
    make_refund(order, 10)
    make_refund(order, 10)

    run_waiting_tasks()

    assert [row["amount"] for row in at_stripe.refunds.values()] == [1000, 1000]
    assert again(order).refunded == 20


def test_refund_waits_where_the_key_was_taken_away(
    order: Order, at_stripe: FakeStripe, settings: Settings
) -> None:
    settings.STRIPE_SECRET_KEY = ""
    refund = make_refund(order)

    run_waiting_tasks()

    assert state_of(refund) == RefundState.ASKED
    assert at_stripe.refunds == {}


# What no message told


def test_look_out_finds_a_payment_whose_message_was_lost(client: Client, at_stripe: FakeStripe) -> None:
    order = make_card_order()
    press_pay(client, order)
    at_stripe.pay()

    look()

    assert (again(order).state, again(order).paid) == (State.PAID, order.total)


def test_look_out_finds_a_refund_whose_message_was_lost(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.refund_status = "pending"
    refund = make_refund(order)
    run_waiting_tasks()
    at_stripe.refunds["re_1"]["status"] = "succeeded"

    look()

    assert state_of(refund) == RefundState.DONE


def test_look_out_leaves_what_has_ended_and_what_is_old(order: Order, at_stripe: FakeStripe) -> None:
    make_card_order(session_id="cs_1", placed_at=timezone.now() - timedelta(days=4))
    asked = len(at_stripe.sent)

    look()

    assert len(at_stripe.sent) == asked


def test_stripe_that_is_down_breaks_no_look_out(client: Client, at_stripe: FakeStripe) -> None:
    order = make_card_order()
    press_pay(client, order)
    at_stripe.pay()
    at_stripe.is_down = True
    look()
    assert again(order).state == State.PLACED
    at_stripe.is_down = False

    look()

    assert again(order).state == State.PAID


def test_what_does_not_answer_is_asked_again(order: Order, at_stripe: FakeStripe, shopkeeper: User) -> None:
    at_stripe.is_down = True
    refund = make_refund(order)

    with pytest.raises(UnavailableError):
        refunds.ask(refund)
    with pytest.raises(UnavailableError):
        refunds.settle("re_1")
