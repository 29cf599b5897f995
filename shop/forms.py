"""What shoppers type: quantities."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shop import cart
from shop.models import CartLine, Product


class QuantityField(forms.IntegerField):
    """How many pieces: a whole number from 1 to what a cart may hold of the product."""

    def __init__(self, product: Product, **kwargs: Any) -> None:
        most = cart.limit(product)
        stock_message = ngettext("Only %(count)d is in stock.", "Only %(count)d are in stock.", most) % {
            "count": most
        }
        most_message = _("At most %(most)d of a product fit in a cart.") % {"most": most}
        super().__init__(
            min_value=1,
            max_value=most,
            label=_("Quantity"),
            error_messages={
                "required": _("Type how many."),
                "invalid": _("Type a whole number."),
                "min_value": _("Type a number of 1 or more."),
                "max_value": most_message if most == CartLine.MAX_QUANTITY else stock_message,
            },
            widget=forms.NumberInput(attrs={"required": True, "inputmode": "numeric", "class": "quantity"}),
            **kwargs,
        )


class AddToCartForm(forms.Form):
    """The form of a product card; `held` pieces are in the cart already."""

    def __init__(
        self, product: Product, data: Mapping[str, Any] | None = None, *, held: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.held = held
        self.most = cart.limit(product)
        self.fields["quantity"] = QuantityField(product)

    @property
    def quantity(self) -> int:
        """How many pieces were asked for, of a valid form."""
        return int(self.cleaned_data["quantity"])

    def clean_quantity(self) -> int:
        """What is asked for and what the cart holds must fit together."""
        if self.quantity + self.held > self.most:
            raise ValidationError(
                _(
                    "Your cart holds %(held)d of them already, and %(most)d is the most you can buy. Nothing was added."
                ),
                params={"held": self.held, "most": self.most},
            )
        return self.quantity


class CartForm(forms.Form):
    """The quantities of a cart, a field per line that can be bought."""

    def __init__(self, lines: list[CartLine], data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.lines = lines
        for line in self.buyable:
            field = QuantityField(line.product, initial=line.quantity)
            field.required = data is None or self.name_of(line) in data  # another tab may have added the line
            field.widget.attrs["form"] = "cart"  # the form itself stands before the table
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

    def rows(self) -> list[tuple[CartLine, forms.BoundField | None]]:
        """Each line with its field; without one where the product is not for sale."""
        return [
            (line, self[name] if (name := self.name_of(line)) in self.fields else None) for line in self.lines
        ]

    @transaction.atomic
    def save(self) -> None:
        """Store the quantities of a valid form; a line that was not on the page stays as it is."""
        for line in self.buyable:
            quantity = self.cleaned_data[self.name_of(line)]
            if quantity is not None:
                cart.set_quantity(line, quantity)
