"""Generated content in bulk, for measuring: stories, comments and products from a seeded chance."""

import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import batched
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandError
from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles import search
from articles.models import (
    Article,
    Attribution,
    Author,
    Byline,
    KeyPoint,
    Likeness,
    Relation,
    Revision,
    Section,
    Source,
    Topic,
)
from comments.models import Act, Actor, Comment, Decision, State
from newsroom.people import name_of
from shop.models import Category, Kind, Product

BATCH = 2000
NOT_ORIGINAL = [relation.value for relation in Relation if relation != Relation.ORIGINAL]
WORDS = [
    "harbour", "council", "river", "market", "bridge", "ferry", "school", "wall", "tide", "marsh", "boat",
    "street", "budget", "plan", "vote", "station", "house", "road", "engineer", "teacher", "captain",
    "owner", "visitor", "neighbour", "meeting", "report", "figure", "season", "winter", "spring", "evening",
    "morning", "price", "cost", "share", "result", "reason", "question", "answer", "letter", "paper", "page",
    "story", "line", "field", "garden", "window", "door", "light", "weather", "wind", "rain", "water",
    "stone", "wood", "glass", "iron", "rope", "sail", "net", "catch", "crew", "port", "island", "coast",
    "hill", "farm", "mill", "shop", "club", "team", "match", "goal", "race", "song", "play", "film", "book",
    "room", "table", "chair", "bread", "fish", "apple", "oyster", "wool", "cloth", "print",
]  # fmt: skip
VERBS = [
    "opens", "closes", "keeps", "loses", "wins", "builds", "sells", "buys", "moves", "holds", "finds",
    "names", "asks", "tells", "shows", "draws",
]  # fmt: skip


