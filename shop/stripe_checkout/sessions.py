"""Sessions of Stripe Checkout: where a shopper pays an order, and the one way in which that is taken in."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from newsroom.site import absolute
from shop import payments
from shop.models import EventKind, Order, OrderEvent, PaymentMethod, State
from shop.stripe_checkout.client import client, from_minor_units, in_minor_units, library

SHORTEST = timedelta(minutes=30)  # Stripe's sessions live no shorter
MARGIN = timedelta(minutes=1)  # a session ends before the pieces are free
RETURN = "{}payment/return/?session={{CHECKOUT_SESSION_ID}}"


class UnavailableError(Exception):
    """There is no paying now: Stripe does not answer or the order's time is over; the order stays as it is."""


def start(order: Order) -> str:
    """The address at which an order is paid; that of the session that is open, else a new one's.

    Asking twice at once gives the same session, for the request to Stripe carries the same idempotency key. Raises
    UnavailableError.
    """
    if (
        order.state != State.PLACED
        or not order.hold_until
        or order.hold_until - MARGIN - timezone.now() < SHORTEST
    ):
        raise UnavailableError
    try:
        if order.session_id:
            session = client().v1.checkout.sessions.retrieve(order.session_id)
            if session.status == "open":
                return str(session.url)
            take_in(session)
            order.refresh_from_db()
            if order.state != State.PLACED:
                raise UnavailableError
        key = f"order-{order.code}-{order.session_id or 'first'}"
        session = client().v1.checkout.sessions.create(_wanted(order), {"idempotency_key": key})
    except library().StripeError as error:
        raise UnavailableError from error
    Order.objects.filter(pk=order.pk).update(session_id=session.id, session_url=session.url)
    return str(session.url)


def settle(session_id: str) -> Order | None:
    """Take in what a session says now, as webhook, return page and look-out do; None if it is of no order of ours.

    Raises UnavailableError where Stripe does not answer.
    """
    try:
        session = client().v1.checkout.sessions.retrieve(session_id)
    except library().InvalidRequestError:
        return None
    except library().StripeError as error:
        raise UnavailableError from error
    return take_in(session)


@transaction.atomic
def take_in(session: Any) -> Order | None:
    """Count a session's money once, whoever says it and however often; the order, or None for a stranger's session."""
    order = Order.objects.filter(
        code=session.client_reference_id or "", payment_method=PaymentMethod.STRIPE
    ).first()
    if order is None or session.payment_status != "paid":
        return order
    if session.currency.upper() != order.currency:
        _note_once(order, f"Stripe {session.id}: {session.amount_total} {session.currency}")
        return order
    amount = from_minor_units(session.amount_total, order.currency)
    payments.receive(order, amount, method=PaymentMethod.STRIPE, reference=session.payment_intent)
    order.refresh_from_db()
    return order


def _note_once(order: Order, note: str) -> None:
    """Money that cannot be counted is written down for the staff."""
    if not order.events.filter(kind=EventKind.NOTED, note=note).exists():
        OrderEvent.objects.log(order, EventKind.NOTED, note=note)


def _wanted(order: Order) -> dict[str, Any]:
    """What Stripe is asked for. The same order always asks for the same, or its idempotency key would be refused."""
    page = absolute(order.get_absolute_url())
    assert order.hold_until  # noqa: S101 (for the type)
    lines = [(line.title, line.unit_price, line.quantity) for line in order.lines.all()]
    if order.delivery_price:
        lines.append((order.delivery_name, order.delivery_price, 1))
    return {
        "mode": "payment",
        "payment_method_types": ["card"],
        "client_reference_id": order.code,
        "customer_email": order.email,
        "expires_at": int((order.hold_until - MARGIN).timestamp()),
        "success_url": RETURN.format(page),
        "cancel_url": page,
        "line_items": [
            {
                "quantity": quantity,
                "price_data": {
                    "currency": order.currency.lower(),
                    "unit_amount": in_minor_units(price, order.currency),
                    "product_data": {"name": name},
                },
            }
            for name, price, quantity in lines
        ],
    }
