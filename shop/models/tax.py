"""Tax rates: the part of a price that is the state's."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop import money


class TaxRate(models.Model):
    """A rate of the tax that prices contain, such as a value added tax; what has no rate shows no tax."""

    name = models.CharField(
        _("name"), max_length=60, unique=True, help_text=_("Such as “Standard” or “Books”.")
    )
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["-percent", "name"]
        verbose_name = _("tax rate")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lt=100),
                name="shop_taxrate_percent_0_to_100",
                violation_error_message=_("A rate lies between 0 and 100 percent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({money.percent(self.percent)})"
