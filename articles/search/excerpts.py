"""What a reader sees of a text that was found: the headline and a passage of it, with what matches marked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from unicodedata import normalize

from django.db.models.functions import Left
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Revision, RevisionQuerySet
from articles.search.query import Query
from articles.search.words import Found, text_of, words_in

WORDS = 45
WORDS_BEFORE = 8  # those shown before the first that matches
OPENING = 20_000  # characters of a body that are looked through for a passage
CUT_TAG = re.compile(r"<[^>]*\Z")


@dataclass(frozen=True)
class Result:
    """A revision that was found, as the page of results shows it."""

    revision: Revision
    headline: SafeString
    excerpt: SafeString


@dataclass(frozen=True)
class Match:
    """Words of a text that a term asks for: the first and the one after the last, and the term, all by number."""

    first: int
    end: int
    term: int


def results(query: Query, revisions: RevisionQuerySet, keys: Iterable[int]) -> list[Result]:
    """Those of the revisions that have these keys, in their order; two queries."""
    loaded = revisions.for_cards().annotate(opening=Left("body", OPENING)).prefetch_related("key_points")
    rows = loaded.in_bulk(list(keys))
    return [_result(query, rows[key]) for key in keys if key in rows]


def _result(query: Query, revision: Revision) -> Result:
    body: str = getattr(revision, "opening", "")
    points = [point.text for point in revision.key_points.all()]
    texts = [revision.dek, *points, text_of(CUT_TAG.sub("", body))]
    passages = [Passage.of(text, query) for text in texts if text]
    best = max(passages, key=lambda passage: passage.worth, default=Passage.of("", query))
    return Result(revision, Passage.of(revision.headline, query).whole(), best.excerpt())


@dataclass(frozen=True)
class Passage:
    """A text, its words, and which of them match."""

    text: str
    words: list[Found]
    matches: list[Match]

    @classmethod
    def of(cls, text: str, query: Query) -> "Passage":
        """Read a text."""
        text = normalize("NFC", text)
        words = list(words_in(text))
        return cls(text, words, list(_matches(words, query)))

    @property
    def worth(self) -> int:
        """How many terms stand in its best excerpt."""
        return max((self._terms_from(number) for number in range(len(self.matches))), default=0)

    def whole(self) -> SafeString:
        """All of it, marked."""
        return self._marked(0, len(self.text))

    def excerpt(self) -> SafeString:
        """Some 45 words around the place where most terms stand, marked; the beginning where none does."""
        if len(self.words) <= WORDS:
            return self.whole()
        best = max(range(len(self.matches)), key=self._terms_from, default=None)
        wanted = 0 if best is None else self.matches[best].first
        first = min(max(0, wanted - WORDS_BEFORE), len(self.words) - WORDS)
        last = first + WORDS - 1
        start = self.words[first].start if first else 0
        end = self.words[last].end if last + 1 < len(self.words) else len(self.text)
        return format_html(
            "{}{}{}",
            "… " if first else "",
            self._marked(start, end),
            " …" if end < len(self.text) else "",
        )

    def _terms_from(self, number: int) -> int:
        """How many terms stand in the excerpt that begins shortly before a match."""
        start = self.matches[number].first
        following = takewhile(
            lambda match: match.first < start + WORDS - WORDS_BEFORE, islice(self.matches, number, None)
        )
        return len({match.term for match in following})

    def _marked(self, start: int, end: int) -> SafeString:
        """The characters from one place to another, escaped, each word that matches in a `<mark>`."""
        html, place = SafeString(), start
        for match in self.matches:
            word_start, word_end = self.words[match.first].start, self.words[match.end - 1].end
            if place <= word_start and word_end <= end:
                html = format_html(
                    "{}{}<mark>{}</mark>", html, self.text[place:word_start], self.text[word_start:word_end]
                )
                place = word_end
        return format_html("{}{}", html, self.text[place:end])


def _matches(words: list[Found], query: Query) -> Iterator[Match]:
    folded = [found.word for found in words]
    for place in range(len(words)):
        for number, term in enumerate(query.terms):
            if term.stands_at(place, folded):
                yield Match(place, place + len(term.words), number)
