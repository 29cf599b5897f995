"""What a reader asks for: words, the beginning of the last one, and phrases in quotation marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self
from unicodedata import normalize

from articles.search.words import words_in

LONGEST = 200
MOST_TERMS = 12
SHORTEST_BEGINNING = 3  # fewer letters begin too many words to be of use, or quick
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | {"\0": " "})


@dataclass(frozen=True)
class Term:
    """Words that must stand next to each other; the last may be no more than the beginning of one."""

    words: tuple[str, ...]
    is_open: bool = False

    def stands_at(self, place: int, words: Sequence[str]) -> bool:
        """Whether the folded words of a text, from a place on, are what it asks for."""
        end = place + len(self.words)
        if end > len(words):
            return False
        *before, wanted = self.words
        last = words[end - 1]
        ends_well = last.startswith(wanted) if self.is_open else last == wanted
        return ends_well and list(words[place : end - 1]) == before


@dataclass(frozen=True)
class Query:
    """All terms must be found in a text, wherever in it; without terms nothing is found."""

    text: str
    terms: tuple[Term, ...]

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read whatever was typed; no sign but quotation marks means anything. The first 200 characters count."""
        text = normalize("NFC", typed[:LONGEST].translate(QUOTES))[:LONGEST].strip()
        terms = list(dict.fromkeys(_terms(text)))[:MOST_TERMS]
        return cls(text, tuple(terms))

    def __bool__(self) -> bool:
        return bool(self.terms)


def _terms(text: str) -> Iterator[Term]:
    """Quoted phrases, and outside quotes what stands between spaces: “e-mail” is two words next to each other."""
    *closed, rest = text.split('"')
    if len(closed) % 2:  # the last quotation mark opens a phrase that does not end
        closed, rest = closed[:-1], f"{closed[-1]} {rest}"
    for place, piece in enumerate(closed):
        yield from _closed([piece] if place % 2 else piece.split())
    *before, last = rest.split() or [""]
    yield from _closed(before)
    yield from (Term(term.words, len(term.words[-1]) >= SHORTEST_BEGINNING) for term in _closed([last]))


def _closed(pieces: list[str]) -> Iterator[Term]:
    for piece in pieces:
        if words := tuple(found.word for found in words_in(piece)):
            yield Term(words)
