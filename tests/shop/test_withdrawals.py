"""Withdrawing from a contract: in time, once, with a receipt."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import Settings

from newsroom.outbox.models import Mail
from shop import orders, withdrawals
from shop.models import EventKind, Order, OrderEvent, Withdrawal
from shop.models import State as OrderState
from shop.withdrawals import Declaration
from tests.factories import make_order, make_user
from tests.races import at_once, meeting

pytestmark = pytest.mark.django_db

SENT = datetime(2026, 5, 1, 15, 30, tzinfo=UTC)


def sent_order(*, done: datetime | None = None) -> Order:
    order = make_order(state=OrderState.DONE if done else OrderState.SENT)
    OrderEvent.objects.create(order=order, kind=EventKind.SENT, at=SENT)
    if done:
        OrderEvent.objects.create(order=order, kind=EventKind.DONE, at=done)
    return order


def said(order: Order, scope: str = "") -> Declaration:
    return Declaration(order.code, "Sara Shopper", order.email, scope)


@pytest.mark.parametrize("write", [str, str.lower, lambda code: f" {code[:4]}-{code[4:]} "])
def test_order_is_found_however_its_code_and_address_are_written(write: object) -> None:
    order = make_order(email="Sara@Shoppers.example")

    assert withdrawals.find(write(order.code), "sara@SHOPPERS.example") == order  # type: ignore[operator]


def test_order_is_found_by_code_and_address_together_alone() -> None:
    order, other = make_order(email="a@x.example"), make_order(email="b@x.example")

    assert withdrawals.find(order.code, other.email) is None
    assert withdrawals.find("", order.email) is None
    assert withdrawals.find(order.code, "") is None


@pytest.mark.parametrize("state", [OrderState.PLACED, OrderState.PAID, OrderState.PACKED])
def test_order_that_is_not_sent_can_always_be_withdrawn_from(state: OrderState) -> None:
    order = make_order(state=state)

    assert not withdrawals.is_over(order, at=timezone.now() + timedelta(days=400))


def test_days_count_from_when_the_order_was_marked_as_done(settings: Settings) -> None:
    settings.SHOP_WITHDRAWAL_DAYS = 14
    order = sent_order(done=SENT + timedelta(days=3))
    end = datetime(2026, 5, 24, tzinfo=UTC)  # received on the 4th; 14 whole days; up to five to a working day

    assert withdrawals.ends_at(order) == end
    assert not withdrawals.is_over(order, at=end - timedelta(microseconds=1))
    assert withdrawals.is_over(order, at=end)


def test_order_of_which_nobody_knows_has_arrived_when_its_delivery_must_be_over(settings: Settings) -> None:
    settings.SHOP_WITHDRAWAL_DAYS = 14
    order = sent_order()
    received = withdrawals.ends_at(sent_order(done=SENT + timedelta(days=settings.SHOP_DELIVERY_DAYS)))

    assert settings.SHOP_DELIVERY_DAYS == 30
    assert withdrawals.ends_at(order) == received == datetime(2026, 6, 20, tzinfo=UTC)


@pytest.mark.parametrize("day", range(1, 32))
def test_last_day_is_never_before_the_law_has_it(day: int, settings: Settings) -> None:
    settings.SHOP_WITHDRAWAL_DAYS = 14
    received = datetime(2026, 5, day, 23, 59, tzinfo=UTC)
    law = received.date() + timedelta(
        days=14
    )  # CRD Art. 9(2); Regulation 1182/71 does not count the day itself
    while law.isoweekday() > 5 or law in {date(2026, 5, 14), date(2026, 5, 25), date(2026, 6, 4)}:
        law += timedelta(days=1)  # Ascension, Whit Monday, Corpus Christi: the next working day, Art. 3(4)

    end = withdrawals.ends_at(sent_order(done=received))

    assert end
    assert end.date() > law


@pytest.mark.parametrize("days", [1, 20])
def test_done_mark_that_was_taken_back_is_no_arrival(shopkeeper: User, days: int) -> None:
    order = sent_order(done=SENT + timedelta(days=days))
    unmarked = withdrawals.ends_at(sent_order())
    orders.take_back(order, by=shopkeeper, version=order.version)

    assert withdrawals.ends_at(order) == unmarked


def test_mark_that_was_taken_back_starts_no_time() -> None:
    order = sent_order()
    Order.objects.filter(pk=order.pk).update(state=OrderState.PACKED)
    order.refresh_from_db()

    assert withdrawals.ends_at(order) is None


def test_declaration_is_read_as_it_was_signed() -> None:
    order = make_order()
    found = withdrawals.read(withdrawals.signed(said(order, "The mug")))

    assert found
    assert found[0] == said(order, "The mug")
    assert len(found[1]) == 43


def test_forged_and_old_declarations_are_refused() -> None:
    token = withdrawals.signed(said(make_order()))

    assert withdrawals.read(f"{token}x") is None
    assert withdrawals.read("") is None
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=2)):
        assert withdrawals.read(token) is None


def test_withdrawal_is_logged_and_receipted(settings: Settings) -> None:
    order = make_order()
    Mail.objects.all().delete()

    withdrawal = withdrawals.declare(order, said(order, "The mug"), secret="s" * 43)

    assert (withdrawal.name, withdrawal.email, withdrawal.scope) == ("Sara Shopper", order.email, "The mug")
    assert order.events.filter(kind=EventKind.WITHDRAWN).count() == 1
    assert Mail.objects.get().to == order.email
    assert Order.objects.get(pk=order.pk).version == order.version + 1


@pytest.mark.django_db(transaction=True)
def test_of_several_clicks_one_counts() -> None:
    order = make_order()
    Mail.objects.all().delete()

    at_once(*[lambda: withdrawals.declare(order, said(order), secret="s" * 43)] * 5)

    assert Withdrawal.objects.count() == 1
    assert Mail.objects.count() == 1
    assert order.events.filter(kind=EventKind.WITHDRAWN).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_second_gets_the_receipt_of_the_first() -> None:
    order = make_order()
    Mail.objects.all().delete()
    receipts = []

    def confirm(letter: str) -> None:
        receipts.append(withdrawals.declare(order, said(order), secret=letter * 43).secret)

    at_once(*[partial(confirm, letter) for letter in "abcdef"])

    assert len(set(receipts)) == 1
    assert Withdrawal.objects.count() == Mail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_both_are_taken_where_two_look_without_a_lock() -> None:
    order, meet = make_order(), meeting()

    def careless() -> None:
        before = withdrawals.earlier(order, scope="")
        meet()
        if before is None:
            order.withdrawals.create(name="Sara Shopper", email=order.email)

    at_once(careless, careless)

    assert Withdrawal.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "second", "is_new"),
    [
        ("", "", False),
        ("", "The mug", False),
        ("The mug", "The mug", False),
        ("The mug", "The book", True),
        ("The mug", "", True),
    ],
)
def test_what_was_declared_before_is_not_declared_again(first: str, second: str, is_new: bool) -> None:
    order = make_order()

    before, after = (
        withdrawals.declare(order, said(order, scope), secret=letter * 43)
        for letter, scope in (("a", first), ("b", second))
    )

    assert (before != after) == is_new
    assert (
        Order.objects.get().version == order.version + order.events.filter(kind=EventKind.WITHDRAWN).count()
    )


def test_withdrawal_is_handled_once_by_whom_it_was() -> None:
    order = make_order()
    withdrawals.declare(order, said(order), secret="s" * 43)

    counts = [
        withdrawals.mark_handled(Withdrawal.objects.all(), by=make_user(name)) for name in ("sam", "eva")
    ]

    assert counts == [1, 0]
    assert Withdrawal.objects.get().handled_by == make_user("sam")
