"""Erase a person from their orders."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shop import erasing
from shop.orders import RefusedError


class Command(BaseCommand):
    """`manage.py erase_person EMAIL`: all orders of an address forget who it was; the books stay."""

    help = "Erase the person behind an email address from all their orders; amounts, taxes and invoices stay."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose orders."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase them, or say why not."""
        try:
            erased = erasing.erase(erasing.orders_of(options["email"]), by=None)
        except RefusedError as error:
            raise CommandError(str(error)) from error
        if not erased:
            raise CommandError("No order has this address.")
        self.stdout.write(f"Erased: {', '.join(order.code for order in erased)}.")
