"""Withdrawals from contracts: what shoppers declared, and what was seen to."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from newsroom.desk import DeskAdmin, staff
from shop import withdrawals
from shop.models import Withdrawal

EVERYWHERE = [admin.ActionLocation.CHANGE_LIST, admin.ActionLocation.CHANGE_FORM]


class HandledFilter(admin.SimpleListFilter):
    """Withdrawals by whether somebody has seen to them."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """What wants somebody comes first."""
        return [("waiting", _("Waiting")), ("handled", _("Handled"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Keep those of the chosen state."""
        return queryset.filter(handled_at__isnull=self.value() == "waiting") if self.value() else None


@admin.register(Withdrawal)
class WithdrawalAdmin(DeskAdmin):
    """Declarations are read and marked as handled, never rewritten; the newest that wait come first."""

    list_display = ["order", "name", "what", "declared_at", "handled_at"]
    list_filter = [HandledFilter]
    list_select_related = ["order", "handled_by"]
    ordering = ["-declared_at"]
    search_fields = ["order__code", "name", "email"]
    actions = ["mark_handled"]
    view_on_site = False  # its address is secret
    fields = readonly_fields = (
        "order_page",
        "name",
        "email",
        "what",
        "declared_at",
        "receipt",
        "handled_at",
        "handled_by",
    )

    def get_fields(self, request: HttpRequest, obj: Withdrawal | None = None) -> Any:
        """Leave out the way to the shopper's page for those who may only look."""
        may_act = request.user.has_perm("shop.change_order")
        return self.fields if may_act else [name for name in self.fields if name != "receipt"]

    @admin.display(description=gettext_lazy("what is taken back"))
    def what(self, withdrawal: Withdrawal) -> str:
        """What the shopper named."""
        return withdrawal.scope or _("The whole order")

    @admin.display(description=gettext_lazy("order"))
    def order_page(self, withdrawal: Withdrawal) -> SafeString:
        """The order, where money is given back."""
        page = reverse("admin:shop_order_change", args=[withdrawal.order_id])
        return format_html('<a href="{}">{}</a>', page, withdrawal.order)

    @admin.display(description=gettext_lazy("receipt"))
    def receipt(self, withdrawal: Withdrawal) -> SafeString:
        """The page that the shopper has."""
        address = withdrawal.get_absolute_url()
        return format_html('<a href="{}">{}</a>', address, _("The shopper's receipt"))

    @admin.action(description=gettext_lazy("Mark as handled"), permissions=["change"], location=EVERYWHERE)
    def mark_handled(self, request: HttpRequest, queryset: QuerySet[Withdrawal]) -> None:
        """Note that somebody has seen to them."""
        count = withdrawals.mark_handled(queryset, by=staff(request))
        words = ngettext(
            "%d withdrawal is marked as handled.", "%d withdrawals are marked as handled.", count
        )
        self.message_user(request, words % count)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """There is nothing to save: what can be done is the action."""
        context |= {"show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Shoppers declare them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Withdrawal | None = None) -> bool:
        """A declaration is kept with its order."""
        return False
