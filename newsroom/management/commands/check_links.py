"""Look at the source links that are due, by hand or from cron."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.links import watching


class Command(BaseCommand):
    """`manage.py check_links`; the worker beside `manage.py serve` does the same every quarter of an hour."""

    help = "Look at the source links that are due, at one of each host, and say what was found."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        """Look."""
        for link in watching.look_round():
            if verbosity:
                self.stdout.write(f"{link.get_status_display()}: {link.url} {link.checks.all()[0].finding}")
        if verbosity:
            self.stdout.write(f"Still due: {watching.due().count()}.")
