"""Orders in the admin: what is to do today first, and a page of each, on which nothing is changed but by its acts."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.desk import DeskAdmin
from shop import money
from shop.admin.order_bulk import Marking
from shop.admin.order_erasing import Erasing
from shop.admin.order_figures import Figures
from shop.admin.order_pages import Pages
from shop.models import Order, OrderQuerySet, State

TO_DO = [State.PAID, State.PACKED, State.PLACED]
URGENT = {"to-do", "to-pack", "to-send", "owing", "withdrawn", "awaited", "late"}
STEPS: dict[str, Any] = {
    State.PAID: gettext_lazy("Pack"),
    State.PACKED: gettext_lazy("Send"),
    State.SENT: gettext_lazy("On its way"),
}


class ShownFilter(admin.SimpleListFilter):
    """What is to do, until somebody asks for other orders, or searches."""

    title = gettext_lazy("orders")
    parameter_name = "show"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """The heaps of a shopkeeper's day, the states beyond, and all."""
        self.is_search = bool(request.GET.get("q", "").strip())
        return [
            ("to-do", _("To do")),
            ("to-pack", _("To pack")),
            ("to-send", _("To send")),
            ("owing", _("Money to give back")),
            ("withdrawn", _("Withdrawal declared")),
            ("awaited", _("Payment awaited")),
            ("late", _("Not paid in time")),
            (State.SENT, _("On their way")),
            (State.DONE, State.DONE.label),
            (State.CANCELLED, State.CANCELLED.label),
            (State.REFUNDED, State.REFUNDED.label),
            ("all", _("All")),
        ]

    def value(self) -> str:
        """The chosen heap."""
        chosen = super().value()
        known = {str(key) for key, _words in self.lookup_choices}
        return chosen if chosen in known else ("all" if self.is_search else "to-do")

    def choices(self, changelist: Any) -> Any:
        """The heaps without a further “all”: one of them always holds."""
        for choice, (key, _words) in zip(
            list(super().choices(changelist))[1:], self.lookup_choices, strict=True
        ):
            yield choice | {"selected": str(key) == self.value()}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The orders of the chosen heap."""
        chosen = self.value()
        if chosen == "all":
            return queryset
        if chosen in State.values:
            return queryset.filter(state=chosen)
        orders = Order.objects
        to_do = Q(state__in=TO_DO) | _among(orders.owing()) | _among(orders.halted())
        heaps = {
            "to-do": to_do,
            "to-pack": _among(orders.to_pack()),
            "to-send": _among(orders.to_send()),
            "owing": _among(orders.owing()),
            "withdrawn": _among(orders.halted()),
            "awaited": _among(orders.awaited()),
            "late": _among(orders.overdue()),
        }
        return queryset.filter(heaps[chosen])


@admin.register(Order)
class OrderAdmin(Marking, Figures, Erasing, Pages, DeskAdmin):
    """The list of orders."""

    list_display = ["code", "next_step", "name", "total_formatted", "state", "placed_at"]
    list_filter = [ShownFilter, "payment_method", "placed_at"]
    search_fields = ["code", "name", "email"]
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False  # its address is secret
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/shop/order/change_list.html"

    def get_queryset(self, request: HttpRequest) -> OrderQuerySet:
        """Add what the list says of each."""
        return Order.objects.prefetch_related("withdrawals")

    def get_ordering(self, request: HttpRequest) -> Any:
        """What is paid first, the oldest in front; anything but the heaps of the day from the newest on."""
        shown = request.GET.get("show", "all" if request.GET.get("q") else "to-do")
        if shown in URGENT:
            ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(TO_DO, start=1)]
            return [Case(*ranks, default=Value(0)).asc(), "placed_at", "pk"]
        return ["-placed_at", "-pk"]

    @admin.display(description=gettext_lazy("total"), ordering="total")
    def total_formatted(self, order: Order) -> str:
        """What it costs."""
        return money.formatted(order.total, order.currency)

    @admin.display(description=gettext_lazy("what next"))
    def next_step(self, order: Order) -> str:
        """What staff, or the shopper, have to do now; while a withdrawal waits, that comes in place of its way on."""
        steps = [_("Withdrawal: look at it")] if order.is_halted else []
        if order.owed:
            steps.append(_("Give back %s") % money.formatted(order.owed, order.currency))
        if order.state == State.PLACED and not order.is_withdrawn:
            steps.append(_payment_awaited(order))
        elif order.state in STEPS and not (order.is_halted and order.state in TO_DO):
            steps.append(_way_on(order))
        return "; ".join(steps) or "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Shoppers place orders."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Order | None = None) -> bool:
        """No order is deleted; the permission lets somebody erase the person."""
        return False


def _among(orders: OrderQuerySet) -> Q:
    return Q(pk__in=orders.values("pk"))


def _way_on(order: Order) -> str:
    if order.can_leave or order.state == State.SENT:
        return str(STEPS[order.state])
    return _("Money on its way back") if order.holds_stock else _("Pieces back in the stock: cancel it")


def _payment_awaited(order: Order) -> str:
    if not order.is_to_be_paid:
        return _("Not paid in time")
    assert order.hold_until  # noqa: S101 (for the type)
    day = date_format(timezone.localtime(order.hold_until), "j M")
    return _("Payment of %(amount)s until %(day)s") % {
        "amount": money.formatted(order.missing, order.currency),
        "day": day,
    }
