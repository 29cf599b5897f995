"""What staff and shoppers do to orders, and what they are refused."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from newsroom.outbox.models import Mail
from shop import orders, payments, providers
from shop.models import EventKind, Order, PaymentMethod, Product, State
from tests.factories import make_order, make_product

pytestmark = pytest.mark.django_db

ACTS: dict[str, Any] = {
    "pack": orders.pack,
    "send": orders.send,
    "finish": orders.finish,
    "cancel": orders.cancel,
}


def paid_order(product: Product | None = None) -> Order:
    order = make_order({product: 1} if product else None)
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER)
    return order


def kinds(order: Order) -> list[str]:
    return [event.kind for event in orders.history(Order.objects.get(pk=order.pk))]


def test_an_order_goes_its_way(shopkeeper: User) -> None:
    order = paid_order()

    orders.pack(order, by=shopkeeper, version=order.version)
    orders.send(order, by=shopkeeper, version=order.version, tracking=" JD014600 ")
    orders.finish(order, by=shopkeeper, version=order.version)

    order.refresh_from_db()
    assert (order.state, order.tracking) == (State.DONE, "JD014600")
    assert kinds(order) == ["placed", "paid", "packed", "sent", "done"]
    assert order.events.get(kind=EventKind.SENT).by_name == "sam"
    assert Mail.objects.filter(subject=f"Your order {order.code} is on its way").count() == 1


def test_packing_need_not_be_marked(shopkeeper: User) -> None:
    order = paid_order()

    orders.send(order, by=shopkeeper, version=order.version)

    assert order.state == State.SENT


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("act", ACTS)
def test_each_act_fits_the_states_of_the_table_and_no_others(
    shopkeeper: User, act: str, state: State
) -> None:
    order = make_order(state=state)
    move = orders.MOVES[act]

    if state in move.before:
        ACTS[act](order, by=shopkeeper, version=order.version)
    else:
        with pytest.raises(orders.RefusedError, match=order.code):
            ACTS[act](order, by=shopkeeper, version=order.version)

    seen = order.version
    order.refresh_from_db()
    assert order.state == (move.after if state in move.before else state)
    assert order.version == (seen if state in move.before else 1)


@pytest.mark.parametrize("act", [*ACTS, "take_back", "mark_paid", "add_note"])
def test_an_act_on_what_has_changed_is_refused_in_words(shopkeeper: User, act: str) -> None:
    order = paid_order()
    text = {"text": "Called"} if act == "add_note" else {}

    with pytest.raises(orders.StaleError, match="Its state is “Paid”"):
        getattr(orders, act)(order, by=shopkeeper, version=order.version - 1, **text)

    assert kinds(order) == ["placed", "paid"]


def test_a_wrong_mark_is_taken_back(shopkeeper: User) -> None:
    order = paid_order()
    orders.send(order, by=shopkeeper, version=order.version)

    orders.take_back(order, by=shopkeeper, version=order.version)

    order.refresh_from_db()
    assert order.state == State.PAID
    assert kinds(order) == ["placed", "paid"]
    assert order.events.get(kind=EventKind.TAKEN_BACK).note == "Sent"


def test_marks_are_taken_back_one_by_one(shopkeeper: User) -> None:
    order = paid_order()
    for act in (orders.pack, orders.send, orders.finish):
        act(order, by=shopkeeper, version=order.version)
    states = []

    for _ in range(3):
        orders.take_back(order, by=shopkeeper, version=order.version)
        states.append(order.state)

    assert states == [State.SENT, State.PACKED, State.PAID]
    with pytest.raises(orders.RefusedError):
        orders.take_back(order, by=shopkeeper, version=order.version)


@pytest.mark.parametrize("state", [State.PLACED, State.PAID, State.PACKED])
def test_cancelling_frees_the_pieces_and_writes(shopkeeper: User, state: State) -> None:
    product = make_product(stock=5)
    order = make_order({product: 2}, state=state)

    orders.cancel(order, by=shopkeeper, version=order.version, reason="Out of boxes")

    order.refresh_from_db()
    product.refresh_from_db()
    assert (order.state, order.holds_stock, product.stock) == (State.CANCELLED, False, 5)
    assert order.events.get(kind=EventKind.CANCELLED).note == "Out of boxes"
    assert Mail.objects.filter(subject=f"Your order {order.code} was cancelled").count() == 1


def test_pieces_that_went_back_are_not_freed_again(shopkeeper: User) -> None:
    product = make_product(stock=5)
    order = paid_order(product)
    payments.refund(order, Decimal(5), reason="", by=shopkeeper, gives_back_stock=True)

    orders.cancel(order, by=shopkeeper, version=order.version)

    product.refresh_from_db()
    assert product.stock == 5


@pytest.mark.parametrize("state", [State.PAID, State.PACKED, State.SENT])
def test_a_shopper_cancels_only_what_is_not_paid(state: State) -> None:
    order = make_order(state=state)

    with pytest.raises(orders.RefusedError):
        orders.cancel(order, by=None, version=order.version)

    order.refresh_from_db()
    assert order.state == state


def test_nothing_leaves_whose_pieces_went_back(shopkeeper: User) -> None:
    order = paid_order(make_product(stock=5))
    payments.refund(order, Decimal(5), reason="", by=shopkeeper, gives_back_stock=True)

    for act in (orders.pack, orders.send):
        with pytest.raises(orders.RefusedError, match="went back to the stock"):
            act(order, by=shopkeeper, version=Order.objects.get().version)


def test_nothing_leaves_whose_money_goes_back(shopkeeper: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(providers.paying_back, PaymentMethod.STRIPE, lambda refund: None)
    order = make_order()
    payments.receive(order, order.total, method=PaymentMethod.STRIPE, reference="pi_1")
    payments.refund(order, order.total, reason="", by=shopkeeper)

    with pytest.raises(orders.RefusedError, match="on its way back"):
        orders.send(order, by=shopkeeper, version=order.version)


def test_a_note_is_for_the_staff(shopkeeper: User) -> None:
    order = make_order()

    orders.add_note(order, by=shopkeeper, version=order.version, text="Called")

    assert order.events.get(kind=EventKind.NOTED).note == "Called"
    assert kinds(order) == ["placed"]


def test_marking_as_paid_brings_what_is_missing(shopkeeper: User) -> None:
    order = make_order()
    payments.receive(order, Decimal(10), method=PaymentMethod.TRANSFER)

    payment = orders.mark_paid(order, by=shopkeeper, version=order.version)

    assert payment is not None
    assert (payment.amount, payment.noted_by_name, order.state) == (Decimal(15), "sam", State.PAID)


def test_what_is_paid_is_not_marked_as_paid_again(shopkeeper: User) -> None:
    order = paid_order()

    with pytest.raises(orders.RefusedError, match="Nothing is missing"):
        orders.mark_paid(order, by=shopkeeper, version=order.version)


def test_another_amount_can_be_noted(shopkeeper: User) -> None:
    order = paid_order()

    orders.mark_paid(order, by=shopkeeper, version=order.version, amount=Decimal(3), reference="line 7")

    assert order.owed == 3
