"""Whose cart it is: the cookie that a browser keeps."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shop import cart
from shop.models import Cart

CART_COOKIE = f"{settings.COOKIE_PREFIX}cart"
CART_COOKIE_AGE = settings.SHOP_CART_DAYS * 24 * 3600


def cart_of(request: HttpRequest) -> Cart | None:
    return cart.find(request.COOKIES.get(CART_COOKIE))


def with_cart_cookie(response: HttpResponse, shoppers_cart: Cart) -> HttpResponse:
    response.set_cookie(
        CART_COOKIE,
        shoppers_cart.key,
        max_age=CART_COOKIE_AGE,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
