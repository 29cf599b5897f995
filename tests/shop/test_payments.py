"""Money that comes in: in time, in part, twice, late."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import User

from newsroom.outbox.models import Mail
from shop import orders, payments
from shop.models import EventKind, Order, Payment, PaymentMethod, Product, State
from tests.factories import make_order, make_product

pytestmark = pytest.mark.django_db

PLACED = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
TOTAL = Decimal("25.00")  # a product at $20.00 and its delivery
PROVIDER = PaymentMethod.STRIPE
BANK = PaymentMethod.TRANSFER


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(PLACED, tick=False) as clock:
        yield clock


def kinds(order: Order) -> list[str]:
    return list(
        order.events.exclude(kind__in=[EventKind.INVOICED, EventKind.CREDITED]).values_list("kind", flat=True)
    )


def stock_of(product: Product) -> int | None:
    return Product.objects.get(pk=product.pk).stock


def subjects(order: Order) -> list[str]:
    return [mail.subject for mail in Mail.objects.order_by("pk")]


def test_full_payment_settles_an_order() -> None:
    order = make_order()

    payment = payments.receive(order, TOTAL, method=PROVIDER, reference="pi_1")

    order.refresh_from_db()
    assert payment is not None
    assert (order.state, order.paid, order.owed) == (State.PAID, TOTAL, Decimal(0))
    assert order.holds_stock
    assert kinds(order) == ["placed", "paid"]
    assert order.invoices.get().amount == TOTAL
    assert subjects(order)[1:] == [f"Your payment for order {order.code}"]


def test_same_money_of_a_provider_counts_once() -> None:
    order = make_order()
    payments.receive(order, TOTAL, method=PROVIDER, reference="pi_1")
    version = order.version

    assert payments.receive(order, TOTAL, method=PROVIDER, reference="pi_1") is None

    order.refresh_from_db()
    assert (order.paid, order.version) == (TOTAL, version)
    assert kinds(order) == ["placed", "paid"]


def test_a_providers_reference_pays_one_order_only() -> None:
    payments.receive(make_order(), TOTAL, method=PROVIDER, reference="pi_1")
    other = make_order()

    assert payments.receive(other, TOTAL, method=PROVIDER, reference="pi_1") is None
    assert Order.objects.get(pk=other.pk).state == State.PLACED


def test_two_orders_may_be_paid_by_transfers_of_one_reference() -> None:
    for order in (make_order(), make_order()):
        assert payments.receive(order, TOTAL, method=BANK, reference="May")


def test_a_transfer_of_one_reference_counts_once_per_order() -> None:
    order = make_order()
    payments.receive(order, Decimal(10), method=BANK, reference="line 7")

    assert payments.receive(order, Decimal(10), method=BANK, reference="line 7") is None
    assert order.paid == 10


def test_a_providers_payment_needs_a_reference() -> None:
    with pytest.raises(ValueError, match="reference"):
        payments.receive(make_order(), TOTAL, method=PROVIDER)


@pytest.mark.parametrize("amount", ["0", "-1", "0.001"])
def test_no_amount_is_no_payment(amount: str) -> None:
    order = make_order()

    with pytest.raises(orders.RefusedError, match="above zero"):
        payments.receive(order, Decimal(amount), method=BANK)

    assert not Payment.objects.exists()


def test_part_of_the_money_leaves_an_order_placed() -> None:
    order = make_order()

    payments.receive(order, TOTAL - Decimal("0.01"), method=BANK)

    assert (order.state, kinds(order)) == (State.PLACED, ["placed", "paid_in_part"])
    assert not order.invoices.exists()


def test_the_rest_of_the_money_settles_it() -> None:
    order = make_order()
    payments.receive(order, TOTAL - Decimal("0.01"), method=BANK)

    payments.receive(order, Decimal("0.01"), method=BANK)

    assert (order.state, order.paid) == (State.PAID, TOTAL)
    assert kinds(order) == ["placed", "paid_in_part", "paid"]


def test_too_much_money_is_owed() -> None:
    order = make_order()

    payments.receive(order, TOTAL + 3, method=BANK)

    assert (order.state, order.owed) == (State.PAID, Decimal(3))
    assert order.invoices.get().amount == TOTAL


def test_money_for_a_paid_order_is_owed() -> None:
    order = make_order()
    payments.receive(order, TOTAL, method=PROVIDER, reference="pi_1")

    payments.receive(order, TOTAL, method=BANK)

    assert (order.state, order.owed) == (State.PAID, TOTAL)
    assert kinds(order) == ["placed", "paid", "paid_more"]


def test_money_for_a_refunded_order_is_owed(shopkeeper: User) -> None:
    order = make_order()
    payments.receive(order, TOTAL, method=BANK)
    payments.refund(order, TOTAL, reason="Broken", by=shopkeeper)

    payments.receive(order, TOTAL, method=BANK)

    assert (order.state, order.owed) == (State.REFUNDED, TOTAL)


@pytest.mark.parametrize("who", ["shopper", "staff"])
def test_money_for_an_order_that_somebody_cancelled_is_owed(shopkeeper: User, who: str) -> None:
    product = make_product(stock=5)
    order = make_order({product: 1})
    orders.cancel(order, by=shopkeeper if who == "staff" else None, version=order.version)

    payments.receive(order, TOTAL, method=BANK)

    assert (order.state, order.owed, stock_of(product)) == (State.CANCELLED, TOTAL, 5)
    assert kinds(order) == ["placed", "cancelled", "paid_late"]


def test_money_of_the_last_moment_is_in_time(clock: time_machine.Traveller) -> None:
    order = make_order({make_product(stock=1): 1})
    assert order.hold_until
    clock.move_to(order.hold_until - timedelta(microseconds=1))

    payments.receive(order, TOTAL, method=BANK)

    assert (order.state, kinds(order)) == (State.PAID, ["placed", "paid"])


def test_money_at_the_moment_the_hold_ends_wins_pieces_that_are_left(clock: time_machine.Traveller) -> None:
    product = make_product(stock=1)
    order = make_order({product: 1})
    clock.move_to(order.hold_until)

    payments.receive(order, TOTAL, method=BANK)

    assert (order.state, order.holds_stock, stock_of(product)) == (State.PAID, True, 0)
    assert kinds(order) == ["placed", "lapsed", "hold_won", "paid"]
    assert subjects(order)[1:] == [f"Your payment for order {order.code}"]
    assert [move.quantity for move in order.movements.all()] == [-1, 1, -1]


def test_late_money_for_pieces_that_are_sold_is_owed(clock: time_machine.Traveller) -> None:
    product = make_product(stock=1)
    order = make_order({product: 1})
    clock.move_to(order.hold_until)
    make_order({product: 1})

    payments.receive(order, TOTAL, method=BANK)

    assert (order.state, order.holds_stock, order.owed) == (State.CANCELLED, False, TOTAL)
    assert kinds(order) == ["placed", "lapsed", "paid_late"]
    assert stock_of(product) == 0
    assert not order.invoices.exists()


def test_late_money_wins_what_another_overdue_order_holds(clock: time_machine.Traveller) -> None:
    product = make_product(stock=1)
    first = make_order({product: 1})
    clock.move_to(first.hold_until)
    second = make_order({product: 1})
    clock.move_to(second.hold_until)

    payments.receive(first, TOTAL, method=BANK)

    second.refresh_from_db()
    assert (first.state, second.state) == (State.PAID, State.CANCELLED)


def test_late_money_wins_all_pieces_or_none(clock: time_machine.Traveller) -> None:
    plenty, last = make_product(stock=9), make_product(stock=1)
    order = make_order({plenty: 1, last: 1})
    clock.move_to(order.hold_until)
    make_order({last: 1})

    payments.receive(order, order.total, method=BANK)

    assert (order.state, stock_of(plenty), stock_of(last)) == (State.CANCELLED, 9, 0)


def test_late_money_does_not_win_what_is_recalled(clock: time_machine.Traveller) -> None:
    product = make_product(stock=1)
    order = make_order({product: 1})
    Product.objects.update(recall_notice="The handle breaks.")
    clock.move_to(order.hold_until)

    payments.receive(order, TOTAL, method=BANK)

    assert (order.state, order.owed) == (State.CANCELLED, TOTAL)


def test_part_of_the_money_does_not_hold_pieces_for_longer(clock: time_machine.Traveller) -> None:
    product = make_product(stock=1)
    order = make_order({product: 1})
    payments.receive(order, Decimal(10), method=BANK)
    clock.move_to(order.hold_until)

    other = make_order({product: 1})

    order.refresh_from_db()
    assert (order.state, order.owed, other.state) == (State.CANCELLED, Decimal(10), State.PLACED)


def test_parts_that_add_up_late_win_the_pieces_again(clock: time_machine.Traveller) -> None:
    order = make_order({make_product(stock=1): 1})
    payments.receive(order, Decimal(10), method=BANK)
    clock.move_to(order.hold_until)
    payments.receive(order, Decimal(10), method=BANK)
    late = order.state

    payments.receive(order, Decimal(5), method=BANK)

    assert (late, order.state, order.owed) == (State.CANCELLED, State.PAID, Decimal(0))


def test_late_money_after_a_cancelled_second_life_is_owed(
    clock: time_machine.Traveller, shopkeeper: User
) -> None:
    order = make_order({make_product(stock=1): 1})
    clock.move_to(order.hold_until)
    payments.receive(order, TOTAL, method=BANK)
    orders.cancel(order, by=shopkeeper, version=order.version)

    payments.receive(order, TOTAL, method=BANK)

    assert (order.state, order.owed) == (State.CANCELLED, 2 * TOTAL)
