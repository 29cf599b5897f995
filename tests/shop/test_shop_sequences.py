"""Any sequence of the shop's acts: stock, ledger, money and totals agree at every time."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from newsroom.outbox.models import Mail
from shop import cart as carts
from shop import checkout, orders, payments, reversals, stock
from shop.models import (
    Cart,
    MovementKind,
    Order,
    Payment,
    PaymentMethod,
    Product,
    RefundState,
    State,
    TaxRate,
)
from tests.factories import make_cart, make_delivery, make_product, make_request, make_user
from tests.races import IS_FULL_SIZE

START = datetime(2026, 5, 1, 12, tzinfo=UTC)
ANY = st.integers(min_value=0, max_value=99)
CENTS = st.decimals("0.01", "60.00", places=2)
CENT = Decimal("0.01")
# What comes beside what is missing (of an order that misses nothing: beside its total).
PAID: dict[str, Callable[[Decimal], Decimal]] = {
    "exact": lambda missing: missing,
    "a cent less": lambda missing: max(missing - CENT, CENT),
    "a cent more": lambda missing: missing + CENT,
    "double": lambda missing: 2 * missing,
    "half": lambda missing: max((missing / 2).quantize(CENT), CENT),
}
REFUSALS = (
    checkout.UnavailableError,
    checkout.EmptyError,
    orders.RefusedError,
    orders.StaleError,
    stock.StaleError,
)

set_hypothesis_home_dir(settings.VAR_DIR / "cache" / "hypothesis")
QUICK = hypothesis_settings(
    max_examples=300 if IS_FULL_SIZE else 10,
    stateful_step_count=20,
    deadline=None,
    derandomize=not IS_FULL_SIZE,
    database=None,
    phases=[Phase.generate],  # a sequence of 20 acts is short enough to read; to shorten it takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


class Shop(RuleBasedStateMachine):
    """Two counted products and one that is not, shoppers, a shopkeeper, and a clock that the acts move."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.clock = time_machine.travel(START, tick=False)
        self.traveller = self.clock.start()
        self.user = make_user()
        rate = TaxRate.objects.create(name="Standard", percent=Decimal(19))
        self.products = [make_product(stock=number, tax_rate=rate) for number in (3, 8, None)]
        self.delivery = make_delivery(price=Decimal("4.90"), tax_rate=rate)
        self.totals: dict[int, tuple[Decimal, ...]] = {}
        self.carts: list[Cart] = []

    def teardown(self) -> None:
        """Leave neither rows nor the clock behind."""
        self.clock.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    # Shoppers

    @rule(quantities=st.lists(st.integers(0, 4), min_size=3, max_size=3))
    def place(self, quantities: list[int]) -> None:
        wanted = {product: n for product, n in zip(self.products, quantities, strict=True) if n}
        cart = make_cart(wanted)
        limits = {product: carts.limit(Product.objects.get(pk=product.pk)) for product in wanted}
        can_be_bought = bool(wanted) and all(n <= limits[product] for product, n in wanted.items())
        order = self._place(cart)
        assert (order is not None) == can_be_bought
        if order:
            self.carts.append(cart)
            self.totals[order.pk] = self._amounts(order)

    @precondition(lambda self: self.carts)
    @rule(which=ANY)
    def place_again(self, which: int) -> None:
        cart = self.carts[which % len(self.carts)]
        order = self._place(Cart(pk=cart.pk, key=cart.key))
        assert order
        assert order.cart_key == cart.key

    @precondition(lambda self: self.totals)
    @rule(which=ANY)
    def take_back(self, which: int) -> None:
        order = self._order(which)
        self._try(orders.cancel, order, by=None, version=order.version)

    # Money

    @precondition(lambda self: self.totals)
    @rule(which=ANY, amount=st.sampled_from(list(PAID)))
    def pay(self, which: int, amount: str) -> None:
        order = self._order(which)
        payments.receive(order, self._beside_missing(order, amount), method=PaymentMethod.TRANSFER)

    @precondition(lambda self: self.totals)
    @rule(which=ANY, reference=st.sampled_from(["pi_1", "pi_2"]), amount=st.sampled_from(list(PAID)))
    def pay_by_card(self, which: int, reference: str, amount: str) -> None:
        order = self._order(which)
        comes = self._beside_missing(order, amount)
        payments.receive(order, comes, method=PaymentMethod.STRIPE, reference=f"{order.pk}-{reference}")

    @precondition(lambda self: Payment.objects.exists())
    @rule(which=ANY)
    def reverse(self, which: int) -> None:
        found = list(Payment.objects.order_by("pk"))
        payment = found[which % len(found)]
        can_be_reversed = payment in reversals.reversible(Order.objects.get(pk=payment.order_id))
        assert self._try(reversals.reverse, payment, reason="Mistake", by=self.user) == can_be_reversed

    @precondition(lambda self: Payment.objects.filter(method="stripe").exists())
    @rule(which=ANY, amount=CENTS, key=st.sampled_from(["re_1", "re_2"]), is_done=st.booleans())
    def refund_elsewhere(self, which: int, amount: Decimal, key: str, is_done: bool) -> None:
        found = list(Payment.objects.filter(method="stripe").order_by("pk"))
        payment = found[which % len(found)]
        with suppress(*REFUSALS):
            made = payments.refund_made_elsewhere(payment, amount, key=f"{payment.pk}-{key}", reference=key)
            if is_done:
                payments.refund_done(made, key)

    @precondition(lambda self: self.totals)
    @rule(which=ANY, amount=st.none() | CENTS, gives_back_stock=st.booleans())
    def refund(self, which: int, amount: Decimal | None, gives_back_stock: bool) -> None:
        order = self._order(which)
        amount = amount or max(order.paid, Decimal("0.01"))
        self._try(
            payments.refund, order, amount, reason="Broken", by=self.user, gives_back_stock=gives_back_stock
        )

    # The shopkeeper

    @precondition(lambda self: self.totals)
    @rule(
        which=ANY,
        act=st.sampled_from(["pack", "send", "finish", "take_back", "cancel"]),
        is_stale=st.booleans(),
    )
    def tend(self, which: int, act: str, is_stale: bool) -> None:
        order = self._order(which)
        version = order.version - 1 if is_stale else order.version
        done = self._try(getattr(orders, act), order, by=self.user, version=version)
        assert not (done and is_stale)

    @rule(which=ANY, to=st.integers(0, 10))
    def count(self, which: int, to: int) -> None:
        product = Product.objects.get(pk=self.products[which % 2].pk)
        stock.count(product, to, kind=MovementKind.CORRECTED, by=self.user)

    # Time

    @rule(days=st.sampled_from([1, 5, 11]))
    def wait(self, days: int) -> None:
        self.traveller.shift(timedelta(days=days))

    @rule()
    def tidy(self) -> None:
        stock.lapse(Order.objects.overdue())

    # What holds at every time

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
            assert order.paid == self._sum(came)
            assert order.refunded == self._sum(refunds)
            assert Decimal(0) <= order.refunded <= order.paid
            assert Decimal(0) <= order.owed <= order.paid - order.refunded

    @invariant()
    def books_are_what_was_sold(self) -> None:
        for order in Order.objects.all():
            left = self._sum(order.invoices.filter(refund=None)) - self._sum(
                order.invoices.exclude(refund=None)
            )
            assert Decimal(0) <= left <= order.total
            if order.state == State.PLACED:
                assert left == 0
            elif order.state in payments.PAID_STATES:
                given_back = self._sum(order.refunds.filter(state=RefundState.DONE))
                assert left >= order.total - given_back

    @invariant()
    def orders_stay_as_they_were(self) -> None:
        assert {order.pk: self._amounts(order) for order in Order.objects.all()} == self.totals

    @invariant()
    def taxes_and_sums_agree(self) -> None:
        for order in Order.objects.all():
            assert order.total == order.lines_total + order.delivery_price
            assert order.total == sum(part.gross for part in order.taxes.all())
            assert all(part.net + part.tax == part.gross for part in order.taxes.all())
            assert Mail.objects.filter(subject__contains=order.code).exists()

    # By the way

    def _place(self, cart: Cart) -> Order | None:
        with suppress(*REFUSALS):
            request = make_request(cart, self.delivery)
            return checkout.place(cart, request)
        return None

    def _order(self, which: int) -> Order:
        keys = sorted(self.totals)
        return Order.objects.get(pk=keys[which % len(keys)])

    def _beside_missing(self, order: Order, amount: str) -> Decimal:
        return PAID[amount](order.missing or order.total)

    @staticmethod
    def _sum(rows: Any) -> Decimal:
        return sum((row.amount for row in rows), Decimal(0))

    def _try(self, act: Any, *args: Any, **kwargs: Any) -> bool:
        with suppress(*REFUSALS):
            act(*args, **kwargs)
            return True
        return False

    @staticmethod
    def _amounts(order: Order) -> tuple[Decimal, ...]:
        lines = order.lines.values_list("total", flat=True)
        return (order.lines_total, order.delivery_price, order.total, *lines)


@pytest.mark.django_db
def test_any_sequence_of_acts_leaves_stock_and_money_right() -> None:
    run_state_machine_as_test(Shop, settings=QUICK)


@pytest.mark.django_db
def test_sequences_find_pieces_that_are_given_back_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    give_back = stock.give_back

    def twice(order: Order) -> None:
        give_back(order)
        for line in order.lines.exclude(product__stock=None):
            Product.objects.filter(pk=line.product_id).update(stock=F("stock") + line.quantity)

    monkeypatch.setattr(stock, "give_back", twice)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(Shop, settings=QUICK)
