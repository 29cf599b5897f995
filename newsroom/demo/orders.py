"""Orders of the demonstration: placed, paid, sent and given back over the last weeks, by the site's own verbs."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from articles.models import Article
from newsroom.demo import clock
from shop import cart as carts
from shop import checkout, orders, payments, quotes, stock, withdrawals
from shop.models import Cart, DeliveryMethod, Order, PaymentMethod, Product
from shop.models.order import new_secret
from shop.withdrawals import Declaration

CONTENT = Path(__file__).parent / "content" / "orders.toml"
HOUR = timedelta(hours=1)

Row = dict[str, Any]


class Orders:
    """One run of the loader; the shop and the articles are there already."""

    def __init__(self, *, now: datetime) -> None:
        self.now = now
        self.shopkeeper = User.objects.get(username="shopkeeper")
        self.placed: dict[str, Order] = {}

    def load(self) -> None:
        """Do everything in the order of its time, so that invoices are numbered as they would have been."""
        rows = tomllib.loads(CONTENT.read_text())["orders"]
        acts = [act for row in rows for act in self._acts(row)]
        for at, do in sorted(acts, key=itemgetter(0)):
            with clock.set_to(at):
                do()

    def _acts(self, row: Row) -> Iterator[tuple[datetime, Callable[[], None]]]:
        """An order, and what happened to it."""
        yield self.now - row["hours_ago"] * HOUR, partial(self._place, row)
        for act in row.get("acts", []):
            yield self.now - act["hours_ago"] * HOUR, partial(self._do, row, act)

    def _do(self, row: Row, act: Row) -> None:
        verbs: dict[str, Callable[[Order, Row], object]] = {
            "pay": self._pay,
            "pack": self._pack,
            "send": self._send,
            "finish": self._finish,
            "cancel": self._cancel,
            "refund": self._refund,
            "note": self._note,
            "lapse": lambda order, _act: stock.lapse([order]),
            "withdraw": self._withdraw,
        }
        order = self.placed[row["email"]]
        order.refresh_from_db()
        verbs[act["do"]](order, act)

    def _place(self, row: Row) -> None:
        cart = Cart.objects.create()
        source = Article.objects.get(slug=row["from"]).pk if "from" in row else None
        for slug, pieces in row["pieces"].items():
            carts.add(cart, Product.objects.get(slug=slug), pieces, from_article=source)
        delivery = DeliveryMethod.objects.get(name=row.get("delivery", "Post"))
        given = ["name", "email", "street", "postcode", "city", "country", "note"]
        address = {"country": "GB"} | {field: row[field] for field in given if field in row}
        shown = quotes.quote(checkout.lines_of(cart), delivery).shown()
        self.placed[row["email"]] = checkout.place(
            cart, checkout.Request(delivery, PaymentMethod.TRANSFER, address, shown)
        )

    def _pay(self, order: Order, act: Row) -> None:
        amount = Decimal(act["amount"]) if "amount" in act else None
        orders.mark_paid(order, by=self.shopkeeper, version=order.version, amount=amount)

    def _pack(self, order: Order, _act: Row) -> None:
        orders.pack(order, by=self.shopkeeper, version=order.version)

    def _send(self, order: Order, act: Row) -> None:
        tracking = act.get("tracking", "")
        orders.send(order, by=self.shopkeeper, version=order.version, tracking=tracking)

    def _finish(self, order: Order, _act: Row) -> None:
        orders.finish(order, by=self.shopkeeper, version=order.version)

    def _cancel(self, order: Order, act: Row) -> None:
        orders.cancel(order, by=self.shopkeeper, version=order.version, reason=act["reason"])

    def _refund(self, order: Order, act: Row) -> None:
        payments.refund(order, Decimal(act["amount"]), reason=act["reason"], by=self.shopkeeper)

    def _note(self, order: Order, act: Row) -> None:
        orders.add_note(order, by=self.shopkeeper, version=order.version, text=act["text"])

    def _withdraw(self, order: Order, act: Row) -> None:
        said = Declaration(order.code, order.name, order.email, act["scope"])
        withdrawals.declare(order, said, secret=new_secret())
