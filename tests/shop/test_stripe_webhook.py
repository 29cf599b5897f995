"""What Stripe reports: believed if it is signed, in any order, any number of times, late or wrong."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from newsroom.outbox.models import Mail
from shop import orders
from shop.models import EventKind, Order, Payment, Product, ProviderEvent, State
from tests.factories import make_order, make_product
from tests.shop.paying import come_back, end_hold, make_card_order, press_pay, report, send
from tests.shop.shopper import seen_text
from tests.shop.stripe_fake import FakeStripe, StatusError, message, signed

pytestmark = pytest.mark.django_db

BODY = message("checkout.session.completed", "cs_1")


def again(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def truth(order: Order) -> tuple[object, ...]:
    """How an order is: state, money, what is owed, mails about money."""
    order = again(order)
    mails = Mail.objects.filter(subject=f"Your payment for order {order.code}").count()
    return order.state, order.paid, order.owed, mails


@pytest.fixture
def order(client: Client, at_stripe: FakeStripe) -> Order:
    """An order whose shopper is at Stripe's page."""
    order = make_card_order()
    press_pay(client, order)
    return again(order)


# Whom it believes


def test_signed_message_is_taken_in(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.pay()

    response = send(BODY, signed(BODY))

    assert (response.status_code, response.content) == (204, b"")
    assert not response.cookies
    assert truth(order) == (State.PAID, order.total, 0, 1)
    event = ProviderEvent.objects.get()
    assert (event.provider, event.event_id, event.kind) == ("stripe", "evt_1", "checkout.session.completed")


@pytest.mark.parametrize(
    ("body", "signature"),
    [
        (BODY, signed(BODY, secret="whsec_another")),
        (BODY, signed(BODY, age=400)),
        (BODY.replace("cs_1", "cs_2"), signed(BODY)),
        (BODY, "t=1,v1=00"),
        (BODY, "nonsense"),
        (BODY, ""),
        (BODY, None),
        ("no message", signed("no message")),
    ],
    ids=["another secret", "old", "altered", "forged", "nonsense", "empty", "none", "no message"],
)
def test_any_other_is_refused(order: Order, at_stripe: FakeStripe, body: str, signature: str | None) -> None:
    at_stripe.pay()
    asked = len(at_stripe.sent)

    assert send(body, signature).status_code == 400
    assert truth(order) == (State.PLACED, 0, 0, 0)
    assert len(at_stripe.sent) == asked
    assert not ProviderEvent.objects.exists()


def test_shop_without_a_key_has_no_such_address(order: Order, settings: Settings) -> None:
    settings.STRIPE_SECRET_KEY = ""

    assert report().status_code == 404


def test_it_takes_posts_alone(client: Client, at_stripe: FakeStripe) -> None:
    assert client.get("/shop/stripe/webhook/").status_code == 405


def test_message_says_where_to_look_and_nothing_else(order: Order, at_stripe: FakeStripe) -> None:
    assert report("checkout.session.completed").status_code == 204

    assert truth(order) == (State.PLACED, 0, 0, 0)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("checkout.session.completed", "cs_99"),
        ("refund.updated", "re_99"),
        ("charge.refund.updated", "re_99"),
        ("charge.refunded", "ch_1"),
        ("payment_intent.succeeded", "pi_1"),
    ],
)
def test_what_is_not_ours_is_seen_and_dropped(at_stripe: FakeStripe, kind: str, key: str) -> None:
    assert report(kind, key).status_code == 204
    assert ProviderEvent.objects.get().kind == kind


