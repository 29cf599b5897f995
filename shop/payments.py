"""Money that comes and goes: each amount counts once, and no more goes back than came.

An order is locked before anything is added up, so of two that pay or refund it at once, the second sees the first.
"""

from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from newsroom.people import name_of
from shop import invoices, mails, money, providers, stock
from shop.models import EventKind, Order, OrderEvent, Payment, PaymentMethod, Refund, RefundState, State
from shop.models.amount import AmountField

PAID_STATES = {State.PAID, State.PACKED, State.SENT, State.DONE}
TEXT = 200  # characters of a reference and a reason


class RefusedError(Exception):
    """The act does not fit the order; says why in words for whoever asked."""


@transaction.atomic
def receive(
    order: Order, amount: Decimal, *, method: PaymentMethod, reference: str = "", by: User | None = None
) -> Payment | None:
    """Take in money for an order, whatever its state; None if it was taken in before.

    A provider's reference counts once ever, a transfer's once per order, unless it was taken back; a transfer without one
    counts each time. In time and in full it settles the order. Too late, the pieces must be won again, as by anybody else; else it is owed.
    Refreshes `order`.
    """
    return book(Payment(order=order, method=method, reference=reference, amount=amount, noted_by=by))


@transaction.atomic
def book(payment: Payment) -> Payment | None:
    """Book a payment that is not stored yet, as `receive` does: so a day can be told on which it came."""
    order, by = payment.order, payment.noted_by
    if payment.method != PaymentMethod.TRANSFER and not payment.reference:
        raise ValueError("A provider's payment has a reference.")
    _check(order, payment.amount)
    lock(order)
    payment.reference = payment.reference[:TEXT]
    payment.noted_by_name = name_of(by) if by else ""
    if _is_booked(payment):
        return None
    if order.paid + payment.amount > AmountField.MOST:
        raise RefusedError(
            _("Together, the payments are more than one order can come to. Look at the amount again.")
        )
    payment.save()
    stock.lapse([order], tells=False)
    order.paid += payment.amount
    order.version += 1
    order.save(update_fields=["paid", "version"])
    _settle(order, payment.amount, by)
    if payment.method != order.payment_method:
        providers.close(order)
    return payment


@transaction.atomic
def refund(
    order: Order, amount: Decimal, *, reason: str, by: User | None, gives_back_stock: bool = False
) -> Refund:
    """Give money back, by the way it came: a transfer is paid by hand and done at once, a provider is asked.

    `gives_back_stock` puts all pieces of the order back, whatever the amount. Raises RefusedError for more than is left
    of what was paid, or than one card payment left. Refreshes `order`.
    """
    _check(order, amount)
    lock(order)
    if amount > order.kept:
        left = money.formatted(order.kept, order.currency)
        raise RefusedError(_("No more can be given back than what is left of the payments: %s.") % left)
    if gives_back_stock and order.state == State.PLACED:
        raise RefusedError(_("It is not paid yet: cancel it, and its pieces are free."))
    payment = _source(order, amount)
    order.refunded += amount
    order.version += 1
    if gives_back_stock and order.holds_stock:
        stock.give_back(order)
        order.holds_stock = False
    order.save(update_fields=["refunded", "version", "holds_stock"])
    made = Refund.objects.create(
        order=order,
        payment=payment,
        amount=amount,
        reason=reason[:TEXT],
        made_by=by,
        made_by_name=name_of(by) if by else "",
    )
    if payment and payment.method in providers.paying_back:
        _log(order, EventKind.REFUND_ASKED, amount, by)
        providers.paying_back[payment.method](made)
    else:
        refund_done(made)
        order.refresh_from_db()
    return made


@transaction.atomic
def refund_made_elsewhere(payment: Payment, amount: Decimal, *, key: str, reference: str) -> Refund:
    """Take in a refund of a payment that somebody made at the provider itself, as one on its way; by its key only once.

    The staff are told. Raises RefusedError where more would go back than is left of the payment.
    """
    order = payment.order
    lock(order)
    if same := Refund.objects.filter(key=key).first():
        return same
    if amount > min(order.kept, _left(order)[payment]):
        raise RefusedError(_("More was given back at the provider than is left of the payment."))
    order.refunded += amount
    order.version += 1
    order.save(update_fields=["refunded", "version"])
    reason = _("Given back at the provider, not here")
    made = Refund.objects.create(
        order=order, payment=payment, amount=amount, key=key, reference=reference[:TEXT], reason=reason
    )
    _log(order, EventKind.REFUND_ASKED, amount, None)
    mails.refunded_elsewhere(made)
    return made


@transaction.atomic
def refund_done(refund: Refund, reference: str = "") -> None:
    """Take in that a refund was paid: credit note, mail, and the order's end if nothing is left; once, later calls do nothing."""
    order = _lock_with(refund)
    if refund.state != RefundState.ASKED:
        return
    refund.state = RefundState.DONE
    refund.reference = reference[:TEXT]
    refund.save(update_fields=["state", "reference"])
    _log(order, EventKind.REFUNDED, refund.amount, refund.made_by)
    is_under_way = order.refunds.filter(state=RefundState.ASKED).exists()
    if order.state in PAID_STATES and not order.kept and not is_under_way:
        order.state = State.REFUNDED
    order.version += 1
    order.save(update_fields=["state", "version"])
    invoices.credit(refund)
    mails.order_refunded(refund)


