"""The page of an order: what was bought, what happened since, and what can be done now."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from newsroom.desk import staff
from newsroom.outbox import readers
from newsroom.outbox.models import Mail
from shop import addresses, countries, erasing, mails
from shop.admin.order_acts import ACTS, is_possible, possible
from shop.admin.order_forms import ActForm
from shop.models import Order
from shop.orders import RefusedError, StaleError

MOST = 2**31 - 1  # what the column of a version holds
MAILS = 20


class SeenForm(forms.Form):
    """The order as it was on the page: its version, and the last thing that had happened."""

    version = forms.IntegerField(min_value=0, max_value=MOST)
    event = forms.IntegerField(min_value=0, max_value=2**63 - 1)


class Pages(admin.ModelAdmin):
    """The pages of the order admin that show one order."""

    def get_urls(self) -> list[URLPattern]:
        """Add the acts."""
        view = self.admin_site.admin_view(require_POST(self.act_view))
        return [path("<int:pk>/acts/<slug:name>/", view, name="shop_order_act"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the order; there is no form that changes it."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        order = self.get_object(request, object_id)
        if order is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_or_change_permission(request, order):
            raise PermissionDenied
        return self._page(request, order)

    def act_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Do something to the order, as it was seen; what is refused is shown beside what happened meanwhile."""
        order = self.get_object(request, str(pk))
        if order is None or name not in ACTS:
            raise Http404
        if not self.has_change_permission(request, order):
            raise PermissionDenied
        seen, form = SeenForm(request.POST), ACTS[name].form(order, request.POST, prefix=name)
        if not seen.is_valid():
            form.add_error(None, _("The page was sent incompletely. Look at the order, and try again."))
        elif form.is_valid() and self._act(form, name, seen, staff(request)):
            messages.success(request, ACTS[name].done % order)
            return redirect("admin:shop_order_change", pk)
        return self._page(request, Order.objects.get(pk=pk), (name, form, seen))

    def _act(self, form: ActForm, name: str, seen: SeenForm, by: User) -> bool:
        version = seen.cleaned_data["version"]
        try:
            if form.order.version == version and not is_possible(form.order, name):
                raise RefusedError(_("This cannot be done to the order as it is now."))
            ACTS[name].do(form.order, version, form, by)
        except (RefusedError, StaleError) as error:
            form.add_error(None, str(error))
            return False
        return True

    def _page(
        self, request: HttpRequest, order: Order, tried: tuple[str, ActForm, SeenForm] | None = None
    ) -> HttpResponse:
        """The page; with what was `tried` and refused, if anything was."""
        prefetch_related_objects([order], "payments", "refunds")
        name, form, seen = tried or ("", None, None)
        events = list(order.events.all())
        last_seen = seen.cleaned_data.get("event") if seen else None
        may_act = self.has_change_permission(request, order)
        forms_of = {each: ACTS[each].form(order, prefix=each) for each in possible(order)} if may_act else {}
        if form is not None and name in forms_of:
            forms_of[name] = form
        context = self._context(request, order) | {
            "events": events[::-1],
            "last_event": events[-1].pk if events else 0,
            "news": [event for event in events if last_seen is not None and event.pk > last_seen],
            "refused": form,
            "tried": name,
            "acts": [(each, ACTS[each], of) for each, of in forms_of.items()],
            "media": self.media + sum((of.media for of in forms_of.values()), forms.Media()),
        }
        return render(request, "admin/shop/order/page.html", context, status=409 if tried else 200)

    def _context(self, request: HttpRequest, order: Order) -> dict[str, Any]:
        may_read_mail = request.user.has_perm("outbox.view_mail")
        return {
            **self.admin_site.each_context(request),
            "title": _("Order %s") % order,
            "opts": self.opts,
            "order": order,
            "to": addresses.lines(order),
            "country": countries.name(order.country),
            "lines": order.lines.all(),
            "taxes": order.taxes.all(),
            "payments": order.payments.all(),
            "refunds": order.refunds.all(),
            "invoices": order.invoices.select_related("order"),
            "withdrawals": order.withdrawals.all(),
            "movements": order.movements.select_related("product"),
            "mails": _mails(order, request.user) if may_read_mail else [],
            "may_erase": request.user.has_perm("shop.delete_order") and erasing.is_to_erase(order),
        }


def _mails(order: Order, reader: User | AnonymousUser) -> QuerySet[Mail]:
    """What was written to the shopper about this order, and is kept still."""
    written = readers.mails_for(reader).filter(to=order.email, about=mails.about(order))
    return written.defer("text", "html")[:MAILS]
