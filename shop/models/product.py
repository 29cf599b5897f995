"""Products: what the shop sells, and at which price."""

from datetime import datetime
from decimal import Decimal
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.images import UploadedPicture
from shop import pricing


class Category(models.Model):
    """A shelf of the shop."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Its place in the shop's menu.")
    )

    class Meta:
        ordering = ["position", "name"]
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that lists its products."""
        return reverse("shop:category", kwargs={"slug": self.slug})


class Photo(UploadedPicture):
    """A picture of a product."""

    class Meta(UploadedPicture.Meta):
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.alt or self.file.name


class ProductQuerySet(models.QuerySet["Product"]):
    """Sets of products; everything that shoppers see starts from `listed`."""

    def listed(self) -> Self:
        """What the shop shows, sold out or not."""
        return self.filter(is_listed=True)

    def for_cards(self) -> Self:
        """Load what a product card prints."""
        return self.select_related("photo")


class Product(models.Model):
    """Something the shop sells. No stock means that it is not counted; a stock of 0 means sold out."""

    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="products", verbose_name=_("category")
    )
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("Plain text; an empty line starts a paragraph."),
    )
    photo = models.ForeignKey(
        Photo,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("photo"),
        related_name="+",
    )
    regular_price = models.DecimalField(
        _("regular price"),
        max_digits=10,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    sale_price = models.DecimalField(_("sale price"), max_digits=10, decimal_places=2, null=True, blank=True)
    sale_starts_at = models.DateTimeField(
        _("sale starts"), null=True, blank=True, help_text=_("Empty: at once.")
    )
    sale_ends_at = models.DateTimeField(
        _("sale ends"), null=True, blank=True, help_text=_("Empty: it does not end.")
    )
    stock = models.PositiveIntegerField(_("stock"), null=True, blank=True, help_text=_("Empty: not counted."))
    is_listed = models.BooleanField(
        _("listed"), default=True, help_text=_("Shown in the shop and in articles.")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="shop_product_newest"),
            models.Index(fields=["category", "-created_at", "-id"], name="shop_product_category"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(regular_price__gt=0),
                name="shop_product_regular_price_positive",
            ),
            models.CheckConstraint(
                condition=Q(sale_price__isnull=True) | Q(sale_price__gt=0, sale_price__lt=F("regular_price")),
                name="shop_product_sale_price_below_regular",
                violation_error_message=_("The sale price must be above zero and below the regular price."),
            ),
            models.CheckConstraint(
                condition=Q(sale_starts_at__isnull=True)
                | Q(sale_ends_at__isnull=True)
                | Q(sale_ends_at__gt=F("sale_starts_at")),
                name="shop_product_sale_ends_after_it_starts",
                violation_error_message=_("The sale must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(stock__isnull=True) | Q(stock__gte=0),
                name="shop_product_stock_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The product's own page."""
        return reverse("shop:product", kwargs={"slug": self.slug})

    def price_at(self, time: datetime) -> pricing.Price:
        """What it costs at a time."""
        return pricing.price_at(
            time,
            regular=self.regular_price,
            sale=self.sale_price,
            starts_at=self.sale_starts_at,
            ends_at=self.sale_ends_at,
        )

    @property
    def price(self) -> pricing.Price:
        """What it costs now."""
        return self.price_at(timezone.now())

    @property
    def is_for_sale(self) -> bool:
        """Whether it can be bought now."""
        return self.is_listed and not self.is_sold_out

    @property
    def is_sold_out(self) -> bool:
        """Whether it is counted and none is left."""
        return self.stock == 0
