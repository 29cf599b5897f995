"""Invoices: one series of numbers without gaps."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.models.amount import AmountField
from shop.models.order import Order
from shop.models.payment import Refund


class Invoice(models.Model):
    """An invoice for an order or, with a refund, the credit note for it.

    What it lists is the order's own, and the amount of a credit note is what goes back. Who sells stands in it as it was.
    An order has one invoice; only after that was credited in full, and the order was paid all the same, comes another
    `edition`. A credit note has the edition of its invoice.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    order = models.ForeignKey(Order, models.PROTECT, related_name="invoices")
    refund = models.OneToOneField(Refund, models.PROTECT, null=True, related_name="credit_note")
    edition = models.PositiveSmallIntegerField(default=1)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    amount = AmountField(_("amount"))
    seller = models.TextField(_("seller"), blank=True)
    tax_number = models.CharField(_("tax number"), max_length=50, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("invoice")
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="shop_invoice_number_from_1"),
            models.UniqueConstraint(
                fields=["order", "edition"],
                condition=Q(refund__isnull=True),
                name="shop_invoice_edition_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    def get_absolute_url(self) -> str:
        """Its page under the order's own, for whoever has that very address."""
        return self._address("shop:invoice")

    @property
    def pdf_address(self) -> str:
        """The same as a PDF."""
        return self._address("shop:invoice-pdf")

    def _address(self, name: str) -> str:
        order = {"code": self.order.code, "secret": self.order.secret}
        return reverse(name, kwargs={**order, "number": self.number})
