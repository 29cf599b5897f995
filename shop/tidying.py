"""What time does to orders that are not paid: one reminder, then the end. Nothing is wrong if this never runs."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.tasks import TaskContext, task
from django.utils import timezone

from newsroom import recurring
from shop import mails, stock
from shop.models import EventKind, Order, OrderEvent, PaymentMethod

EVERY = timedelta(minutes=15)


@task(priority=-10, takes_context=True)
def tidy_orders(context: TaskContext) -> int:
    """Remind and lapse what is due, and return how many orders it were."""
    recurring.ensure_queued(tidy_orders, after=EVERY)
    if recurring.runs_elsewhere(context):
        return 0
    return lapse_overdue() + remind_late()


def lapse_overdue(*, at: datetime | None = None) -> int:
    """End the orders whose time to pay is over; each in a transaction of its own."""
    count = 0
    for order in Order.objects.overdue(at=at).order_by("pk").iterator(chunk_size=100):
        with transaction.atomic():
            count += len(stock.lapse([order], at=at))
    return count


def remind_late(*, at: datetime | None = None) -> int:
    """Remind of the transfers that have not come when half the time to pay is over; once per order."""
    at = at or timezone.now()
    half = timedelta(days=settings.SHOP_PAYMENT_DAYS) / 2
    late = Order.objects.awaited(at=at).filter(
        payment_method=PaymentMethod.TRANSFER,
        placed_at__lte=at - half,
        reminded_at=None,
        erased_at=None,
    )
    return sum(_remind(order, at) for order in late.order_by("pk"))


@transaction.atomic
def _remind(order: Order, at: datetime) -> bool:
    unpaid = Order.objects.awaited(at=at).filter(pk=order.pk, reminded_at=None)
    if not unpaid.update(reminded_at=at):
        return False
    order.refresh_from_db()
    OrderEvent.objects.log(order, EventKind.REMINDED)
    mails.payment_reminder(order)
    return True
