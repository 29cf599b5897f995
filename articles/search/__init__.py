"""Search: the words of every text that has a window; the clock alone decides which of them readers find.

Rows are written when a text is published or scheduled. A search joins them with `Revision.objects.live()`, so nothing
has to happen when a window opens or ends. Only the newest matches are ranked, which bounds what a common word costs.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import connection, transaction
from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from articles.models import Attribution, Byline, Revision
from articles.search.engine import Engine, Entry
from articles.search.postgresql import FullText
from articles.search.query import Query
from articles.search.sqlite import Fts5
from articles.search.words import MOST_BYTES_OF_A_BODY, folded, text_of

__all__ = ["NEWEST", "Query", "fill", "find", "index", "index_all", "index_in_turn", "prune", "windowed"]

ENGINES: dict[str, Engine] = {"sqlite": Fts5(), "postgresql": FullText()}
TABLE = "articles_search"
NEWEST = 1000
BATCH = 200


def index(revision: Revision) -> None:
    """Make a text that has a window findable within it, in the caller's transaction; again, it changes nothing."""
    index_all(windowed().filter(pk=revision.pk))  # as it is stored, not as it was loaded before a save


@transaction.atomic
def index_all(revisions: Iterable[Revision]) -> None:
    """Index texts that have a window, all or none; for each 200 three queries and the writing."""
    for batch in batched(revisions, BATCH):
        rows = list(batch)
        prefetch_related_objects(
            rows,
            "key_points",
            Prefetch("bylines", Byline.objects.select_related("author")),
            Prefetch("attributions", Attribution.objects.select_related("source")),
        )
        _engine().store([_entry(revision) for revision in rows])


def index_in_turn(revisions: QuerySet[Revision]) -> int:
    """Index texts that have a window in short transactions, so that nobody waits long; returns how many it were."""
    count = last = 0
    while rows := list(revisions.order_by("pk").filter(pk__gt=last)[:BATCH]):
        index_all(rows)
        count, last = count + len(rows), rows[-1].pk
    return count


def fill(**_kwargs: Any) -> None:
    """Index every text that has a window where none is indexed; Django calls it after each `migrate`."""
    if TABLE in connection.introspection.table_names() and not _engine().has_rows():
        index_all(windowed().iterator(BATCH))


def windowed() -> QuerySet[Revision]:
    """The texts that belong in the index: those that are, were or will be live."""
    return Revision.objects.filter(live_from__isnull=False).order_by("pk")


def prune() -> None:
    """Forget the texts that were deleted, or whose window was taken away."""
    _engine().prune()


def find(query: Query, *, at: datetime | None = None) -> list[int]:
    """The keys of the newest live revisions that match, a thousand at most, the best first; one query."""
    if not query:
        return []
    live: QuerySet = Revision.objects.live(at=at).order_by().values("id")
    return _engine().find(query, live.query.sql_with_params(), NEWEST)


def _engine() -> Engine:
    return ENGINES[connection.vendor]


def _entry(revision: Revision) -> Entry:
    """The words of a text. Raises ValueError for one that has never had a date."""
    if revision.first_published_at is None:
        raise ValueError("A text without a date of publication cannot be found.")
    points = (point.text for point in revision.key_points.all())
    authors = (byline.author.name for byline in revision.bylines.all())
    sources = (attribution.source.name for attribution in revision.attributions.all())
    return Entry(
        revision.pk,
        revision.first_published_at,
        headline=folded(revision.headline),
        summary=folded(" ".join([revision.dek, *points])),
        names=folded(" ".join([*authors, *sources])),
        body=folded(text_of(revision.body), most_bytes=MOST_BYTES_OF_A_BODY),
    )
