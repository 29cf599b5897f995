"""Products, with their prices."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseModelForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.desk import DeskAdmin, DeskTabularInline, staff
from shop import catalogue, money, stock
from shop.admin.amounts import shown
from shop.admin.meanwhile import Merging, MergingFields, MergingForm, MergingRows
from shop.admin.stock import Counting, StockFilter
from shop.models import MovementKind, Product, ProductPhoto

SHOWN = 50  # rows of the price log


class ProductForm(MergingForm):
    """A product as a shopkeeper types it."""

    BESIDE = {
        "shop_product_is_labelled": "label",
        "shop_product_link_fits_kind": "outbound_url",
        "shop_product_regular_price_positive": "regular_price",
        "shop_product_sale_price_below_regular": "sale_price",
        "shop_product_sale_ends_after_it_starts": "sale_ends_at",
        "shop_product_sku_once": "sku",
        "shop_product_most_per_order_1_to_99": "most_per_order",
    }


class PhotoInline(MergingFields, DeskTabularInline):
    """Further photos, in order; whoever changes a product changes them."""

    model = ProductPhoto
    form = MergingForm
    formset = MergingRows
    extra = 1
    autocomplete_fields = ["photo"]

    def get_fields(self, request: HttpRequest, obj: Product | None = None) -> Any:
        """The photo and its place, with what was seen of both."""
        return ["photo", "position", *self.seen(request, obj)]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the product."""
        return request.user.has_perm("shop.change_product") or request.user.has_perm("shop.add_product")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the product."""
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the product."""
        return self.has_add_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the product."""
        return request.user.has_perm("shop.view_product") or self.has_add_permission(request, obj)


@admin.register(Product)
class ProductAdmin(Merging, Counting, DeskAdmin):
    """Products, with what each costs now."""

    form = ProductForm
    inlines = [PhotoInline]
    list_display = ["title", "kind", "category", "price_now", "stock", "is_listed"]
    list_filter = [StockFilter, "kind", "category", "is_listed"]
    list_select_related = ["category"]
    search_fields = ["title", "slug", "sku", "gtin"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["category", "photo"]
    readonly_fields = ["price_shown", "price_log", "stock_now"]

    def get_fieldsets(self, request: HttpRequest, obj: Product | None = None) -> Any:
        """The stock is typed once, for a new product; afterwards it has a page of its own."""
        has_page = obj and self.has_change_permission(request, obj)
        kept = "stock_now" if has_page else "stock"
        log = ["price_shown", "price_log"] if obj else []
        prices: list[Any] = ["regular_price", "sale_price"]
        if obj and not has_page:
            prices = [shown(Product, name) for name in prices]
        price = [*prices, "sale_starts_at", "sale_ends_at", "tax_rate", *log]
        return [
            (None, {"fields": ["kind", "label", "outbound_url", *self.seen(request, obj)]}),
            (
                _("Product"),
                {"fields": ["title", "slug", "sku", "gtin", "category", "text", "photo", "is_listed"]},
            ),
            (_("Price"), {"fields": price}),
            (_("Stock"), {"fields": [kept, "most_per_order"]}),
            (_("Safety"), {"fields": ["maker", "maker_address", "warnings", "recall_notice"]}),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        """Load what the price now follows from."""
        return Product.objects.with_price_log()

    def get_deleted_objects(self, objs: Sequence[Product] | QuerySet[Product], request: HttpRequest) -> Any:
        """Protect what shoppers have seen prices of: the log of those stays for ever."""
        *found, protected = super().get_deleted_objects(objs, request)
        seen = Product.objects.filter(pk__in=[product.pk for product in objs], price_changes__is_offered=True)
        words = _(
            "%s, whose prices are in its public log: clear “listed” instead, and nobody finds it any more"
        )
        return *found, [*protected, *(words % product for product in seen.distinct())]

    def save_model(self, request: HttpRequest, obj: Product, form: BaseModelForm, change: bool) -> None:  # noqa: FBT001
        """Store the product with its price's log; never its stock, which shoppers change meanwhile."""
        by = staff(request)
        if change:
            fields = [field.name for field in obj._meta.concrete_fields if not field.primary_key]
            obj.save(update_fields=set(fields) - {"stock", "created_at"})
        else:
            first, obj.stock = obj.stock, None
            obj.save()
            stock.count(obj, first, kind=MovementKind.OPENED, by=by)
        catalogue.log_price(obj, by)

    @admin.display(description=gettext_lazy("price now"), ordering="regular_price")
    def price_now(self, product: Product) -> str:
        """What a shopper pays now, and beside a sale's price the regular one."""
        price = product.price
        to_pay, regular = money.formatted(price.to_pay), money.formatted(price.regular)
        return f"{to_pay} ({_('regular')} {regular})" if price.is_reduced else to_pay

    @admin.display(description=gettext_lazy("shoppers see"))
    def price_shown(self, product: Product) -> str:
        """The price beside the one that is struck, or why a sale strikes none."""
        price = product.price
        if not product.is_offered:
            return _("Nothing: it is hidden or recalled.")
        to_pay = money.formatted(price.to_pay)
        if price.struck:
            told = {"to_pay": to_pay, "struck": money.formatted(price.struck), "percent": price.percent_off}
            return _("%(to_pay)s, and %(struck)s struck: %(percent)d%% less") % told
        if price.is_reduced:
            return (
                _("%s, and nothing struck: a sale that may needs 30 days of higher prices before it.")
                % to_pay
            )
        return to_pay

    @admin.display(description=gettext_lazy("price log"))
    def price_log(self, product: Product) -> SafeString:
        """What it was to cost, since when, and who said so."""
        changes = product.price_changes.order_by("-changed_at", "-pk")[:SHOWN]
        return render_to_string("admin/shop/product/_price_log.html", {"changes": changes})

    @admin.display(description=gettext_lazy("stock"))
    def stock_now(self, product: Product) -> SafeString:
        """What can be sold, and the way to the page that changes it."""
        now = _("not counted") if product.stock is None else product.stock
        return format_html(
            '{} <a href="{}">{}</a>',
            now,
            reverse("admin:shop_product_stock", args=[product.pk]),
            _("Count or receive"),
        )

    def view_on_site(self, product: Product) -> str | None:
        """The product's page, while it is listed."""
        return product.get_absolute_url() if product.is_listed else None
