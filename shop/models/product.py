"""Products: what the shop sells, and at which price."""

from datetime import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop import pricing
from shop.models.amount import PriceField
from shop.models.shelf import Category, Photo
from shop.models.tax import TaxRate
from shop.numbers import check_gtin


class Kind(models.TextChoices):
    """Who gains when a reader follows a card: each kind is named on it."""

    OWN = "own", _("Our shop")
    AFFILIATE = "affiliate", _("Affiliate link")
    SPONSORED = "sponsored", _("Sponsored")


class ProductQuerySet(models.QuerySet["Product"]):
    """Sets of products; everything that shoppers see starts from `listed`."""

    def listed(self) -> Self:
        """What the shop shows, sold out or not."""
        return self.filter(is_listed=True)

    def for_cards(self) -> Self:
        """Load what a product card prints; one query more, for the price log of what has a sale."""
        return self.select_related("photo", "tax_rate").with_freed().with_price_log()

    def with_freed(self, *, at: datetime | None = None) -> Self:
        """Count the pieces that orders hold whose time to pay is over: they can be bought."""
        return self.annotate(freed=freed_pieces(at=at))

    def with_price_log(self) -> Self:
        """Load what the struck price follows from."""
        return self.prefetch_related(logged_prices())


def freed_pieces(product: str = "pk", *, at: datetime | None = None) -> Coalesce:
    """For a query whose rows name a product: how many of it overdue orders hold."""
    lines = Product.order_lines.rel.related_model._default_manager.filter(
        product=OuterRef(product),
        order__state="placed",
        order__holds_stock=True,
        order__hold_until__lte=at or timezone.now(),
    )
    pieces = lines.order_by().values("product").annotate(pieces=Sum("quantity")).values("pieces")
    return Coalesce(Subquery(pieces), 0)


def logged_prices(product: str = "") -> Prefetch:
    """For a query whose rows lead to a product, by a path such as “product__”: the price logs of those with a sale."""
    changes = Product.price_changes.rel.related_model._default_manager
    of_sales = changes.filter(product__sale_price__isnull=False)
    return Prefetch(f"{product}price_changes", of_sales, to_attr="logged")


