"""Taking back a payment that was noted by mistake: a counter-entry beside it, and the order as if it had not come."""

from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.people import name_of
from shop import invoices, mails, money, payments, stock
from shop.models import EventKind, Order, OrderEvent, Payment, PaymentMethod, Refund, RefundState, State
from shop.payments import RefusedError

ENDED_PAID = {State.PACKED, State.SENT, State.DONE, State.REFUNDED}  # what only a paid order can come to


def reversible(order: Order) -> list[Payment]:
    """The payments that can be taken back now: noted by hand, whole still, and not what the order rests on; newest first."""
    return [payment for payment in _by_hand(order) if not _why_not(order, payment)]


@transaction.atomic
def reverse(payment: Payment, *, reason: str, by: User) -> Refund:
    """Take back a payment that never came: its counter-entry, and a mail to the shopper.

    What is left has to be kept, not only to have come: money given back since as paid twice pays for nothing. An order
    that keeps too little waits for its money again, and has as long to be paid as it had then: the time that it passed
    for paid does not count. Its invoice is credited. Raises RefusedError where the order has gone on since.
    """
    order = payment.order
    payments.lock(order)
    _check(order, payment)
    entry = Refund.objects.create(
        order=order,
        payment=payment,
        amount=payment.amount,
        reason=reason[: payments.TEXT],
        state=RefundState.REVERSED,
        made_by=by,
        made_by_name=name_of(by),
    )
    order.paid -= payment.amount
    order.version += 1
    is_covered = _is_covered(order, order.kept)
    if order.state == State.PAID and not is_covered:
        _wait_again(order)
    order.save(update_fields=["paid", "version", "state", "hold_until"])
    note = f"{money.formatted(entry.amount, order.currency)}: {entry.reason}"
    OrderEvent.objects.log(order, EventKind.REVERSED, by=by, note=note)
    if not is_covered:
        invoices.cancel(entry)
    mails.payment_reversed(order, entry.amount)
    stock.lapse([order])
    return entry


def _by_hand(order: Order) -> list[Payment]:
    """The payments that staff noted, without those that a counter-entry or a refund is of."""
    touched = {refund.payment_id for refund in order.refunds.all() if refund.state != RefundState.FAILED}
    transfers = (each for each in reversed(order.payments.all()) if each.method == PaymentMethod.TRANSFER)
    return [payment for payment in transfers if payment.pk not in touched]


def _why_not(order: Order, payment: Payment) -> str:
    """Why the order does not stand without a payment; empty if it does."""
    left = order.kept - payment.amount
    if left < 0:
        return _("More was given back than would be left of the payments.")
    if _is_covered(order, left):
        return ""
    if order.state in ENDED_PAID:
        told = {"code": order.code, "state": order.get_state_display()}
        return _("Order %(code)s is “%(state)s”, and would not be paid: take its marks back first.") % told
    if order.state == State.PAID and not order.holds_stock:
        return _("The pieces of order %s went back to the stock: cancel it first.") % order.code
    return ""


def _is_covered(order: Order, kept: Decimal) -> bool:
    """Whether so much is enough for the order: all but what credit notes say was given back of it, not of too much."""
    if kept >= order.total or not order.refunded:
        return kept >= order.total
    return kept >= order.total - min(invoices.credited(order), order.refunded)


def _check(order: Order, payment: Payment) -> None:
    if payment not in _by_hand(order):
        raise RefusedError(
            _("This payment cannot be taken back: it came by card, was given back, or was taken back before.")
        )
    if why := _why_not(order, payment):
        raise RefusedError(why)


def _wait_again(order: Order) -> None:
    passed_for_paid = order.events.filter(kind=EventKind.PAID).order_by("-pk").values_list("at", flat=True)
    order.state = State.PLACED
    if order.hold_until:
        order.hold_until += timezone.now() - passed_for_paid[0]
