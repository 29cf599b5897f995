"""An order's own page, for whoever has its address; and taking an order back while it is not paid."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsroom.public_forms import require_post, see_other, unguessable
from shop import addresses, banking, orders, withdrawals
from shop.models import Order
from shop.payments import PAID_STATES
from shop.views.private import order_at, private


@require_safe
@private
def order_detail(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """What was ordered, how far it has come, how to pay it."""
    return _page(request, order_at(code, secret))


@require_post
@unguessable
@private
def order_cancel(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """Cancel an order that is not paid, as it was when the page was opened."""
    order = order_at(code, secret)
    seen = request.POST.get("version", "")
    try:
        orders.cancel(order, by=None, version=int(seen) if seen.isdecimal() and len(seen) < 10 else 0)
    except (orders.StaleError, orders.RefusedError):
        return _page(request, order_at(code, secret), is_refused=True)
    return see_other(order.get_absolute_url())


def _page(request: HttpRequest, order: Order, *, is_refused: bool = False) -> HttpResponse:
    context = {
        "order": order,
        "history": orders.history(order),
        "to": addresses.lines(order),
        "account": banking.account(),
        "transfer_code": banking.transfer_code(order) if order.is_to_be_paid else None,
        "is_in_withdrawal_time": _can_be_withdrawn_from(order),
        "is_refused": is_refused,
    }
    return render(request, "shop/order_detail.html", context, status=409 if is_refused else 200)


def _can_be_withdrawn_from(order: Order) -> bool:
    is_whole = any(not withdrawal.scope for withdrawal in order.withdrawals.all())
    is_offered = bool(settings.SHOP_WITHDRAWAL_DAYS) and order.state in PAID_STATES
    return is_offered and not is_whole and not withdrawals.is_over(order)
