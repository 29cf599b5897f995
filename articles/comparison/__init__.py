"""What differs between two revisions, field by field, in words that a person can read."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Model, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rich_text
from articles.comparison.blocks import blocks_of
from articles.comparison.lines import Block, Line, line_changes
from articles.comparison.words import LINK, Word, words_of
from articles.contents import FIELDS, PARTS, TOPICS, contents
from articles.models import Article, Author, Picture, Relation, Revision, Section, Source, Topic
from shop.models import Product

EVERYTHING = (*FIELDS, *PARTS, TOPICS)
SEEN_BY_READERS = (
    "headline", "dek", "body", "key_points", "bylines", "attributions", "relation", "section", "topics", "lead_picture",
)  # fmt: skip

LABELS: dict[str, Promise] = {
    "headline": gettext_lazy("Headline"),
    "dek": gettext_lazy("Dek"),
    "body": gettext_lazy("Body"),
    "relation": gettext_lazy("Where it comes from"),
    "section": gettext_lazy("Section"),
    "lead_picture": gettext_lazy("Lead picture"),
    "embargoed_until": gettext_lazy("Embargo"),
    "key_points": gettext_lazy("Key points"),
    "bylines": gettext_lazy("Bylines"),
    "attributions": gettext_lazy("Sources"),
    "promotions": gettext_lazy("Promoted products"),
    "recommendations": gettext_lazy("Related articles"),
    "topics": gettext_lazy("Topics"),
}

Rows = Sequence[tuple[Any, ...]]
Names = Mapping[type[Model], Mapping[int, str]]
NAMED: tuple[type[Model], ...] = (Section, Picture, Topic, Author, Source, Product)
GONE = 0  # stands for the key of a row that was deleted since


@dataclass(frozen=True)
class Difference:
    """A field of two revisions; what changed in it, as lines, where the two are not equal."""

    field: str
    label: str
    is_changed: bool
    lines: Sequence[Line]

    @property
    def is_visible(self) -> bool:
        """Whether a reader can see what changed; spaces and markup that shows nothing cannot be seen."""
        return any(not line.is_same for line in self.lines)


def compare(before: Revision, after: Revision, *, fields: Sequence[str] = EVERYTHING) -> list[Difference]:
    """What changed from one revision to another, field by field; costs as `comparisons`."""
    return comparisons([before, after], fields=fields)[0]


def comparisons(
    revisions: Sequence[Revision], *, fields: Sequence[str] = EVERYTHING
) -> list[list[Difference]]:
    """What changed from each revision to the one that follows it.

    Beside the contents of each revision, which can be prefetched, it costs at most one query for each sort of thing
    that they refer to (seven). Names are those of today; what has been deleted since is called so.
    """
    said = [_said(revision) for revision in revisions]
    names = _names(said)
    return [[_difference(name, before, after, names) for name in fields] for before, after in pairwise(said)]


def _said(revision: Revision) -> dict[str, Any]:
    """Its contents; a published text without section had one that was deleted."""
    values = contents(revision)
    if revision.live_from and values["section"] is None:
        values["section"] = GONE
    return values


def _difference(name: str, before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> Difference:
    is_changed = before[name] != after[name]
    blocks = BLOCKS[name]
    lines = line_changes(blocks(before[name], names), blocks(after[name], names)) if is_changed else []
    return Difference(name, str(LABELS[name]), is_changed, lines)


# The names of what revisions refer to by key


def _names(said: Iterable[Mapping[str, Any]]) -> Names:
    keys: dict[type[Model], set[int | None]] = defaultdict(set)
    for values in said:
        keys[Section].add(values["section"])
        keys[Picture] |= {
            values["lead_picture"],
            *(each.picture_id for each in rich_text.figures(values["body"])),
        }
        keys[Topic] |= set(values["topics"])
        keys[Author] |= {author for author, _role in values["bylines"]}
        keys[Source] |= {source for source, *_rest in values["attributions"]}
        keys[Product] |= {product for (product,) in values["promotions"]}
        keys[Article] |= {article for (article,) in values["recommendations"]}
    found = {model: _titles(model, keys[model] - {None, GONE}) for model in NAMED}
    return {**found, Article: _headlines(keys[Article])}


def _titles(model: type[Model], keys: set[int | None]) -> dict[int, str]:
    rows = model._default_manager.in_bulk(keys) if keys else {}
    return {key: str(row) for key, row in rows.items()}


def _headlines(keys: set[int | None]) -> dict[int, str]:
    """What articles are headed now, or were last."""
    if not keys:
        return {}
    newest = Revision.objects.filter(article=OuterRef("pk"), live_from__isnull=False).order_by("-live_from")
    articles = Article.objects.filter(pk__in=[key for key in keys if key]).annotate(
        headline=Subquery(newest.values("headline")[:1])
    )
    return {article.pk: article.headline or str(article) for article in articles}


# Each field as blocks


def _text(value: str, _names: Names) -> list[Block]:
    return [Block("", tuple(words_of(value)))] if value else []


def _named(model: type[Model], key: int | None, names: Names) -> Block:
    """A name, which never changes by words."""
    name = names[model].get(key or GONE, _("(deleted)"))
    return Block("", (Word(name, key=str(key)),), about=key)


def _one(model: type[Model]) -> Callable[[int | None, Names], list[Block]]:
    return lambda key, names: [] if key is None else [_named(model, key, names)]


def _several(model: type[Model]) -> Callable[[Sequence[int], Names], list[Block]]:
    def blocks(keys: Sequence[int], names: Names) -> list[Block]:
        return sorted((_named(model, key, names) for key in keys), key=lambda block: block.words[0].text)

    return blocks


def _relation(value: str, _names: Names) -> list[Block]:
    return [Block("", (Word(str(Relation(value).label)),), about=value)] if value else []


def _time(value: datetime | None, _names: Names) -> list[Block]:
    if value is None:
        return []
    words = Word(date_format(timezone.localtime(value), "DATETIME_FORMAT"))
    return [Block("", (words,), about=value)]


def _body(value: str, names: Names) -> list[Block]:
    return blocks_of(value, names[Picture])


def _key_points(rows: Rows, _names: Names) -> list[Block]:
    return [Block("", tuple(words_of(text))) for (text,) in rows]


def _bylines(rows: Rows, names: Names) -> list[Block]:
    named = [(_named(Author, author, names), role) for author, role in rows]
    return [_with_words(block, [*words_of(role), *_apart(block.words)]) for block, role in named]


def _attributions(rows: Rows, names: Names) -> list[Block]:
    blocks = []
    for source, relation, url, title in rows:
        block = _named(Source, source, names)
        words = [*words_of(f"{Relation(relation).label}:"), *_apart(block.words)]
        words += _apart(words_of(f"“{title}”")) if title else []
        blocks.append(_with_words(block, [*words, Word(url, LINK, space=" ")]))
    return blocks


def _keyed(model: type[Model]) -> Callable[[Rows, Names], list[Block]]:
    return lambda rows, names: [_named(model, key, names) for (key,) in rows]


def _with_words(block: Block, words: Sequence[Word]) -> Block:
    return replace(block, words=tuple(words))


def _apart(words: Sequence[Word]) -> list[Word]:
    """Words that follow others after a space."""
    return [replace(words[0], space=" "), *words[1:]]


BLOCKS: dict[str, Callable[[Any, Names], list[Block]]] = {
    "headline": _text,
    "dek": _text,
    "body": _body,
    "relation": _relation,
    "section": _one(Section),
    "lead_picture": _one(Picture),
    "embargoed_until": _time,
    "key_points": _key_points,
    "bylines": _bylines,
    "attributions": _attributions,
    "promotions": _keyed(Product),
    "recommendations": _keyed(Article),
    "topics": _several(Topic),
}
