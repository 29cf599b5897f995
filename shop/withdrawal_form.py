"""What a shopper fills in to withdraw from a contract."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shop import withdrawals
from shop.models import Order, State, Withdrawal
from shop.withdrawals import Declaration


class WithdrawalForm(forms.Form):
    """The first step: which order, and whose."""

    code = forms.CharField(
        label=_("Order code"),
        max_length=40,
        help_text=_("Eight letters and digits; they stand in the mail about your order."),
        error_messages={"required": _("Type the code of your order.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        error_messages={"required": _("Tell us your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Email"),
        help_text=_("The address that you gave with your order. The receipt goes there."),
        error_messages={"required": _("Type the email address that you gave with your order.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    scope = forms.CharField(
        label=_("Which products? (optional)"),
        max_length=1000,
        required=False,
        help_text=_("Leave this empty to withdraw from the whole order. You need not give a reason."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, sent: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(sent, label_suffix="", **kwargs)

    def clean_name(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["name"].split())

    @cached_property
    def order(self) -> Order | None:
        """The order that code and address fit."""
        return withdrawals.find(self.cleaned_data["code"], self.cleaned_data["email"])

    @property
    def before(self) -> Withdrawal | None:
        """The withdrawal that has declared before what a valid form declares."""
        scope = self.cleaned_data["scope"]
        return withdrawals.earlier(self.order, scope=scope) if self.order else None

    @property
    def declaration(self) -> Declaration:
        """What a valid form declares, under the code as the shop writes it."""
        said = self.cleaned_data
        code = self.order.code if self.order else ""
        return Declaration(code, said["name"], said["email"], said["scope"])

    def clean(self) -> dict[str, Any]:
        """The order is there, and can be withdrawn from; the words are the same whatever does not fit."""
        if not {"code", "email"} <= self.cleaned_data.keys():
            return self.cleaned_data
        if self.order is None:
            raise forms.ValidationError(
                _(
                    "We find no order with this code and this email address. Look at both in the mail about your order."
                )
            )
        if self.order.state == State.CANCELLED:
            raise forms.ValidationError(
                _("This order is cancelled already. There is nothing left to withdraw from.")
            )
        if withdrawals.is_over(self.order):
            raise forms.ValidationError(_too_late(self.order))
        return self.cleaned_data


def _too_late(order: Order) -> str:
    end = withdrawals.ends_at(order)
    day = date_format(localtime(end)) if end else ""
    return (
        _now(
            "The time to withdraw from this order ended before %s. If something is wrong with what you bought, answer the mail "
            "about your order."
        )
        % day
    )
