"""The shop in the admin."""

from shop.admin import delivery, products, shelves

__all__ = ["delivery", "products", "shelves"]
