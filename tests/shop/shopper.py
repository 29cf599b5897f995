"""What a shopper does in a browser."""

import re
from collections.abc import Mapping

from django.test import Client

from shop.models import CartLine, Product
from shop.views.shopper import CART_COOKIE
from tests.factories import make_cart
from tests.responses import Response

CART = "/shop/cart/"
LINES = "/shop/cart/lines/"
QUANTITIES = "/shop/cart/quantities/"


def buy(client: Client, product: Product, quantity: object = 1, **extra: str) -> Response:
    return client.post(LINES, {"product": product.slug, "quantity": str(quantity), **extra})


def open_cart(client: Client, quantities: dict[Product, int]) -> list[CartLine]:
    """Give a browser a cart, and return its lines."""
    cart = make_cart(quantities)
    client.cookies[CART_COOKIE] = cart.key
    return list(cart.lines.all())


def change(client: Client, lines: Mapping[CartLine, object], **extra: str) -> Response:
    """Send the cart's form as its page shows it, with these quantities typed."""
    page = client.get(CART).text
    shown = dict(re.findall(r'name="(seen-\d+)" value="([^"]*)"', page))
    return client.post(
        QUANTITIES, shown | {f"quantity-{line.pk}": str(typed) for line, typed in lines.items()} | extra
    )


def seen_text(response: Response) -> str:
    """What a page says, without its marks."""
    page = re.sub(r"<style>.*?</style>", "", response.text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())
