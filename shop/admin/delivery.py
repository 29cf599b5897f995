"""Ways of delivery, and the rates of tax."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.desk import DeskAdmin
from shop import countries
from shop.admin.amounts import shown
from shop.admin.constraints import ConstraintsBesideFields
from shop.admin.meanwhile import Merging, MergingForm
from shop.models import DeliveryMethod, TaxRate

NAMED = 3  # countries that the list names


class DeliveryMethodForm(MergingForm):
    """A way of delivery; its countries are chosen by name."""

    BESIDE = {
        "shop_deliverymethod_price_not_negative": "price",
        "shop_deliverymethod_free_from_positive": "free_from",
    }

    countries = forms.MultipleChoiceField(
        label=gettext_lazy("Countries"),
        required=False,
        choices=countries.choices,
        widget=FilteredSelectMultiple(gettext_lazy("countries"), is_stacked=False),
        help_text=gettext_lazy("Where it goes to. None chosen: everywhere."),
    )

    def clean_countries(self) -> list[str]:
        """Their codes in the order of the alphabet."""
        return sorted(self.cleaned_data["countries"])


@admin.register(DeliveryMethod)
class DeliveryMethodAdmin(Merging, DeskAdmin):
    """Ways of delivery, in the order of the checkout."""

    form = DeliveryMethodForm
    list_display = [
        "name",
        shown(DeliveryMethod, "price"),
        shown(DeliveryMethod, "free_from"),
        "goes_to",
        "tax_rate",
        "position",
        "is_offered",
    ]
    list_select_related = ["tax_rate"]
    fields = ["name", "note", "price", "free_from", "tax_rate", "countries", "position", "is_offered"]

    def get_fields(self, request: HttpRequest, obj: DeliveryMethod | None = None) -> Any:
        """What it says, and what the form showed of it."""
        return [*self.fields, *self.seen(request, obj)]

    @admin.display(description=gettext_lazy("countries"))
    def goes_to(self, method: DeliveryMethod) -> str:
        """The first few countries by name, and how many more."""
        if not method.countries:
            return _("Everywhere")
        names = countries.names()
        named = [names.get(code, code) for code in method.countries[:NAMED]]
        more: list[Any] = method.countries[NAMED:]
        return ", ".join(named) + (_(" and %d more") % len(more) if more else "")


class TaxRateForm(ConstraintsBesideFields):
    """A rate of tax."""

    BESIDE = {"shop_taxrate_percent_0_to_100": "percent"}


@admin.register(TaxRate)
class TaxRateAdmin(DeskAdmin):
    """The rates of the tax that prices contain."""

    form = TaxRateForm
    list_display = ["name", "percent"]
