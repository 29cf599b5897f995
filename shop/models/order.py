"""Orders: what was bought, as it was then. Only the state, the money and the tracking ever change."""

import secrets
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Abs
from django.db.models.lookups import LessThan
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.models.amount import AmountField

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ379"  # none that looks or sounds like another
SAME = Decimal("0.0005")  # amounts that differ by less are one: SQLite adds decimals as binary fractions


def new_code() -> str:
    """Eight letters to read out on the phone (38 random bits); they say nothing of how much is sold."""
    return "".join(secrets.choice(CODE_LETTERS) for _each in range(8))


def new_secret() -> str:
    """43 characters that nobody can guess (256 random bits)."""
    return secrets.token_urlsafe(32)


class State(models.TextChoices):
    """How far an order has come."""

    PLACED = "placed", _("Placed, not paid")
    PAID = "paid", _("Paid")
    PACKED = "packed", _("Packed")
    SENT = "sent", _("Sent")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    REFUNDED = "refunded", _("Refunded")


AT_HAND = frozenset({State.PAID, State.PACKED})  # paid, and the goods still here


class PaymentMethod(models.TextChoices):
    """How an order is to be paid."""

    TRANSFER = "transfer", _("Bank transfer")
    STRIPE = "stripe", _("Card")


class OrderQuerySet(models.QuerySet["Order"]):
    """Sets of orders."""

    def overdue(self, *, at: datetime | None = None) -> "OrderQuerySet":
        """Those that hold pieces though their time to pay is over; the pieces are free to be bought by others."""
        return self.filter(state=State.PLACED, holds_stock=True, hold_until__lte=at or timezone.now())

    def awaited(self, *, at: datetime | None = None) -> "OrderQuerySet":
        """Those whose money is awaited (`Order.is_to_be_paid`)."""
        return self.filter(state=State.PLACED, hold_until__gt=at or timezone.now(), withdrawals=None)

    def can_leave(self) -> "OrderQuerySet":
        """Those whose goods may leave (`Order.can_leave`)."""
        return self.filter(state__in=AT_HAND, holds_stock=True, paid__gt=F("refunded"))

    def to_pack(self) -> "OrderQuerySet":
        """Those that are paid and can leave, unless a withdrawal waits for somebody."""
        return self.can_leave().filter(~_is_halted(), state=State.PAID)

    def to_send(self) -> "OrderQuerySet":
        """Those that are packed and can leave, unless a withdrawal waits for somebody."""
        return self.can_leave().filter(~_is_halted(), state=State.PACKED)

    def halted(self) -> "OrderQuerySet":
        """Those with a withdrawal that nobody has seen to (`Order.is_halted`)."""
        return self.filter(_is_halted())

    def owing(self) -> "OrderQuerySet":
        """Those whose shopper is to get money back (`Order.owed`)."""
        ended = Q(state__in=[State.CANCELLED, State.REFUNDED])
        too_much = LessThan(SAME, F("paid") - F("refunded") - F("total"))
        return self.filter(Q(ended, paid__gt=F("refunded")) | Q(~ended, too_much))

    def for_page(self) -> "OrderQuerySet":
        """Load what an order's page prints."""
        return self.prefetch_related(
            "lines__product", "taxes", "events", "refunds", "invoices", "withdrawals"
        )


def _is_halted() -> Exists:
    """For a query of orders."""
    withdrawals = Order.withdrawals.rel.related_model._default_manager
    return Exists(withdrawals.filter(order=OuterRef("pk"), handled_at=None))


