"""Carts: what a shopper means to buy."""

import secrets
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop import money
from shop.models.amount import PriceField
from shop.models.product import Product
from shop.pricing import Price


def new_key() -> str:
    """32 characters that nobody can guess (192 random bits)."""
    return secrets.token_urlsafe(24)


class Cart(models.Model):
    """A shopper's cart, found by their account or by the key that their browser keeps; gone once it is ordered."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    user = models.OneToOneField(User, models.CASCADE, null=True, editable=False, related_name="cart")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    touched_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["touched_at"], name="shop_cart_touched")]

    def __str__(self) -> str:
        return f"Cart {self.pk}"


class CartLine(models.Model):
    """A product in a cart, and how many of it; its price is the product's own at any time."""

    MAX_QUANTITY = 99

    cart = models.ForeignKey(Cart, models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, models.CASCADE, related_name="cart_lines", verbose_name=_("product"))
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    seen_price = PriceField(_("price when it was put in"), null=True, editable=False)
    from_article = models.PositiveBigIntegerField(
        _("number of the article it was bought from"), null=True, editable=False
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "product"], name="shop_cartline_product_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=99),
                name="shop_cartline_quantity_1_to_99",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.product}"

    @property
    def price(self) -> Price:
        """What one piece costs now."""
        return self.product.price

    @property
    def old_price(self) -> Decimal | None:
        """What one piece cost when the shopper last saw it, if it costs something else now."""
        has_moved = self.seen_price is not None and self.seen_price != self.price.to_pay
        return self.seen_price if has_moved else None

    @property
    def total(self) -> Decimal:
        """What the line costs now, rounded."""
        return money.rounded(self.price.to_pay * self.quantity)

    @property
    def saved(self) -> Decimal:
        """What the line costs less than at the prices that are struck."""
        struck = self.price.struck or self.price.to_pay
        return money.rounded(struck * self.quantity) - self.total
