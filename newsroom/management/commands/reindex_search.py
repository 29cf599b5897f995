"""Write the search index anew: after names of authors and sources were changed, or when in doubt."""

from typing import Any

from django.core.management.base import BaseCommand

from articles import search

BATCH = 500


class Command(BaseCommand):
    """`manage.py reindex_search`; readers can search meanwhile."""

    help = "Index every text that is, was or will be live, and forget the others; safe on a running site."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        """Index in short transactions, so that nobody waits long."""
        count = last = 0
        while rows := list(search.windowed().filter(pk__gt=last)[:BATCH]):
            search.index_all(rows)
            count, last = count + len(rows), rows[-1].pk
        search.prune()
        if verbosity:
            self.stdout.write(f"Texts indexed: {count}.")
