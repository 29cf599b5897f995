"""What providers of payments are asked for, by method of payment; filled when the app starts.

What they are to do is called in the transaction of its cause, so it queues a task. A method that is not here is seen to by hand.
"""

from collections.abc import Callable
from decimal import Decimal

from shop.models import Order, Refund

paying_back: dict[str, Callable[[Refund], object]] = {}
most: dict[str, Callable[[str], Decimal]] = {}  # that they take for one order in a currency
closing: dict[str, Callable[[Order], object]] = {}


def close(order: Order) -> None:
    """Have the page closed at which an order can be paid, unless it still asks for what is missing."""
    if order.payment_method in closing:
        closing[order.payment_method](order)
