"""Compute anew which articles are proposed as related to each."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.related import proposals


class Command(BaseCommand):
    """`manage.py propose_related`; publishing does the same for the one article."""

    help = "Compare the texts of all articles anew, for instance after an import; some 4,000 in a minute."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        """Compare, and say how far it has come."""
        done = 0
        for done in proposals.propose_all():
            if verbosity > 1:
                self.stdout.write(f"Compared: {done}.")
        if verbosity:
            self.stdout.write(f"Articles compared with those near in time: {done}.")
