"""Write the search index anew, when in doubt."""

from typing import Any

from django.core.management.base import BaseCommand

from articles import search


class Command(BaseCommand):
    """`manage.py reindex_search`; readers can search meanwhile."""

    help = "Index every text that is, was or will be live, and forget the others; safe on a running site."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        """Index all, then forget what is gone."""
        count = search.index_in_turn(search.windowed())
        search.prune()
        if verbosity:
            self.stdout.write(f"Texts indexed: {count}.")
