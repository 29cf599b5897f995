"""What becomes of a guest's cart when they log in, and of the number beside “Cart”."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shop import cart
from shop.models import CartLine
from shop.views.shopper import CART_COOKIE, cart_of, with_right_count


def bring_cart(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    """Merge the cart of the browser into the account's, and say so; called by `user_logged_in`."""
    guests = cart.find(request.COOKIES.get(CART_COOKIE))
    merged = cart.merge(guests, user) if guests else None
    if not merged or not merged.lines:
        return
    brought = _("The cart that you filled before you logged in is in your account's cart now: %s.")
    messages.info(request, brought % _listed(merged.lines), fail_silently=True)
    if merged.capped:
        capped = _("More than that of a product cannot be bought: %s.")
        messages.warning(request, capped % _listed(merged.capped), fail_silently=True)


def with_cart_now[R: HttpResponse](request: HttpRequest, response: R) -> R:
    """Have the header count the cart of whoever just logged in or out."""
    with_right_count(request, response, cart.count(cart_of(request)))
    return response


def _listed(lines: list[CartLine]) -> str:
    return ", ".join(f"{line.product.title} × {line.quantity}" for line in lines)