class Order(models.Model):
    """What somebody bought, at which prices, and where it goes: a snapshot.

    `cart_key` is the key of the cart that it was made from, so that one cart makes one order. While `holds_stock`, its
    pieces are out of the stock; until it is paid, only up to `hold_until`. `paid` and `refunded` are sums of its
    payments and refunds, without those that were reversed. `version` grows with each act, so that an act on what somebody else changed is refused.

    Of the two sums, ask for `kept` wherever it matters what the shop has: what is missing or owed, whether the order is
    paid, whether its goods may leave. `paid` alone says that the money has come once: the constraint on the states asks
    for it, since an order stays paid when some is given back of it, and so do credit notes, to tell that from too much.
    """

    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code, editable=False)
    secret = models.CharField(max_length=43, unique=True, default=new_secret, editable=False)
    cart_key = models.CharField(max_length=32, unique=True, editable=False)
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="orders"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLACED)
    version = models.PositiveIntegerField(default=1, editable=False)
    placed_at = models.DateTimeField(_("placed"), default=timezone.now)
    language = models.CharField(max_length=15, editable=False)

    email = models.EmailField(_("email"))
    name = models.CharField(_("name"), max_length=150)
    street = models.CharField(_("street and number"), max_length=150)
    street_more = models.CharField(_("address, second line"), max_length=150, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("town"), max_length=100)
    region = models.CharField(_("state or province"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    erased_at = models.DateTimeField(_("person erased"), null=True, blank=True, editable=False)

    currency = models.CharField(max_length=3, editable=False)
    lines_total = AmountField(_("products"))
    delivery_name = models.CharField(_("delivery"), max_length=80)
    delivery_price = AmountField(_("delivery price"))
    delivery_tax_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, editable=False)
    total = AmountField(_("total"))
    tracking = models.CharField(_("tracking"), max_length=200, blank=True)

    payment_method = models.CharField(_("payment"), max_length=10, choices=PaymentMethod)
    paid = AmountField(_("paid so far"), default=Decimal(0))
    refunded = AmountField(_("refunded so far"), default=Decimal(0))
    holds_stock = models.BooleanField(default=True, editable=False)
    hold_until = models.DateTimeField(_("to be paid by"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    session_id = models.CharField(max_length=200, blank=True, editable=False)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_at", "-pk"]
        indexes = [
            models.Index(fields=["-placed_at", "-id"], name="shop_order_newest"),
            models.Index(fields=["state", "-placed_at", "-id"], name="shop_order_state"),
            models.Index(fields=["email"], name="shop_order_email"),
            models.Index(
                fields=["hold_until"], condition=Q(state="placed", holds_stock=True), name="shop_order_holds"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="shop_order_state_known"),
            models.CheckConstraint(
                condition=Q(payment_method__in=PaymentMethod.values), name="shop_order_payment_known"
            ),
            models.CheckConstraint(
                condition=Q(lines_total__gt=0, delivery_price__gte=0), name="shop_order_amounts_not_negative"
            ),
            models.CheckConstraint(
                condition=LessThan(Abs(F("total") - F("lines_total") - F("delivery_price")), SAME),
                name="shop_order_total_is_the_sum",
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0, refunded__gte=0, refunded__lte=F("paid")),
                name="shop_order_refunds_within_payments",
                violation_error_message=_("No more can be refunded than was paid."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["placed", "cancelled"]) | Q(paid__gte=F("total")),
                name="shop_order_goes_on_once_paid",
                violation_error_message=_("The order is not paid in full."),
            ),
            models.CheckConstraint(
                condition=~Q(state="placed", holds_stock=True) | Q(hold_until__isnull=False),
                name="shop_order_hold_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """The order's page, for whoever has this very address."""
        return reverse("shop:order", kwargs={"code": self.code, "secret": self.secret})

    @property
    def kept(self) -> Decimal:
        """What is left of the money that came."""
        return self.paid - self.refunded

    @property
    def owed(self) -> Decimal:
        """What of the money that came belongs to the shopper: all of it, once the order is cancelled or refunded."""
        due = Decimal(0) if self.state in {State.CANCELLED, State.REFUNDED} else self.total
        return max(self.kept - due, Decimal(0))

    @property
    def missing(self) -> Decimal:
        """What is still to be paid; nothing once it was paid, whatever was given back since, cancelled or not."""
        was_paid = self.state == State.CANCELLED and self.paid >= self.total
        if was_paid or self.state not in {State.PLACED, State.CANCELLED}:
            return Decimal(0)
        return max(self.total - self.kept, Decimal(0))

    @property
    def can_leave(self) -> bool:
        """Whether its goods may leave: they are paid and still here, its pieces are held, and not all money goes back."""
        return self.state in AT_HAND and self.holds_stock and self.kept > 0

    @property
    def pay_by(self) -> datetime:
        """When the shopper is asked to have paid; a transfer's pieces are held for some days more."""
        asked = self.placed_at + timedelta(days=settings.SHOP_PAYMENT_DAYS)
        return min(asked, self.hold_until or asked)

    @property
    def is_withdrawn(self) -> bool:
        """Whether its shopper has declared a withdrawal, handled or not; one query, unless they are loaded."""
        return bool(self.withdrawals.all())

    @property
    def is_halted(self) -> bool:
        """Whether a withdrawal waits for somebody; one query, unless they are loaded."""
        return any(withdrawal.handled_at is None for withdrawal in self.withdrawals.all())

    @property
    def is_to_be_paid(self) -> bool:
        """Whether money is awaited now: the pieces are held, not all of it has come, and nobody has withdrawn."""
        is_held = self.hold_until is not None and timezone.now() < self.hold_until
        return self.state == State.PLACED and is_held and not self.is_withdrawn
