"""Money that several bring or take at once; each race has one that must be lost without the protection."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from shop import orders, payments, reversals, tidying
from shop.models import Order, Payment, PaymentMethod, Product, State
from tests.factories import make_order, make_product
from tests.races import at_once, meeting

pytestmark = pytest.mark.django_db(transaction=True)

TOTAL = Decimal("25.00")


def again(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def test_same_money_20_times_at_once_is_one_payment() -> None:
    order = make_order()

    def webhook() -> None:
        payments.receive(again(order), TOTAL, method=PaymentMethod.STRIPE, reference="pi_1")

    at_once(*[webhook] * 20)

    assert again(order).paid == TOTAL
    assert Payment.objects.count() == order.invoices.count() == order.events.filter(kind="paid").count() == 1


def test_different_money_at_once_adds_up() -> None:
    order = make_order()

    def bring(number: int) -> Callable[[], object]:
        return lambda: payments.receive(
            again(order), Decimal(5), method=PaymentMethod.TRANSFER, reference=str(number)
        )

    at_once(*[bring(number) for number in range(10)])

    order = again(order)
    assert (order.paid, order.state, order.owed) == (Decimal(50), State.PAID, Decimal(25))


def unlock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two read an order before either writes it: without the row's lock, and so that they meet."""
    meet = meeting()

    def read(order: Order) -> None:
        order.refresh_from_db()
        meet()

    monkeypatch.setattr(payments, "lock", read)


def outside_a_transaction(verb: Any) -> Any:
    """A verb without its own transaction, which by itself makes others wait on SQLite; none may write mail in it."""
    return verb.__wrapped__


def test_money_is_lost_where_two_add_up_without_a_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    order = make_order(email="")
    unlock(monkeypatch)

    def bring(number: int) -> Callable[[], object]:
        payment = Payment(
            order=again(order), method=PaymentMethod.TRANSFER, reference=str(number), amount=Decimal(10)
        )
        return lambda: outside_a_transaction(payments.book)(payment)

    at_once(bring(1), bring(2))

    assert (again(order).paid, order.payments.count()) == (Decimal(10), 2)


def test_two_refunds_at_once_give_back_no_more_than_came(shopkeeper: User) -> None:
    order = make_order()
    payments.receive(order, TOTAL, method=PaymentMethod.TRANSFER)

    def refund() -> None:
        with suppress(orders.RefusedError):
            payments.refund(again(order), Decimal(15), reason="", by=shopkeeper)

    at_once(*[refund] * 8)

    assert again(order).refunded == 15
    assert order.refunds.count() == 1


def test_too_much_goes_back_where_two_check_without_a_lock(
    monkeypatch: pytest.MonkeyPatch, shopkeeper: User
) -> None:
    order = make_order(email="")
    payments.receive(order, TOTAL, method=PaymentMethod.TRANSFER)
    unlock(monkeypatch)

    def refund() -> None:
        outside_a_transaction(payments.refund)(again(order), Decimal(15), reason="", by=shopkeeper)

    at_once(refund, refund)

    assert sum(refund.amount for refund in order.refunds.all()) > TOTAL


def test_late_money_for_the_last_piece_at_once_wins_it_once() -> None:
    product = make_product(stock=1)
    late = []
    for _ in range(6):
        order = make_order({product: 1})
        Order.objects.filter(pk=order.pk).update(hold_until=order.placed_at)
        late.append(order)

    def pay(order: Order) -> Callable[[], object]:
        return lambda: payments.receive(again(order), TOTAL, method=PaymentMethod.TRANSFER)

    at_once(*[pay(order) for order in late])

    states = sorted(again(order).state for order in late)
    assert states == [State.CANCELLED] * 5 + [State.PAID]
    assert Product.objects.get(pk=product.pk).stock == 0
    assert connection.is_usable()


@pytest.mark.parametrize("left", [1, 0], ids=["pieces are left", "pieces are sold"])
def test_a_payment_while_its_order_lapses_leaves_one_truth(left: int) -> None:
    product = make_product(stock=1)
    order = make_order({product: 1})
    Order.objects.filter(pk=order.pk).update(hold_until=order.placed_at)
    if not left:
        make_order({product: 1})

    def pay() -> None:
        payments.receive(again(order), TOTAL, method=PaymentMethod.STRIPE, reference="pi_1")

    at_once(*[tidying.lapse_overdue] * 3, *[pay] * 3)

    order = again(order)
    assert (order.state, order.owed) == ((State.PAID, 0) if left else (State.CANCELLED, TOTAL))
    assert (Product.objects.get(pk=product.pk).stock, order.payments.count()) == (0, 1)
    assert order.events.filter(kind="lapsed").count() == 1


def test_payment_that_several_take_back_is_taken_back_once(shopkeeper: User) -> None:
    order = make_order()
    payments.receive(order, Decimal(10), method=PaymentMethod.TRANSFER)
    payment = order.payments.get()

    def reverse() -> None:
        with suppress(orders.RefusedError):
            reversals.reverse(Payment.objects.get(pk=payment.pk), reason="Mistake", by=shopkeeper)

    at_once(*[reverse] * 6)

    assert (again(order).paid, order.refunds.count()) == (Decimal(0), 1)


def test_payment_is_given_back_or_taken_back_but_never_both(shopkeeper: User) -> None:
    order = make_order()
    payments.receive(order, TOTAL, method=PaymentMethod.TRANSFER)
    payment = order.payments.get()

    def act(verb: Callable[[], object]) -> None:
        with suppress(orders.RefusedError):
            verb()

    at_once(
        partial(act, lambda: payments.refund(again(order), TOTAL, reason="", by=shopkeeper)),
        partial(act, lambda: reversals.reverse(payment, reason="Mistake", by=shopkeeper)),
    )

    order = again(order)
    assert order.refunds.count() == 1
    assert (order.state, order.paid, order.refunded) in {(State.REFUNDED, TOTAL, TOTAL), (State.PLACED, 0, 0)}


def test_a_payment_and_a_shopper_who_cancels_leave_one_truth() -> None:
    product = make_product(stock=5)
    order = make_order({product: 1})

    def cancel() -> None:
        with suppress(orders.StaleError, orders.RefusedError):
            orders.cancel(again(order), by=None, version=order.version)

    at_once(
        cancel, lambda: payments.receive(again(order), TOTAL, method=PaymentMethod.STRIPE, reference="pi_1")
    )

    order = again(order)
    truth = (order.state, order.owed, Product.objects.get(pk=product.pk).stock)
    assert truth in {(State.PAID, 0, 4), (State.CANCELLED, TOTAL, 5)}


def test_of_two_who_act_on_what_they_saw_one_is_refused(shopkeeper: User) -> None:
    order = make_order()
    payments.receive(order, TOTAL, method=PaymentMethod.TRANSFER)
    refused = []

    def pack() -> None:
        try:
            orders.pack(again(order), by=shopkeeper, version=order.version)
        except orders.StaleError as error:
            refused.append(error)

    at_once(*[pack] * 6)

    assert len(refused) == 5
    assert order.events.filter(kind="packed").count() == 1
