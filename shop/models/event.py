"""What happened to orders: an append-only log."""

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.people import name_of
from shop.models.order import Order


class EventKind(models.TextChoices):
    """What happens to orders."""

    PLACED = "placed", _("Placed")
    REMINDED = "reminded", _("Reminded of the payment")
    PAID = "paid", _("Paid")
    PAID_IN_PART = "paid_in_part", _("Paid in part")
    PAID_MORE = "paid_more", _("More was paid than is due")
    PAID_LATE = "paid_late", _("Paid too late")
    REVERSED = "reversed", _("Payment taken back")
    HOLD_WON = "hold_won", _("Paid late: pieces were left")
    LAPSED = "lapsed", _("Not paid in time")
    PACKED = "packed", _("Packed")
    SENT = "sent", _("Sent")
    DONE = "done", _("Done")
    TAKEN_BACK = "taken_back", _("Mark taken back")
    CANCELLED = "cancelled", _("Cancelled")
    REFUND_ASKED = "refund_asked", _("Refund begun")
    REFUNDED = "refunded", _("Refunded")
    REFUND_FAILED = "refund_failed", _("Refund failed")
    INVOICED = "invoiced", _("Invoice issued")
    CREDITED = "credited", _("Credit note issued")
    WITHDRAWN = "withdrawn", _("Withdrawal declared")
    NOTED = "noted", _("Note")
    ERASED = "erased", _("Person erased")


class OrderEventQuerySet(models.QuerySet["OrderEvent"]):
    """Sets of events."""

    def log(self, order: Order, kind: EventKind, *, by: User | None = None, note: str = "") -> "OrderEvent":
        """Write down what happened to an order, and who did it: None for the shopper, or the site itself."""
        return self.create(order=order, kind=kind, by=by, by_name=name_of(by) if by else "", note=note)


class OrderEvent(models.Model):
    """Something that happened to an order: append-only, but for the note, which is emptied with the person."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=15, choices=EventKind)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    by_name = models.CharField(
        _("by"), max_length=150, blank=True, help_text=_("Empty: the shopper, or the site itself.")
    )
    note = models.TextField(_("note"), blank=True)

    objects = OrderEventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="shop_orderevent_kind_known")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
