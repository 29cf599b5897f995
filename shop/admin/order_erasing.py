"""The page on which the person behind an order is erased."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from newsroom.desk import staff
from shop import erasing
from shop.models import Order, OrderQuerySet
from shop.orders import RefusedError

THIS, ALL = "this", "all"


class ErasingForm(forms.Form):
    """Which orders forget the person."""

    which = forms.ChoiceField(
        label=gettext_lazy("Which orders"), widget=forms.RadioSelect(attrs={"autofocus": True})
    )

    def __init__(self, order: Order, data: Any = None) -> None:
        self.order = order
        self.all = erasing.orders_of(order.email)
        count = self.all.count()
        words = ngettext("%d order of this address", "All %d orders of this address", count) % count
        choices = [(ALL, words), (THIS, _("Only this order"))][0 if count else 1 :]
        super().__init__(data, initial={"which": choices[0][0]})
        self.fields["which"].choices = choices  # type: ignore[attr-defined]

    @property
    def orders(self) -> OrderQuerySet:
        """The orders that were chosen."""
        is_all = self.cleaned_data["which"] == ALL
        return self.all if is_all else Order.objects.filter(pk=self.order.pk)


class Erasing(admin.ModelAdmin):
    """The page of the order admin that erases."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        view = self.admin_site.admin_view(self.erase_view)
        return [path("<int:pk>/erase/", view, name="shop_order_erase"), *super().get_urls()]

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask once, then erase; who may delete orders may do it, and nobody deletes one."""
        order = self.get_object(request, str(pk))
        if order is None:
            raise Http404
        if not request.user.has_perm("shop.delete_order"):
            raise PermissionDenied
        if not erasing.is_to_erase(order):
            return redirect("admin:shop_order_change", pk)
        form = ErasingForm(order, request.POST or None)
        if request.method == "POST" and form.is_valid() and self._erase(request, form):
            return redirect("admin:shop_order_change", pk)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Erase the person"),
            "opts": self.opts,
            "order": order,
            "form": form,
            "media": self.media,
        }
        return render(request, "admin/shop/order/erase.html", context, status=409 if form.errors else 200)

    def _erase(self, request: HttpRequest, form: ErasingForm) -> bool:
        try:
            erased = erasing.erase(form.orders, by=staff(request))
        except RefusedError as error:
            form.add_error(None, str(error))
            return False
        codes = ", ".join(order.code for order in erased)
        messages.success(request, _("Erased from: %s.") % codes)
        return True
