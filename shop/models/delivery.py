"""Ways of delivery: what they cost, and where to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.amount import PriceField
from shop.models.tax import TaxRate


class DeliveryMethodQuerySet(models.QuerySet["DeliveryMethod"]):
    """Sets of delivery methods; checkout starts from `offered`."""

    def offered(self) -> "DeliveryMethodQuerySet":
        """Those that a shopper may choose, with their tax rates, in the order of the checkout."""
        return self.filter(is_offered=True).select_related("tax_rate")


class DeliveryMethod(models.Model):
    """A way in which orders travel; no countries listed means that it goes everywhere."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Such as “3 to 5 working days”.")
    )
    price = PriceField(_("price"))
    free_from = PriceField(
        _("free from"),
        null=True,
        blank=True,
        help_text=_(
            "The value of the products from which it costs nothing. Empty: it always costs its price."
        ),
    )
    tax_rate = models.ForeignKey(
        TaxRate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tax rate")
    )
    countries = models.JSONField(
        _("countries"), default=list, blank=True, help_text=_("Where it goes to. None chosen: everywhere.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_offered = models.BooleanField(_("offered"), default=True)

    objects = DeliveryMethodQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("delivery method")
        constraints = [
            models.CheckConstraint(
                condition=Q(price__gte=0),
                name="shop_deliverymethod_price_not_negative",
                violation_error_message=_("The price is zero or above."),
            ),
            models.CheckConstraint(
                condition=Q(free_from__isnull=True) | Q(free_from__gt=0),
                name="shop_deliverymethod_free_from_positive",
                violation_error_message=_("“Free from” is an amount above zero."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def goes_to(self, country: str) -> bool:
        """Whether it goes to a country (ISO 3166-1, two letters)."""
        return not self.countries or country in self.countries
