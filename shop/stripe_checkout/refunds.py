"""Refunds by Stripe: asked for by a task with the refund's own key, so that asking again pays once."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from shop import payments
from shop.models import Refund, RefundState
from shop.stripe_checkout.client import asking, client, in_minor_units, library

KEYS_KEPT = timedelta(hours=23)  # Stripe forgets an idempotency key after 24 hours


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


def end_refund(answer: Any) -> None:
    """End the refund that an answer is about, if it has ended; one that was made elsewhere is not known here."""
    refund = Refund.objects.filter(key=_key_of(answer)).first()
    if refund is None:
        return
    if answer.status == "succeeded":
        payments.refund_done(refund, answer.id)
    elif answer.status in {"failed", "canceled"}:
        payments.refund_failed(refund, getattr(answer, "failure_reason", None) or answer.status)
    else:
        Refund.objects.filter(pk=refund.pk).update(reference=answer.id)


def _made_before(refund: Refund) -> Any:
    """The refund at Stripe, if it was made though the answer was lost, so long ago that its key is forgotten."""
    if timezone.now() - refund.made_at < KEYS_KEPT:
        return None
    assert refund.payment  # noqa: S101 (for the type)
    made = client().v1.refunds.list({"payment_intent": refund.payment.reference, "limit": 100})
    return next((each for each in made.data if _key_of(each) == refund.key), None)


def _key_of(answer: Any) -> str:
    return str(getattr(answer.metadata, "refund", "")) if answer.metadata else ""
