"""What time does to orders that nobody pays: one reminder, one end, each at its moment."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from newsroom import recurring
from newsroom.outbox.models import Mail
from shop import payments, tidying
from shop.models import EventKind, Order, PaymentMethod, State
from tests.factories import make_order, make_product
from tests.workers import run_waiting_tasks

pytestmark = pytest.mark.django_db

PLACED = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
HALF = timedelta(days=3, hours=12)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(PLACED, tick=False) as clock:
        yield clock


def mails() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("subject", flat=True))[1:]


def test_reminder_comes_at_half_the_time_and_once(clock: time_machine.Traveller) -> None:
    order = make_order()
    clock.move_to(PLACED + HALF - MOMENT)
    before = tidying.remind_late()
    clock.move_to(PLACED + HALF)

    sent = [tidying.remind_late() for _ in range(2)]

    order.refresh_from_db()
    assert (before, sent) == (0, [1, 0])
    assert order.reminded_at == PLACED + HALF
    assert mails() == [f"Your order {order.code} is not paid yet"]
    assert order.events.filter(kind=EventKind.REMINDED).count() == 1


def test_an_order_that_is_paid_partly_is_reminded_of_the_rest(
    clock: time_machine.Traveller, settings: Settings
) -> None:
    settings.SHOP_BANK_IBAN = "DE89370400440532013000"
    order = make_order()
    payments.receive(order, order.total - 10, method=PaymentMethod.TRANSFER)
    clock.move_to(PLACED + HALF)

    assert tidying.remind_late() == 1
    assert "$10.00" in Mail.objects.latest("pk").text


@pytest.mark.parametrize(
    "fields",
    [{"payment_method": "stripe"}, {"state": State.PAID}, {"state": State.CANCELLED}, {"erased_at": PLACED}],
    ids=["card", "paid", "cancelled", "erased"],
)
def test_others_are_not_reminded(clock: time_machine.Traveller, fields: dict[str, Any]) -> None:
    make_order(**fields)
    clock.move_to(PLACED + HALF)

    assert tidying.remind_late() == 0


@pytest.mark.parametrize("scope", ["", "The mug"])
def test_who_has_withdrawn_is_not_reminded(clock: time_machine.Traveller, scope: str) -> None:
    order = make_order()
    order.withdrawals.create(name="Sara", email=order.email, scope=scope)
    clock.move_to(PLACED + HALF)

    assert tidying.remind_late() == 0
    assert not order.events.filter(kind=EventKind.REMINDED).exists()


def test_what_is_over_is_not_reminded_of(clock: time_machine.Traveller) -> None:
    order = make_order()
    assert order.hold_until
    clock.move_to(order.hold_until)

    assert tidying.remind_late() == 0


def test_order_lapses_at_its_moment_and_its_shopper_is_told_once(clock: time_machine.Traveller) -> None:
    product = make_product(stock=3)
    order = make_order({product: 2})
    assert order.hold_until
    clock.move_to(order.hold_until - MOMENT)
    before = tidying.lapse_overdue()
    clock.move_to(order.hold_until)

    lapsed = [tidying.lapse_overdue() for _ in range(2)]

    order.refresh_from_db()
    product.refresh_from_db()
    assert (before, lapsed) == (0, [1, 0])
    assert (order.state, order.holds_stock, product.stock) == (State.CANCELLED, False, 3)
    assert mails() == [f"Your order {order.code} was cancelled"]


def test_shopper_whose_pieces_another_buys_is_told_too(clock: time_machine.Traveller) -> None:
    product = make_product(stock=1)
    order = make_order({product: 1})
    assert order.hold_until
    clock.move_to(order.hold_until)

    make_order({product: 1})

    assert f"Your order {order.code} was cancelled" in mails()
    assert tidying.lapse_overdue() == 0


@pytest.mark.django_db(transaction=True)
def test_worker_tidies_and_comes_again() -> None:
    make_order(hold_until=PLACED)
    recurring.ensure_queued(tidying.tidy_orders)

    run_waiting_tasks()

    waiting = DBTaskResult.objects.filter(task_path=tidying.tidy_orders.module_path, status="READY")
    assert Order.objects.get().state == State.CANCELLED
    assert waiting.count() == 1
