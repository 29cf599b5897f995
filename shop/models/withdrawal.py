"""Withdrawals: a shopper takes an order back within the time that the law gives."""

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.models.order import Order, new_secret


class Withdrawal(models.Model):
    """A shopper's declaration that they withdraw from an order, or from what `scope` names (Directive 2011/83/EU, Art. 11a)."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="withdrawals")
    secret = models.CharField(max_length=43, unique=True, default=new_secret, editable=False)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("email for the receipt"))
    scope = models.TextField(_("what is taken back"), blank=True, help_text=_("Empty: the whole order."))
    declared_at = models.DateTimeField(_("declared"), default=timezone.now)
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    handled_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-declared_at", "-pk"]
        verbose_name = _("withdrawal")
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_at__isnull=False) | Q(handled_by__isnull=True),
                name="shop_withdrawal_handled_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.declared_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The receipt, for whoever has this very address."""
        return reverse("shop:withdrawal-receipt", kwargs={"secret": self.secret})
