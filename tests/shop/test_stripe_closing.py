"""The page at Stripe of an order that nobody is to pay any more: closed by the worker, and no money lost over it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client

from shop import orders, payments, tidying
from shop.models import EventKind, Order, PaymentMethod, State
from shop.stripe_checkout import sessions
from shop.stripe_checkout.tasks import close_session, look_out
from tests.factories import make_order
from tests.shop.paying import end_hold, make_card_order, press_pay, report
from tests.shop.stripe_fake import FakeStripe
from tests.workers import run_waiting_tasks

pytestmark = pytest.mark.django_db(transaction=True)  # the worker closes connections

EXPIRE = "post /v1/checkout/sessions/cs_1/expire"


@pytest.fixture
def order(client: Client, at_stripe: FakeStripe) -> Order:
    """An order whose shopper is at Stripe's page."""
    order = make_card_order()
    press_pay(client, order)
    return again(order)


def again(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def expired(at_stripe: FakeStripe) -> int:
    return [what for what, _form in at_stripe.sent].count(EXPIRE)


def look() -> None:
    look_out.enqueue()
    run_waiting_tasks()


def test_page_of_an_order_that_staff_cancel_is_closed(
    order: Order, at_stripe: FakeStripe, shopkeeper: User
) -> None:
    orders.cancel(order, by=shopkeeper, version=order.version)

    run_waiting_tasks()

    assert at_stripe.sessions["cs_1"]["status"] == "expired"


def test_page_of_an_order_that_its_shopper_cancels_is_closed(
    client: Client, order: Order, at_stripe: FakeStripe
) -> None:
    client.post(f"{order.get_absolute_url()}cancellation/", {"version": order.version})

    run_waiting_tasks()

    assert again(order).state == State.CANCELLED
    assert at_stripe.sessions["cs_1"]["status"] == "expired"


def test_page_of_an_order_that_lapses_is_closed(order: Order, at_stripe: FakeStripe) -> None:
    end_hold(order)
    tidying.lapse_overdue()

    run_waiting_tasks()

    assert at_stripe.sessions["cs_1"]["status"] == "expired"


def test_closing_again_asks_for_nothing_more(order: Order, at_stripe: FakeStripe, shopkeeper: User) -> None:
    orders.cancel(order, by=shopkeeper, version=order.version)

    for _ in range(3):
        close_session.enqueue(order.pk)
    run_waiting_tasks()

    assert expired(at_stripe) == 1


def test_page_that_could_not_be_closed_is_closed_by_the_look_out(
    order: Order, at_stripe: FakeStripe, shopkeeper: User
) -> None:
    at_stripe.is_down = True
    orders.cancel(order, by=shopkeeper, version=order.version)
    run_waiting_tasks()
    before = at_stripe.sessions["cs_1"]["status"]
    at_stripe.is_down = False

    look()

    assert (before, at_stripe.sessions["cs_1"]["status"]) == ("open", "expired")


def test_money_that_came_all_the_same_is_owed(order: Order, at_stripe: FakeStripe, shopkeeper: User) -> None:
    at_stripe.pay()
    orders.cancel(order, by=shopkeeper, version=order.version)

    run_waiting_tasks()
    report()

    order = again(order)
    assert (order.state, order.paid, order.owed) == (State.CANCELLED, order.total, order.total)
    assert order.events.filter(kind=EventKind.PAID_LATE).count() == 1
    assert expired(at_stripe) == 0


def test_money_that_comes_while_the_page_is_closed_is_owed(
    order: Order, at_stripe: FakeStripe, shopkeeper: User
) -> None:
    seen = sessions._read("cs_1")
    at_stripe.pay()
    orders.cancel(order, by=shopkeeper, version=order.version)

    sessions.count_money(sessions._ended(seen))

    assert again(order).owed == order.total


def test_page_of_an_order_that_was_paid_by_transfer_is_closed(order: Order, at_stripe: FakeStripe) -> None:
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER)

    run_waiting_tasks()

    assert at_stripe.sessions["cs_1"]["status"] == "expired"


def test_page_that_still_asks_for_what_is_missing_stays_open(order: Order, at_stripe: FakeStripe) -> None:
    close_session.enqueue(order.pk)
    run_waiting_tasks()
    look()

    assert at_stripe.sessions["cs_1"]["status"] == "open"


def test_page_that_opens_while_its_order_is_cancelled_is_closed(
    client: Client, at_stripe: FakeStripe, shopkeeper: User
) -> None:
    order = make_card_order()
    at_stripe.meanwhile = lambda: orders.cancel(again(order), by=shopkeeper, version=order.version)

    assert press_pay(client, order) == f"{order.get_absolute_url()}?later"
    assert at_stripe.sessions["cs_1"]["status"] == "expired"


def test_order_that_is_paid_by_transfer_asks_stripe_for_nothing(
    at_stripe: FakeStripe, shopkeeper: User
) -> None:
    order = make_order()
    orders.cancel(order, by=shopkeeper, version=order.version)

    run_waiting_tasks()

    assert at_stripe.sent == []


# One look-out for all


def test_failure_of_one_order_keeps_no_other_from_being_looked_at(
    client: Client, at_stripe: FakeStripe, caplog: pytest.LogCaptureFixture
) -> None:
    found = [make_card_order() for _ in range(4)]
    for number, order in enumerate(found, start=1):
        press_pay(client, order)
        at_stripe.pay(f"cs_{number}")
    at_stripe.sessions["cs_1"]["amount_total"] = 0  # no payment that the shop takes
    at_stripe.sessions["cs_3"]["amount_total"] = None

    look()

    states = [again(order).state for order in found]
    assert states == [State.PLACED, State.PAID, State.PLACED, State.PAID]
    assert caplog.text.count("Stripe: looking at") == 2


def test_look_out_ends_in_time_where_stripe_is_slow(
    client: Client, at_stripe: FakeStripe, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        press_pay(client, make_card_order())
    asked = len(at_stripe.sent)
    monkeypatch.setattr("shop.stripe_checkout.tasks.LONGEST", timedelta(minutes=-1))

    look()

    assert len(at_stripe.sent) == asked
    assert "took too long" in caplog.text


def test_part_paid_by_transfer_leads_to_a_page_for_the_rest(
    client: Client, order: Order, at_stripe: FakeStripe
) -> None:
    payments.receive(order, Decimal(10), method=PaymentMethod.TRANSFER)
    run_waiting_tasks()

    press_pay(client, order)

    assert at_stripe.sessions["cs_1"]["status"] == "expired"
    assert at_stripe.sessions["cs_2"]["amount_total"] == 1500