@transaction.atomic
def refund_failed(refund: Refund, error: str) -> None:
    """Take in that a provider could not pay a refund, even after it said that it did: the money is the shop's again.

    It pays an order that waited for no more than that, in time; too late, only one whose pieces can be won again.
    """
    order = _lock_with(refund)
    if refund.state == RefundState.FAILED:
        return
    refund.state = RefundState.FAILED
    refund.save(update_fields=["state"])
    order.refunded -= refund.amount
    order.version += 1
    order.save(update_fields=["refunded", "version"])
    OrderEvent.objects.log(order, EventKind.REFUND_FAILED, note=error)
    if order.state == State.PLACED and order.kept >= order.total:
        stock.lapse([order], tells=False)
        _settle(order, refund.amount)


def lock(order: Order) -> None:
    """Read an order anew and keep others from changing it until this transaction ends (SQLite's are alone anyway).

    With it come the overdue orders that hold the same products: all by key, so that no two wait for each other.
    """
    rivals = Order.objects.overdue().filter(lines__product__in=order.lines.values("product"))
    both = Order.objects.filter(Q(pk=order.pk) | Q(pk__in=rivals.values("pk")))
    list(both.order_by("pk").select_for_update().values_list("pk", flat=True))
    order.refresh_from_db()


def _is_booked(payment: Payment) -> bool:
    """Whether the same money was taken in before."""
    same = Payment.objects.filter(method=payment.method, reference=payment.reference)
    if payment.method == PaymentMethod.TRANSFER:
        same = same.filter(order=payment.order).exclude(reference="")
        same = same.exclude(refunds__state=RefundState.REVERSED)
    return same.exists()


def _lock_with(refund: Refund) -> Order:
    order = refund.order
    lock(order)
    refund.refresh_from_db()
    refund.order = order
    return order


def _check(order: Order, amount: Decimal) -> None:
    if amount <= 0 or amount != money.rounded(amount, order.currency):
        raise RefusedError(_("Type an amount above zero, with no more digits than the currency has."))


def _log(order: Order, kind: EventKind, amount: Decimal, by: User | None) -> None:
    OrderEvent.objects.log(order, kind, by=by, note=money.formatted(amount, order.currency))


def _settle(order: Order, amount: Decimal, by: User | None = None) -> None:
    """Say what money that has just been added up does to the order, which has lapsed if its time is over."""
    is_full = order.kept >= order.total
    if order.state == State.PLACED and not is_full:
        kind = EventKind.PAID_IN_PART
    elif order.state == State.PLACED:
        kind = EventKind.PAID
    elif order.state != State.CANCELLED:
        kind = EventKind.PAID_MORE
    elif is_full and not order.erased_at and _has_lapsed(order) and _win_again(order):
        OrderEvent.objects.log(order, EventKind.HOLD_WON)
        kind = EventKind.PAID
    else:
        kind = EventKind.PAID_LATE
    _log(order, kind, amount, by)
    if kind == EventKind.PAID:
        _pass_as_paid(order)
    mails.payment_received(order, amount)


def _pass_as_paid(order: Order) -> None:
    order.state = State.PAID
    order.holds_stock = True
    order.save(update_fields=["state", "holds_stock"])
    invoices.issue(order)


def _has_lapsed(order: Order) -> bool:
    """Whether a cancelled order ended by itself: nobody meant it to."""
    ends = order.events.filter(kind__in=[EventKind.LAPSED, EventKind.CANCELLED])
    return ends.order_by("-pk").values_list("kind", flat=True).first() == EventKind.LAPSED


def _win_again(order: Order) -> bool:
    """Take an order's pieces anew, those of other overdue orders included, unless one is recalled or sold meanwhile."""
    if order.lines.exclude(product__recall_notice="").exists():
        return False
    quantities = dict(order.lines.values_list("product", "quantity"))
    stock.free_overdue(quantities)
    try:
        with transaction.atomic():
            stock.take(order, quantities)
    except stock.SoldOutError:
        return False
    return True


def _source(order: Order, amount: Decimal) -> Payment | None:
    """The newest payment that has this much left; None if only transfers together have."""
    left = _left(order)
    for payment, rest in left.items():
        if rest >= amount:
            return payment
    if any(payment.method in providers.paying_back for payment in left):
        most = money.formatted(max(left.values()), order.currency)
        raise RefusedError(
            _("It was paid in several parts: give them back one by one, %s at the most.") % most
        )
    return None


def _left(order: Order) -> dict[Payment, Decimal]:
    """What was not given or taken back of each payment; the newest first."""
    gone = Sum("refunds__amount", filter=~Q(refunds__state=RefundState.FAILED))
    payments = order.payments.annotate(gone=gone).order_by("-pk")
    return {payment: payment.amount - (payment.gone or Decimal(0)) for payment in payments}
