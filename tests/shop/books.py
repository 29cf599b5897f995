"""What holds of the shop's stock, money and papers at every time, as the sequences of acts check it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Sum
from hypothesis.stateful import RuleBasedStateMachine, invariant

from newsroom.outbox.models import Mail
from shop import invoices, orders, payments
from shop.models import Order, Product, RefundState, State


def total(rows: Any) -> Decimal:
    """The amounts of payments, refunds or invoices together."""
    return sum((row.amount for row in rows), Decimal(0))


def amounts(order: Order) -> tuple[Decimal, ...]:
    """What an order and its lines cost: never changed."""
    lines = order.lines.values_list("total", flat=True)
    return (order.lines_total, order.delivery_price, order.total, *lines)


class Books(RuleBasedStateMachine):
    """A machine without acts, that knows what must hold after each; `totals` are the orders as they were placed."""

    user: User

    def __init__(self) -> None:
        super().__init__()
        self.totals: dict[int, tuple[Decimal, ...]] = {}

    @invariant()
    def ledger_is_the_stock(self) -> None:
        for product in Product.objects.exclude(stock=None):
            assert product.stock == product.movements.aggregate(pieces=Sum("quantity"))["pieces"]
            assert 0 <= (product.stock or 0) <= (product.available or 0)

    @invariant()
    def orders_hold_what_the_ledger_says(self) -> None:
        for order in Order.objects.all():
            taken = -order.movements.aggregate(pieces=Sum("quantity", default=0))["pieces"]
            counted = order.lines.filter(product__stock__isnull=False)
            pieces = counted.aggregate(pieces=Sum("quantity", default=0))["pieces"]
            assert taken == (pieces if order.holds_stock else 0)
            assert order.state != State.CANCELLED or not order.holds_stock

    @invariant()
    def money_is_what_came_and_went(self) -> None:
        for order in Order.objects.all():
            refunds = order.refunds.filter(state__in=[RefundState.ASKED, RefundState.DONE])
            came = order.payments.exclude(refunds__state=RefundState.REVERSED)
            assert order.paid == total(came)
            assert order.refunded == total(refunds)
            assert Decimal(0) <= order.refunded <= order.paid
            assert Decimal(0) <= order.owed <= order.paid - order.refunded

    @invariant()
    def books_are_what_was_sold(self) -> None:
        for order in Order.objects.all():
            left = total(order.invoices.filter(refund=None)) - total(order.invoices.exclude(refund=None))
            assert Decimal(0) <= left <= order.total
            if order.state == State.PLACED:
                assert left == 0
            elif order.state in payments.PAID_STATES:
                given_back = total(order.refunds.filter(state=RefundState.DONE))
                assert left >= order.total - given_back

    @invariant()
    def what_goes_on_is_paid_for(self) -> None:
        """An order that passes for paid keeps its total, but for what credit notes and refunds on their way say."""
        for order in Order.objects.filter(state__in=payments.PAID_STATES):
            edition = order.invoices.filter(edition=order.invoices.latest("edition").edition)
            credited = total(edition.exclude(refund=None))
            on_their_way = total(order.refunds.filter(state=RefundState.ASKED))
            assert order.kept >= order.total - credited - on_their_way

    @invariant()
    def credit_notes_share_the_tax(self) -> None:
        for order in Order.objects.filter(invoices__refund__isnull=False).distinct():
            for paper in order.invoices.filter(refund=None):
                notes = order.invoices.filter(edition=paper.edition).exclude(refund=None)
                shared = [part for note in notes for part in invoices.taxes(note)]
                credited = total(notes)
                assert sum(part.gross for part in shared) == credited
                assert all(part.net + part.tax == part.gross for part in shared)
                if credited == paper.amount:
                    assert sum(part.tax for part in shared) == sum(part.tax for part in order.taxes.all())

    @invariant()
    def orders_stay_as_they_were(self) -> None:
        assert {order.pk: amounts(order) for order in Order.objects.all()} == self.totals

    @invariant()
    def taxes_and_sums_agree(self) -> None:
        for order in Order.objects.all():
            assert order.total == order.lines_total + order.delivery_price
            assert order.total == sum(part.gross for part in order.taxes.all())
            assert all(part.net + part.tax == part.gross for part in order.taxes.all())
            assert Mail.objects.filter(subject__contains=order.code).exists()

    @invariant()
    def what_is_to_be_packed_and_sent_can_be(self) -> None:
        to_pack, to_send = set(Order.objects.to_pack()), set(Order.objects.to_send())
        for order in Order.objects.all():
            assert (order in to_pack) == _would(orders.pack, order, self.user)
            can_be_sent = _would(orders.send, order, self.user)
            assert (order in to_pack or order in to_send) == can_be_sent


def _would(act: Callable[..., None], order: Order, by: User) -> bool:
    """Whether an act can be done; it is not."""
    seen = Order.objects.get(pk=order.pk)
    with transaction.atomic():
        try:
            act(seen, by=by, version=seen.version)
        except orders.RefusedError:
            return False
        transaction.set_rollback(True)
    return True
