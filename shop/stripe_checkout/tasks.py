"""The worker's part: refunds are asked for, and what no message told is looked up."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial

from django.db.models import Q
from django.tasks import TaskContext, task
from django.utils import timezone

from newsroom import recurring
from shop.models import Order, PaymentMethod, Refund, RefundState, State
from shop.stripe_checkout import refunds, sessions
from shop.stripe_checkout.client import UnavailableError, is_on

EVERY = timedelta(minutes=15)
LOOKED_AFTER = timedelta(days=3)  # as long as Stripe repeats its messages


@task()
def pay_back(key: int) -> None:
    """Ask for a refund; where Stripe does not answer, the next look-out asks again."""
    if not is_on():
        return
    with suppress(UnavailableError):
        refunds.ask(Refund.objects.select_related("order", "payment").get(pk=key))


def queue(refund: Refund) -> None:
    """Have a refund asked for, once the transaction that makes it is committed."""
    pay_back.enqueue(refund.pk)


@task(priority=-10, takes_context=True)
def look_out(context: TaskContext) -> int:
    """Look at what is open at Stripe, in case a message was lost; how many sessions and refunds it were."""
    recurring.ensure_queued(look_out, after=EVERY)
    if not is_on() or recurring.runs_elsewhere(context):
        return 0
    count = 0
    with suppress(UnavailableError):
        for look in _open():
            look()
            count += 1
    return count


def _open() -> Iterator[Callable[[], object]]:
    """A look at each session and each refund that may have come to an end."""
    since = timezone.now() - LOOKED_AFTER
    unpaid = Order.objects.filter(
        Q(state=State.PLACED) | Q(state=State.CANCELLED, paid=0),
        payment_method=PaymentMethod.STRIPE,
        placed_at__gt=since,
    )
    for session_id in unpaid.exclude(session_id="").order_by("pk").values_list("session_id", flat=True):
        yield partial(sessions.settle, session_id)
    asked = Refund.objects.filter(state=RefundState.ASKED, payment__method=PaymentMethod.STRIPE)
    for refund in asked.select_related("order", "payment").order_by("pk"):
        yield partial(refunds.settle, refund.reference) if refund.reference else partial(refunds.ask, refund)
