"""Orders in the admin that their shoppers have withdrawn from."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from shop.models import Order, State
from tests.factories import make_order
from tests.shop.tending import ORDERS, act, look_over, mark, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "step"), [(State.PLACED, ""), (State.PAID, "; Pack"), (State.SENT, "; On its way")]
)
def test_list_says_that_a_withdrawal_waits(desk: Client, state: State, step: str) -> None:
    order = make_order(state=state)
    order.withdrawals.create(name="Sara", email=order.email)

    [waiting] = re.findall(r'field-next_step">([^<]*)<', desk.get(ORDERS).text)
    order.withdrawals.update(handled_at=timezone.now())
    handled = re.findall(r'field-next_step">([^<]*)<', desk.get(f"{ORDERS}?show=all").text)

    assert waiting == "Withdrawal: look at it" + (step if state == State.SENT else "")
    assert handled == [step.removeprefix("; ") or "–"]


@pytest.mark.parametrize(("name", "state"), [("pack", State.PACKED), ("send", State.SENT)])
def test_order_that_was_withdrawn_from_leaves_only_when_that_is_ticked(
    desk: Client, name: str, state: State
) -> None:
    order = make_order(state=State.PAID)
    order.withdrawals.create(name="Sara", email=order.email)
    page = desk.get(f"{ORDERS}{order.pk}/change/").text

    refused = act(desk, order, name)
    ticked = act(desk, order, name, despite_withdrawal="on")

    assert "The shopper declared a withdrawal on" in page
    assert refused.status_code == 409
    assert "Look at the withdrawal first." in refused.text
    assert ticked.status_code == 200
    order.refresh_from_db()
    assert order.state == state


@pytest.mark.parametrize("name", ["pack", "send"])
def test_order_whose_withdrawal_was_handled_leaves_unasked_as_its_heap_says(desk: Client, name: str) -> None:
    one, of_many = make_order(state=State.PAID), make_order(state=State.PAID)
    for order in (one, of_many):
        order.withdrawals.create(name="Sara", email=order.email, handled_at=timezone.now())
    page = desk.get(f"{ORDERS}{one.pk}/change/").text
    assert set(Order.objects.to_pack()) == {one, of_many}

    act(desk, one, name)
    mark(desk, name, of_many)

    assert "despite_withdrawal" not in page
    assert {order.state for order in Order.objects.all()} == {State.PACKED if name == "pack" else State.SENT}


def test_order_without_a_withdrawal_leaves_unasked(desk: Client) -> None:
    order = make_order(state=State.PAID)

    assert "despite_withdrawal" not in desk.get(f"{ORDERS}{order.pk}/change/").text


@pytest.mark.parametrize("name", ["pack", "send"])
def test_orders_that_were_withdrawn_from_are_left_out_and_refused(desk: Client, name: str) -> None:
    fine, withdrawn = make_order(state=State.PAID), make_order(state=State.PAID)
    withdrawn.withdrawals.create(name="Sara", email=withdrawn.email)

    page = look_over(desk, {"pack": "mark_packed", "send": "mark_sent"}[name], fine, withdrawn).text
    done = told(mark(desk, name, fine, withdrawn))

    assert re.findall(r'name="order" value="(\d+)" checked', page) == [str(fine.pk)]
    assert f">{withdrawn.code}</a> (Paid; withdrawal declared)" in page
    assert done[0].startswith(f"Not marked: {withdrawn.code}. A withdrawal from order {withdrawn.code}")
    assert Order.objects.get(pk=withdrawn.pk).state == State.PAID
