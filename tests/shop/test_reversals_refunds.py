"""Payments taken back from orders of which money was given back: what counts is what is kept."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from shop import invoices, orders, payments, reversals
from shop.models import Invoice, Order, Payment, PaymentMethod, State, TaxRate
from shop.payments import RefusedError
from tests.factories import make_delivery, make_order, make_product

pytestmark = pytest.mark.django_db

TOTAL = Decimal("25.00")


def pay(order: Order, amount: Decimal = TOTAL) -> Payment:
    payment = payments.receive(order, amount, method=PaymentMethod.TRANSFER)
    assert payment
    return payment


def give_back(order: Order, amount: Decimal) -> None:
    payments.refund(order, amount, reason="", by=None)


def take_back(order: Order, payment: Payment, by: User) -> None:
    reversals.reverse(payment, reason="Never came", by=by)
    order.refresh_from_db()


def books(order: Order) -> list[tuple[int, Decimal, bool]]:
    """The papers of an order: edition, amount, and whether it is a credit note."""
    return [(paper.edition, paper.amount, bool(paper.refund_id)) for paper in order.invoices.all()]


@pytest.mark.parametrize("refunded", [TOTAL, Decimal(10)], ids=["all", "part"])
def test_order_waits_for_what_was_given_back_as_paid_twice(shopkeeper: User, refunded: Decimal) -> None:
    order = make_order()
    mistake = pay(order)
    pay(order)
    give_back(order, refunded)

    take_back(order, mistake, shopkeeper)

    assert (order.state, order.kept, order.missing) == (State.PLACED, TOTAL - refunded, refunded)
    assert books(order) == [(1, TOTAL, False), (1, TOTAL, True)]
    assert not Order.objects.to_pack().exists()
    with pytest.raises(RefusedError):
        orders.pack(order, by=shopkeeper, version=order.version)


def test_what_comes_after_all_gets_an_invoice_and_refunds_of_it_credit_notes(shopkeeper: User) -> None:
    rate = TaxRate.objects.create(name="Standard", percent=Decimal(19))
    order = make_order({make_product(tax_rate=rate): 1}, delivery=make_delivery(tax_rate=rate))
    mistake = pay(order)
    pay(order)
    give_back(order, Decimal(10))
    take_back(order, mistake, shopkeeper)

    pay(order, Decimal(10))
    give_back(order, Decimal(5))

    assert (order.state, order.kept) == (State.PAID, Decimal(20))
    assert books(order)[2:] == [(2, TOTAL, False), (2, Decimal(5), True)]
    for note in Invoice.objects.filter(refund__isnull=False):
        assert sum(part.gross for part in invoices.taxes(note)) == note.amount


def test_order_that_was_packed_keeps_the_payment_that_it_rests_on(shopkeeper: User) -> None:
    order = make_order()
    mistake = pay(order)
    pay(order)
    give_back(order, TOTAL)
    orders.pack(order, by=shopkeeper, version=order.version)

    assert mistake not in reversals.reversible(order)
    with pytest.raises(RefusedError, match="take its marks back first"):
        take_back(order, mistake, shopkeeper)


@pytest.mark.parametrize("acts", [[], ["pack"], ["send"]], ids=str)
def test_what_was_credited_need_not_be_paid_again(shopkeeper: User, acts: list[str]) -> None:
    order = make_order()
    pay(order)
    give_back(order, Decimal(5))
    for name in acts:
        getattr(orders, name)(order, by=shopkeeper, version=order.version)
    mistake, state = pay(order), order.state

    take_back(order, mistake, shopkeeper)

    assert (order.state, order.kept) == (state, Decimal(20))
    assert books(order) == [(1, TOTAL, False), (1, Decimal(5), True)]


def test_order_that_was_given_back_whole_stays_refunded(shopkeeper: User) -> None:
    order = make_order()
    pay(order)
    give_back(order, TOTAL)
    mistake = pay(order)

    take_back(order, mistake, shopkeeper)

    assert (order.state, order.owed) == (State.REFUNDED, Decimal(0))
    assert books(order) == [(1, TOTAL, False), (1, TOTAL, True)]


def test_credit_note_of_a_refund_that_failed_excuses_nothing(shopkeeper: User) -> None:
    order = make_order()
    pay(order, Decimal(20))
    mistake = pay(order, Decimal(5))
    give_back(order, Decimal(7))
    payments.refund_failed(order.refunds.get(), "Account closed")
    order.refresh_from_db()

    take_back(order, mistake, shopkeeper)

    assert (order.state, order.missing) == (State.PLACED, Decimal(5))
    assert books(order) == [(1, TOTAL, False), (1, Decimal(7), True), (1, Decimal(18), True)]


def test_cancelled_order_that_was_paid_by_mistake_alone_has_its_invoice_credited(shopkeeper: User) -> None:
    order = make_order()
    mistake = pay(order)
    pay(order)
    orders.cancel(order, by=shopkeeper, version=order.version)
    give_back(order, TOTAL)

    take_back(order, mistake, shopkeeper)

    assert (order.state, order.owed) == (State.CANCELLED, Decimal(0))
    assert books(order) == [(1, TOTAL, False), (1, TOTAL, True)]


def test_refund_that_fails_pays_an_order_that_waited_for_no_more(shopkeeper: User) -> None:
    order = make_order()
    mistake = pay(order)
    pay(order)
    give_back(order, TOTAL)
    take_back(order, mistake, shopkeeper)

    payments.refund_failed(order.refunds.exclude(payment=mistake).get(), "Account closed")

    order.refresh_from_db()
    assert (order.state, order.kept, order.missing) == (State.PAID, TOTAL, Decimal(0))
    assert books(order)[2:] == [(2, TOTAL, False)]
