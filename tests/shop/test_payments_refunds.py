"""Money that goes back: in part, in full, by hand, by a provider that may fail."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from newsroom.outbox.models import Mail
from shop import orders, payments, providers
from shop.models import EventKind, Order, PaymentMethod, Product, Refund, RefundState, State
from tests.factories import make_order, make_product

pytestmark = pytest.mark.django_db

TOTAL = Decimal("25.00")
PROVIDER, BANK = PaymentMethod.STRIPE, PaymentMethod.TRANSFER


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Refund]:
    """What a provider is asked for."""
    refunds: list[Refund] = []
    monkeypatch.setitem(providers.paying_back, PROVIDER, refunds.append)
    return refunds


def paid_order(method: PaymentMethod = BANK, product: Product | None = None) -> Order:
    order = make_order({product: 1} if product else None)
    payments.receive(order, order.total, method=method, reference="pi_1")
    return order


def kinds(order: Order) -> list[str]:
    return list(order.events.values_list("kind", flat=True))


def test_all_money_back_ends_an_order(shopkeeper: User) -> None:
    order = paid_order()

    refund = payments.refund(order, TOTAL, reason="Broken", by=shopkeeper)

    order.refresh_from_db()
    assert (order.state, order.refunded, order.owed) == (State.REFUNDED, TOTAL, Decimal(0))
    assert (refund.state, refund.made_by_name) == (RefundState.DONE, "sam")
    assert refund.credit_note.amount == TOTAL
    assert order.events.get(kind=EventKind.REFUNDED).by == shopkeeper
    assert Mail.objects.filter(subject=f"A refund for your order {order.code}").count() == 1


def test_part_of_the_money_back_leaves_the_state(shopkeeper: User) -> None:
    order = paid_order()

    payments.refund(order, Decimal(5), reason="Scratch", by=shopkeeper)

    assert (order.state, order.refunded) == (State.PAID, Decimal(5))


def test_several_parts_end_it_too(shopkeeper: User) -> None:
    order = paid_order()

    for amount in (Decimal("24.99"), Decimal("0.01")):
        payments.refund(order, amount, reason="Broken", by=shopkeeper)

    order.refresh_from_db()
    assert order.state == State.REFUNDED
    assert sum(note.amount for note in order.invoices.exclude(refund=None)) == TOTAL


def test_no_more_goes_back_than_came(shopkeeper: User) -> None:
    order = paid_order()
    payments.refund(order, Decimal(20), reason="Broken", by=shopkeeper)

    with pytest.raises(orders.RefusedError, match=r"\$5\.00"):
        payments.refund(order, Decimal("5.01"), reason="Broken", by=shopkeeper)

    order.refresh_from_db()
    assert (order.refunded, order.refunds.count()) == (Decimal(20), 1)


@pytest.mark.parametrize("amount", ["0", "-5", "0.001"])
def test_no_amount_is_no_refund(shopkeeper: User, amount: str) -> None:
    with pytest.raises(orders.RefusedError, match="above zero"):
        payments.refund(paid_order(), Decimal(amount), reason="", by=shopkeeper)


def test_money_of_a_cancelled_order_goes_back_and_it_stays_cancelled(shopkeeper: User) -> None:
    order = paid_order()
    orders.cancel(order, by=shopkeeper, version=order.version)
    owed = order.owed

    payments.refund(order, owed, reason="Cancelled", by=shopkeeper)

    order.refresh_from_db()
    assert (owed, order.state, order.owed) == (TOTAL, State.CANCELLED, Decimal(0))


def test_what_was_paid_too_much_goes_back_without_an_end(shopkeeper: User) -> None:
    order = make_order()
    payments.receive(order, TOTAL + 3, method=BANK)

    payments.refund(order, Decimal(3), reason="Too much", by=shopkeeper)

    assert (order.state, order.owed) == (State.PAID, Decimal(0))
    assert order.invoices.count() == 1


@pytest.mark.parametrize(("gives_back", "stock"), [(True, 5), (False, 4)])
def test_pieces_go_back_to_the_stock_where_asked(shopkeeper: User, gives_back: bool, stock: int) -> None:
    product = make_product(stock=5)
    order = paid_order(product=product)

    payments.refund(order, TOTAL, reason="", by=shopkeeper, gives_back_stock=gives_back)

    product.refresh_from_db()
    assert product.stock == stock


def test_pieces_go_back_once(shopkeeper: User) -> None:
    product = make_product(stock=5)
    order = paid_order(product=product)

    for _ in range(2):
        payments.refund(order, Decimal(10), reason="", by=shopkeeper, gives_back_stock=True)

    product.refresh_from_db()
    assert product.stock == 5


def test_a_provider_is_asked_and_the_money_counts_as_gone(shopkeeper: User, asked: list[Refund]) -> None:
    order = paid_order(PROVIDER)

    refund = payments.refund(order, TOTAL, reason="Broken", by=shopkeeper)

    assert asked == [refund]
    assert refund.payment is not None
    assert refund.payment.reference == "pi_1"
    assert (refund.state, order.state, order.refunded) == (RefundState.ASKED, State.PAID, TOTAL)
    assert kinds(order)[-1] == EventKind.REFUND_ASKED
    with pytest.raises(orders.RefusedError):
        payments.refund(order, Decimal("0.01"), reason="", by=shopkeeper)


def test_an_answer_of_the_provider_counts_once(shopkeeper: User, asked: list[Refund]) -> None:
    order = paid_order(PROVIDER)
    refund = payments.refund(order, TOTAL, reason="Broken", by=shopkeeper)

    for _ in range(2):
        payments.refund_done(refund, "re_1")

    order.refresh_from_db()
    assert (order.state, order.refunded, refund.reference) == (State.REFUNDED, TOTAL, "re_1")
    assert kinds(order).count(EventKind.REFUNDED) == 1
    assert Mail.objects.filter(subject__startswith="A refund").count() == 1


def test_an_order_ends_only_with_the_last_refund_under_way(shopkeeper: User, asked: list[Refund]) -> None:
    order = paid_order(PROVIDER)
    parts = [payments.refund(order, each, reason="", by=shopkeeper) for each in (Decimal(5), Decimal(20))]
    states = []

    for refund in parts:
        payments.refund_done(refund)
        order.refresh_from_db()
        states.append(order.state)

    assert states == [State.PAID, State.REFUNDED]


def test_a_refund_that_failed_can_be_made_again(shopkeeper: User, asked: list[Refund]) -> None:
    order = paid_order(PROVIDER)
    refund = payments.refund(order, TOTAL, reason="", by=shopkeeper)

    for _ in range(2):
        payments.refund_failed(refund, "card closed")

    order.refresh_from_db()
    assert (order.refunded, order.state, refund.state) == (Decimal(0), State.PAID, RefundState.FAILED)
    assert order.events.get(kind=EventKind.REFUND_FAILED).note == "card closed"
    assert payments.refund(order, TOTAL, reason="", by=shopkeeper).key != refund.key


def test_a_refund_that_fails_after_it_was_done_is_owed(shopkeeper: User, asked: list[Refund]) -> None:
    order = paid_order(PROVIDER)
    refund = payments.refund(order, TOTAL, reason="", by=shopkeeper)
    payments.refund_done(refund)

    payments.refund_failed(refund, "account closed")

    order.refresh_from_db()
    assert (order.state, order.refunded, order.owed) == (State.REFUNDED, Decimal(0), TOTAL)


def test_what_failed_is_not_done_later(shopkeeper: User, asked: list[Refund]) -> None:
    order = paid_order(PROVIDER)
    refund = payments.refund(order, TOTAL, reason="", by=shopkeeper)
    payments.refund_failed(refund, "card closed")

    payments.refund_done(refund)

    order.refresh_from_db()
    assert (order.state, order.refunded, refund.state) == (State.PAID, Decimal(0), RefundState.FAILED)


def test_each_payment_goes_back_by_the_way_it_came(shopkeeper: User, asked: list[Refund]) -> None:
    order = paid_order(PROVIDER)
    payments.receive(order, TOTAL, method=BANK)

    by_hand = payments.refund(order, TOTAL, reason="Twice", by=shopkeeper)
    by_card = payments.refund(order, TOTAL, reason="Broken", by=shopkeeper)

    assert (by_hand.state, asked) == (RefundState.DONE, [by_card])


def test_one_refund_does_not_mix_a_card_and_a_transfer(shopkeeper: User, asked: list[Refund]) -> None:
    order = paid_order(PROVIDER)
    payments.receive(order, Decimal(10), method=BANK)

    with pytest.raises(orders.RefusedError, match=r"\$25\.00"):
        payments.refund(order, TOTAL + 10, reason="", by=shopkeeper)


def test_several_transfers_go_back_as_one(shopkeeper: User) -> None:
    order = make_order()
    for amount in (Decimal(20), Decimal(5)):
        payments.receive(order, amount, method=BANK)

    payments.refund(order, TOTAL, reason="", by=shopkeeper)

    order.refresh_from_db()
    assert order.state == State.REFUNDED


@pytest.mark.parametrize(
    ("is_recalled", "state", "kinds"),
    [
        (False, State.PAID, [EventKind.LAPSED, EventKind.HOLD_WON, EventKind.PAID, EventKind.INVOICED]),
        (True, State.CANCELLED, [EventKind.LAPSED, EventKind.PAID_LATE]),
    ],
)
def test_a_refund_that_fails_too_late_has_to_win_the_pieces_again(
    shopkeeper: User, asked: list[Refund], is_recalled: bool, state: State, kinds: list[EventKind]
) -> None:
    product = make_product(stock=1)
    order = make_order({product: 1})
    payments.receive(order, Decimal(10), method=PROVIDER, reference="pi_1")
    refund = payments.refund(order, Decimal(10), reason="", by=shopkeeper)
    payments.receive(order, TOTAL - 10, method=BANK)
    Order.objects.update(hold_until=timezone.now())
    Product.objects.update(recall_notice="It breaks." if is_recalled else "")

    payments.refund_failed(refund, "card closed")

    order.refresh_from_db()
    told = list(order.events.values_list("kind", flat=True))
    assert (order.state, told[told.index(EventKind.REFUND_FAILED) + 1 :]) == (state, kinds)
    assert Product.objects.get().stock == (0 if state == State.PAID else 1)
