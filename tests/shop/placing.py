"""A process that places orders and is killed in their midst: for each line of its input, a child that dies as told.

A line is “CART DELIVERY STEPS”: the child kills itself before the step of that number. Steps are the statements to the
database, the commit, and what follows it. The answer is “killed” or “done”. With the word “loose” no transaction holds
the steps together.
"""

import os
import signal
import sys
import traceback
from typing import Any, NoReturn

from django.db import connection

from shop import checkout
from shop.models import Cart, DeliveryMethod
from tests.factories import make_request


class Steps:
    """Counts down to the kill."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self) -> None:
        """One step more, or none any more."""
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1

    def __call__(self, execute: Any, *statement: Any) -> Any:
        """Wrap the execution of a statement, as Django's execute_wrapper does."""
        self.take()
        return execute(*statement)


def place(cart_key: int, delivery_key: int, steps: Steps, *, is_loose: bool) -> None:
    """Place an order as the checkout does, with the kill on its way."""
    cart = Cart.objects.get(pk=cart_key)
    request = make_request(cart, DeliveryMethod.objects.offered().get(pk=delivery_key))
    commit = connection.commit

    def counted_commit() -> None:
        steps.take()
        commit()
        steps.take()

    connection.commit = counted_commit  # type: ignore[method-assign]
    checkout._lock = checkout._lock if not is_loose else lambda cart: cart
    with connection.execute_wrapper(steps):
        if is_loose:
            checkout._place(cart, request, None)
        else:
            checkout.place(cart, request)


def child(line: str, *, is_loose: bool) -> NoReturn:
    """Do what a line says, and end."""
    cart, delivery, steps = (int(word) for word in line.split())
    status = 1
    try:
        place(cart, delivery, Steps(steps), is_loose=is_loose)
        status = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(status)


def main(database: str, word: str = "") -> None:
    """Answer each line of the input; `database` is the name of the one that the tests use. Django is set up by then."""
    connection.settings_dict["NAME"] = database
    for line in sys.stdin:
        pid = os.fork() or child(line, is_loose=word == "loose")
        _pid, status = os.waitpid(pid, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print("killed" if killed else "done" if status == 0 else "failed", flush=True)  # noqa: T201
