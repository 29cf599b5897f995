"""What a shopper does with a cart: find it, add to it, change it, take it along when they log in."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from shop.models import Cart, CartLine, DeliveryMethod, Product

KEY = re.compile(r"[\w-]{32}", re.ASCII)
GUESTS_KEPT = timedelta(days=settings.SHOP_CART_DAYS)
ACCOUNTS_KEPT = 3 * GUESTS_KEPT
CHUNK = 500  # carts that are deleted in one transaction


class GoneError(Exception):
    """The cart was ordered, merged or cleared meanwhile."""


@dataclass(frozen=True)
class Merged:
    """What a guest's cart brought into an account's: the lines as they are now, and those of them that were capped."""

    lines: list[CartLine]
    capped: list[CartLine]


def find(key: str | None) -> Cart | None:
    """The guest's cart that a browser's key opens; None for no key, a forged one and a cart that is gone."""
    if key is None or not KEY.fullmatch(key):
        return None
    return Cart.objects.filter(key=key, user=None).first()


def opened(found: Cart | None, user: User | None) -> Cart:
    """The cart to put something in: the one that was found, if it is still there, else a new one.

    Locked until the end of the caller's transaction; an account gets one cart, however often it is asked at once.
    """
    if found and touch(found):
        return found
    if user is None:
        return Cart.objects.create()
    return Cart.objects.select_for_update().get_or_create(user=user)[0]


def lines_of(cart: Cart | None) -> QuerySet[CartLine]:
    """What a cart holds, with what its page prints; two queries, and one for price logs."""
    products = Product.objects.for_cards()
    return CartLine.objects.filter(cart=cart).prefetch_related(Prefetch("product", products))


def count(cart: Cart | None) -> int:
    """How many pieces a cart holds."""
    pieces = CartLine.objects.filter(cart=cart).aggregate(pieces=Sum("quantity"))["pieces"]
    return int(pieces or 0)


def held(cart: Cart | None, product: Product) -> int:
    """How many pieces of a product a cart holds."""
    lines = CartLine.objects.filter(cart=cart, product=product)
    return lines.values_list("quantity", flat=True).first() or 0


def limit(product: Product) -> int:
    """How many pieces of a product one cart may hold."""
    limits = [CartLine.MAX_QUANTITY, product.most_per_order, product.available]
    return min(each for each in limits if each is not None)


def touch(cart: Cart) -> bool:
    """Say that a cart is in use, and lock it until the end of the transaction; False if it is gone."""
    return bool(Cart.objects.filter(pk=cart.pk).update(touched_at=timezone.now()))


@transaction.atomic
def add(cart: Cart, product: Product, quantity: int, *, from_article: int | None = None) -> CartLine:
    """Put pieces in a cart, up to its limit; two tabs adding at once are both counted, and nothing is taken out.

    Raises GoneError. `from_article` is the number of the article that they are bought from, if they are.
    """
    if not touch(cart):
        raise GoneError
    most = limit(product)
    known = {"seen_price": product.price.to_pay} | ({"from_article": from_article} if from_article else {})
    line, _ = CartLine.objects.update_or_create(
        cart=cart,
        product=product,
        defaults={"quantity": Greatest(F("quantity"), Least(F("quantity") + quantity, most)), **known},
        create_defaults={"quantity": min(quantity, most), **known},
    )
    return line


def store(cart: Cart, lines: Collection[CartLine]) -> None:
    """Store the quantities and seen prices of lines that were read after `touch`, in the same transaction. One query."""
    CartLine.objects.filter(cart=cart).bulk_update(lines, ["quantity", "seen_price"])


def remove(cart: Cart, line: CartLine) -> None:
    """Take out a line that was read after `touch`, in the same transaction."""
    CartLine.objects.filter(cart=cart, pk=line.pk).delete()


@transaction.atomic
def merge(guests: Cart, user: User) -> Merged:
    """Put what a guest's cart holds into the account's: of each product the larger number, up to its limit.

    The guest's cart is gone afterwards, so that of two logins at once one brings it along.
    """
    if not Cart.objects.select_for_update().filter(pk=guests.pk, user=None).exists():
        return Merged([], [])
    merged = Merged([], [])
    brought = list(lines_of(guests))
    if brought:
        account = opened(None, user)
        touch(account)
        theirs = {line.product_id: line for line in lines_of(account)}
        for line in brought:
            _bring(line, theirs.get(line.product_id), account, merged)
    guests.delete()
    return merged


def subtotal(lines: Iterable[CartLine]) -> Decimal:
    """What the lines cost together; what is not for sale is not counted."""
    return sum((line.total for line in lines if line.product.is_for_sale), Decimal(0))


def saved(lines: Iterable[CartLine]) -> Decimal:
    """What the lines cost less than at regular prices."""
    return sum((line.saved for line in lines if line.product.is_for_sale), Decimal(0))


def can_be_ordered(lines: Iterable[CartLine]) -> bool:
    """Whether the shop delivers at all, and a line can be bought; one query at most."""
    return any(line.product.is_for_sale for line in lines) and DeliveryMethod.objects.offered().exists()


def expired(*, at: datetime | None = None) -> QuerySet[Cart]:
    """The carts that nobody has touched for long: guests' after SHOP_CART_DAYS, accounts' after three times that."""
    at = at or timezone.now()
    guests = Q(user=None, touched_at__lt=at - GUESTS_KEPT)
    return Cart.objects.filter(guests | Q(touched_at__lt=at - ACCOUNTS_KEPT))


def clear(*, chunks: int) -> int:
    """Delete expired carts, in so many chunks at most, and return how many they were."""
    cleared = 0
    for _chunk in range(chunks):
        with transaction.atomic():
            rows = expired().order_by("touched_at").select_for_update().values_list("pk", flat=True)
            keys = list(rows[:CHUNK])
            Cart.objects.filter(pk__in=keys).delete()
        cleared += len(keys)
        if len(keys) < CHUNK:
            break
    return cleared


def _bring(line: CartLine, theirs: CartLine | None, account: Cart, merged: Merged) -> None:
    """Bring one line into an account's cart, where `theirs` is the line of the same product."""
    largest = max(line.quantity, theirs.quantity if theirs else 0)
    most = limit(line.product) or largest  # what is sold out is kept as it is: the cart says so
    if theirs is None:
        theirs = CartLine(cart=account, product=line.product, seen_price=line.seen_price)
    elif line.quantity > theirs.quantity:
        theirs.seen_price = line.seen_price
    theirs.quantity = min(largest, most)
    theirs.from_article = theirs.from_article or line.from_article
    theirs.save()
    merged.lines.append(theirs)
    if largest > most:
        merged.capped.append(theirs)
