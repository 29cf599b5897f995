"""What staff and shoppers do to orders: each act once, logged, and refused where the order has moved on.

| act | from | to | who |
| --- | --- | --- | --- |
| pack | paid | packed | staff |
| send | paid, packed | sent | staff; whoever sends has packed, so that mark can be left out |
| finish | sent | done | staff |
| take_back | packed, sent, done | the mark before | staff who marked the wrong order |
| cancel | placed, paid, packed | cancelled | staff; the shopper while it is only placed |

Money moves the rest (`shop.payments`): placed to paid, paid and after to refunded; time does too (`shop.stock.lapse`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from shop import mails, payments, providers, stock
from shop.models import EventKind, Order, OrderEvent, Payment, PaymentMethod, State
from shop.models.order import AT_HAND, new_secret
from shop.payments import RefusedError

__all__ = ["RefusedError", "StaleError"]


@dataclass(frozen=True)
class _Move:
    """Where an act leads, from which states, and what the log calls it."""

    before: frozenset[State]
    after: State
    kind: EventKind


MOVES = {
    "pack": _Move(frozenset({State.PAID}), State.PACKED, EventKind.PACKED),
    "send": _Move(AT_HAND, State.SENT, EventKind.SENT),
    "finish": _Move(frozenset({State.SENT}), State.DONE, EventKind.DONE),
    "cancel": _Move(
        frozenset({State.PLACED, State.PAID, State.PACKED}), State.CANCELLED, EventKind.CANCELLED
    ),
}
TOLD = {
    EventKind.PLACED,
    EventKind.PAID,
    EventKind.PAID_IN_PART,
    EventKind.PAID_LATE,
    EventKind.REVERSED,
    EventKind.LAPSED,
    EventKind.PACKED,
    EventKind.SENT,
    EventKind.DONE,
    EventKind.CANCELLED,
    EventKind.REFUNDED,
    EventKind.WITHDRAWN,
}
MARKS = {EventKind.PACKED, EventKind.SENT, EventKind.DONE}  # each named like the state that it leads to


class StaleError(Exception):
    """Somebody else changed the order after it was shown; says so in words."""


def find(code: str, secret: str) -> Order | None:
    """The order at an address, with what its page prints; a wrong secret takes as long as any other."""
    order = Order.objects.for_page().filter(code=code).first()
    is_right = constant_time_compare(order.secret if order else new_secret(), secret)
    return order if is_right else None


def history(order: Order) -> list[OrderEvent]:
    """What happened to an order, as its shopper may know it: without notes, reminders, and marks taken back."""
    told: list[OrderEvent] = []
    for event in order.events.all():
        if event.kind == EventKind.TAKEN_BACK:
            told.remove(_marks(told)[-1])
        elif event.kind in TOLD:
            told.append(event)
    return told


@transaction.atomic
def pack(order: Order, *, by: User, version: int, despite_withdrawal: bool = False) -> None:
    """Mark a paid order as packed."""
    claim(order, version=version)
    _check_goods(order, despite_withdrawal=despite_withdrawal)
    _move(order, "pack", by)


@transaction.atomic
def send(
    order: Order, *, by: User, version: int, tracking: str = "", despite_withdrawal: bool = False
) -> None:
    """Mark an order as sent, with what follows the parcel, and write to the shopper."""
    claim(order, version=version)
    _check_goods(order, despite_withdrawal=despite_withdrawal)
    order.tracking = tracking.strip()[:200]
    order.save(update_fields=["tracking"])
    _move(order, "send", by, note=order.tracking)
    mails.order_sent(order)


@transaction.atomic
def finish(order: Order, *, by: User, version: int) -> None:
    """Mark a sent order as done."""
    claim(order, version=version)
    _move(order, "finish", by)


@transaction.atomic
def take_back(order: Order, *, by: User, version: int) -> None:
    """Take the last mark (packed, sent, done) back, for it was wrong; a mail that was sent stays sent."""
    claim(order, version=version)
    marks = _marks(history(order))
    if not marks or order.state != marks[-1].kind:
        raise _refusal(order)
    order.state = State(marks[-2].kind) if len(marks) > 1 else State.PAID
    order.save(update_fields=["state"])
    OrderEvent.objects.log(order, EventKind.TAKEN_BACK, by=by, note=marks[-1].get_kind_display())


@transaction.atomic
def cancel(order: Order, *, by: User | None, version: int, reason: str = "") -> None:
    """Cancel an order before it is sent, free its pieces, and write to the shopper; `by` is None if they cancel it.

    What was paid is owed from now on; it is given back by `payments.refund`.
    """
    claim(order, version=version)
    if by is None and order.state != State.PLACED:
        raise _refusal(order)
    if order.holds_stock and order.state in MOVES["cancel"].before:
        stock.give_back(order)
        order.holds_stock = False
        order.save(update_fields=["holds_stock"])
    _move(order, "cancel", by, note=reason)
    providers.close(order)
    mails.order_cancelled(order)


@transaction.atomic
def add_note(order: Order, *, by: User, version: int, text: str) -> None:
    """Write a note for the staff into the log of an order."""
    claim(order, version=version)
    OrderEvent.objects.log(order, EventKind.NOTED, by=by, note=text)


@transaction.atomic
def mark_paid(
    order: Order, *, by: User, version: int, amount: Decimal | None = None, reference: str = ""
) -> Payment | None:
    """Note that money came by bank transfer: what was missing, unless the statement says another amount."""
    payments.lock(order)
    claim(order, version=version)
    if amount is None and not order.missing:
        raise RefusedError(_("Nothing is missing: the order is paid in full."))
    return payments.receive(
        order,
        order.missing if amount is None else amount,
        method=PaymentMethod.TRANSFER,
        reference=reference,
        by=by,
    )


def claim(order: Order, *, version: int) -> None:
    """Take an order as it was seen, for an act in this transaction; two that saw the same cannot both.

    Refreshes `order`; its version is one more. Raises StaleError.
    """
    seen = Order.objects.filter(pk=order.pk, version=version)
    is_as_seen = seen.update(version=F("version") + 1)
    order.refresh_from_db()
    if not is_as_seen:
        raise StaleError(
            _("Order %(code)s was changed in the meantime. Its state is “%(state)s”. Look at it again.")
            % {"code": order.code, "state": order.get_state_display()}
        )


def _move(order: Order, act: str, by: User | None, *, note: str = "") -> None:
    move = MOVES[act]
    if not Order.objects.filter(pk=order.pk, state__in=move.before).update(state=move.after):
        raise _refusal(order)
    order.state = move.after
    OrderEvent.objects.log(order, move.kind, by=by, note=note)


def _marks(events: Iterable[OrderEvent]) -> list[OrderEvent]:
    return [event for event in events if event.kind in MARKS]


def _check_goods(order: Order, *, despite_withdrawal: bool) -> None:
    """Nothing leaves that cannot (`Order.can_leave`), nor unawares what a withdrawal waits for; says why."""
    if order.is_halted and not despite_withdrawal:
        raise RefusedError(
            _("A withdrawal from order %s was declared. Open the order to pack or send it all the same.")
            % order.code
        )
    if order.can_leave or order.state not in AT_HAND:
        return
    if order.holds_stock:
        raise RefusedError(_("The money for order %s is on its way back.") % order.code)
    raise RefusedError(_("The pieces of order %s went back to the stock.") % order.code)


def _refusal(order: Order) -> RefusedError:
    return RefusedError(
        _("This cannot be done to order %(code)s: it is “%(state)s”.")
        % {"code": order.code, "state": order.get_state_display()}
    )
