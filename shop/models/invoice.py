"""Invoices: one series of numbers without gaps."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.models.order import Order
from shop.models.payment import Refund


class Invoice(models.Model):
    """An invoice for an order or, with a refund, the credit note for it; what it lists is the order's own."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    order = models.ForeignKey(Order, models.PROTECT, related_name="invoices")
    refund = models.OneToOneField(Refund, models.PROTECT, null=True, related_name="credit_note")
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    amount = models.DecimalField(_("amount"), max_digits=10, decimal_places=2)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="shop_invoice_number_from_1"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(refund__isnull=True), name="shop_invoice_order_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
