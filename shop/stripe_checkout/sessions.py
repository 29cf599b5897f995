"""Sessions of Stripe Checkout: where a shopper pays an order, and the one way in which that is taken in."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from newsroom.site import absolute
from shop import payments
from shop.models import EventKind, Order, OrderEvent, PaymentMethod
from shop.stripe_checkout.client import (
    UnavailableError,
    asking,
    client,
    from_minor_units,
    in_minor_units,
    is_on,
    library,
)

SHORTEST = timedelta(minutes=30)  # Stripe's sessions live no shorter
MARGIN = timedelta(minutes=1)  # a session ends before the pieces are free


class LateError(UnavailableError):
    """The order's time to pay ends before a session could."""

    why = "late"


class WaitingError(UnavailableError):
    """The session is completed, but its money has not come."""

    why = "waiting"


def start(order: Order) -> str:
    """The address at which an order is paid; that of the session that is open, else a new one's.

    Asking twice at once gives the same session, for the request to Stripe carries the same idempotency key. Raises
    UnavailableError.
    """
    if not is_on() or order.payment_method != PaymentMethod.STRIPE:
        raise UnavailableError
    session = _open_session(order) if order.session_id else None
    if not order.is_to_be_paid:
        raise UnavailableError
    if session is None:
        session = _make_session(order)
        Order.objects.filter(pk=order.pk).update(session_id=session.id)
        order.refresh_from_db()
        if not order.is_to_be_paid:  # it ended meanwhile, before whoever ended it could know of this session
            close(order)
            raise UnavailableError
    return str(session.url)


def close(order: Order) -> None:
    """Have the session of an order end, unless it still asks for what is missing; what was paid at it is taken in.

    Doing so again changes nothing. Raises UnavailableError where Stripe does not answer.
    """
    session = _read(order.session_id) if order.session_id else None
    if session is not None and not _serves(session, order):
        count_money(_ended(session))


def settle(session_id: str) -> Order | None:
    """Take in what a session says now, as webhook, return page and look-out do; None if it is of no order of ours.

    Raises UnavailableError where Stripe does not answer.
    """
    session = _read(session_id)
    return count_money(session) if session else None


def settle_payment(intent: str) -> None:
    """Take in the session that a payment of Stripe's was made at, if it is one of ours."""
    with asking():
        found = client().v1.checkout.sessions.list({"payment_intent": intent})
    for session in found.data:
        count_money(session)


@transaction.atomic
def count_money(session: Any) -> Order | None:
    """Count a session's money once, whoever says it and however often; the order, or None for a stranger's session."""
    order = Order.objects.filter(code=session.client_reference_id or "").first()
    if order is None or session.payment_status != "paid" or not session.payment_intent:
        return order
    if session.currency.upper() != order.currency:
        note_once(order, f"Stripe {session.id}: {session.amount_total} {session.currency}")
        return order
    amount = from_minor_units(session.amount_total, order.currency)
    payments.receive(order, amount, method=PaymentMethod.STRIPE, reference=session.payment_intent)
    return order


@transaction.atomic
def note_once(order: Order, note: str) -> None:
    """Money that cannot be counted is written down for the staff."""
    payments.lock(order)
    if order.events.filter(kind=EventKind.NOTED, note=note).exists():
        return
    order.version += 1
    order.save(update_fields=["version"])
    OrderEvent.objects.log(order, EventKind.NOTED, note=note)


def _open_session(order: Order) -> Any:
    """The session at which all that is missing can still be paid; one that has ended is taken in first."""
    session = _read(order.session_id)
    if session is None:
        return None
    if _serves(session, order):
        return session
    session = _ended(session)
    count_money(session)
    order.refresh_from_db()
    if session.status == "complete" and not order.paid:
        raise WaitingError
    return None


def _serves(session: Any, order: Order) -> bool:
    return order.is_to_be_paid and session.status == "open" and session.amount_total == _due(order)


def _ended(session: Any) -> Any:
    """A session that nobody pays at any more: as it is, or was when it was closed; it may be paid by then."""
    if session.status != "open":
        return session
    with asking():
        try:
            return client().v1.checkout.sessions.expire(session.id)
        except library().InvalidRequestError:
            return client().v1.checkout.sessions.retrieve(session.id)


def _read(session_id: str) -> Any:
    """A session as it is at Stripe now; None if there is none of this number."""
    with asking():
        try:
            return client().v1.checkout.sessions.retrieve(session_id)
        except library().InvalidRequestError:
            return None


def _make_session(order: Order) -> Any:
    assert order.hold_until  # noqa: S101 (for the type)
    if order.hold_until - MARGIN - timezone.now() < SHORTEST:
        raise LateError
    key = f"order-{order.code}-{order.session_id or 'first'}-{_due(order)}"
    with asking():
        return client().v1.checkout.sessions.create(_wanted(order), {"idempotency_key": key})


def _due(order: Order) -> int:
    return in_minor_units(order.missing, order.currency)


def _wanted(order: Order) -> dict[str, Any]:
    """What Stripe is asked for. The same order always asks for the same, or its idempotency key would be refused."""
    assert order.hold_until  # noqa: S101 (for the type)
    address = {"code": order.code, "secret": order.secret}
    return {
        "mode": "payment",
        "payment_method_types": ["card"],
        "client_reference_id": order.code,
        "customer_email": order.email,
        "expires_at": int((order.hold_until - MARGIN).timestamp()),
        "success_url": absolute(reverse("shop:order-return", kwargs=address)),
        "cancel_url": absolute(order.get_absolute_url()),
        "line_items": [
            {
                "quantity": quantity,
                "price_data": {
                    "currency": order.currency.lower(),
                    "unit_amount": in_minor_units(price, order.currency),
                    "product_data": {"name": name},
                },
            }
            for name, price, quantity in _lines(order)
        ],
    }


def _lines(order: Order) -> list[tuple[str, Decimal, int]]:
    """What is to be paid, as name, price, and quantity; a single line once a part is paid."""
    if order.missing != order.total:
        return [(order.code, order.missing, 1)]
    lines = [(line.title, line.unit_price, line.quantity) for line in order.lines.all()]
    return [*lines, (order.delivery_name, order.delivery_price, 1)] if order.delivery_price else lines
