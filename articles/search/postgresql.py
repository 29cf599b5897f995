"""Search by PostgreSQL’s full text: a table of weighted words, with an index of them and one of the times."""

from collections.abc import Sequence

from django.db import connection

from articles.search.engine import Engine, Entry, Sql
from articles.search.query import Query, Term

STORE = """
    INSERT INTO articles_search (revision_id, first_published_at, words)
    VALUES (%s, %s, setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'B')
        || setweight(to_tsvector('simple', %s), 'C') || setweight(to_tsvector('simple', %s), 'D'))
    ON CONFLICT (revision_id)
    DO UPDATE SET first_published_at = excluded.first_published_at, words = excluded.words
"""
FIND = """
    SELECT revision_id FROM (
        SELECT revision_id, first_published_at, words
        FROM articles_search JOIN ({live}) AS live ON live.id = revision_id
        WHERE words @@ %s::tsquery
        ORDER BY first_published_at DESC, revision_id DESC
        LIMIT %s
    ) AS newest
    ORDER BY ts_rank('{{0.02, 0.1, 0.2, 1}}', words, %s::tsquery, 1) DESC, first_published_at DESC, revision_id DESC
"""


class FullText(Engine):
    """The engine of PostgreSQL."""

    key = "revision_id"

    def store(self, entries: Sequence[Entry]) -> None:
        """Write rows; one that is there already is replaced."""
        rows = [
            (each.revision_id, each.first_published_at, each.headline, each.summary, each.names, each.body)
            for each in entries
        ]
        with connection.cursor() as cursor:
            cursor.executemany(STORE, rows)

    def find(self, query: Query, live: Sql, limit: int) -> list[int]:
        """The keys of the newest live revisions that match, the best first."""
        sql, parameters = live
        words = " & ".join(_phrase(term) for term in query.terms)
        with connection.cursor() as cursor:
            cursor.execute(FIND.format(live=sql), [*parameters, words, limit, words])
            return [key for (key,) in cursor.fetchall()]


def _phrase(term: Term) -> str:
    """A term in the language of `tsquery`; folded words hold nothing that it could take for a sign."""
    words = " <-> ".join(f"'{word}'" for word in term.words)
    return f"({words}{':*' if term.is_open else ''})"
