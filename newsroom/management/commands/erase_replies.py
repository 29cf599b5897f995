"""Erase a person from their replies."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comments import bans, erasing


class Command(BaseCommand):
    """`manage.py erase_replies EMAIL`: all replies of an address forget who wrote them; their places stay."""

    help = "Erase the person behind an email address from their replies, with subscriptions, mails and bans."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose replies."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase them, or say that there is nothing."""
        named = bans.fitting(erasing.traces_of(options["email"]).names)
        erased = erasing.erase(options["email"], by=None)
        if not (erased.comments or erased.others):
            raise CommandError("Nothing is stored about this address.")
        self.stdout.write(
            f"Erased replies: {erased.comments}; subscriptions, mails and bans: {erased.others}."
        )
        for ban in named:
            self.stdout.write(f"A ban of a name that fits is kept: {ban.value}")