class Chance:
    """Words, sentences and paragraphs from one seed; the same seed gives the same text."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.paragraphs = [f"<p>{' '.join(self.sentence() for _ in range(5))}</p>" for _ in range(400)]

    def sentence(self) -> str:
        """A sentence of about a dozen words."""
        words = self.random.choices(WORDS, k=self.random.randint(8, 15))
        words.insert(2, self.random.choice(VERBS))
        return f"{' '.join(words).capitalize()}."

    def headline(self, number: int) -> str:
        """A headline that no other story has."""
        first, second, third = self.random.sample(WORDS, 3)
        return f"{first.capitalize()} {second} {self.random.choice(VERBS)} {third} in case {number}"

    def body(self) -> str:
        """Some 400 words."""
        return "".join(self.random.choices(self.paragraphs, k=6))


def _store[M: models.Model](model: type[M], rows: Iterable[M]) -> None:
    for batch in batched(rows, BATCH):
        model._default_manager.bulk_create(batch)


@transaction.atomic
def load_articles(count: int, seed: int) -> None:
    """Add the stories of `story-0 … story-(count-1)` that do not exist, one an hour back from a month ago."""
    chance = Chance(seed)
    taken = set(Article.objects.filter(slug__startswith="story-").values_list("slug", flat=True))
    numbers = [number for number in range(count) if f"story-{number}" not in taken]
    editor = User.objects.get(username="editor")
    newest = timezone.now() - timedelta(days=31)

    for batch in batched(numbers, BATCH):
        times = [newest - number * timedelta(hours=1) for number in batch]
        articles = Article.objects.bulk_create(
            Article(
                slug=f"story-{number}",
                first_published_on=timezone.localdate(time),
                created_by=editor,
            )
            for number, time in zip(batch, times, strict=True)
        )
        _load_revisions(chance, articles, batch, editor)
        _store(Likeness, _likenesses(chance, articles))


def _load_revisions(chance: Chance, articles: list[Article], numbers: tuple[int, ...], editor: User) -> None:
    draw = chance.random
    sections, topics = list(Section.objects.all()), list(Topic.objects.all())
    authors, sources = list(Author.objects.all()), list(Source.objects.all())
    newest = timezone.now() - timedelta(days=31)
    revisions = Revision.objects.bulk_create(
        Revision(
            article=article,
            is_working_copy=False,
            headline=chance.headline(number),
            dek=chance.sentence(),
            body=chance.body(),
            section=draw.choice(sections),
            live_from=newest - number * timedelta(hours=1),
            first_published_at=newest - number * timedelta(hours=1),
            relation=draw.choice(NOT_ORIGINAL),
            saved_by=editor,
            saved_by_name=name_of(editor),
        )
        for number, article in zip(numbers, articles, strict=True)
    )
    _store(
        KeyPoint,
        (KeyPoint(revision=r, text=chance.sentence(), position=n) for r in revisions for n in (1, 2, 3)),
    )
    _store(
        Byline,
        (Byline(revision=r, author=draw.choice(authors), position=1) for r in revisions),
    )
    _store(
        Revision.topics.through,
        (Revision.topics.through(revision=r, topic=draw.choice(topics)) for r in revisions),
    )
    _store(
        Attribution,
        (_attribution(r, draw.choice(sources), r.relation) for r in revisions),
    )
    search.index_all(revisions)


def _likenesses(chance: Chance, articles: list[Article]) -> Iterator[Likeness]:
    """Notes as `propose_related` would leave them, had any two of these stories anything in common."""
    for article in articles:
        for other in chance.random.sample(articles, min(4, len(articles))):
            if other != article:
                yield Likeness(article=article, other=other, score=chance.random.random())


def _attribution(revision: Revision, source: Source, relation: str) -> Attribution:
    url = f"{source.home_page}{revision.article.slug}"
    return Attribution(revision=revision, source=source, relation=relation, url=url, position=1)


@transaction.atomic
def load_comments(count: int, seed: int) -> None:
    """Bring the first thousand generated stories to `count` approved comments, every third in answer to another.

    Raises CommandError where there are no generated stories.
    """
    count -= Comment.objects.filter(article__slug__startswith="story-").count()
    chance = Chance(seed)
    stories = list(Article.objects.filter(slug__startswith="story-").order_by("pk")[:1000])
    if not stories:
        raise CommandError("Comments are generated for generated stories: add --articles N.")
    moderator = User.objects.get(username="moderator")
    roots = [_comment(chance, stories[n % len(stories)], None) for n in range(count - count // 3)]
    _store(Comment, roots)
    _store(
        Comment,
        (_comment(chance, root.article, root) for root in roots[: count // 3]),
    )
    _approve_all(moderator)


def _approve_all(moderator: User) -> None:
    """Approve what was just stored, as a moderator would: each with its row of the log."""
    waiting = Comment.objects.filter(article__slug__startswith="story-").pending()
    made: dict[str, Any] = {
        "act": Act.APPROVE,
        "before": State.PENDING,
        "after": State.APPROVED,
        "actor": Actor.MODERATOR,
    }
    made |= {"made_by": moderator, "made_by_name": name_of(moderator)}
    _store(Decision, (Decision(comment_id=key, **made) for key in waiting.values_list("pk", flat=True)))
    last = Decision.objects.filter(comment=OuterRef("pk")).values("pk")
    waiting.update(state=State.APPROVED, decision=Subquery(last), version=1)


def _comment(chance: Chance, story: Article, parent: Comment | None) -> Comment:
    number = chance.random.randrange(10_000)
    now = timezone.now()
    comment = Comment(
        article=story,
        name=f"Reader {number}",
        email=f"reader-{number}@readers.example",
        text=chance.sentence(),
        created_at=now,
        announced_at=now,
    )
    comment.stand_under(parent)
    return comment


@transaction.atomic
def load_products(count: int, seed: int) -> None:
    """Add the products of `product-0 … product-(count-1)` that do not exist, half of them on sale."""
    chance = Chance(seed)
    taken = set(Product.objects.filter(slug__startswith="product-").values_list("slug", flat=True))
    categories = list(Category.objects.all())
    oldest = timezone.now() - timedelta(days=400)

    def products() -> Iterator[Product]:
        for number in range(count):
            price = Decimal(chance.random.randint(500, 9900)) / 100
            if f"product-{number}" not in taken:
                yield Product(
                    title=chance.headline(number),
                    kind=Kind.OWN,
                    slug=f"product-{number}",
                    category=chance.random.choice(categories),
                    text=chance.sentence(),
                    regular_price=price,
                    sale_price=price - 1 if number % 2 else None,
                    stock=chance.random.randint(0, 50),
                    created_at=oldest + timedelta(minutes=number),
                )

    _store(Product, products())
