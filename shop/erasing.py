"""Erasing a person: their orders forget who it was, and keep what the books need."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.outbox.models import Mail
from shop import mails
from shop.models import (
    EventKind,
    Order,
    OrderEvent,
    OrderQuerySet,
    Payment,
    PaymentMethod,
    Refund,
    RefundState,
    State,
    Withdrawal,
)
from shop.orders import RefusedError

ENDED = {State.DONE, State.CANCELLED, State.REFUNDED}
# Notes that the site writes itself: amounts, numbers of invoices and names of marks. All others may name the person.
IMPERSONAL = [
    EventKind.PAID,
    EventKind.PAID_IN_PART,
    EventKind.PAID_MORE,
    EventKind.PAID_LATE,
    EventKind.REFUND_ASKED,
    EventKind.REFUNDED,
    EventKind.INVOICED,
    EventKind.CREDITED,
    EventKind.TAKEN_BACK,
]
GONE = "–"  # what was taken back is no longer told; empty would mean all


def orders_of(email: str) -> OrderQuerySet:
    """The orders of an address that are not erased, in whichever case it was typed."""
    return Order.objects.filter(email__iexact=email.strip()).exclude(email="")


def is_to_erase(order: Order) -> bool:
    """Whether it is not erased, or something was written about it since; one query where it is."""
    return not order.erased_at or _to_erase(Order.objects.filter(pk=order.pk)).exists()


@transaction.atomic
def erase(orders: OrderQuerySet, *, by: User | None) -> list[Order]:
    """Empty what orders and the papers beside them say of a person, all or none; those that were erased now.

    Lines, amounts, taxes, payments, invoices and the country stay. Raises RefusedError for an order that is still
    on its way, or that something is still owed for. One that was erased is so again if something was written since.
    """
    keys = list(_to_erase(orders).order_by("pk").select_for_update().values_list("pk", flat=True))
    found = list(Order.objects.filter(pk__in=keys).order_by("pk"))
    reasons = [reason for order in found if (reason := _why_not(order))]
    if reasons:
        raise RefusedError(" ".join([_("Nothing was erased."), *reasons]))
    _empty_papers(found)
    Order.objects.filter(pk__in=keys).update(
        user=None,
        **dict.fromkeys(("email", "name", "street", "street_more", "postcode", "city", "region"), ""),
        **dict.fromkeys(("note", "tracking", "session_id"), ""),
        erased_at=timezone.now(),
        version=F("version") + 1,
    )
    for order in found:
        OrderEvent.objects.log(order, EventKind.ERASED, by=by)
    return found


def _why_not(order: Order) -> str:
    told = {"code": order.code, "state": order.get_state_display()}
    if order.state not in ENDED:
        return _("Order %(code)s is “%(state)s”: bring it to its end first.") % told
    if order.owed or order.refunds.filter(state=RefundState.ASKED).exists():
        return _("Money for order %(code)s is still to be given back.") % told
    if order.withdrawals.filter(handled_at=None).exists():
        return _("The withdrawal from order %(code)s is not handled yet.") % told
    return ""


def _empty_papers(orders: Sequence[Order]) -> None:
    """Mails go altogether, those to the shop about these orders too."""
    _notes().filter(order__in=orders).update(note="")
    _reasons().filter(order__in=orders).update(reason="")
    _references().filter(order__in=orders).update(reference="")
    withdrawals = Withdrawal.objects.filter(order__in=orders)
    withdrawals.exclude(scope="").update(scope=GONE)
    withdrawals.update(name="", email="")
    Mail.objects.filter(about__in=[mails.about(order) for order in orders]).delete()


def _to_erase(orders: OrderQuerySet) -> OrderQuerySet:
    written = (_notes(), _reasons(), _references())
    notes, reasons, references = (Exists(rows.filter(order=OuterRef("pk"))) for rows in written)
    return orders.filter(Q(erased_at=None) | notes | reasons | references)


def _notes() -> QuerySet[OrderEvent]:
    return OrderEvent.objects.exclude(kind__in=IMPERSONAL).exclude(note="")


def _reasons() -> QuerySet[Refund]:
    return Refund.objects.exclude(reason="")


def _references() -> QuerySet[Payment]:
    return Payment.objects.filter(method=PaymentMethod.TRANSFER).exclude(reference="")
