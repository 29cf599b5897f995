"""The worker's part: refunds are asked for, sessions closed, and what no message told is looked up."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

from django.tasks import TaskContext, task
from django.utils import timezone

from newsroom import recurring
from shop.models import Order, PaymentMethod, Refund, RefundState, State
from shop.stripe_checkout import refunds, sessions
from shop.stripe_checkout.client import UnavailableError, is_on

EVERY = timedelta(minutes=15)
LOOKED_AFTER = timedelta(days=3)  # as long as Stripe repeats its messages
LONGEST = timedelta(minutes=5)  # of one look-out; at a Stripe that is slow, each look takes half a minute

logger = logging.getLogger(__name__)


@task()
def pay_back(key: int) -> None:
    """Ask for a refund; where Stripe does not answer, the next look-out asks again."""
    if not is_on():
        return
    with suppress(UnavailableError):
        refunds.ask(Refund.objects.select_related("order", "payment").get(pk=key))


def queue_refund(refund: Refund) -> None:
    """Have a refund asked for, once the transaction that makes it is committed."""
    pay_back.enqueue(refund.pk)


@task()
def close_session(key: int) -> None:
    """Close the session of an order that ended, or that was paid otherwise; if that fails, the look-out does it."""
    if not is_on():
        return
    with suppress(UnavailableError):
        sessions.close(Order.objects.get(pk=key))


def queue_closing(order: Order) -> None:
    """Have an order's session closed, once the transaction that is the reason is committed."""
    close_session.enqueue(order.pk)


@task(priority=-10, takes_context=True)
def look_out(context: TaskContext) -> int:
    """Look at what is open at Stripe, in case a message was lost; how many sessions and refunds it were."""
    recurring.ensure_queued(look_out, after=EVERY)
    if not is_on() or recurring.runs_elsewhere(context):
        return 0
    until = timezone.now() + LONGEST
    count = 0
    for look in _open():
        if timezone.now() > until:
            logger.warning("Stripe: the look-out took too long; the next one goes on.")
            break
        count += _succeeds(look)
    return count


def _succeeds(look: partial[Any]) -> bool:
    """Look, and let nothing that is wrong with it keep the others from being looked at; the log says what it was."""
    try:
        look()
    except UnavailableError:
        return False
    except Exception:
        logger.exception("Stripe: looking at %r failed.", look.args)
        return False
    return True


def _open() -> Iterator[partial[Any]]:
    """A look at each session and each refund that may have come to an end; at random, so that none is always last."""
    asked = Refund.objects.filter(state=RefundState.ASKED, payment__method=PaymentMethod.STRIPE)
    for refund in asked.select_related("order", "payment").order_by("?"):
        yield partial(refunds.settle, refund.reference) if refund.reference else partial(refunds.ask, refund)
    unpaid = Order.objects.filter(
        state__in=[State.PLACED, State.CANCELLED],
        payment_method=PaymentMethod.STRIPE,
        placed_at__gt=timezone.now() - LOOKED_AFTER,
    ).exclude(payments__method=PaymentMethod.STRIPE)
    for order in unpaid.exclude(session_id="").order_by("?"):
        yield partial(sessions.close, order)
