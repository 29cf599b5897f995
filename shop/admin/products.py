"""Products, with their prices."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from newsroom.desk import DeskAdmin
from shop import money
from shop.models import Product


@admin.register(Product)
class ProductAdmin(DeskAdmin):
    """Products, with what each costs now."""

    list_display = ["title", "category", "price_now", "stock", "is_listed"]
    list_filter = ["category", "is_listed"]
    list_select_related = ["category"]
    search_fields = ["title", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["category", "photo"]
    fieldsets = [
        (
            None,
            {"fields": ["kind", "label", "title", "slug", "sku", "category", "text", "photo", "is_listed"]},
        ),
        (
            _("Price"),
            {
                "fields": [
                    "regular_price",
                    "sale_price",
                    "sale_starts_at",
                    "sale_ends_at",
                ]
            },
        ),
        (_("Stock"), {"fields": ["stock"]}),
    ]

    @admin.display(description=_("price now"), ordering="regular_price")
    def price_now(self, product: Product) -> str:
        """What a shopper pays now, and beside a sale's price the regular one."""
        price = product.price
        to_pay, regular = money.formatted(price.to_pay), money.formatted(price.regular)
        return f"{to_pay} ({_('regular')} {regular})" if price.is_reduced else to_pay

    def view_on_site(self, product: Product) -> str | None:
        """The product's page, while it is listed."""
        return product.get_absolute_url() if product.is_listed else None
