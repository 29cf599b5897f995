"""What staff can do to an order: each act with the few words that it asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop import money, orders, payments
from shop.days import start_of
from shop.models import Order, Payment, PaymentMethod, State
from shop.orders import MOVES, RefusedError

GOODS_ACTS = {"pack", "send"}


class DayInput(forms.DateInput):
    """The browser's own choice of a day, in the one way of writing it that browsers take."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ActForm(forms.Form):
    """An act that asks for nothing but to be done."""

    def __init__(self, order: Order, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.order = order


class AmountForm(ActForm):
    """An act about an amount of money."""

    def __init__(self, order: Order, data: Any = None, **kwargs: Any) -> None:
        super().__init__(order, data, **kwargs)
        amount: Any = Payment._meta.get_field("amount")
        self.fields = {"amount": amount.formfield(min_value=money.unit()), **self.fields}


class PaymentForm(AmountForm):
    """Money that came by bank transfer."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "What the bank statement says of it. Noted twice with the same words, it counts once."
        ),
    )

    def __init__(self, order: Order, data: Any = None, **kwargs: Any) -> None:
        super().__init__(order, data, **kwargs)
        self.initial = {"amount": order.missing or None, "day": timezone.localdate()}

    def clean_day(self) -> date:
        """It came after the order, and is there already."""
        day: date = self.cleaned_data["day"]
        if not timezone.localdate(self.order.placed_at) <= day <= timezone.localdate():
            raise ValidationError(_("Type a day between the order and today."))
        return day


class GoodsForm(ActForm):
    """Goods that leave; where a withdrawal was declared, that is to be ticked."""

    def __init__(self, order: Order, data: Any = None, **kwargs: Any) -> None:
        super().__init__(order, data, **kwargs)
        if withdrawal := order.withdrawals.first():
            day = date_format(timezone.localtime(withdrawal.declared_at), "DATETIME_FORMAT")
            self.fields["despite_withdrawal"] = forms.BooleanField(
                label=_("The shopper declared a withdrawal on %s. Go on all the same.") % day,
                error_messages={
                    "required": _("Look at the withdrawal first. To go on all the same, tick this.")
                },
            )

    @property
    def despite_withdrawal(self) -> bool:
        """Whether it was ticked."""
        return bool(self.cleaned_data.get("despite_withdrawal"))


class TrackingForm(GoodsForm):
    """A parcel on its way."""

    text = forms.CharField(
        label=gettext_lazy("Tracking"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A link or a number, for the shopper. May stay empty."),
    )


class ReasonForm(ActForm):
    """Why an order ends, for the staff."""

    text = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


class RefundForm(AmountForm):
    """Money that is given back."""

    text = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    gives_back_stock = forms.BooleanField(
        label=gettext_lazy("Put all pieces of the order back into the stock"), required=False
    )

    def __init__(self, order: Order, data: Any = None, **kwargs: Any) -> None:
        super().__init__(order, data, **kwargs)
        self.initial = {"amount": order.owed or order.kept}
        if not order.holds_stock or order.state == State.PLACED:
            del self.fields["gives_back_stock"]


class NoteForm(ActForm):
    """Something to remember."""

    text = forms.CharField(
        label=gettext_lazy("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


@dataclass(frozen=True)
class Act:
    """Something that can be done: its name on the page, what comes of it, what is said after it, what it asks, the verb."""

    title: Any
    outcome: Any
    done: Any
    form: type[ActForm]
    do: Callable[[Order, int, ActForm, User], object]


def possible(order: Order) -> list[str]:
    """The names of the acts that fit an order now, the next step first."""
    has_left = order.kept > 0
    has_goods = order.holds_stock and has_left
    fits = {
        "pay": True,
        **{name: order.state in move.before for name, move in MOVES.items()},
        "refund": has_left,
        "take_back": order.state in {State.PACKED, State.SENT, State.DONE} and not order.erased_at,
        "note": True,
    }
    return [name for name in ACTS if fits[name] and (has_goods or name not in GOODS_ACTS)]


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
