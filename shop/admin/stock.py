"""The stock in the admin: the page on which staff count it, its ledger, and the list of what runs low."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.desk import staff
from shop import stock
from shop.models import MovementKind, Product, StockMovement

SHOWN = 50  # rows of the ledger
MOST = 2**31 - 1  # what the column of the stock holds
WORDS = {
    MovementKind.OPENED: gettext_lazy("Begin to count: so many can be sold"),
    MovementKind.RECEIVED: gettext_lazy("Received: so many more"),
    MovementKind.CORRECTED: gettext_lazy("Counted anew: so many can be sold"),
    MovementKind.CLOSED: gettext_lazy("Count no longer: it is always for sale"),
}


class CountForm(forms.Form):
    """What lies in stock, by whoever counts; `seen` is the stock that they had before their eyes."""

    kind = forms.ChoiceField(label=gettext_lazy("What happened"), widget=forms.RadioSelect)
    number = forms.IntegerField(
        label=gettext_lazy("Pieces"),
        required=False,
        min_value=0,
        max_value=MOST,
        help_text=gettext_lazy("Without those that orders hold."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Such as the supplier’s delivery note, or why pieces are missing."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, product: Product, data: Any = None) -> None:
        super().__init__(data, initial={"seen": product.stock})
        self.product = product
        kinds = [MovementKind.OPENED]
        if product.stock is not None:
            kinds = [MovementKind.RECEIVED, MovementKind.CORRECTED, MovementKind.CLOSED]
        self.fields["kind"].choices = [(kind.value, WORDS[kind]) for kind in kinds]  # type: ignore[attr-defined]

    @property
    def what(self) -> MovementKind:
        """What happened, of a valid form."""
        return MovementKind(self.cleaned_data["kind"])

    @property
    def stock(self) -> int | None:
        """The stock afterwards, of a valid form."""
        if self.what == MovementKind.CLOSED:
            return None
        before = self.product.stock if self.what == MovementKind.RECEIVED else 0
        return int(self.cleaned_data["number"]) + (before or 0)

    def clean_number(self) -> int | None:
        """A number is needed unless nothing is counted any more."""
        number: int | None = self.cleaned_data["number"]
        kind = self.cleaned_data.get("kind")
        if kind and kind != MovementKind.CLOSED and number is None:
            raise ValidationError(_("Type how many."))
        if kind == MovementKind.RECEIVED and number == 0:
            raise ValidationError(_("Type a number of 1 or more."))
        if kind == MovementKind.RECEIVED and number and number + (self.product.stock or 0) > MOST:
            raise ValidationError(_("That is more than a stock can be."))
        return number

    def clean(self) -> None:
        """Refuse what was typed over another stock than there is."""
        if "seen" not in self.errors and self.cleaned_data["seen"] != self.product.stock:
            self.refuse_stale()

    def refuse_stale(self) -> None:
        """Say what the stock is now; what was typed stays, to be sent again by whoever has seen that."""
        now = _("not counted") if self.product.stock is None else self.product.stock
        self.add_error(
            None, _("Nothing was saved: the stock has changed meanwhile, and is now: %s. Look again.") % now
        )
        seen = "" if self.product.stock is None else str(self.product.stock)
        self.data = {name: self.data[name] for name in self.data} | {"seen": seen}


class Counting(admin.ModelAdmin):
    """The page of the product admin on which stock is counted."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        view = self.admin_site.admin_view(self.stock_view)
        return [path("<int:pk>/stock/", view, name="shop_product_stock"), *super().get_urls()]

    def stock_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the ledger, and take in what was counted."""
        product = self.get_object(request, str(pk))
        if product is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))  # type: ignore[attr-defined,no-any-return]
        if not self.has_change_permission(request, product):
            raise PermissionDenied
        form = CountForm(product, request.POST or None)
        if request.method == "POST" and form.is_valid() and self._count(request, form):
            return redirect("admin:shop_product_stock", product.pk)
        held = _held(product)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Count or receive: %s") % product,
            "opts": self.opts,
            "product": product,
            "held": held,
            "shelf": held + (product.stock or 0),
            "ledger": _ledger(product),
            "form": form,
            "adminform": AdminForm(form, [(None, {"fields": ["kind", "number", "note"]})], {}),  # type: ignore[arg-type]
            "media": self.media + form.media,
        }
        return render(request, "admin/shop/product/stock.html", context)

    def _count(self, request: HttpRequest, form: CountForm) -> bool:
        product, note = form.product, form.cleaned_data["note"]
        try:
            stock.count(product, form.stock, kind=form.what, by=staff(request), note=note)
        except stock.StaleError:
            product.refresh_from_db()
            form.refuse_stale()
            return False
        now = _("not counted") if product.stock is None else product.stock
        self.log_change(request, product, _("Stock: %s") % now)
        messages.success(request, _("Saved. The stock is now: %s.") % now)
        return True


class StockFilter(admin.SimpleListFilter):
    """What runs low, and what is sold out; pieces that overdue orders hold can be bought, so they count."""

    title = gettext_lazy("stock")
    parameter_name = "stock"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """Low, and none."""
        return [("low", _("Low: at most %d") % settings.SHOP_LOW_STOCK), ("none", _("Sold out"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> QuerySet[Product]:
        """The products of the chosen heap."""
        most = {"low": settings.SHOP_LOW_STOCK, "none": 0}.get(self.value() or "")
        if most is None:
            return queryset
        return queryset.filter(
            pk__in=Product.objects.with_freed().filter(stock__lte=most - F("freed")).values("pk")
        )


def _held(product: Product) -> int:
    """How many pieces orders hold that are not sent yet."""
    pieces: int = stock.lines_held(product).aggregate(pieces=Sum("quantity", default=0))["pieces"]
    return pieces


def _ledger(product: Product) -> list[tuple[StockMovement, int]]:
    """The latest movements, newest first, each with what was left after it."""
    left = product.stock or 0
    rows = []
    for movement in product.movements.select_related("order").order_by("-made_at", "-pk")[:SHOWN]:
        rows.append((movement, left))
        left -= movement.quantity
    return rows
