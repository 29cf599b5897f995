"""To Stripe's page and back: one session for an order, and what comes of it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from newsroom.outbox.models import Mail
from shop import orders, payments
from shop.models import Order, Payment, PaymentMethod, State
from tests.factories import make_delivery, make_order, make_product
from tests.responses import FROM_NO_REFERRER
from tests.shop.ordering import order as order_at_checkout
from tests.shop.paying import come_back, make_card_order, press_pay, report
from tests.shop.shopper import open_cart, seen_text
from tests.shop.stripe_fake import FakeStripe, StatusError

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PAGE = "https://checkout.stripe.com/c/pay/cs_{}"
NOW = "The page of the card payment cannot be reached just now."
LATE = "The time to pay this order is nearly over"
WAITING = "We have not heard of your payment yet."


def again(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def notice(client: Client, address: str) -> str:
    text = seen_text(client.get(address))
    return next((words for words in (NOW, LATE, WAITING) if words in text), "")


# From the checkout to Stripe


def test_checkout_offers_a_card_and_leads_to_stripe(client: Client, at_stripe: FakeStripe) -> None:
    make_delivery()
    open_cart(client, {make_product(): 2})
    assert "Payment Bank transfer Card" in seen_text(client.get("/shop/checkout/"))

    response = order_at_checkout(client, payment_method="stripe")

    order = Order.objects.get()
    assert (response.status_code, response["Location"]) == (303, PAGE.format(1))
    assert (order.payment_method, order.session_id) == (PaymentMethod.STRIPE, "cs_1")
    assert order.hold_until == order.placed_at + timedelta(minutes=90)
    assert at_stripe.sessions["cs_1"]["amount_total"] == order.total * 100 == 4500


def test_stripe_is_told_what_is_ordered(client: Client, at_stripe: FakeStripe) -> None:
    with time_machine.travel(NOON, tick=False):
        order = make_card_order({make_product(title="Blue mug"): 3}, delivery=make_delivery(name="Post"))
        press_pay(client, order)

    [(_what, form)] = at_stripe.sent
    line = "line_items[{}][{}]".format
    assert form[line(0, "price_data][product_data][name")] == "Blue mug"
    assert (form[line(0, "quantity")], form[line(0, "price_data][unit_amount")]) == ("3", "2000")
    assert form[line(1, "price_data][product_data][name")] == "Post"
    assert (form["customer_email"], form["client_reference_id"]) == (order.email, order.code)
    assert datetime.fromtimestamp(int(form["expires_at"]), UTC) == NOON + timedelta(minutes=89)
    assert form["cancel_url"].endswith(order.get_absolute_url())
    assert form["success_url"] == f"{form['cancel_url']}payment/return/"


def test_free_delivery_is_no_line(client: Client, at_stripe: FakeStripe) -> None:
    press_pay(client, make_card_order(delivery=make_delivery(price=Decimal(0))))

    assert not [name for name in at_stripe.sent[0][1] if name.startswith("line_items[1]")]


def test_two_tabs_lead_to_the_same_session(client: Client, at_stripe: FakeStripe) -> None:
    order = make_card_order()

    addresses = {press_pay(client, order) for _tab in range(2)}

    assert addresses == {PAGE.format(1)}
    assert list(at_stripe.sessions) == ["cs_1"]


def test_lost_answer_leads_to_the_same_session(client: Client, at_stripe: FakeStripe) -> None:
    order = make_card_order()
    at_stripe.lost = 3  # once, and with both of the library's repetitions

    first = press_pay(client, order)
    second = press_pay(client, order)

    assert (first, second) == (f"{order.get_absolute_url()}?later", PAGE.format(1))
    assert (list(at_stripe.sessions), at_stripe.made()) == (["cs_1"], 4)


def test_open_session_serves_until_its_end_though_none_could_begin(
    client: Client, at_stripe: FakeStripe
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        order = make_card_order()
        press_pay(client, order)
        clock.shift(timedelta(minutes=80))

        assert press_pay(client, order) == PAGE.format(1)


def test_ended_session_is_followed_by_another_while_there_is_time(
    client: Client, at_stripe: FakeStripe
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        order = make_card_order()
        press_pay(client, order)
        at_stripe.expire()
        clock.shift(timedelta(minutes=59))
        second = press_pay(client, order)
        at_stripe.expire("cs_2")
        clock.shift(timedelta(seconds=1))
        third = press_pay(client, order)

        assert (second, third) == (PAGE.format(2), f"{order.get_absolute_url()}?late")
        assert notice(client, third) == LATE
    assert again(order).session_id == "cs_2"


def test_session_of_another_amount_gives_way_to_one_for_what_is_missing(
    client: Client, at_stripe: FakeStripe
) -> None:
    order = make_card_order()
    press_pay(client, order)
    payments.receive(order, Decimal(10), method=PaymentMethod.TRANSFER)

    assert press_pay(client, order) == PAGE.format(2)
    assert at_stripe.sessions["cs_1"]["status"] == "expired"
    assert at_stripe.sessions["cs_2"]["amount_total"] == 1500
    at_stripe.pay("cs_2")
    come_back(client, order)
    assert again(order).state == State.PAID
    assert not again(order).owed


def test_session_that_stripe_does_not_know_is_followed_by_another(
    client: Client, at_stripe: FakeStripe
) -> None:
    order = make_card_order(session_id="cs_of_another_key")

    assert press_pay(client, order) == PAGE.format(1)


@pytest.mark.parametrize("fault", ["down", "refused", "busy", "wrong key"])
def test_stripe_that_does_not_serve_leaves_the_order_as_it_is(
    client: Client, at_stripe: FakeStripe, fault: str
) -> None:
    at_stripe.is_down = fault == "down"
    at_stripe.refusal = {
        "refused": StatusError(400, "invalid_request_error", "The amount is too small."),
        "busy": StatusError(503, "api_error", "Try again."),
        "wrong key": StatusError(401, "invalid_request_error", "Invalid API Key provided"),
    }.get(fault)
    order = make_card_order()

    address = press_pay(client, order)

    assert notice(client, address) == NOW
    assert (again(order).state, again(order).session_id) == (State.PLACED, "")


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.CANCELLED},
        {"state": State.PAID},
        {"payment_method": PaymentMethod.TRANSFER},
        {"hold_until": NOON},
    ],
    ids=str,
)
def test_nothing_is_begun_for_an_order_that_is_not_to_be_paid_by_card(
    client: Client, at_stripe: FakeStripe, fields: dict[str, object]
) -> None:
    order = make_order(**({"payment_method": PaymentMethod.STRIPE} | fields))  # type: ignore[arg-type]

    assert press_pay(client, order) == f"{order.get_absolute_url()}?later"
    assert at_stripe.sent == []


def test_shop_without_a_key_begins_nothing(client: Client) -> None:
    order = make_card_order(session_id="cs_1")

    assert press_pay(client, order) == f"{order.get_absolute_url()}?later"
    assert come_back(client, order).status_code == 200


def test_payment_begins_by_a_post_with_the_secret(strict_client: Client, at_stripe: FakeStripe) -> None:
    order = make_card_order()
    page = f"{order.get_absolute_url()}payment/"

    assert (
        strict_client.post(page.replace(order.secret, "x" * 43), headers=FROM_NO_REFERRER).status_code == 404
    )
    assert strict_client.get(page).status_code == 405
    assert at_stripe.sent == []
    assert strict_client.post(page, headers=FROM_NO_REFERRER)["Location"] == PAGE.format(1)


@pytest.mark.parametrize("address", ["payment/", "payment/return/"])
def test_wrong_secret_is_not_found(client: Client, at_stripe: FakeStripe, address: str) -> None:
    order, other = make_card_order(), make_order()
    page = f"/shop/orders/{order.code}/{other.secret}/{address}"

    assert (client.post(page) if address == "payment/" else client.get(page)).status_code == 404


# And back


def test_order_page_says_until_when_it_waits(client: Client, at_stripe: FakeStripe) -> None:
    with time_machine.travel(NOON, tick=False):
        text = seen_text(client.get(make_card_order().get_absolute_url()))

    assert "Pay by card" in text
    assert "We keep your order until 4 May 2026" in text


def test_shopper_who_has_paid_reads_so_before_any_message(client: Client, at_stripe: FakeStripe) -> None:
    order = make_card_order()
    press_pay(client, order)
    at_stripe.pay()

    page = come_back(client, order)

    assert "Your order is paid." in page.text
    assert WAITING not in page.text
    assert "no-store" in page["Cache-Control"]
    order = again(order)
    assert (order.state, order.paid, order.invoices.count()) == (State.PAID, order.total, 1)
    [payment] = order.payments.all()
    assert (payment.method, payment.reference) == (PaymentMethod.STRIPE, "pi_cs_1")


def test_coming_back_again_pays_nothing_twice(client: Client, at_stripe: FakeStripe) -> None:
    order = make_card_order()
    press_pay(client, order)
    at_stripe.pay()

    for _reload in range(3):
        come_back(client, order)

    assert (Payment.objects.count(), again(order).paid) == (1, order.total)
    assert Mail.objects.filter(subject__startswith="Your payment").count() == 1


@pytest.mark.parametrize("is_down", [True, False])
def test_shopper_whose_payment_is_not_heard_of_yet_is_told(
    client: Client, at_stripe: FakeStripe, is_down: bool
) -> None:
    order = make_card_order()
    press_pay(client, order)
    at_stripe.is_down = is_down

    assert WAITING in come_back(client, order).text
    assert again(order).state == State.PLACED


def test_completed_session_without_its_money_is_not_followed_by_another(
    client: Client, at_stripe: FakeStripe
) -> None:
    order = make_card_order()
    press_pay(client, order)
    at_stripe.pay(payment_status="unpaid")

    assert notice(client, press_pay(client, order)) == WAITING
    assert list(at_stripe.sessions) == ["cs_1"]


def test_paid_session_is_taken_in_where_somebody_wants_to_pay_again(
    client: Client, at_stripe: FakeStripe
) -> None:
    order = make_card_order()
    press_pay(client, order)
    at_stripe.pay()

    page = client.post(f"{order.get_absolute_url()}payment/", follow=True)

    assert "Your order is paid." in page.text
    assert NOW not in page.text
    assert list(at_stripe.sessions) == ["cs_1"]


def test_shopper_who_cancels_and_pays_all_the_same_is_owed_it(client: Client, at_stripe: FakeStripe) -> None:
    order = make_card_order()
    press_pay(client, order)
    orders.cancel(order, by=None, version=order.version)
    at_stripe.pay()

    assert report().status_code == 204
    order = again(order)
    assert (order.state, order.owed) == (State.CANCELLED, order.total)
    assert order in Order.objects.owing()