def test_session_of_another_shop_of_the_account_is_left_alone(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.pay(client_reference_id=None)

    assert report().status_code == 204
    assert truth(order) == (State.PLACED, 0, 0, 0)


@pytest.mark.parametrize("fault", ["down", "busy"])
def test_message_that_cannot_be_looked_into_is_sent_again(
    order: Order, at_stripe: FakeStripe, fault: str
) -> None:
    at_stripe.pay()
    at_stripe.is_down = fault == "down"
    at_stripe.refusal = StatusError(503, "api_error", "Try again.") if fault == "busy" else None
    first = report()
    at_stripe.is_down, at_stripe.refusal = False, None

    second = report()

    assert (first.status_code, second.status_code) == (503, 204)
    assert truth(order) == (State.PAID, order.total, 0, 1)


# How often, in which order


def test_message_that_comes_twice_counts_once(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.pay()
    report()
    asked = len(at_stripe.sent)

    assert report().status_code == 204
    assert len(at_stripe.sent) == asked
    assert truth(order) == (State.PAID, order.total, 0, 1)


def test_several_messages_about_one_payment_count_once(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.pay()

    for number in range(3):
        report(number=number)

    assert truth(order) == (State.PAID, order.total, 0, 1)
    assert (Payment.objects.count(), ProviderEvent.objects.count()) == (1, 3)


@pytest.mark.parametrize("is_message_first", [True, False])
def test_message_and_return_count_once_whichever_is_first(
    client: Client, order: Order, at_stripe: FakeStripe, is_message_first: bool
) -> None:
    at_stripe.pay()
    steps: list[Callable[[], object]] = [report, lambda: come_back(client, order)]

    for step in steps if is_message_first else reversed(steps):
        step()

    assert truth(order) == (State.PAID, order.total, 0, 1)


def test_old_news_of_an_ended_session_changes_nothing(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.expire()
    assert report("checkout.session.expired").status_code == 204
    assert truth(order) == (State.PLACED, 0, 0, 0)

    at_stripe.pay()
    report("checkout.session.expired", number=2)

    assert truth(order) == (State.PAID, order.total, 0, 1)


def test_slow_money_counts_when_it_comes(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.pay(payment_status="unpaid")
    report()
    before = truth(order)
    at_stripe.pay()
    report("checkout.session.async_payment_succeeded", number=2)

    assert before == (State.PLACED, 0, 0, 0)
    assert truth(order) == (State.PAID, order.total, 0, 1)


def test_slow_money_that_fails_counts_nothing(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.pay(payment_status="unpaid")

    assert report("checkout.session.async_payment_failed").status_code == 204
    assert truth(order) == (State.PLACED, 0, 0, 0)


# Too little, too much, too late


def test_too_little_is_a_part(client: Client, order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.pay(amount_total=1000)
    report()

    assert truth(order) == (State.PLACED, 10, 0, 1)
    assert "We have received $10.00; $15.00 are missing." in seen_text(client.get(order.get_absolute_url()))


def test_too_much_is_owed(order: Order, at_stripe: FakeStripe) -> None:
    at_stripe.pay(amount_total=3000)
    report()

    assert truth(order) == (State.PAID, 30, 5, 1)


def test_money_of_another_currency_is_noted_once_and_not_counted(
    desk: Client, order: Order, at_stripe: FakeStripe, shopkeeper: User
) -> None:
    at_stripe.pay(currency="sek")
    for number in range(2):
        assert report(number=number).status_code == 204

    assert truth(order) == (State.PLACED, 0, 0, 0)
    assert again(order).version == order.version + 1
    page = desk.get(reverse("admin:shop_order_change", args=[order.pk])).text
    assert page.count("Stripe cs_1: 2500 sek") == 1
    with pytest.raises(orders.StaleError):
        orders.cancel(order, by=shopkeeper, version=order.version)


@pytest.mark.parametrize(
    ("currency", "count", "amount"), [("JPY", 25, 25), ("ISK", 2500, 25), ("EUR", 2500, 25)]
)
def test_amounts_are_counted_as_stripe_counts_them(
    client: Client, at_stripe: FakeStripe, currency: str, count: int, amount: int
) -> None:
    order = make_card_order(currency=currency)
    press_pay(client, order)
    at_stripe.pay()
    report()

    assert at_stripe.sessions["cs_1"]["amount_total"] == count
    assert truth(order) == (State.PAID, amount, 0, 1)


def late_order(client: Client, at_stripe: FakeStripe, product: Product) -> Order:
    """An order that is paid on Stripe's page after its pieces were free again."""
    order = make_card_order({product: 1})
    press_pay(client, order)
    end_hold(order)
    at_stripe.pay()
    return order


def test_late_money_wins_pieces_that_are_left(client: Client, at_stripe: FakeStripe) -> None:
    product = make_product(stock=1)
    order = late_order(client, at_stripe, product)

    report()

    assert truth(order) == (State.PAID, order.total, 0, 1)
    assert again(order).events.filter(kind=EventKind.HOLD_WON).count() == 1
    assert Product.objects.get(pk=product.pk).stock == 0


def test_late_money_for_pieces_that_are_sold_is_owed(client: Client, at_stripe: FakeStripe) -> None:
    product = make_product(stock=1)
    order = late_order(client, at_stripe, product)
    make_order({product: 1})

    report()

    assert truth(order) == (State.CANCELLED, order.total, order.total, 1)
    assert Product.objects.get(pk=product.pk).stock == 0


def test_money_for_an_order_that_staff_cancelled_is_owed(
    client: Client, order: Order, at_stripe: FakeStripe, shopkeeper: User
) -> None:
    orders.cancel(order, by=shopkeeper, version=order.version)
    at_stripe.pay()

    report()

    assert truth(order) == (State.CANCELLED, order.total, order.total, 1)
    assert "We owe you $25.00 and pay it back." in seen_text(client.get(order.get_absolute_url()))
