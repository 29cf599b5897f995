"""What a shopper does with a cart: find it, add to it, change quantities."""

import re
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Greatest, Least

from shop.models import Cart, CartLine, Product

KEY = re.compile(r"[\w-]{32}", re.ASCII)


def find(key: str | None) -> Cart | None:
    """The cart that a browser's key opens; None for no key, a forged one and a cart that is gone."""
    if key is None or not KEY.fullmatch(key):
        return None
    return Cart.objects.filter(key=key).first()


def lines_of(cart: Cart | None) -> QuerySet[CartLine]:
    """What a cart holds, with what its page prints; two queries."""
    products = Product.objects.for_cards()
    return CartLine.objects.filter(cart=cart).prefetch_related(Prefetch("product", products))


def held(cart: Cart | None, product: Product) -> int:
    """How many pieces of a product a cart holds."""
    return lines_of(cart).filter(product=product).values_list("quantity", flat=True).first() or 0


def limit(product: Product) -> int:
    """How many pieces of a product one cart may hold."""
    limits = [CartLine.MAX_QUANTITY, product.most_per_order, product.available]
    return min(each for each in limits if each is not None)


def add(cart: Cart, product: Product, quantity: int) -> CartLine:
    """Put pieces in a cart, up to its limit; two tabs adding at once are both counted, and nothing is taken out."""
    most = limit(product)
    line, _ = CartLine.objects.update_or_create(
        cart=cart,
        product=product,
        defaults={"quantity": Greatest(F("quantity"), Least(F("quantity") + quantity, most))},
        create_defaults={"quantity": min(quantity, most)},
    )
    return line


def set_quantity(line: CartLine, quantity: int) -> None:
    """Change how many pieces a line holds; a line that another tab removed stays removed."""
    CartLine.objects.filter(pk=line.pk).update(quantity=quantity)


def subtotal(lines: Iterable[CartLine]) -> Decimal:
    """What the lines cost together; what is not for sale is not counted."""
    return sum((line.total for line in lines if line.product.is_for_sale), Decimal(0))


def saved(lines: Iterable[CartLine]) -> Decimal:
    """What the lines cost less than at regular prices."""
    return sum((line.saved for line in lines if line.product.is_for_sale), Decimal(0))
