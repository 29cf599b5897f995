"""The shop in the admin."""

from shop.admin import products, shelves

__all__ = ["products", "shelves"]
