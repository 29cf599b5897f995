"""What staff can do to an order: each act with the few words that it asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.periods import start_of
from shop import orders, payments, reversals
from shop.admin.order_forms import (
    ActForm,
    GoodsForm,
    NoteForm,
    PaymentForm,
    ReasonForm,
    RefundForm,
    ReversalForm,
    TrackingForm,
)
from shop.models import Order, Payment, PaymentMethod, State
from shop.orders import MOVES, RefusedError

GOODS_ACTS = {"pack", "send"}


@dataclass(frozen=True)
class Act:
    """Something that can be done: its name on the page, what comes of it, what is said after it, what it asks, the verb."""

    title: Any
    outcome: Any
    done: Any
    form: type[ActForm]
    do: Callable[[Order, int, ActForm, User], object]


FITS: dict[str, Callable[[Order], bool]] = {
    "pay": lambda order: True,
    "refund": lambda order: order.kept > 0,
    "reverse": lambda order: bool(reversals.reversible(order)),
    "take_back": lambda order: order.state in {State.PACKED, State.SENT, State.DONE} and not order.erased_at,
    "note": lambda order: True,
}


def is_possible(order: Order, name: str) -> bool:
    """Whether an act fits an order now; only to take a payment back asks for its payments and refunds."""
    if name in GOODS_ACTS and not order.can_leave:
        return False
    return order.state in MOVES[name].before if name in MOVES else FITS[name](order)


def possible(order: Order) -> list[str]:
    """The names of the acts that fit an order now, the next step first."""
    return [name for name in ACTS if is_possible(order, name)]


@transaction.atomic
def _pay(order: Order, version: int, form: ActForm, by: User) -> None:
    said = form.cleaned_data
    is_today = said["day"] == timezone.localdate()
    at = timezone.now() if is_today else start_of(said["day"])
    payments.lock(order)
    orders.claim(order, version=version)
    payment = Payment(
        order=order,
        method=PaymentMethod.TRANSFER,
        amount=said["amount"],
        reference=said["reference"],
        received_at=at,
        noted_by=by,
    )
    if payments.book(payment) is None:
        raise RefusedError(_("A payment with this reference was noted for the order before."))


@transaction.atomic
def _refund(order: Order, version: int, form: ActForm, by: User) -> None:
    said = form.cleaned_data
    payments.lock(order)
    orders.claim(order, version=version)
    gives_back = said.get("gives_back_stock", False)
    payments.refund(order, said["amount"], reason=said["text"], by=by, gives_back_stock=gives_back)


@transaction.atomic
def _reverse(order: Order, version: int, form: ActForm, by: User) -> None:
    said = form.cleaned_data
    payments.lock(order)
    orders.claim(order, version=version)
    reversals.reverse(said["payment"], reason=said["text"], by=by)


def _pack(order: Order, version: int, form: ActForm, by: User) -> None:
    assert isinstance(form, GoodsForm)  # noqa: S101 (for the type)
    orders.pack(order, by=by, version=version, despite_withdrawal=form.despite_withdrawal)


def _send(order: Order, version: int, form: ActForm, by: User) -> None:
    assert isinstance(form, GoodsForm)  # noqa: S101 (for the type)
    tracking = form.cleaned_data["text"]
    orders.send(order, by=by, version=version, tracking=tracking, despite_withdrawal=form.despite_withdrawal)


def _finish(order: Order, version: int, form: ActForm, by: User) -> None:
    orders.finish(order, by=by, version=version)


def _cancel(order: Order, version: int, form: ActForm, by: User) -> None:
    orders.cancel(order, by=by, version=version, reason=form.cleaned_data["text"])


def _take_back(order: Order, version: int, form: ActForm, by: User) -> None:
    orders.take_back(order, by=by, version=version)


def _note(order: Order, version: int, form: ActForm, by: User) -> None:
    orders.add_note(order, by=by, version=version, text=form.cleaned_data["text"])


ACTS = {
    "pack": Act(
        gettext_lazy("Packed"),
        gettext_lazy("It waits to be sent."),
        gettext_lazy("Order %s is packed."),
        GoodsForm,
        _pack,
    ),
    "send": Act(
        gettext_lazy("Sent"),
        gettext_lazy("Writes to the shopper that it is on its way."),
        gettext_lazy("Order %s is sent, and its shopper is told."),
        TrackingForm,
        _send,
    ),
    "finish": Act(
        gettext_lazy("Done"),
        gettext_lazy("It arrived: nothing is left to do."),
        gettext_lazy("Order %s is done."),
        ActForm,
        _finish,
    ),
    "pay": Act(
        gettext_lazy("Payment received"),
        gettext_lazy("Notes money that came by bank transfer, and writes to the shopper."),
        gettext_lazy("The payment for order %s is noted."),
        PaymentForm,
        _pay,
    ),
    "refund": Act(
        gettext_lazy("Give money back"),
        gettext_lazy(
            "A card payment goes back by itself. A transfer you pay at your bank: note it here, and the shopper is told."
        ),
        gettext_lazy("The refund for order %s is noted."),
        RefundForm,
        _refund,
    ),
    "cancel": Act(
        gettext_lazy("Cancel the order"),
        gettext_lazy(
            "Its pieces are for sale again, and the shopper is told. What was paid is to be given back then."
        ),
        gettext_lazy("Order %s is cancelled, and its shopper is told."),
        ReasonForm,
        _cancel,
    ),
    "reverse": Act(
        gettext_lazy("Take a payment back"),
        gettext_lazy(
            "For a payment that was noted by mistake: no money is sent. An order that it had paid waits for its payment again, its invoice is credited, and the shopper is told."
        ),
        gettext_lazy("The payment of order %s is taken back, and its shopper is told."),
        ReversalForm,
        _reverse,
    ),
    "take_back": Act(
        gettext_lazy("Take the last mark back"),
        gettext_lazy("For an order that was marked by mistake. A mail that was sent stays sent."),
        gettext_lazy("The last mark of order %s is taken back."),
        ActForm,
        _take_back,
    ),
    "note": Act(
        gettext_lazy("Add a note"),
        gettext_lazy("For the staff alone."),
        gettext_lazy("The note on order %s is kept."),
        NoteForm,
        _note,
    ),
}
