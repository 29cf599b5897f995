"""The shop's site map: its front page, its categories and what it sells."""

from django.urls import reverse

from newsroom.sitemaps import Sitemap
from shop.models import Category, Product


class ShopSitemap(Sitemap):
    """The public pages of the shop."""

    def items(self) -> list[str]:
        """Their paths; of the products, those that the shop shows, and of the categories, those that hold any."""
        products = Product.objects.listed().order_by("pk")
        categories = Category.objects.filter(products__in=products).distinct().order_by("pk")
        return [
            reverse("shop:products"),
            *(category.get_absolute_url() for category in categories),
            *(product.get_absolute_url() for product in products.only("slug")),
        ]

    def location(self, item: str) -> str:
        """The path itself."""
        return item