class Product(models.Model):
    """Something the shop sells. No stock means that it is not counted; a stock of 0 means sold out."""

    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    sku = models.CharField(
        _("SKU"), max_length=60, blank=True, help_text=_("The shop's own number of it, printed on orders.")
    )
    gtin = models.CharField(
        _("GTIN"),
        max_length=14,
        blank=True,
        validators=[check_gtin],
        help_text=_("The number under the barcode (ISBN, EAN or UPC), if it has one."),
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=Kind, help_text=_("Each card says which; an affiliate has no cart.")
    )
    label = models.CharField(
        _("label"),
        max_length=200,
        blank=True,
        help_text=_("What the card says of who gains, such as “We earn a commission if you buy there.”"),
    )
    outbound_url = models.URLField(
        _("link to where it is sold"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("For an affiliate or a sponsor; empty: sold here."),
    )
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
    regular_price = PriceField(_("regular price"))
    sale_price = PriceField(_("sale price"), null=True, blank=True)
    sale_starts_at = models.DateTimeField(
        _("sale starts"), null=True, blank=True, help_text=_("Empty: at once.")
    )
    sale_ends_at = models.DateTimeField(
        _("sale ends"), null=True, blank=True, help_text=_("Empty: it does not end.")
    )
    tax_rate = models.ForeignKey(
        TaxRate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tax rate"),
        help_text=_("Prices contain this tax. Empty: orders show none."),
    )
    stock = models.PositiveIntegerField(_("stock"), null=True, blank=True, help_text=_("Empty: not counted."))
    most_per_order = models.PositiveSmallIntegerField(
        _("most per order"), null=True, blank=True, help_text=_("Empty: up to 99.")
    )
    maker = models.CharField(_("maker"), max_length=150, blank=True)
    maker_address = models.TextField(
        _("maker's address"), blank=True, help_text=_("Postal and electronic, as the law asks on the offer.")
    )
    warnings = models.TextField(
        _("warnings"), blank=True, help_text=_("Safety information, as the law asks on the offer.")
    )
    recall_notice = models.TextField(
        _("recall notice"),
        blank=True,
        help_text=_("Fill it in to recall the product: it is sold no more, and its page and cards say why."),
    )
    is_listed = models.BooleanField(
        _("listed"), default=True, help_text=_("Shown in the shop and in articles.")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    freed: int  # by `with_freed`: pieces that overdue orders hold
    logged: Any  # by `with_price_log`: its price changes, oldest first; none for what has no sale

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
                violation_error_message=_("The price must be above zero."),
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
            models.UniqueConstraint(
                fields=["sku"],
                condition=~Q(sku=""),
                name="shop_product_sku_once",
                violation_error_message=_("Another product has this SKU."),
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="shop_product_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.OWN) | ~Q(label=""),
                name="shop_product_is_labelled",
                violation_error_message=_(
                    "Say on the label who gains: only the shop's own products need none."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.AFFILIATE, outbound_url="") & (~Q(kind=Kind.OWN) | Q(outbound_url="")),
                name="shop_product_link_fits_kind",
                violation_error_message=_(
                    "An affiliate needs a link to where it is sold; our own products have none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(most_per_order__isnull=True) | Q(most_per_order__gte=1, most_per_order__lte=99),
                name="shop_product_most_per_order_1_to_99",
                violation_error_message=_("An order holds 1 to 99 of a product."),
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

    def clean(self) -> None:
        """A time for a sale without a price is half a sale: nobody would notice, and its price log keeps it."""
        if self.sale_price is None and (self.sale_starts_at or self.sale_ends_at):
            raise ValidationError({"sale_price": _("A sale window needs a sale price.")})

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Forget as well what was loaded beside the row."""
        super().refresh_from_db(*args, **kwargs)
        for beside in ("freed", "logged"):
            self.__dict__.pop(beside, None)

    @property
    def terms(self) -> pricing.Terms:
        """What its price follows from."""
        return pricing.Terms(
            self.regular_price, self.sale_price, self.sale_starts_at, self.sale_ends_at, self.is_offered
        )

    @property
    def is_offered(self) -> bool:
        """Whether its price is told to the public: what is sold out still tells it, what is hidden or recalled does not."""
        return self.is_listed and not self.recall_notice

    def price_log(self) -> pricing.Log:
        """Its terms since it was made (`with_price_log`, else a query)."""
        if not hasattr(self, "logged"):
            self.logged = list(self.price_changes.all())
        return [(change.changed_at, change.terms) for change in self.logged]

    def price_at(self, time: datetime) -> pricing.Price:
        """What it costs at a time, by its present terms."""
        return pricing.price_at(time, self.terms, self.price_log)

    @property
    def price(self) -> pricing.Price:
        """What it costs now."""
        return self.price_at(timezone.now())

    @property
    def available(self) -> int | None:
        """How many pieces can be bought now, overdue holds included (`with_freed`, else a query); None: any number."""
        if self.stock is None:
            return None
        if not hasattr(self, "freed"):
            self.freed = Product.objects.with_freed().get(pk=self.pk).freed
        return self.stock + self.freed

    @property
    def is_for_sale(self) -> bool:
        """Whether it can be put in a cart now."""
        return self.is_offered and not (self.outbound_url or self.is_sold_out)

    @property
    def is_sold_out(self) -> bool:
        """Whether it is counted and none is left."""
        return self.available == 0


class ProductPhoto(models.Model):
    """A further picture of a product, in order after the one on its card."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="more_photos")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="+", verbose_name=_("photo"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("further photo")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "photo"],
                name="shop_productphoto_photo_once",
                violation_error_message=_("This photo is there already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.photo)
