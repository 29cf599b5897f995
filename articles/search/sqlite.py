"""Search by SQLite’s FTS5: a table of words whose row numbers grow with the time of first publication."""

from collections.abc import Sequence

from django.db import connection

from articles.search.engine import Engine, Entry, Sql
from articles.search.query import Query, Term

# A row’s number is the second of first publication, then the revision’s key: the newest come first without sorting.
KEY_BITS = 30
KEYS = (1 << KEY_BITS) - 1

STORE = "INSERT INTO articles_search (rowid, headline, summary, names, body) VALUES (%s, %s, %s, %s, %s)"
REMOVE = "DELETE FROM articles_search WHERE rowid = %s"
FIND = f"""
    SELECT id FROM (
        SELECT live.id AS id, articles_search.rowid AS place, bm25(articles_search, 1000, 50, 20, 1) AS distance
        FROM articles_search CROSS JOIN ({{live}}) AS live ON live.id = articles_search.rowid & {KEYS}
        WHERE articles_search MATCH %s
        ORDER BY articles_search.rowid DESC
        LIMIT %s
    ) ORDER BY distance, place DESC
"""  # noqa: S608 (the one value put in is a compiled query, with its own parameters)


class Fts5(Engine):
    """The engine of SQLite."""

    key = f"rowid & {KEYS}"

    def store(self, entries: Sequence[Entry]) -> None:
        """Write rows; one that is there already is replaced."""
        with connection.cursor() as cursor:
            cursor.executemany(REMOVE, [(_place(entry),) for entry in entries])
            cursor.executemany(
                STORE,
                [(_place(each), each.headline, each.summary, each.names, each.body) for each in entries],
            )

    def find(self, query: Query, live: Sql, limit: int) -> list[int]:
        """The keys of the newest live revisions that match, the best first."""
        sql, parameters = live
        words = " AND ".join(_phrase(term) for term in query.terms)
        with connection.cursor() as cursor:
            cursor.execute(FIND.format(live=sql), [*parameters, words, limit])
            return [key for (key,) in cursor.fetchall()]


def _place(entry: Entry) -> int:
    return (int(entry.first_published_at.timestamp()) << KEY_BITS) | entry.revision_id


def _phrase(term: Term) -> str:
    """A term in FTS5’s language; folded words hold nothing that it could take for a sign."""
    return f'"{" ".join(term.words)}"{"*" if term.is_open else ""}'
