"""The shop in the admin."""

from shop.admin import delivery, orders, products, shelves, withdrawals

__all__ = ["delivery", "orders", "products", "shelves", "withdrawals"]
