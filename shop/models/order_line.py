"""What an order lists: its products as they were, and the tax that its prices contain."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Abs
from django.db.models.lookups import LessThan
from django.utils.translation import gettext_lazy as _

from shop import money
from shop.models.amount import AmountField
from shop.models.order import SAME, Order
from shop.models.product import Product


class OrderLine(models.Model):
    """A product in an order: its name and price as they were."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="order_lines", verbose_name=_("product")
    )
    title = models.CharField(_("title"), max_length=150)
    sku = models.CharField(_("SKU"), max_length=60, blank=True)
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    unit_price = AmountField(_("price"))
    total = AmountField(_("total"))
    tax_percent = models.DecimalField(_("tax"), max_digits=5, decimal_places=2, null=True)
    from_article = models.PositiveBigIntegerField(
        _("number of the article it was bought from"), null=True, db_index=True
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "product"], name="shop_orderline_product_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=99), name="shop_orderline_quantity_1_to_99"
            ),
            models.CheckConstraint(condition=Q(unit_price__gt=0), name="shop_orderline_price_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"


class OrderTax(models.Model):
    """The tax that an order's prices contain at one rate, delivery included."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="taxes")
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2)
    gross = AmountField(_("with tax"))
    net = AmountField(_("without tax"))
    tax = AmountField(_("tax"))

    class Meta:
        ordering = ["-percent"]
        constraints = [
            models.UniqueConstraint(fields=["order", "percent"], name="shop_ordertax_percent_once"),
            models.CheckConstraint(
                condition=LessThan(Abs(F("gross") - F("net") - F("tax")), SAME),
                name="shop_ordertax_parts_sum",
            ),
        ]

    def __str__(self) -> str:
        return money.percent(self.percent)
