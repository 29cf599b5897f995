"""Stock: taken by orders, given back, counted by staff. Each change is a conditional update and a row of the ledger.

Products are always updated in the order of their keys, so that two orders never wait for each other.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from newsroom.people import name_of
from shop import mails, providers
from shop.models import (
    EventKind,
    MovementKind,
    Order,
    OrderEvent,
    OrderLine,
    Product,
    ProductQuerySet,
    State,
    StockMovement,
)


class SoldOutError(Exception):
    """There is less in stock than was asked for; `products` are the keys of those that fall short."""

    def __init__(self, products: list[int]) -> None:
        super().__init__(products)
        self.products = products


class StaleError(Exception):
    """The stock is no longer what whoever counts has seen."""


def take(order: Order, quantities: Mapping[int, int]) -> None:
    """Take an order's pieces (product key → pieces) out of the stock, all or, with SoldOutError, none.

    Raises SoldOutError, after which the caller's transaction must be rolled back. One update per product, and two queries.
    """
    short = []
    for key, quantity in sorted(quantities.items()):
        if not Product.objects.filter(_has(quantity), pk=key).update(stock=F("stock") - quantity):
            short.append(key)
    if short:
        raise SoldOutError(short)
    counted = _counted(quantities)
    _write(order, MovementKind.ORDERED, {key: -quantities[key] for key in counted})


def give_back(order: Order) -> None:
    """Put what an order took back into the stock; what it has given back already is not given twice."""
    taken = (
        order.movements.values("product")
        .annotate(pieces=Sum("quantity"))
        .filter(pieces__lt=0)
        .order_by("product")
    )
    returned = {}
    for row in taken:
        key, quantity = row["product"], -row["pieces"]
        if Product.objects.filter(pk=key, stock__isnull=False).update(stock=F("stock") + quantity):
            returned[key] = quantity
    _write(order, MovementKind.RETURNED, returned)


def lapse(
    orders: Iterable[Order], *, at: datetime | None = None, wanted: Iterable[int] = (), tells: bool = True
) -> list[Order]:
    """Cancel orders that were not paid in time, free their pieces and write to their shoppers; those that were overdue.

    Of two that lapse the same order at once, one does. `wanted` are products that the caller takes next. Runs in the
    caller's transaction, and locks in one order, so that nobody waits in a circle: orders before products, each by key.
    """
    lapsed = []
    for order in sorted(orders, key=lambda each: each.pk):
        still_overdue = Order.objects.overdue(at=at).filter(pk=order.pk)
        if still_overdue.update(holds_stock=False, state=State.CANCELLED, version=F("version") + 1):
            order.refresh_from_db(fields=["holds_stock", "state", "version"])
            lapsed.append(order)
    if lapsed:
        freed = OrderLine.objects.filter(order__in=lapsed).values("product")
        _lock(Product.objects.filter(Q(pk__in=freed) | Q(pk__in=list(wanted))))
    for order in lapsed:
        give_back(order)
        OrderEvent.objects.create(order=order, kind=EventKind.LAPSED)
        providers.close(order)
        if tells:
            mails.order_lapsed(order)
    return lapsed


def free_overdue(products: Iterable[int], *, at: datetime | None = None) -> list[Order]:
    """Free the pieces of these products that overdue orders hold; one query where there are none."""
    wanted = list(products)
    holding = Order.objects.overdue(at=at).filter(lines__product__in=wanted).distinct()
    return lapse(holding, at=at, wanted=wanted)


@transaction.atomic
def count(product: Product, to: int | None, *, kind: MovementKind, by: User, note: str = "") -> None:
    """Set the stock of a product, as whoever counts saw it, to what they counted or received; None: not counted.

    Raises StaleError where the stock is not what they saw; a count that changes nothing leaves no row. Counting begins
    with what lies on the shelf, and what orders from before hold of it is written as ordered: so it can come back.
    """
    seen = product.stock
    is_opening = seen is None and to is not None
    held = _unwritten(product, locks=True) if is_opening else {}
    if not Product.objects.filter(pk=product.pk, stock=seen).update(stock=to):
        raise StaleError
    if to == seen:
        return
    if is_opening and _unwritten(product) != held:  # ordered since
        raise StaleError
    if to is None or seen is None:
        kind = MovementKind.CLOSED if to is None else MovementKind.OPENED
    StockMovement.objects.create(
        product=product,
        kind=kind,
        quantity=(to or 0) - (seen or 0) + sum(held.values()),
        note=note,
        made_by=by,
        made_by_name=name_of(by),
    )
    for order, pieces in held.items():
        _write(order, MovementKind.ORDERED, {product.pk: -pieces})
    product.stock = to


def lines_held(product: Product) -> QuerySet[OrderLine]:
    """The lines of orders that hold pieces of a product which are not sent yet."""
    waiting = [State.PLACED, State.PAID, State.PACKED]
    return OrderLine.objects.filter(product=product, order__holds_stock=True, order__state__in=waiting)


def _unwritten(product: Product, *, locks: bool = False) -> dict[Order, int]:
    """What orders hold of a product without a row of the ledger, since it was not counted then: order → pieces."""
    lines = lines_held(product)
    if locks:  # orders come before products
        holders = Order.objects.filter(pk__in=lines.values("order"))
        list(holders.order_by("pk").select_for_update().values_list("pk", flat=True))
    moved = Sum("order__movements__quantity", filter=Q(order__movements__product=product), default=0)
    found = lines.select_related("order").annotate(unwritten=F("quantity") + moved).filter(unwritten__gt=0)
    return {line.order: line.unwritten for line in found.order_by("order")}


def _has(quantity: int) -> Q:
    """The condition under which a product has so many pieces: part of the update that takes them."""
    return Q(stock__gte=quantity) | Q(stock=None)


def _counted(products: Iterable[int]) -> list[int]:
    return list(
        Product.objects.filter(pk__in=list(products), stock__isnull=False).values_list("pk", flat=True)
    )


def _lock(products: ProductQuerySet) -> None:
    list(products.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def _write(order: Order, kind: MovementKind, quantities: Mapping[int, int]) -> None:
    at = timezone.now()
    StockMovement.objects.bulk_create(
        StockMovement(product_id=key, kind=kind, quantity=quantity, order=order, made_at=at)
        for key, quantity in sorted(quantities.items())
    )
