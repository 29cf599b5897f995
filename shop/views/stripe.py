"""To Stripe's page and back, and the address at which Stripe reports."""

from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from newsroom.public_forms import require_post, see_other, unguessable
from shop.models import Order
from shop.stripe_checkout import sessions, webhook
from shop.stripe_checkout.client import UnavailableError, is_on
from shop.views.private import order_at, private


@require_post
@unguessable
@private
def order_pay(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """On to where an order is paid by card."""
    return to_payment(order_at(code, secret))


@require_safe
@private
def order_return(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """Back from Stripe's page: take in what came of it, as the webhook does, and show the order, paid or not yet."""
    order = order_at(code, secret)
    if order.session_id and is_on():
        with suppress(UnavailableError):
            sessions.settle(order.session_id)
    return see_other(f"{order.get_absolute_url()}?{sessions.WaitingError.why}")


@csrf_exempt
@require_post
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """What Stripe reports; anything but success makes it report again."""
    if not is_on():
        raise Http404
    try:
        webhook.hear(request.body, request.headers.get("Stripe-Signature", ""))
    except webhook.ForgedError:
        return HttpResponse(status=400)
    except UnavailableError:
        return HttpResponse(status=503)
    return HttpResponse(status=204)


def to_payment(order: Order) -> HttpResponse:
    """Send the browser to Stripe's page for an order or, if there is none now, to the order's own, which says so."""
    try:
        return see_other(sessions.start(order))
    except UnavailableError as error:
        return see_other(f"{order.get_absolute_url()}?{error.why}")
