"""What a shopkeeper does to one order: paid, packed, sent, done; cancelled, money given back, noted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from newsroom.outbox.models import Mail
from shop import payments
from shop.models import EventKind, Order, PaymentMethod, RefundState, State
from tests.factories import make_order, make_product
from tests.shop.tending import ORDERS, act, seen, told

pytestmark = pytest.mark.django_db

TODAY = {"day": date.today().isoformat()}  # noqa: DTZ011


@pytest.fixture
def order(db: None) -> Order:
    """Two of a counted product, for $45.00 in all, not paid."""
    return make_order({make_product(title="Mug", stock=5): 2})


def pay_in_full(order: Order) -> Order:
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER)
    return order


def subjects() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("subject", flat=True))


def last_event(order: Order) -> tuple[str, str, str]:
    event = order.events.last()
    assert event
    return event.kind, event.by_name, event.note


def test_order_goes_its_way_from_payment_to_done(desk: Client, order: Order, shopkeeper: User) -> None:
    for name, state, typed in [
        ("pay", State.PAID, {"amount": "45.00", "reference": "Statement 7", **TODAY}),
        ("pack", State.PACKED, {}),
        ("send", State.SENT, {"text": " RX 1 "}),
        ("finish", State.DONE, {}),
    ]:
        order.refresh_from_db()
        done = act(desk, order, name, **typed)
        order.refresh_from_db()
        assert (done.status_code, order.state) == (200, state)

    assert order.tracking == "RX 1"
    assert [event.by_name for event in order.events.exclude(kind__in=["placed", "invoiced"])] == ["sam"] * 4
    assert subjects() == [f"Your {words}" for words in (
        f"order {order}", f"payment for order {order}", f"order {order} is on its way",
    )]  # fmt: skip


def test_page_says_what_was_done(desk: Client, order: Order) -> None:
    said = []
    for name, typed in [
        ("pay", {"amount": "45.00", **TODAY}),
        ("pack", {}),
        ("take_back", {}),
        ("note", {"text": "Sara rang."}),
        ("send", {"text": ""}),
        ("finish", {}),
        ("refund", {"amount": "5.00", "text": "Scratched"}),
    ]:
        order.refresh_from_db()
        said += told(act(desk, order, name, **typed))

    assert said == [
        f"The payment for order {order} is noted.",
        f"Order {order} is packed.",
        f"The last mark of order {order} is taken back.",
        f"The note on order {order} is kept.",
        f"Order {order} is sent, and its shopper is told.",
        f"Order {order} is done.",
        f"The refund for order {order} is noted.",
    ]


def test_payment_form_stands_at_what_is_missing(desk: Client, order: Order) -> None:
    payments.receive(order, Decimal("20.00"), method=PaymentMethod.TRANSFER)

    page = desk.get(f"{ORDERS}{order.pk}/change/").text

    assert 'name="pay-amount" value="25.00"' in page


def test_payment_in_part_leaves_the_order_waiting(desk: Client, order: Order) -> None:
    act(desk, order, "pay", amount="20.00", asked="20.00 of 45.00", **TODAY)

    order.refresh_from_db()
    assert (order.state, order.paid) == (State.PLACED, Decimal("20.00"))


def test_payment_keeps_the_day_it_came(desk: Client, order: Order) -> None:
    Order.objects.filter(pk=order.pk).update(placed_at=timezone.now() - timedelta(days=3))
    day = timezone.localdate() - timedelta(days=2)

    act(desk, order, "pay", amount="45.00", day=day.isoformat())

    assert timezone.localdate(order.payments.get().received_at) == day


def test_same_reference_counts_once(desk: Client, order: Order) -> None:
    act(desk, order, "pay", amount="20.00", reference="Statement 7", asked="20.00 of 45.00", **TODAY)
    order.refresh_from_db()

    again = act(desk, order, "pay", amount="20.00", reference="Statement 7", asked="20.00 of 25.00", **TODAY)

    assert again.status_code == 409
    assert "was noted for the order before" in again.text
    version = order.version
    order.refresh_from_db()
    assert (order.paid, order.version) == (Decimal("20.00"), version)


@pytest.mark.parametrize(
    "typed",
    [
        {"amount": "0"}, {"amount": "-5"}, {"amount": "1.001"}, {"amount": "999999999999"}, {"amount": "NaN"},
        {"amount": "lots"}, {"amount": ""}, {"day": "2999-01-01"}, {"day": "1999-01-01"}, {"day": "soon"}, {"day": ""},
        {"reference": "x" * 201}, {"reference": "\0"},
    ],
    ids=str,
)  # fmt: skip
def test_wrong_payment_is_refused_beside_its_field(desk: Client, order: Order, typed: dict[str, str]) -> None:
    refused = act(desk, order, "pay", **({"amount": "45.00", "reference": "Statement 7"} | TODAY | typed))

    assert refused.status_code == 409
    assert '<ul class="errorlist" id="id_pay-' in refused.text
    assert not order.payments.exists()


def test_payments_that_come_to_more_than_an_order_can_are_refused_in_words(
    desk: Client, order: Order
) -> None:
    amount = "99999999999.99"
    order.refresh_from_db()
    act(desk, order, "pay", amount=amount, asked=f"{amount} of {order.missing}", **TODAY)
    order.refresh_from_db()

    refused = act(desk, order, "pay", amount=amount, asked=f"{amount} of {order.missing}", **TODAY)

    assert refused.status_code == 409
    assert "more than one order can come to" in refused.text
    assert order.payments.count() == 1


def test_order_sent_twice_from_one_page_is_sent_once(desk: Client, order: Order) -> None:
    pay_in_full(order)
    page = seen(order) | {"send-text": "RX 1"}

    answers = [desk.post(f"{ORDERS}{order.pk}/acts/send/", page).status_code for _ in range(2)]

    assert answers == [302, 409]
    assert [subject for subject in subjects() if "on its way" in subject] == [
        f"Your order {order} is on its way"
    ]


def test_refund_stands_at_what_is_owed_and_is_told(desk: Client, order: Order) -> None:
    pay_in_full(order)
    act(desk, order, "cancel", text="Out of clay")
    order.refresh_from_db()
    assert last_event(order) == (EventKind.CANCELLED, "sam", "Out of clay")
    assert 'name="refund-amount" value="45.00"' in desk.get(f"{ORDERS}{order.pk}/change/").text

    done = act(desk, order, "refund", amount="45.00", text="Cancelled")

    assert done.status_code == 200
    order.refresh_from_db()
    assert (order.refunded, order.owed) == (Decimal("45.00"), Decimal(0))
    refund = order.refunds.get()
    assert (refund.state, refund.reason, refund.made_by_name) == (RefundState.DONE, "Cancelled", "sam")
    assert subjects()[-1] == f"A refund for your order {order}"
    assert order.invoices.count() == 2


def test_more_than_was_paid_is_never_given_back(desk: Client, order: Order) -> None:
    pay_in_full(order)

    refused = act(desk, order, "refund", amount="45.01", text="Too much")

    assert refused.status_code == 409
    assert "No more can be given back" in refused.text
    version = order.version
    order.refresh_from_db()
    assert (order.refunded, order.version) == (Decimal(0), version)


@pytest.mark.parametrize(("ticked", "stock"), [({}, 3), ({"gives_back_stock": "on"}, 5)])
def test_refund_puts_pieces_back_if_asked(
    desk: Client, order: Order, ticked: dict[str, str], stock: int
) -> None:
    pay_in_full(order)

    act(desk, order, "refund", amount="45.00", text="Came back", **ticked)

    line = order.lines.get()
    line.product.refresh_from_db()
    assert line.product.stock == stock


def test_mark_is_taken_back_and_a_note_added(desk: Client, order: Order) -> None:
    pay_in_full(order)
    act(desk, order, "pack")
    order.refresh_from_db()

    act(desk, order, "take_back")
    order.refresh_from_db()
    act(desk, order, "note", text="Sara rang.")

    order.refresh_from_db()
    assert order.state == State.PAID
    assert last_event(order) == (EventKind.NOTED, "sam", "Sara rang.")


@pytest.mark.parametrize("name", ["cancel", "note"])
def test_reason_and_note_are_not_empty(desk: Client, order: Order, name: str) -> None:
    assert act(desk, order, name, text="  ").status_code == 409

    order.refresh_from_db()
    assert (order.state, order.events.count()) == (State.PLACED, 1)


def test_acts_are_posted(desk: Client, order: Order) -> None:
    assert desk.get(f"{ORDERS}{order.pk}/acts/pack/").status_code == 405
