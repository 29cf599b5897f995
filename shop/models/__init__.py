"""The nouns of the shop, one file each."""

from shop.models.cart import Cart, CartLine
from shop.models.product import Category, Photo, Product, ProductQuerySet

__all__ = ["Cart", "CartLine", "Category", "Photo", "Product", "ProductQuerySet"]
