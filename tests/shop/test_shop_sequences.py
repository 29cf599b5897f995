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
from django.db.models import F
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.stateful import (
    precondition,
    rule,
    run_state_machine_as_test,
)

from shop import cart as carts
from shop import checkout, orders, payments, reversals, stock, withdrawals
from shop.models import (
    Cart,
    MovementKind,
    Order,
    Payment,
    PaymentMethod,
    Product,
    Refund,
    TaxRate,
    Withdrawal,
)
from shop.models.order import new_secret
from tests.factories import make_cart, make_delivery, make_product, make_request, make_user
from tests.races import IS_FULL_SIZE
from tests.shop.books import Books, amounts

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


class Shop(Books):
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
            self.totals[order.pk] = amounts(order)

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

    @precondition(lambda self: self.totals)
    @rule(which=ANY)
    def withdraw(self, which: int) -> None:
        order = self._order(which)
        declaration = withdrawals.Declaration(order.code, order.name, order.email, scope="")
        withdrawals.declare(order, declaration, secret=new_secret())

    @rule()
    def handle_withdrawals(self) -> None:
        withdrawals.mark_handled(Withdrawal.objects.all(), by=self.user)

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

    @precondition(lambda self: self.totals)
    @rule(which=ANY, part=st.sampled_from([1, 3]))
    def reverse_after_refund(self, which: int, part: int) -> None:
        """What was noted twice is given back as paid twice, in full or in part, before the mistake is found."""
        order = self._order(which)
        for _time in range(2):
            payments.receive(order, order.total, method=PaymentMethod.TRANSFER)
        too_much = (order.owed / part).quantize(CENT)
        self._try(payments.refund, order, too_much, reason="Paid twice", by=self.user)
        for payment in reversals.reversible(order)[:1]:
            reversals.reverse(payment, reason="Mistake", by=self.user)

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

    @precondition(lambda self: Refund.objects.exists())
    @rule(which=ANY)
    def fail(self, which: int) -> None:
        found = list(Refund.objects.exclude(state="reversed").order_by("pk"))
        if found:
            payments.refund_failed(found[which % len(found)], "Account closed")

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

    def _try(self, act: Any, *args: Any, **kwargs: Any) -> bool:
        with suppress(*REFUSALS):
            act(*args, **kwargs)
            return True
        return False


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
