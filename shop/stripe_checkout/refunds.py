"""Refunds by Stripe: asked for by a task with the refund's own key, so that asking again pays once.

Those that somebody makes at Stripe itself are taken in as well.
"""

import hashlib
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.utils import timezone

from shop import payments
from shop.models import Payment, PaymentMethod, Refund, RefundState
from shop.stripe_checkout import sessions
from shop.stripe_checkout.client import (
    UnavailableError,
    asking,
    client,
    from_minor_units,
    in_minor_units,
    library,
)

KEYS_KEPT = timedelta(hours=23)  # Stripe forgets an idempotency key after 24 hours
FAILED = {"failed", "canceled"}


def ask(refund: Refund) -> None:
    """Ask Stripe to pay a refund, and take in what it answers; nothing for one that has an end.

    Raises UnavailableError where Stripe does not answer: it is to be asked again.
    """
    if refund.state != RefundState.ASKED or refund.payment is None:
        return
    wanted = {
        "payment_intent": refund.payment.reference,
        "amount": in_minor_units(refund.amount, refund.order.currency),
        "metadata": {"refund": refund.key},
    }
    with asking():
        try:
            answer = _made_before(refund) or client().v1.refunds.create(
                wanted, {"idempotency_key": refund.key}
            )
        except library().InvalidRequestError as error:
            payments.refund_failed(refund, str(error.user_message or error))
            with suppress(UnavailableError):
                settle_payment(
                    refund.payment.reference
                )  # it may be that somebody gave it back at Stripe itself
            return
    end_refund(answer)


def settle(refund_id: str) -> None:
    """Take in what Stripe says of a refund now. Raises UnavailableError where it does not answer."""
    with asking():
        try:
            answer = client().v1.refunds.retrieve(refund_id)
        except library().InvalidRequestError:
            return
    end_refund(answer)


def settle_payment(intent: str) -> None:
    """Take in all refunds of a payment. Raises UnavailableError where Stripe does not answer."""
    for answer in _made(intent):
        end_refund(answer)


def end_refund(answer: Any) -> None:
    """End the refund that an answer is about, if it has ended; one that was made at Stripe itself is noted first."""
    keys = [_key_of(answer), _key_elsewhere(answer)]
    refund = Refund.objects.filter(key__in=keys).first() or _made_elsewhere(answer)
    if refund is None:
        return
    if answer.status == "succeeded":
        payments.refund_done(refund, answer.id)
    elif answer.status in FAILED:
        payments.refund_failed(refund, getattr(answer, "failure_reason", None) or answer.status)
    else:
        Refund.objects.filter(pk=refund.pk).update(reference=answer.id)


def _made_before(refund: Refund) -> Any:
    """The refund at Stripe, if it was made though the answer was lost, so long ago that its key is forgotten."""
    if timezone.now() - refund.made_at < KEYS_KEPT:
        return None
    assert refund.payment  # noqa: S101 (for the type)
    made = _made(refund.payment.reference)
    return next((each for each in made if _key_of(each) == refund.key), None)


def _made(intent: str) -> list[Any]:
    """The refunds of a payment at Stripe."""
    with asking():
        return list(client().v1.refunds.list({"payment_intent": intent, "limit": 100}).data)


def _made_elsewhere(answer: Any) -> Refund | None:
    """A refund that was not asked for here, as noted now; None for one that failed, and for a stranger's."""
    payment = None if answer.status in FAILED else _payment(getattr(answer, "payment_intent", None))
    if payment is None:
        return None
    order = payment.order
    if answer.currency.upper() == order.currency:
        amount = from_minor_units(answer.amount, order.currency)
        key = _key_elsewhere(answer)
        with suppress(payments.RefusedError):
            return payments.refund_made_elsewhere(payment, amount, key=key, reference=answer.id)
        if payment.refunds.filter(state=RefundState.ASKED).exists():
            raise UnavailableError  # Stripe will refuse that one: then there is room for this
    sessions.note_once(order, f"Stripe {answer.id}: {answer.amount} {answer.currency}")
    return None


def _payment(intent: str | None) -> Payment | None:
    """The payment that Stripe means; its own message may come later than that of a refund."""
    known = Payment.objects.filter(method=PaymentMethod.STRIPE, reference=intent)
    if intent and not known.exists():
        sessions.settle_payment(intent)
    return known.first()


def _key_elsewhere(answer: Any) -> str:
    """What makes a refund of Stripe's own one, however often it is told; as long as our keys are."""
    return hashlib.sha256(answer.id.encode()).hexdigest()[:32]


def _key_of(answer: Any) -> str:
    return str(getattr(answer.metadata, "refund", "")) if answer.metadata else ""
