"""What staff type about an order: a form for each act."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop import money, reversals
from shop.models import Order, Payment, State


class DayInput(forms.DateInput):
    """The browser's own choice of a day, in the one way of writing it that browsers take."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ActForm(forms.Form):
    """An act that asks for nothing but to be done; `button` is what its button says if not the act's name."""

    button = ""

    def __init__(self, order: Order, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.order = order


class AmountForm(ActForm):
    """An act about an amount of money."""

    def __init__(self, order: Order, data: Any = None, **kwargs: Any) -> None:
        super().__init__(order, data, **kwargs)
        amount: Any = Payment._meta.get_field("amount")
        self.fields = {"amount": amount.formfield(min_value=money.unit(order.currency)), **self.fields}


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
    asked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, order: Order, data: Any = None, **kwargs: Any) -> None:
        super().__init__(order, data, **kwargs)
        self.initial = {"amount": order.missing or None, "day": timezone.localdate()}

    def clean_day(self) -> date:
        """It came after the order, and is there already."""
        day: date = self.cleaned_data["day"]
        if not timezone.localdate(self.order.placed_at) <= day <= timezone.localdate():
            raise ValidationError(_("Type a day between the order and today."))
        return day

    def clean(self) -> None:
        """Ask once about an amount that is not what is due; the answer holds for that amount alone."""
        amount, due = self.cleaned_data.get("amount"), self.order.missing
        if self.errors or amount is None or amount == due:
            return
        about = f"{amount} of {due}"
        if self.cleaned_data["asked"] != about:
            self.data = {**self.data.dict(), self.add_prefix("asked"): about}  # type: ignore[attr-defined]
            self.button = _("Yes, %s has come") % money.formatted(amount, self.order.currency)
            raise ValidationError(
                [_difference(self.order, amount, due), _consequence(self.order, amount, due)]
            )


class GoodsForm(ActForm):
    """Goods that leave; where a withdrawal waits for somebody, that is to be ticked."""

    def __init__(self, order: Order, data: Any = None, **kwargs: Any) -> None:
        super().__init__(order, data, **kwargs)
        waiting = [each for each in order.withdrawals.all() if each.handled_at is None]
        if waiting:
            day = date_format(timezone.localtime(waiting[0].declared_at), "DATETIME_FORMAT")
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


class ReversalForm(ActForm):
    """A payment that never came."""

    text = forms.CharField(label=gettext_lazy("Reason"), max_length=200)

    def __init__(self, order: Order, data: Any = None, **kwargs: Any) -> None:
        super().__init__(order, data, **kwargs)
        payments = {str(payment.pk): payment for payment in reversals.reversible(order)}
        self.fields["payment"] = forms.TypedChoiceField(
            label=_("Payment"),
            choices=[(key, _named(payment)) for key, payment in payments.items()],
            coerce=payments.__getitem__,
        )
        self.order_fields(["payment"])


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


def _named(payment: Payment) -> str:
    day = date_format(timezone.localtime(payment.received_at), "DATE_FORMAT")
    return ", ".join(
        filter(None, [money.formatted(payment.amount, payment.order.currency), day, payment.reference])
    )


def _difference(order: Order, amount: Decimal, due: Decimal) -> str:
    amounts = {"due": due, "typed": amount, "by": abs(amount - due)}
    told = {name: money.formatted(each, order.currency) for name, each in amounts.items()}
    if amount < due:
        return _("%(due)s is due. You typed %(typed)s: %(by)s less than is due.") % told
    return _("%(due)s is due. You typed %(typed)s: %(by)s more than is due.") % told


def _consequence(order: Order, amount: Decimal, due: Decimal) -> str:
    """What follows if that really came."""
    if amount < due and order.is_to_be_paid:
        return _("If that has come, the order waits for the rest. If not, type the amount anew.")
    if amount < due:
        return _("If that has come, it is too late and is to be given back. If not, type the amount anew.")
    too_much = money.formatted(amount - due, order.currency)
    if order.is_to_be_paid:
        words = _(
            "If that has come, the order is paid, and %s is to be given back. If not, type the amount anew."
        )
    else:
        words = _("If that has come, at least %s is to be given back. If not, type the amount anew.")
    return words % too_much
