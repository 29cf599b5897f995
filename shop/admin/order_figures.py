"""What the shop sold, as plots with their tables, and all of it as files."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from newsroom import plots
from newsroom.periods import Period, chosen_span
from shop import exports, money, sales
from shop.admin.order_forms import DayInput
from shop.models import Product

PLOTTED = 12  # products in the plot; the table has more
LISTED = 100
FILES: dict[str, Callable[[date, date], Iterator[str]]] = {"orders": exports.orders, "lines": exports.lines}


class ExportForm(forms.Form):
    """Which days, and what of them."""

    what = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=[("orders", gettext_lazy("Orders")), ("lines", gettext_lazy("Lines of orders"))],
        widget=forms.RadioSelect,
        initial="orders",
    )
    first = forms.DateField(label=gettext_lazy("From"), widget=DayInput)
    last = forms.DateField(label=gettext_lazy("Up to and with"), widget=DayInput)

    def clean(self) -> None:
        """The days stand in their order, and no calendar ends with them."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and not (date(2000, 1, 1) <= first <= last < date(9999, 1, 1)):
            self.add_error("last", _("Type a day from the first one on."))


class Figures(admin.ModelAdmin):
    """The pages of the order admin that add up."""

    def get_urls(self) -> list[URLPattern]:
        """Add the pages."""
        sales_view = self.admin_site.admin_view(require_safe(self.sales_view))
        export_view = self.admin_site.admin_view(require_safe(self.export_view))
        return [
            path("sales/", sales_view, name="shop_order_sales"),
            path("export/", export_view, name="shop_order_export"),
            *super().get_urls(),
        ]

    def sales_view(self, request: HttpRequest) -> HttpResponse:
        """What was sold by day and by product; six queries beside the account's."""
        self._check(request)
        days = chosen_span(request.GET.get("days"), sales.SPANS)
        period = Period.of_days(days)
        by_day = sales.by_day(period)
        named = _named(sales.by_product(period))
        context = self._frame(request, _("Sales")) | {
            "days": days,
            "spans": sales.SPANS,
            "by_day": list(by_day.items())[::-1],
            "by_product": named,
            "total": sales.total(by_day.values()),
            "day_plot": plots.columns(
                [(date_format(day, "j M Y"), sold.net) for day, sold in by_day.items()], money.formatted
            ),
            "product_plot": plots.rows(
                [(Truncator(name).chars(45), sold.net) for name, sold in named[:PLOTTED]], money.formatted
            ),
        }
        return render(request, "admin/shop/order/sales.html", context)

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """Ask for the days, then send the file as it is made."""
        self._check(request)
        today = timezone.localdate()
        month = {"first": (today.replace(day=1) - timedelta(days=1)).replace(day=1), "last": today}
        form = ExportForm(request.GET if "what" in request.GET else None, initial=month)
        if form.is_valid():
            said = form.cleaned_data
            pieces = FILES[said["what"]](said["first"], said["last"])
            name = f"{said['what']}-{said['first']}-{said['last']}.csv"
            return StreamingHttpResponse(
                pieces,
                content_type="text/csv; charset=utf-8",
                headers={
                    "Content-Disposition": f'attachment; filename="{name}"',
                    "Cache-Control": "no-store",
                },
            )
        context = self._frame(request, _("Export orders")) | {"form": form, "media": self.media + form.media}
        return render(request, "admin/shop/order/export.html", context, status=422 if form.errors else 200)

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied

    def _frame(self, request: HttpRequest, title: str) -> dict[str, Any]:
        each = self.admin_site.each_context(request)
        return {**each, "title": title, "opts": self.opts, "media": self.media}


def _named(found: dict[int | None, sales.Sold]) -> list[tuple[str, sales.Sold]]:
    """Products by their titles, what brought most first, and the delivery last; one query."""
    delivery = found.pop(None, sales.Sold())
    ranked = sorted(found.items(), key=lambda item: (-item[1].net, -item[1].pieces, item[0] or 0))
    titles = dict(
        Product.objects.filter(pk__in=[key for key, _sold in ranked[:LISTED]]).values_list("pk", "title")
    )
    named = [(titles[key], sold) for key, sold in ranked[:LISTED] if key]
    if rest := [sold for _key, sold in ranked[LISTED:]]:
        named.append((_("All other products"), sales.total(rest)))
    if delivery.orders or delivery.credited:
        named.append((_("Delivery"), delivery))
    return named
