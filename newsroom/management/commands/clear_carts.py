"""Delete expired carts, by hand or from cron."""

from typing import Any

from django.core.management.base import BaseCommand

from shop import cart

CHUNKS = 10_000  # as many as there are


class Command(BaseCommand):
    """`manage.py clear_carts`; the worker beside `manage.py serve` does the same every day."""

    help = "Delete the carts that nobody has touched for SHOP_CART_DAYS, accounts' after three times as long."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        """Delete them."""
        cleared = cart.clear(chunks=CHUNKS)
        if verbosity:
            self.stdout.write(f"Cleared: {cleared}.")
