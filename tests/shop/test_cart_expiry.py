"""Carts that nobody comes back for are cleared: by command, and by a task that runs every day."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from newsroom import recurring
from shop import cart
from shop.cart_tasks import clear_carts
from shop.models import Cart, CartLine
from tests.factories import make_cart, make_product, make_user
from tests.workers import run_waiting_tasks

pytestmark = pytest.mark.django_db


def untouched_for(days: float, *, username: str = "") -> Cart:
    found = make_cart({make_product(): 1})
    Cart.objects.filter(pk=found.pk).update(
        touched_at=timezone.now() - timedelta(days=days), user=make_user(username) if username else None
    )
    return found


def test_guests_cart_is_kept_30_days_and_an_accounts_90() -> None:
    untouched_for(30.01)
    untouched_for(90.01, username="late")
    kept = [untouched_for(29.99), untouched_for(89.99, username="soon")]

    assert cart.clear(chunks=1) == 2

    assert set(Cart.objects.all()) == set(kept)
    assert CartLine.objects.count() == 2


def test_clearing_is_bounded(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(cart, "CHUNK", 2)
    for _ in range(5):
        untouched_for(31)

    with django_assert_num_queries(6):  # savepoint, keys, carts, their lines, the carts, release
        assert cart.clear(chunks=1) == 2

    assert cart.clear(chunks=10) == 3


def test_cart_that_is_used_again_is_kept() -> None:
    old = untouched_for(31)
    cart.add(old, make_product(), 1)

    assert cart.clear(chunks=1) == 0


def test_command_says_how_many_were_cleared(capsys: pytest.CaptureFixture[str]) -> None:
    untouched_for(31)

    call_command("clear_carts")
    call_command("clear_carts", verbosity=0)

    assert capsys.readouterr().out == "Cleared: 1.\n"
    assert not Cart.objects.exists()


def runs() -> list[timedelta]:
    waiting = DBTaskResult.objects.filter(task_path=clear_carts.module_path, status="READY")
    return [run.run_after - timezone.now() for run in waiting]


@pytest.mark.django_db(transaction=True)
def test_worker_clears_carts_every_day() -> None:
    untouched_for(31)
    recurring.ensure_queued(clear_carts)

    run_waiting_tasks()

    assert not Cart.objects.exists()
    [after] = runs()
    assert timedelta(hours=23) < after <= timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_worker_goes_on_soon_where_some_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cart, "CHUNK", 1)
    monkeypatch.setattr("shop.cart_tasks.CHUNKS", 2)
    for _ in range(3):
        untouched_for(31)
    recurring.ensure_queued(clear_carts)

    run_waiting_tasks()

    assert Cart.objects.count() == 1
    [after] = runs()
    assert after <= timedelta(minutes=1)
