"""Payments that were noted by mistake: taken back by a counter-entry, and with them what they brought about."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import User

from newsroom.outbox.models import Mail
from newsroom.periods import Period
from shop import invoices, orders, payments, reversals, sales, stock
from shop.models import EventKind, Invoice, Order, PaymentMethod, Product, Refund, RefundState, State
from shop.payments import RefusedError
from tests.factories import make_order, make_product

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
TOTAL = Decimal("25.00")
BANK = PaymentMethod.TRANSFER


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def pay(order: Order, amount: Decimal = TOTAL) -> None:
    assert payments.receive(order, amount, method=BANK)


def reverse_last(order: Order, by: User) -> Refund:
    payment = order.payments.latest("pk")
    entry = reversals.reverse(payment, reason="Another order’s", by=by)
    order.refresh_from_db()
    return entry


def kinds(order: Order) -> list[str]:
    return list(order.events.values_list("kind", flat=True))


def books(order: Order) -> list[tuple[int, Decimal, bool]]:
    """The papers of an order: edition, amount, and whether it is a credit note."""
    return [(paper.edition, paper.amount, bool(paper.refund_id)) for paper in order.invoices.all()]


def test_counter_entry_says_who_when_and_why(shopkeeper: User, clock: time_machine.Traveller) -> None:
    order = make_order()
    pay(order, Decimal(10))

    entry = reverse_last(order, shopkeeper)

    assert (entry.state, entry.payment, entry.amount) == (
        RefundState.REVERSED,
        order.payments.get(),
        Decimal(10),
    )
    assert (entry.made_by_name, entry.made_at, entry.reason) == ("sam", NOON, "Another order’s")
    assert (order.state, order.paid, order.refunded, order.owed) == (
        State.PLACED,
        Decimal(0),
        Decimal(0),
        Decimal(0),
    )
    event = order.events.latest("pk")
    assert (event.kind, event.by_name, event.note) == (EventKind.REVERSED, "sam", "$10.00: Another order’s")


def test_order_that_was_not_paid_waits_again_and_keeps_its_pieces(shopkeeper: User) -> None:
    product = make_product(stock=3)
    order = make_order({product: 1})
    pay(order)

    reverse_last(order, shopkeeper)

    product.refresh_from_db()
    assert (order.state, order.missing, order.holds_stock, product.stock) == (State.PLACED, TOTAL, True, 2)
    assert order.is_to_be_paid


def test_time_that_it_passed_for_paid_does_not_count(shopkeeper: User, clock: time_machine.Traveller) -> None:
    order = make_order()
    until = order.hold_until
    assert until
    clock.shift(timedelta(days=2))
    pay(order)
    clock.shift(timedelta(days=30))

    reverse_last(order, shopkeeper)

    assert (order.state, order.hold_until) == (State.PLACED, until + timedelta(days=30))


def test_pieces_that_late_money_won_by_mistake_are_free_again(
    shopkeeper: User, clock: time_machine.Traveller
) -> None:
    product = make_product(stock=1)
    order = make_order({product: 1})
    clock.move_to(order.hold_until)
    pay(order)
    won = order.state
    clock.shift(timedelta(hours=1))

    reverse_last(order, shopkeeper)

    product.refresh_from_db()
    assert (won, order.state, product.stock) == (State.PAID, State.CANCELLED, 1)
    assert kinds(order)[-2:] == [EventKind.REVERSED, EventKind.LAPSED] or kinds(order)[-1] == EventKind.LAPSED


def test_shopper_is_told(shopkeeper: User) -> None:
    order = make_order()
    pay(order)

    reverse_last(order, shopkeeper)

    mail = Mail.objects.latest("pk")
    assert (mail.to, mail.subject) == (order.email, f"A correction to your order {order.code}")
    assert "We wrote that $25.00 had come" in mail.text
    assert "$25.00 are still to be paid." in mail.text
    assert [event.kind for event in orders.history(order)] == ["placed", "paid", "reversed"]


def test_mistyped_amount_is_taken_back_and_typed_anew(shopkeeper: User) -> None:
    order = make_order()
    pay(order, Decimal(2500))

    reverse_last(order, shopkeeper)
    pay(order)

    assert (order.state, order.paid, order.owed) == (State.PAID, TOTAL, Decimal(0))


def test_invoice_is_credited_and_the_money_that_comes_gets_another(shopkeeper: User) -> None:
    order = make_order()
    pay(order)
    reverse_last(order, shopkeeper)
    pay(order)

    payments.refund(order, Decimal(5), reason="A scratch", by=shopkeeper)

    assert books(order) == [(1, TOTAL, False), (1, TOTAL, True), (2, TOTAL, False), (2, 5, True)]
    assert [invoice.number for invoice in order.invoices.all()] == [1, 2, 3, 4]


def test_figures_agree_with_the_books(shopkeeper: User) -> None:
    order = make_order({make_product(): 2})
    pay(order, order.total)
    reverse_last(order, shopkeeper)
    pay(order, order.total)
    period = Period(date(2000, 1, 1), date(2100, 1, 1))

    by_day = sales.total(sales.by_day(Period.of_days(2)).values())
    by_product = sales.by_product(period)

    line = order.lines.get()
    assert (by_day.orders, by_day.gross, by_day.net) == (1, 2 * order.total, order.total)
    assert sales.total(by_product.values()).net == order.total
    assert (by_product[line.product_id].orders, by_product[line.product_id].pieces) == (1, 2)
    assert by_product[line.product_id].net == line.total


def test_credit_note_of_what_is_left_names_its_invoice_and_its_taxes(shopkeeper: User) -> None:
    order = make_order()
    pay(order)
    reverse_last(order, shopkeeper)
    note = Invoice.objects.get(refund__isnull=False)

    assert sum(part.gross for part in invoices.taxes(note)) == sum(part.gross for part in order.taxes.all())


def test_payment_beside_enough_others_leaves_the_state(shopkeeper: User) -> None:
    order = make_order()
    pay(order)
    orders.pack(order, by=shopkeeper, version=order.version)
    pay(order)

    reverse_last(order, shopkeeper)

    assert (order.state, order.paid, order.owed) == (State.PACKED, TOTAL, Decimal(0))
    assert books(order) == [(1, TOTAL, False)]


@pytest.mark.parametrize("acts", [["pack"], ["pack", "send"], ["send", "finish"]], ids=str)
def test_payment_of_an_order_on_its_way_stays(shopkeeper: User, acts: list[str]) -> None:
    order = make_order()
    pay(order)
    for name in acts:
        getattr(orders, name)(order, by=shopkeeper, version=order.version)

    with pytest.raises(RefusedError, match="take its marks back first"):
        reverse_last(order, shopkeeper)

    order.refresh_from_db()
    assert order.paid == TOTAL


def test_mistake_of_a_cancelled_order_is_owed_no_more(shopkeeper: User) -> None:
    order = make_order()
    pay(order)
    orders.cancel(order, by=shopkeeper, version=order.version)

    reverse_last(order, shopkeeper)

    assert (order.state, order.owed) == (State.CANCELLED, Decimal(0))
    assert books(order) == [(1, TOTAL, False), (1, TOTAL, True)]


def test_money_that_was_given_back_stays(shopkeeper: User) -> None:
    order = make_order()
    pay(order)
    payments.refund(order, Decimal(5), reason="A scratch", by=shopkeeper)

    with pytest.raises(RefusedError, match="cannot be taken back"):
        reverse_last(order, shopkeeper)


def test_refunds_are_never_more_than_what_is_left(shopkeeper: User) -> None:
    order = make_order()
    for amount in (Decimal(20), Decimal(5)):
        pay(order, amount)
    payments.refund(order, TOTAL, reason="Broken", by=shopkeeper)

    with pytest.raises(RefusedError, match="More was given back"):
        reverse_last(order, shopkeeper)


def test_order_whose_pieces_are_back_in_the_stock_is_not_sold_again(shopkeeper: User) -> None:
    order = make_order({make_product(stock=3): 1})
    for amount in (Decimal(5), Decimal(20)):
        pay(order, amount)
    payments.refund(order, Decimal(10), reason="", by=shopkeeper, gives_back_stock=True)
    first = order.payments.earliest("pk")

    with pytest.raises(RefusedError, match="cancel it first"):
        reversals.reverse(first, reason="Mistake", by=shopkeeper)


def test_payment_is_taken_back_once(shopkeeper: User) -> None:
    order = make_order()
    pay(order, Decimal(10))
    pay(order, Decimal(15))
    reverse_last(order, shopkeeper)

    with pytest.raises(RefusedError, match="cannot be taken back"):
        reverse_last(order, shopkeeper)


def test_card_payment_is_given_back_instead(shopkeeper: User) -> None:
    order = make_order()
    payments.receive(order, TOTAL, method=PaymentMethod.STRIPE, reference="pi_1")

    with pytest.raises(RefusedError, match="it came by card"):
        reverse_last(order, shopkeeper)


def test_what_was_taken_back_cannot_be_given_back(shopkeeper: User) -> None:
    order = make_order()
    pay(order, Decimal(10))
    pay(order, Decimal(15))
    reverse_last(order, shopkeeper)

    with pytest.raises(RefusedError):
        payments.refund(order, Decimal(11), reason="", by=shopkeeper)

    assert payments.refund(order, Decimal(10), reason="", by=shopkeeper).payment == order.payments.earliest(
        "pk"
    )


def test_same_reference_may_be_noted_anew(shopkeeper: User) -> None:
    order = make_order()
    payments.receive(order, Decimal(2500), method=BANK, reference="Line 7")
    reverse_last(order, shopkeeper)

    assert payments.receive(order, TOTAL, method=BANK, reference="Line 7")


def test_pieces_of_an_order_that_lapses_after_all_come_back_once(
    shopkeeper: User, clock: time_machine.Traveller
) -> None:
    product = make_product(stock=2)
    order = make_order({product: 2}, delivery=None)
    pay(order, order.total)
    reverse_last(order, shopkeeper)
    clock.move_to(order.hold_until)

    stock.lapse([order])

    assert Product.objects.get(pk=product.pk).stock == 2
    assert Order.objects.get(pk=order.pk).state == State.CANCELLED
