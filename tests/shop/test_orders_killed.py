"""The server dies (kill -9) while it places an order: all of the order is there afterwards, or nothing.

In bounded size it is killed at each third step; FULL_SIZE=1 kills it at every step, five times over.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import count

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django_tasks_db.models import DBTaskResult

from newsroom.outbox.models import Mail
from shop import checkout
from shop.models import Cart, Order, Product, TaxRate
from tests.factories import make_cart, make_delivery, make_product, make_request
from tests.races import IS_FULL_SIZE

PIECES = 1000
RUN = "import sys, django; django.setup(); from tests.shop import placing; placing.main(*sys.argv[1:])"
ROUNDS = 5 if IS_FULL_SIZE else 1
STRIDE = 1 if IS_FULL_SIZE else 3

type Placing = Callable[[Cart, int], str]

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def process(*words: str) -> Iterator[Placing]:
    """A process whose children place orders, each killed before its step of a number; says how it went."""
    command = [sys.executable, "-c", RUN, str(connection.settings_dict["NAME"]), *words]
    delivery = make_delivery(tax_rate=TaxRate.objects.create(name="Standard", percent=Decimal(19)))
    with subprocess.Popen(  # noqa: S603 (our own command)
        command, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:

        def place(cart: Cart, steps: int) -> str:
            assert running.stdin
            assert running.stdout
            running.stdin.write(f"{cart.pk} {delivery.pk} {steps}\n")
            running.stdin.flush()
            return running.stdout.readline().strip()

        yield place
    assert running.returncode == 0


@pytest.fixture
def placing() -> Iterator[Placing]:
    """A process that places orders as the checkout does."""
    with process() as place:
        yield place


def check_whole() -> None:
    """Nothing is half there: stock and holds, orders and their parts, mails and their causes."""
    for product in Product.objects.all():
        held = product.order_lines.aggregate(pieces=Sum("quantity", default=0))["pieces"]
        assert product.stock is not None
        assert product.stock + held == PIECES
        assert product.stock == product.movements.aggregate(pieces=Sum("quantity"))["pieces"]
    for order in Order.objects.all():
        assert order.lines_total == sum(line.total for line in order.lines.all())
        assert order.taxes.count() == order.events.count() == 1
        assert not Cart.objects.filter(key=order.cart_key).exists()
        assert Mail.objects.filter(subject__contains=order.code).count() == 1
    assert Mail.objects.count() == DBTaskResult.objects.count() == Order.objects.count()


@pytest.mark.parametrize("start", range(ROUNDS))
def test_order_is_whole_or_not_there_wherever_the_server_dies(placing: Placing, start: int) -> None:
    rate = TaxRate.objects.get()
    products = [make_product(stock=PIECES, tax_rate=rate) for _each in range(2)]
    killed = 0

    for steps in count(start % STRIDE, STRIDE):
        cart = make_cart({product: number for number, product in enumerate(products, start=1)})
        outcome = placing(cart, steps)
        check_whole()
        assert Order.objects.filter(cart_key=cart.key).exists() != Cart.objects.filter(pk=cart.pk).exists()
        again = checkout.place(cart, make_request(cart, make_delivery()))
        assert Order.objects.get(cart_key=cart.key) == again
        check_whole()
        if outcome == "done":
            break
        assert outcome == "killed"
        killed += 1

    assert killed >= 20 // STRIDE
    assert Order.objects.count() == killed + 1


def test_kill_after_the_commit_loses_no_order(placing: Placing) -> None:
    product = make_product(stock=PIECES, tax_rate=TaxRate.objects.get())
    steps = 15

    while (outcome := placing(cart := make_cart({product: 1}), steps)) == "killed":
        is_there = Order.objects.filter(cart_key=cart.key).exists()
        steps += 1

    assert (outcome, is_there) == ("done", True)
    check_whole()


def test_order_that_no_transaction_holds_together_is_found_in_parts() -> None:
    with process("loose") as place:
        product = make_product(stock=PIECES, tax_rate=TaxRate.objects.get())

        assert place(make_cart({product: 1}), 7) == "killed"

    with pytest.raises(AssertionError):
        check_whole()
