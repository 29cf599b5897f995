"""What a shopkeeper does to orders in the admin."""

import re
from decimal import Decimal
from typing import Any

from django.test import Client

from shop import payments
from shop.models import Order, PaymentMethod, Product
from tests.factories import make_delivery, make_order
from tests.responses import Response

ORDERS = "/admin/shop/order/"


def sell(
    quantities: dict[Product, int], *, price: str = "5.00", articles: dict[Product, int] | None = None
) -> Order:
    """An order that is paid, and so has its invoice; `articles` as in `make_order`."""
    order = make_order(quantities, delivery=make_delivery(price=Decimal(price)), articles=articles)
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER)
    return order


def give_back(order: Order, amount: str) -> None:
    """Pay some of an order back, for which it gets a credit note."""
    payments.refund(order, Decimal(amount), reason="Scratched", by=None)


def page_of(order: Order) -> str:
    return f"{ORDERS}{order.pk}/change/"


def seen(order: Order) -> dict[str, Any]:
    """What the page of an order sends along with an act: how it was."""
    last = order.events.last()
    return {"version": order.version, "event": last.pk if last else 0}


def act(desk: Client, order: Order, name: str, **typed: Any) -> Response:
    """Send the form of an act, from the page of the order as it is given."""
    named = {f"{name}-{field}": value for field, value in typed.items()}
    return desk.post(f"{ORDERS}{order.pk}/acts/{name}/", seen(order) | named, follow=True)


def look_over(desk: Client, action: str, *orders: Order) -> Response:
    """Choose orders in the list, and an action."""
    return desk.post(
        f"{ORDERS}?show=all", {"action": action, "_selected_action": [order.pk for order in orders]}
    )


def mark(desk: Client, name: str, *orders: Order, texts: dict[Order, str] | None = None) -> Response:
    """Press the button of the page on which the orders are looked over."""
    sent: dict[str, Any] = {"order": [order.pk for order in orders], "back": "show=all"}
    sent |= {f"version-{order.pk}": order.version for order in orders}
    sent |= {f"text-{order.pk}": text for order, text in (texts or {}).items()}
    return desk.post(f"{ORDERS}marks/{name}/", sent, follow=True)


def told(response: Response) -> list[str]:
    """The messages above the list."""
    return re.findall(r'<li class="(?:success|warning|error)">(.*?)</li>', response.text, re.DOTALL)
