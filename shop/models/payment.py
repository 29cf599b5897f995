"""Money that came and went: append-only, but for how far a refund has come. What was wrong gets a counter-entry."""

import secrets

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.models.amount import AmountField
from shop.models.order import Order, PaymentMethod


def new_refund_key() -> str:
    """What makes a refund one, however often the provider is asked for it (128 random bits)."""
    return secrets.token_hex(16)


class Payment(models.Model):
    """Money that arrived for an order; `reference` is the provider's, or what the bank statement says."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="payments")
    method = models.CharField(_("by way of"), max_length=10, choices=PaymentMethod)
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    amount = AmountField(_("amount"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    noted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    noted_by_name = models.CharField(_("by"), max_length=150, blank=True)

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="shop_payment_amount_positive"),
            models.CheckConstraint(
                condition=Q(method__in=PaymentMethod.values), name="shop_payment_method_known"
            ),
            models.UniqueConstraint(
                fields=["method", "reference"],
                condition=~Q(method="transfer"),
                name="shop_payment_reference_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.order.currency}"


class RefundState(models.TextChoices):
    """How far a refund has come."""

    ASKED = "asked", _("Asked of the provider")
    DONE = "done", _("Paid back")
    FAILED = "failed", _("Failed")
    REVERSED = "reversed", _("Payment taken back")


class Refund(models.Model):
    """Money given back. It counts in `Order.refunded` from the moment it is asked for, unless it fails.

    One that is REVERSED is the counter-entry of a payment that was noted by mistake: no money went, none had come, and
    neither counts in the sums of the order.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="refunds")
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="refunds")
    key = models.CharField(max_length=32, unique=True, default=new_refund_key, editable=False)
    amount = AmountField(_("amount"))
    reason = models.CharField(_("reason"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=RefundState, default=RefundState.ASKED)
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    made_by_name = models.CharField(_("by"), max_length=150, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="shop_refund_amount_positive"),
            models.CheckConstraint(condition=Q(state__in=RefundState.values), name="shop_refund_state_known"),
            models.CheckConstraint(
                condition=~Q(state="reversed") | Q(payment__isnull=False),
                name="shop_refund_reverses_a_payment",
            ),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(state="reversed"), name="shop_refund_reverses_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.order.currency}"


class ProviderEvent(models.Model):
    """A message of a payment provider that was taken in; each once."""

    provider = models.CharField(max_length=10, choices=PaymentMethod)
    event_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="shop_providerevent_once"),
        ]

    def __str__(self) -> str:
        return self.event_id
