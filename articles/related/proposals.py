"""Which articles are proposed as related: found among the texts near in time, and stored for the pages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from heapq import nlargest
from itertools import groupby, islice
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import KeyPoint, Likeness, Revision, RevisionQuerySet
from articles.related.likeness import Corpus, weighted_words
from newsroom.locks import take_turns

KEPT = 8  # of each article: twice what a page shows, for some will expire
REACH = 1_000  # articles to compare with, on either side in time
LEAST_REACH = 500  # of them however far away,
SPAN = timedelta(days=60)  # and the others within this
BLOCK = 1_000  # articles compared at once, when all are
TURNS = "proposals"  # of whoever stores them

Scores = dict[int, float]  # by the article's key
Place = tuple[datetime, int]  # of an article in the order of first publication


def propose(article: int) -> None:
    """Compute anew what an article is like, and note it on both sides; nothing for one that readers will not see.

    Ten queries at most, however many articles there are. For 2,000 texts of 400 words around it, it takes 1.5 seconds
    of the processor and 40 MB. Safe to run twice, and at the same time.
    """
    newest = _texts().filter(article=article).order_by("live_from").last()
    scores: Scores = {}
    if newest and newest.first_published_at:
        place = (newest.first_published_at, article)
        scores = _corpus([article, *_neighbours(place, place)]).like(article)
    with transaction.atomic():
        take_turns(TURNS)
        if newest and _texts().filter(article=article, saved_at__gt=newest.saved_at).exists():
            return  # published again meanwhile, which has a run of its own
        Likeness.objects.filter(Q(article=article) | Q(other=article)).delete()
        _store({article: _best(scores)} | {other: {article: score} for other, score in scores.items()})
        _drop_surplus(scores)


def propose_all() -> Iterator[int]:
    """Compute anew what every article is like; yields from time to time how many are done.

    Memory stays the same however many there are; a minute of the processor is enough for some 4,000. What is
    published meanwhile is looked at again in the end.
    """
    started = timezone.now()
    done = 0
    block = _places()[:BLOCK]
    while places := list(block):
        keys = [key for _, key in places]
        corpus = _corpus([*keys, *_neighbours(places[0], places[-1])])
        found = {key: _best(corpus.like(key)) for key in keys}
        with transaction.atomic():
            take_turns(TURNS)
            Likeness.objects.filter(article__in=keys).delete()
            _store(found)
        done += len(keys)
        yield done
        block = _places(after=places[-1])[:BLOCK]
    for key in _texts().filter(saved_at__gte=started).values_list("article", flat=True):
        propose(key)


# What is there to compare


def _texts() -> RevisionQuerySet:
    """The texts that readers see, or will."""
    return Revision.objects.unended()


def _places(*, after: Place | None = None) -> QuerySet[Revision, Any]:
    """The articles in order of first publication, from a place on."""
    texts = _texts()
    if after:
        at, key = after
        texts = texts.filter(Q(first_published_at__gt=at) | Q(first_published_at=at, article__gt=key))
    return _in_order(texts, "first_published_at", "article_id")


def _neighbours(first: Place, last: Place) -> list[int]:
    """The articles before and after a stretch of them that are near enough in time to be compared; two queries."""
    at, key = first
    earlier = _texts().filter(Q(first_published_at__lt=at) | Q(first_published_at=at, article__lt=key))
    before = _in_order(earlier, "-first_published_at", "-article_id")[:REACH]
    return [*_near(at, before), *_near(last[0], _places(after=last)[:REACH])]


def _in_order(texts: RevisionQuerySet, *order: str) -> QuerySet[Revision, Any]:
    return texts.order_by(*order).values_list("first_published_at", "article").distinct()


def _near(edge: datetime, places: Iterable[Place]) -> Iterator[int]:
    for rank, (at, key) in enumerate(places):
        if rank < LEAST_REACH or abs(at - edge) <= SPAN:
            yield key


def _corpus(articles: list[int]) -> Corpus:
    """The newest text of each of these articles; two queries."""
    texts = _texts().filter(article__in=articles).order_by("article_id", "live_from")
    points = defaultdict(list)
    for revision, point in KeyPoint.objects.filter(revision__in=texts.order_by()).values_list(
        "revision", "text"
    ):
        points[revision].append(point)
    corpus = Corpus()
    rows = texts.only("article", "first_published_at", "headline", "dek", "body").iterator(chunk_size=100)
    for article, versions in groupby(rows, key=lambda text: text.article_id):
        *_, text = versions
        words = weighted_words(
            headline=text.headline, dek=text.dek, key_points=points[text.pk], body=text.body
        )
        if text.first_published_at:
            corpus.add(article, text.first_published_at, words)
    return corpus


# What is stored


def _best(scores: Scores) -> Scores:
    return dict(nlargest(KEPT, scores.items(), key=lambda item: item[1]))


def _store(found: dict[int, Scores]) -> None:
    Likeness.objects.bulk_create(
        (
            Likeness(article_id=article, other_id=other, score=score)
            for article, scores in found.items()
            for other, score in scores.items()
        ),
        batch_size=1_000,
    )


def _drop_surplus(articles: Iterable[int]) -> None:
    """Keep the best of articles to which one has been added."""
    rows = Likeness.objects.filter(article__in=list(articles)).order_by("article_id", "-score", "pk")
    by_article = groupby(rows.values_list("article", "pk"), key=lambda row: row[0])
    surplus = [key for _, group in by_article for _, key in islice(group, KEPT, None)]
    Likeness.objects.filter(pk__in=surplus).delete()
