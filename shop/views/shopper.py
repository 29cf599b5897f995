"""Whose cart it is: the account's, or a guest's by the cookie that a browser keeps; and the number beside “Cart”."""

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse

from shop import cart
from shop.models import Cart

CART_COOKIE = f"{settings.COOKIE_PREFIX}cart"
COUNT_COOKIE = f"{settings.COOKIE_PREFIX}cart_count"
CART_COOKIE_AGE = settings.SHOP_CART_DAYS * 24 * 3600


def account_of(request: HttpRequest) -> User | None:
    """Who is logged in; a visitor without a session is not asked about, so that nothing varies by cookie."""
    if request.session.session_key is None or not isinstance(request.user, User):
        return None
    return request.user


def cart_of(request: HttpRequest) -> Cart | None:
    """The visitor's cart: one query, and two more for whoever is logged in."""
    if user := account_of(request):
        return Cart.objects.filter(user=user).first()
    return cart.find(request.COOKIES.get(CART_COOKIE))


def with_cart(response: HttpResponse, shoppers_cart: Cart, *, count: int) -> HttpResponse:
    """Have the browser keep a cart that was changed and holds `count` pieces; an account's is found without a key."""
    if shoppers_cart.user_id is None:
        _keep(response, CART_COOKIE, shoppers_cart.key, is_secret=True)
    return with_count(response, count)


def with_count(response: HttpResponse, count: int) -> HttpResponse:
    """Have the header of every page say how many pieces the cart holds."""
    if count:
        _keep(response, COUNT_COOKIE, str(count), is_secret=False)
    else:
        response.delete_cookie(COUNT_COOKIE, samesite="Lax")
    return response


def with_right_count(request: HttpRequest, response: HttpResponse, count: int) -> HttpResponse:
    """Correct the number that a browser keeps, where it is another."""
    is_right = request.COOKIES.get(COUNT_COOKIE, "0") == str(count)
    return response if is_right else with_count(response, count)


def _keep(response: HttpResponse, name: str, value: str, *, is_secret: bool) -> None:
    response.set_cookie(
        name,
        value,
        max_age=CART_COOKIE_AGE,
        secure=settings.IS_HTTPS,
        httponly=is_secret,
        samesite="Lax",
    )
