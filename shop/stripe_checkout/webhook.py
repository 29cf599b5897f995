"""What Stripe reports by itself: signed messages, each taken in once, in any order, any number of times."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from shop.models import PaymentMethod, ProviderEvent
from shop.stripe_checkout import refunds, sessions
from shop.stripe_checkout.client import client, library


class ForgedError(Exception):
    """The message is not Stripe's, or too old."""


def hear(body: bytes, signature: str) -> None:
    """Take in a message with its signature (`Stripe-Signature`).

    It only says where to look: what counts is read from Stripe. It is written down as seen after that, so that one
    that fails on the way is sent again. Raises ForgedError, or UnavailableError where Stripe does not answer.
    """
    event = _checked(body, signature)
    if ProviderEvent.objects.filter(provider=PaymentMethod.STRIPE, event_id=event.id).exists():
        return
    if event.type.startswith("checkout.session."):
        sessions.settle(event.data.object.id)
    elif event.type.startswith(("refund.", "charge.refund.")):
        refunds.settle(event.data.object.id)
    elif event.type == "charge.refunded" and getattr(event.data.object, "payment_intent", None):
        refunds.settle_payment(event.data.object.payment_intent)
    try:
        with transaction.atomic():
            ProviderEvent.objects.create(
                provider=PaymentMethod.STRIPE, event_id=event.id, kind=event.type[:100]
            )
    except IntegrityError:
        return  # the same message came twice at once, and counted once


def _checked(body: bytes, signature: str) -> Any:
    try:
        return client().construct_event(body, signature, settings.STRIPE_WEBHOOK_SECRET)
    except (ValueError, library().SignatureVerificationError) as error:
        raise ForgedError from error
