"""The price log: what a product was to cost from when on, and whether it was offered; append-only."""

from decimal import Decimal

from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop import pricing
from shop.models.amount import PriceField
from shop.models.product import Product


class PriceChange(models.Model):
    """The terms of a product's price since a time, until the next change of the same product.

    A sale's window opens and closes by the clock alone, so the terms say at every moment which price applied: none,
    while the product was not offered.
    """

    product = models.ForeignKey(Product, models.CASCADE, related_name="price_changes")
    regular_price = PriceField(
        _("regular price"),
    )
    sale_price = PriceField(_("sale price"), null=True)
    sale_starts_at = models.DateTimeField(_("sale starts"), null=True)
    sale_ends_at = models.DateTimeField(_("sale ends"), null=True)
    is_offered = models.BooleanField(_("offered"), default=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    changed_by_name = models.CharField(_("by"), max_length=150, blank=True)

    class Meta:
        ordering = ["changed_at", "pk"]
        verbose_name = _("price change")
        indexes = [models.Index(fields=["product", "changed_at", "id"], name="shop_pricechange_product")]
        constraints = [
            models.CheckConstraint(
                condition=Q(regular_price__gt=0), name="shop_pricechange_regular_positive"
            ),
            models.CheckConstraint(
                condition=Q(sale_price__isnull=True)
                | Q(sale_price__gt=Decimal(0), sale_price__lt=F("regular_price")),
                name="shop_pricechange_sale_below_regular",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.changed_at:%Y-%m-%d}"

    @property
    def terms(self) -> pricing.Terms:
        """What the price followed from."""
        return pricing.Terms(
            self.regular_price, self.sale_price, self.sale_starts_at, self.sale_ends_at, self.is_offered
        )
