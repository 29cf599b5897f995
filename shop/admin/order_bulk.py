"""Marking many orders at once: one page to look them over, then each by itself, as it was seen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from newsroom.desk import staff
from shop import orders
from shop.admin.order_acts import is_possible
from shop.models import Order
from shop.orders import RefusedError, StaleError

AT_ONCE = 200


@dataclass(frozen=True)
class Mark:
    """An act on many orders: what it is called before and after, the words that each may take along, and the verb."""

    title: Any
    done: Any
    asks: Any
    outcome: Any
    do: Callable[[Order, int, str, User], object]


def _pay(order: Order, version: int, text: str, by: User) -> None:
    if orders.mark_paid(order, by=by, version=version, reference=text) is None:
        raise RefusedError(
            _("The payment “%(text)s” of order %(code)s was noted before.") % {"text": text, "code": order}
        )


def _pack(order: Order, version: int, text: str, by: User) -> None:
    orders.pack(order, by=by, version=version)


def _send(order: Order, version: int, text: str, by: User) -> None:
    orders.send(order, by=by, version=version, tracking=text)


MARKS = {
    "pay": Mark(
        gettext_lazy("Mark as paid"),
        gettext_lazy("Marked as paid"),
        gettext_lazy("Reference"),
        gettext_lazy(
            "For each, the whole amount that was missing has come by bank transfer. The shoppers are told."
        ),
        _pay,
    ),
    "pack": Mark(
        gettext_lazy("Mark as packed"),
        gettext_lazy("Marked as packed"),
        "",
        gettext_lazy("They then wait to be sent."),
        _pack,
    ),
    "send": Mark(
        gettext_lazy("Mark as sent"),
        gettext_lazy("Marked as sent"),
        gettext_lazy("Tracking"),
        gettext_lazy("The shoppers are told that their orders are on their way."),
        _send,
    ),
}


class Marking(admin.ModelAdmin):
    """The actions of the list of orders."""

    actions = ["mark_paid", "mark_packed", "mark_sent"]

    def get_urls(self) -> list[URLPattern]:
        """Add the page that does it."""
        view = self.admin_site.admin_view(require_POST(self.mark_view))
        return [path("marks/<slug:name>/", view, name="shop_order_mark"), *super().get_urls()]

    @admin.action(description=MARKS["pay"].title, permissions=["change"])
    def mark_paid(self, request: HttpRequest, queryset: QuerySet[Order]) -> HttpResponse:
        """Note payments."""
        return self._look_over(request, "pay", queryset)

    @admin.action(description=MARKS["pack"].title, permissions=["change"])
    def mark_packed(self, request: HttpRequest, queryset: QuerySet[Order]) -> HttpResponse:
        """Note that they are packed."""
        return self._look_over(request, "pack", queryset)

    @admin.action(description=MARKS["send"].title, permissions=["change"])
    def mark_sent(self, request: HttpRequest, queryset: QuerySet[Order]) -> HttpResponse:
        """Note that they are on their way."""
        return self._look_over(request, "send", queryset)

    def mark_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """Mark the orders that were looked over; what cannot be marked is named, the others are done."""
        if name not in MARKS:
            raise Http404
        if not self.has_change_permission(request):
            raise PermissionDenied
        versions = {key: _number(request.POST.get(f"version-{key}", "")) for key in _chosen(request)}
        found = Order.objects.filter(pk__in=versions).order_by("pk")
        done = [order.code for order in found if self._mark(request, name, order, versions[order.pk])]
        if done:
            words = ngettext(
                "%(done)s: %(count)d order (%(codes)s).", "%(done)s: %(count)d orders (%(codes)s).", len(done)
            )
            told = {"done": MARKS[name].done, "count": len(done), "codes": ", ".join(done)}
            messages.success(request, words % told)
        back = request.POST.get("back", "")
        return redirect(f"{reverse('admin:shop_order_changelist')}{'?' if back else ''}{back}")

    def _mark(self, request: HttpRequest, name: str, order: Order, version: int) -> bool:
        text = request.POST.get(f"text-{order.pk}", "").strip()
        code = order.code
        try:
            MARKS[name].do(order, version, text, staff(request))
        except (RefusedError, StaleError) as error:
            messages.warning(request, _("Not marked: %(code)s. %(why)s") % {"code": code, "why": error})
            return False
        return True

    def _look_over(self, request: HttpRequest, name: str, queryset: QuerySet[Order]) -> HttpResponse:
        chosen = list(queryset.prefetch_related("withdrawals")[: AT_ONCE + 1])
        if len(chosen) > AT_ONCE:
            messages.error(request, _("Mark at most %d orders at once.") % AT_ONCE)
            return redirect(request.get_full_path())
        fit = [order for order in chosen if _fits(order, name)]
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": MARKS[name].title,
            "opts": self.opts,
            "name": name,
            "mark": MARKS[name],
            "fit": fit,
            "unfit": [order for order in chosen if order not in fit],
            "back": request.GET.urlencode(),
            "media": self.media,
        }
        return render(request, "admin/shop/order/mark.html", context)


def _fits(order: Order, name: str) -> bool:
    is_open = bool(order.missing) if name == "pay" else not order.is_halted
    return is_open and is_possible(order, name)


def _chosen(request: HttpRequest) -> list[int]:
    keys = request.POST.getlist("order")
    if len(keys) > AT_ONCE:
        raise BadRequest
    return [_number(key) for key in keys]


def _number(text: str) -> int:
    """A number that a page of ours has sent; raises BadRequest for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise BadRequest
    return int(text)
