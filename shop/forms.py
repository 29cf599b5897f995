"""What shoppers type: quantities."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.forms.widgets import Script
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shop import cart
from shop.models import CartLine, Product

WHOLE_NUMBER = re.compile(r"\s*[+-]?\d+(\.0*)?\s*", re.ASCII)
ARTICLE_NUMBER = re.compile(r"[1-9]\d{0,17}", re.ASCII)  # fits 64 bits


class QuantityInput(forms.NumberInput):
    """A number field that gets buttons for one more and one fewer where scripts run."""

    title = ""

    class Media:
        js = [Script("newsroom/js/quantity-stepper.js", type="module")]

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """The field inside its element, which names the buttons and says what is announced."""
        return format_html(
            '<quantity-stepper data-fewer="{}" data-more="{}" data-now="{}">{}</quantity-stepper>',
            _("One fewer %(title)s") % {"title": self.title},
            _("One more %(title)s") % {"title": self.title},
            _("Quantity of %(title)s: {}.") % {"title": self.title},
            super().render(name, value, attrs, renderer),
        )


class QuantityField(forms.IntegerField):
    """How many pieces: a whole number from 1 to what a cart may hold of the product."""

    def __init__(self, product: Product, **kwargs: Any) -> None:
        most = cart.limit(product)
        super().__init__(
            min_value=1,
            max_value=most,
            label=_("Quantity"),
            error_messages={
                "required": _("Type how many."),
                "invalid": _("Type a whole number."),
                "min_value": _("Type a number of 1 or more."),
                "max_value": limit_words(product),
            },
            widget=QuantityInput(attrs={"required": True, "inputmode": "numeric", "class": "quantity"}),
            **kwargs,
        )
        self.widget.title = product.title
        self.widget.attrs["data-limit"] = limit_words(product)

    def to_python(self, value: Any) -> int | None:
        """Only figures from 0 to 9 make a number: Python would take others, and underscores, too."""
        if isinstance(value, str) and value.strip() and not WHOLE_NUMBER.fullmatch(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


def limit_words(product: Product) -> str:
    """Why no more of a product fit in a cart: by its stock, by its own limit, or by that of every cart."""
    most = cart.limit(product)
    if most == product.available:
        words = ngettext("Only %(most)d is in stock.", "Only %(most)d are in stock.", most)
    elif most == product.most_per_order:
        words = ngettext("One order holds %(most)d of it.", "One order holds at most %(most)d of it.", most)
    else:
        words = str(_("At most %(most)d of a product fit in a cart."))
    return words % {"most": most}


class AddToCartForm(forms.Form):
    """The form of a product card; `held` pieces are in the cart already."""

    def __init__(
        self, product: Product, data: Mapping[str, Any] | None = None, *, held: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.product = product
        self.held = held
        self.fields["quantity"] = QuantityField(product)

    @property
    def quantity(self) -> int:
        """How many pieces were asked for, of a valid form."""
        return int(self.cleaned_data["quantity"])

    @property
    def from_article(self) -> int | None:
        """The number of the article that the form stood in; None for none, and for anything that is no number."""
        number = str(self.data.get("from", ""))
        return int(number) if ARTICLE_NUMBER.fullmatch(number) else None

    def clean_quantity(self) -> int:
        """What is asked for and what the cart holds must fit together, and be for sale here."""
        if not self.product.is_for_sale:
            raise ValidationError(_("This is not for sale here."))
        if self.quantity + self.held > cart.limit(self.product):
            raise ValidationError(
                _("%(limit)s Your cart holds %(held)d already. Nothing was added."),
                params={"held": self.held, "limit": limit_words(self.product)},
            )
        return self.quantity


class Row(NamedTuple):
    """A line as the cart's page shows it; without a field where the product cannot be bought.

    `seen` is what the page shows, to be sent back; `warning` says why the line holds too many.
    """

    line: CartLine
    field: forms.BoundField | None
    seen: str
    warning: str


class CartForm(forms.Form):
    """The quantities of a cart, a field per line that can be bought.

    Beside each stands what the page showed, “quantity price”: a quantity that is as it was shown is none that the
    shopper changed, and a price counts as seen if it is the one that was shown.
    """

    def __init__(self, lines: list[CartLine], data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.lines = lines
        for line in self.buyable:
            field = QuantityField(line.product, initial=line.quantity)
            field.required = data is None or self.name_of(line) in data  # another tab may have added the line
            field.widget.attrs["form"] = "cart"  # the form itself stands before the table
            field.widget.attrs["data-counted"] = line.quantity  # what the totals are for
            field.widget.attrs["aria-label"] = _("Quantity of %(title)s") % {"title": line.product.title}
            self.fields[self.name_of(line)] = field

    @staticmethod
    def name_of(line: CartLine) -> str:
        """The name of a line's field."""
        return f"quantity-{line.pk}"

    @property
    def buyable(self) -> list[CartLine]:
        """The lines whose product is for sale."""
        return [line for line in self.lines if line.product.is_for_sale]

    def rows(self) -> Iterator[Row]:
        """Each line with its field."""
        for line in self.lines:
            name = self.name_of(line)
            field = self[name] if name in self.fields else None
            warning = ""
            if field and not field.errors and line.quantity > cart.limit(line.product):
                warning = limit_words(line.product)
                field.field.widget.attrs["aria-describedby"] = f"limit-{line.pk}"
            yield Row(line, field, _shown(line), warning)

    def changed(self) -> list[CartLine]:
        """The lines of a valid form with what is to be stored: typed quantities, prices that were shown."""
        return [line for line in self.buyable if self._take_over(line)]

    def _take_over(self, line: CartLine) -> bool:
        before = (line.quantity, line.seen_price)
        typed = self.cleaned_data[self.name_of(line)]
        quantity_shown, _space, price_shown = self.data.get(f"seen-{line.pk}", "").partition(" ")
        if typed is not None and str(typed) != quantity_shown:
            line.quantity = typed
        if price_shown == str(line.price.to_pay):
            line.seen_price = line.price.to_pay
        return (line.quantity, line.seen_price) != before


def _shown(line: CartLine) -> str:
    return f"{line.quantity} {line.price.to_pay}"
