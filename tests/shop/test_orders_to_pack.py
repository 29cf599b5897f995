"""Which orders are to be packed and sent: those that can be, in every place that says so."""

import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from shop import orders, payments, providers
from shop.admin.order_acts import possible
from shop.models import Order, PaymentMethod, Refund, State
from shop.payments import RefusedError
from tests.factories import make_order, make_product
from tests.shop.tending import ORDERS

pytestmark = pytest.mark.django_db

TOTAL = Decimal("25.00")


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> list[Refund]:
    """A provider of card payments that is asked for refunds, and takes its time."""
    asked: list[Refund] = []
    monkeypatch.setitem(providers.paying_back, PaymentMethod.STRIPE, asked.append)
    return asked


def heaps() -> list[Order]:
    return [*Order.objects.to_pack(), *Order.objects.to_send()]


def steps(desk: Client) -> list[str]:
    return re.findall(r'field-next_step">([^<]*)<', desk.get(ORDERS).text)


@pytest.mark.parametrize("state", [State.PAID, State.PACKED])
def test_order_whose_pieces_went_back_is_not_to_be_packed_or_sent(
    desk: Client, shopkeeper: User, state: State
) -> None:
    order = make_order({make_product(stock=5): 1}, state=state)
    payments.refund(order, Decimal(1), reason="", by=shopkeeper, gives_back_stock=True)

    assert heaps() == []
    assert not {"pack", "send"} & set(possible(order))
    assert steps(desk) == ["Pieces back in the stock: cancel it"]
    with pytest.raises(RefusedError, match="went back to the stock"):
        orders.send(order, by=shopkeeper, version=order.version)


def test_order_whose_money_is_on_its_way_back_is_not_to_be_packed(
    desk: Client, shopkeeper: User, provider: list[Refund]
) -> None:
    order = make_order()
    payments.receive(order, TOTAL, method=PaymentMethod.STRIPE, reference="pi_1")
    payments.refund(order, TOTAL, reason="", by=shopkeeper)

    assert (order.state, len(provider)) == (State.PAID, 1)
    assert heaps() == []
    assert steps(desk) == ["Money on its way back"]
    with pytest.raises(RefusedError, match="on its way back"):
        orders.pack(order, by=shopkeeper, version=order.version)


def test_order_of_which_some_was_given_back_is_to_be_packed(desk: Client, shopkeeper: User) -> None:
    order = make_order(state=State.PAID)
    payments.refund(order, Decimal(5), reason="", by=shopkeeper)

    assert heaps() == [order]
    assert steps(desk) == ["Pack"]


def test_withdrawal_that_was_handled_leaves_the_order_to_be_packed(shopkeeper: User) -> None:
    order = make_order(state=State.PAID)
    order.withdrawals.create(name="Sara", email=order.email, handled_at=timezone.now())

    assert heaps() == [order]
    orders.pack(order, by=shopkeeper, version=order.version, despite_withdrawal=True)
