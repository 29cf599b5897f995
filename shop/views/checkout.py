"""The checkout: one page, which shows all that is ordered before it is."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.caching import kept_for_back
from newsroom.limits import ReachedError
from newsroom.public_forms import leads_to, require_post, same_origin, see_other
from newsroom.visitors import visitor_of
from shop import checkout, money, quotes
from shop.checkout_form import CheckoutForm
from shop.models import Cart, CartLine, DeliveryMethod, Order, PaymentMethod, State
from shop.views.shopper import CART_COOKIE, account_of, cart_of, with_count, with_right_count
from shop.views.stripe import to_payment

LEADS_TO_ITS_ORDER = timedelta(hours=24)  # afterwards whoever sits at this browser may be somebody else

TOO_MANY = _(
    "Too many orders were placed within the last hour, with this email address or from where you are."
)
TOO_MUCH = _("No more than %s can be paid so. Choose another way to pay, or order in several parts.")


@require_safe
@never_cache
def checkout_detail(request: HttpRequest) -> HttpResponse:
    """What is asked of a shopper who orders."""
    return _page(request, cart_of(request))


@leads_to("shop:checkout")
@require_post
@same_origin
@kept_for_back
def checkout_total(request: HttpRequest) -> HttpResponse:
    """The same page, with what is typed so far and what it costs; nothing is ordered, nothing is found wrong."""
    shoppers_cart = cart_of(request)
    if shoppers_cart and "fit" in request.POST:
        checkout.fit(shoppers_cart)
    return _page(request, shoppers_cart, typed=request.POST.dict())


@leads_to("shop:checkout")
@require_post
@same_origin
@kept_for_back
def order_create(request: HttpRequest) -> HttpResponse:
    """Place the order: once, and only as it was shown."""
    shoppers_cart = cart_of(request)
    methods = list(DeliveryMethod.objects.offered())
    if shoppers_cart is None:
        return _without_cart(request, pays=True)
    if not methods:
        return _page(request, shoppers_cart)
    form = CheckoutForm(methods, request.POST)
    if not form.is_valid():
        return _page(request, shoppers_cart, form=form)
    return _place(request, shoppers_cart, form)


def _place(request: HttpRequest, shoppers_cart: Cart, form: CheckoutForm) -> HttpResponse:
    """Place what a valid form asks for, or show why not."""
    shown = quotes.read(request.POST.get("shown", ""), shoppers_cart)
    wish = form.request(shown, block=visitor_of(request).block)
    moved = None
    try:
        return _onward(checkout.place(shoppers_cart, wish, user=shoppers_cart.user), pays=True)
    except checkout.MovedError as error:
        moved = error
    except ReachedError:
        form.add_error(None, TOO_MANY)
    except checkout.TooMuchForMethodError as error:
        form.add_error("payment_method", TOO_MUCH % money.formatted(error.most))
    except (checkout.EmptyError, checkout.UnavailableError, checkout.TooMuchError):
        pass  # the page says so
    return _page(request, shoppers_cart, form=form, moved=moved)


def _page(
    request: HttpRequest,
    shoppers_cart: Cart | None,
    *,
    typed: Mapping[str, Any] | None = None,
    form: CheckoutForm | None = None,
    moved: checkout.MovedError | None = None,
) -> HttpResponse:
    """The checkout with a refused form (422), or with a fresh one."""
    lines = list(checkout.lines_of(shoppers_cart))
    if not shoppers_cart or not lines:
        return _without_cart(request)
    context: dict[str, Any] = {"lines": lines, "short": checkout.unavailable(lines), "moved": moved}
    methods = list(DeliveryMethod.objects.offered())
    if methods:
        shown_form = form or CheckoutForm.proposed(methods, typed)
        context |= _shown(shoppers_cart, lines, shown_form, moved)
    response = render(request, "shop/checkout.html", context, status=422 if form else 200)
    return with_right_count(request, response, sum(line.quantity for line in lines))


def _shown(
    shoppers_cart: Cart, lines: list[CartLine], form: CheckoutForm, moved: checkout.MovedError | None
) -> dict[str, Any]:
    quote = quotes.quote([line for line in lines if line.product.is_for_sale], form.method)
    return {
        "form": form,
        "quote": quote,
        "shown": quotes.signed(quote, shoppers_cart),
        "changes": quotes.changes(moved.shown, quote) if moved else [],
    }


def _without_cart(request: HttpRequest, *, pays: bool = False) -> HttpResponse:
    """On to the order that the cart became, if it did so of late; else to the cart, which says that it is empty."""
    order = _last_order(request)
    if order is None:
        return see_other(reverse("shop:cart"))
    if order.placed_at < timezone.now() - LEADS_TO_ITS_ORDER:
        return render(request, "shop/checkout_done.html", {"order": order})
    return _onward(order, pays=pays)


def _onward(order: Order, *, pays: bool) -> HttpResponse:
    """On to where it is paid by card, or to its page. The cart's key stays with the browser: it leads to the order."""
    if pays and order.payment_method == PaymentMethod.STRIPE and order.state == State.PLACED:
        return with_count(to_payment(order), 0)
    return with_count(see_other(order.get_absolute_url()), 0)


def _last_order(request: HttpRequest) -> Order | None:
    if user := account_of(request):
        return Order.objects.filter(user=user).first()
    return checkout.ordered(request.COOKIES.get(CART_COOKIE))
