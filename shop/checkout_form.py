"""What a shopper fills in to order: who and where they are, how it travels, how it is paid."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shop import checkout, countries
from shop.models import DeliveryMethod, PaymentMethod

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ADDRESS = ("email", "name", "street", "street_more", "postcode", "city", "region", "country", "note")


def payment_methods() -> list[PaymentMethod]:
    """The ways to pay that the site offers, the one that is proposed first."""
    return [PaymentMethod.TRANSFER, *([PaymentMethod.STRIPE] if settings.STRIPE_SECRET_KEY else [])]


PRINTED = RegexValidator(
    r"[\x01-\x1f\x7f-\x9f]", _("Leave out the characters that cannot be printed."), inverse_match=True
)


class LineField(forms.CharField):
    """One line of text: each run of blanks and line breaks is one blank, other control characters are refused."""

    default_validators = [PRINTED]

    def __init__(self, autocomplete: str, *, missing: "StrOrPromise" = "", **kwargs: Any) -> None:
        super().__init__(
            required=bool(missing),
            error_messages={"required": missing},
            widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
            **kwargs,
        )

    def to_python(self, value: object) -> str:
        """The text in one line."""
        return " ".join((super().to_python(value) or "").split())


class NoteField(forms.CharField):
    """Some lines of text; a line break counts as one character, as browsers count it."""

    def to_python(self, value: object) -> str:
        """The text with line breaks of one character."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class CheckoutForm(forms.Form):
    """The checkout: the methods are those that the site offers, of which there must be one."""

    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        validators=[PRINTED],
        help_text=_("For what we write about your order."),
        error_messages={
            "required": _("Tell us your email address."),
            "invalid": _("Type an email address, such as name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = LineField("name", label=_("Name"), max_length=150, missing=_("Tell us whom it goes to."))
    street = LineField(
        "address-line1",
        label=_("Street and number"),
        max_length=150,
        missing=_("Tell us the street and number."),
    )
    street_more = LineField("address-line2", label=_("Second line (optional)"), max_length=150)
    postcode = LineField("postal-code", label=_("Postcode"), max_length=20)
    city = LineField("address-level2", label=_("Town"), max_length=100, missing=_("Tell us the town."))
    region = LineField(
        "address-level1",
        label=_("State or province"),
        max_length=100,
        help_text=_("Where an address needs one."),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        error_messages={
            "required": _("Choose a country."),
            "invalid_choice": _("We do not deliver to that country. Choose another."),
        },
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )
    delivery = forms.ChoiceField(
        label=_("Delivery"),
        error_messages={
            "required": _("Choose a way of delivery."),
            "invalid_choice": _("That way of delivery is not offered any more. Choose another."),
        },
        widget=forms.RadioSelect,
    )
    payment_method = forms.ChoiceField(
        label=_("Payment"), error_messages={"required": _("Choose how to pay.")}, widget=forms.RadioSelect
    )
    note = NoteField(
        label=_("Note (optional)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    why_other = ""  # why another way of delivery is marked than was sent
    offered_delivery = forms.CharField(required=False, widget=forms.HiddenInput)
    wished_delivery = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, methods: Sequence[DeliveryMethod], data: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.methods = {str(method.pk): method for method in methods}
        self._field("country").choices = self.offered_countries(methods)
        self._field("delivery").choices = [(key, method.name) for key, method in self.methods.items()]
        self._field("payment_method").choices = [(method, method.label) for method in payment_methods()]
        if len(payment_methods()) == 1:
            del self.fields["payment_method"]

    @classmethod
    def proposed(cls, methods: Sequence[DeliveryMethod], typed: Mapping[str, Any] | None = None) -> Self:
        """A form that finds no fault: what is typed already, and a proposal where a choice is missing or does not fit.

        A way of delivery that is marked as it was offered is none that the shopper chose: it gives way to the one that
        they did choose, or to the first, as soon as that fits.
        """
        typed = typed or {}
        country = typed.get("country") or cls._likely_country(methods)
        fitting = [method for method in methods if not country or method.goes_to(country)] or list(methods)
        is_own_choice = typed.get("delivery") != typed.get("offered_delivery")
        wished = typed.get("delivery" if is_own_choice else "wished_delivery", "")
        chosen = str(next((each for each in fitting if str(each.pk) == wished), fitting[0]).pk)
        initial = {name: typed.get(name, "") for name in (*ADDRESS, "payment_method")}
        initial["payment_method"] = initial["payment_method"] or payment_methods()[0]
        initial |= {
            "country": country,
            "delivery": chosen,
            "offered_delivery": chosen,
            "wished_delivery": wished,
        }
        form = cls(methods, initial=initial)
        form.why_other = form._why_not(typed.get("delivery", ""), country)
        return form

    @classmethod
    def _likely_country(cls, methods: Sequence[DeliveryMethod]) -> str:
        """The only country that the methods go to, else the shop's own, if they go there."""
        codes = [code for code, _name in cls.offered_countries(methods) if code]
        if len(codes) == 1:
            return codes[0]
        return settings.SHOP_COUNTRY if settings.SHOP_COUNTRY in codes else ""

    @staticmethod
    def offered_countries(methods: Sequence[DeliveryMethod]) -> list[tuple[str, Any]]:
        """The countries that one of the methods goes to, after an empty choice where there are several."""
        everywhere = any(not method.countries for method in methods)
        some = {code for method in methods for code in method.countries}
        offered = countries.choices(None if everywhere else some)
        return offered if len(offered) == 1 else [("", _("Choose a country")), *offered]

    @cached_property
    def method(self) -> DeliveryMethod:
        """The way of delivery that is marked, else the first."""
        chosen = self.methods.get(str(self["delivery"].value()))
        return chosen or next(iter(self.methods.values()))

    def deliveries(self) -> Iterator[tuple[Any, DeliveryMethod]]:
        """Each radio button with its way of delivery."""
        return zip(self["delivery"], self.methods.values(), strict=True)

    def address_fields(self) -> list[forms.BoundField]:
        """Who and where they are, in the order of an envelope."""
        return [self[name] for name in ADDRESS if name != "note"]

    def wrong_fields(self) -> list[forms.BoundField]:
        """What is to be mended."""
        return [self[name] for name in self.fields if name in self.errors]

    def request(self, shown: dict[str, Any] | None, *, block: str) -> checkout.Request:
        """What is asked for, of a valid form."""
        payment = self.cleaned_data.get("payment_method") or payment_methods()[0]
        address = {name: self.cleaned_data[name] for name in ADDRESS}
        return checkout.Request(self.method, PaymentMethod(payment), address, shown, block)

    def clean(self) -> dict[str, Any]:
        """The country decides what an address needs, and how an order can travel."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        country = cleaned.get("country", "")
        self._check_needed("postcode", _("Tell us the postcode."), needed=countries.needs_postcode(country))
        self._check_needed(
            "region", _("Tell us the state or province."), needed=countries.needs_region(country)
        )
        if country and "delivery" in cleaned and not self.method.goes_to(country):
            message = _now("%(name)s does not go to that country. Choose another way of delivery.")
            self.add_error("delivery", message % {"name": self.method.name})
        return cleaned

    def _why_not(self, delivery: str, country: str) -> str:
        method = self.methods.get(delivery)
        if method is None or not country or method.goes_to(country):
            return ""
        told = {"name": method.name, "country": countries.name(country)}
        return _now("%(name)s does not go to %(country)s.") % told

    def _check_needed(self, name: str, message: "StrOrPromise", *, needed: bool) -> None:
        if needed and name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, ValidationError(message, code="required"))

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        return field
