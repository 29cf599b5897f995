"""The stock ledger: each change of what lies in stock, append-only; a product's movements add up to its stock."""

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.models.order import Order
from shop.models.product import Product


class MovementKind(models.TextChoices):
    """Why stock changes."""

    OPENED = "opened", _("Counting began")
    RECEIVED = "received", _("Received")
    CORRECTED = "corrected", _("Corrected")
    ORDERED = "ordered", _("Ordered")
    RETURNED = "returned", _("Free again")
    CLOSED = "closed", _("No longer counted")


class StockMovement(models.Model):
    """Pieces that came (above zero) or went (below); an order's name it."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="movements", verbose_name=_("product"))
    kind = models.CharField(_("kind"), max_length=10, choices=MovementKind)
    quantity = models.IntegerField(_("pieces"))
    order = models.ForeignKey(
        Order, models.PROTECT, null=True, related_name="movements", verbose_name=_("order")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("when"), default=timezone.now)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    made_by_name = models.CharField(_("by"), max_length=150, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("stock movement")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MovementKind.values), name="shop_stockmovement_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(quantity=0) | Q(kind__in=["opened", "closed"]), name="shop_stockmovement_moves"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["ordered", "returned"], order__isnull=False)
                | Q(~Q(kind__in=["ordered", "returned"]), order__isnull=True),
                name="shop_stockmovement_order_fits_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity:+d}"
