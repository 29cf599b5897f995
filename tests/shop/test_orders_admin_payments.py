"""Payments that a shopkeeper notes: asked about where they are not what is due, and taken back where they were wrong."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from shop import orders, payments
from shop.models import Order, PaymentMethod, RefundState, State
from tests.factories import make_order, make_product
from tests.responses import Response
from tests.shop.shopper import seen_text
from tests.shop.tending import ORDERS, act, page_of

pytestmark = pytest.mark.django_db

BUTTON = 'type="submit" class="default" value="Yes, {} has come"'


@pytest.fixture
def order(db: None) -> Order:
    """Two of a counted product, for $45.00 in all, not paid."""
    return make_order({make_product(stock=5): 2})


def note(desk: Client, order: Order, amount: str, asked: str = "") -> Response:
    """Type that so much has come today, having been asked about an amount or not."""
    order.refresh_from_db()
    return act(desk, order, "pay", amount=amount, day=timezone.localdate().isoformat(), asked=asked)


def asked_on(response: Response) -> str:
    """What the page sends along if its question is answered."""
    form = response.context["refused"]
    return str(form["asked"].value())


@pytest.mark.parametrize(
    ("amount", "difference", "outcome"),
    [
        ("4500", "$45.00 is due. You typed $4,500.00: $4,455.00 more than is due.", "$4,455.00 is to be given back"),
        ("45.01", "$45.00 is due. You typed $45.01: $0.01 more than is due.", "the order is paid, and $0.01"),
        ("4.50", "$45.00 is due. You typed $4.50: $40.50 less than is due.", "the order waits for the rest"),
    ],
)  # fmt: skip
def test_other_amount_than_is_due_is_asked_about_once(
    desk: Client, order: Order, amount: str, difference: str, outcome: str
) -> None:
    question = note(desk, order, amount)
    assert question.status_code == 409
    assert difference in seen_text(question)
    assert outcome in seen_text(question)
    assert not order.payments.exists()

    answer = note(desk, order, amount, asked_on(question))

    order.refresh_from_db()
    assert (answer.status_code, order.paid) == (200, Decimal(amount))


def test_question_names_the_amount_on_its_button(desk: Client, order: Order) -> None:
    assert BUTTON.format("$46.00") in note(desk, order, "46").text


def test_answer_holds_for_the_amount_that_was_asked_about_alone(desk: Client, order: Order) -> None:
    asked = asked_on(note(desk, order, "450"))

    again = note(desk, order, "4500", asked)

    assert "You typed $4,500.00" in seen_text(again)
    assert not order.payments.exists()


def test_answer_holds_no_longer_where_something_else_is_due_now(desk: Client, order: Order) -> None:
    asked = asked_on(note(desk, order, "50"))
    payments.receive(order, Decimal(5), method=PaymentMethod.TRANSFER)

    again = note(desk, order, "50", asked)

    assert "$40.00 is due. You typed $50.00" in seen_text(again)
    assert order.payments.count() == 1


def test_what_is_due_is_not_asked_about(desk: Client, order: Order) -> None:
    assert note(desk, order, "45").status_code == 200

    order.refresh_from_db()
    assert order.state == State.PAID


def test_money_for_an_order_that_is_paid_is_asked_about(desk: Client, order: Order) -> None:
    note(desk, order, "45")

    question = note(desk, order, "45")

    assert "$0.00 is due. You typed $45.00: $45.00 more than is due." in seen_text(question)
    assert "at least $45.00 is to be given back" in seen_text(question)


def test_less_than_is_due_is_too_late_for_an_order_that_ended(
    desk: Client, order: Order, shopkeeper: User
) -> None:
    orders.cancel(order, by=shopkeeper, version=order.version)

    question = note(desk, order, "5")

    assert "it is too late and is to be given back" in seen_text(question)


def test_nothing_is_due_for_a_cancelled_order_that_was_paid_and_given_back_in_part(
    desk: Client, order: Order, shopkeeper: User
) -> None:
    note(desk, order, "45")
    payments.refund(order, Decimal(3), reason="Scratched", by=shopkeeper)
    orders.cancel(order, by=shopkeeper, version=order.version)

    page = desk.get(page_of(order))
    question = note(desk, order, "3")

    forms = {name: form for name, _act, form in page.context["acts"]}
    assert forms["pay"]["amount"].value() is None
    assert "$0.00 is due. You typed $3.00: $3.00 more than is due." in seen_text(question)
    assert order.payments.count() == 1


def test_payment_is_taken_back_on_the_orders_page(desk: Client, order: Order) -> None:
    note(desk, order, "45")
    order.refresh_from_db()
    payment = order.payments.get()

    done = act(desk, order, "reverse", payment=payment.pk, text="Another order’s")

    order.refresh_from_db()
    assert (done.status_code, order.state, order.paid) == (200, State.PLACED, Decimal(0))
    assert order.refunds.get().state == RefundState.REVERSED
    page = seen_text(done)
    assert "Counter-entry: $45.00 , Payment taken back: Another order’s" in page
    assert "Payment taken back : $45.00: Another order’s" in page


def test_payment_is_not_taken_back_as_it_was_not_seen(desk: Client, order: Order) -> None:
    note(desk, order, "45")
    order.refresh_from_db()
    seen = Order.objects.get(pk=order.pk)
    orders.add_note(Order.objects.get(pk=order.pk), by=User.objects.get(), version=seen.version, text="Wait.")

    refused = act(desk, seen, "reverse", payment=order.payments.get().pk, text="Mistake")

    assert refused.status_code == 409
    assert not order.refunds.exists()


@pytest.mark.parametrize("key", ["", "0", "-1", "x", "9" * 40, "\0"])
def test_payment_that_is_none_of_the_orders_is_refused(desk: Client, order: Order, key: str) -> None:
    note(desk, order, "45")
    order.refresh_from_db()
    other = make_order()
    payments.receive(other, other.total, method=PaymentMethod.TRANSFER)

    for payment in (key, other.payments.get().pk):
        assert act(desk, order, "reverse", payment=payment, text="Mistake").status_code == 409

    order.refresh_from_db()
    assert order.paid == 45


def test_order_without_a_payment_by_hand_offers_none_to_take_back(desk: Client, order: Order) -> None:
    assert "Take a payment back" not in desk.get(page_of(order)).text

    payments.receive(order, order.total, method=PaymentMethod.STRIPE, reference="pi_1")

    assert "Take a payment back" not in desk.get(page_of(order)).text
    assert desk.post(f"{ORDERS}{order.pk}/acts/reverse/").status_code == 409
