"""What a search engine does for us; each database has its own."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from articles.search.query import Query

Sql = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Entry:
    """What is indexed of a revision: folded words, from the heaviest to the lightest."""

    revision_id: int
    first_published_at: datetime
    headline: str
    summary: str  # dek and key points
    names: str  # authors and sources
    body: str


class Engine(ABC):
    """An index of revisions by their words, in the table `articles_search`; `key` is a row's revision, in SQL."""

    key: str

    @abstractmethod
    def store(self, entries: Sequence[Entry]) -> None:
        """Write rows; one that is there already is replaced."""

    def prune(self) -> None:
        """Remove the rows of revisions that are gone or have no window."""
        kept = "SELECT id FROM articles_revision WHERE live_from IS NOT NULL"
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM articles_search WHERE {self.key} NOT IN ({kept})")  # noqa: S608 (constants)

    def has_rows(self) -> bool:
        """Whether anything is indexed."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM articles_search LIMIT 1")
            return cursor.fetchone() is not None

    @abstractmethod
    def find(self, query: Query, live: Sql, limit: int) -> list[int]:
        """The keys of the newest `limit` revisions that match and stand in the compiled query `live`, the best first.

        A word weighs most in the headline, less in dek and key points, less again in the names, least in the body;
        where two weigh the same, the newer comes first.
        """
