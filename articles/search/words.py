"""The words of a text as search sees them: the same for every database, without case, accents and marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import islice
from unicodedata import normalize

# Letters and digits in a row, or one character of a script that parts no words.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
INLINE = {"a", "b", "strong", "i", "em"}  # what stands within a word or beside it without parting it
LONGEST_WORD = 64
MOST_WORDS = 15_000  # PostgreSQL counts places in a text to 16,383
MOST_BYTES = 120_000  # of a short part of a text,
MOST_BYTES_OF_A_BODY = 600_000  # which with three such parts stays below the 1,048,575 that PostgreSQL holds
BYTES_OF_A_PLACE = 6  # at most, which it notes beside a word


@dataclass(frozen=True)
class Found:
    """A word where it stands in a text."""

    start: int
    end: int
    word: str


def words_in(text: str) -> Iterator[Found]:
    """The words of a text in composed form (NFC), in order."""
    for match in WORD.finditer(text):
        if word := fold(match[0]):
            yield Found(match.start(), match.end(), word)


def fold(word: str) -> str:
    """A word without case, accents and typographic forms, cut to 64 characters; empty where nothing is left."""
    if not word.isascii():
        plain = normalize("NFKD", normalize("NFKD", word).casefold())
        word = "".join(character for character in plain if character.isalnum())
    return word.lower()[:LONGEST_WORD]


def folded(text: str, *, most_bytes: int = MOST_BYTES) -> str:
    """The first 15,000 words of a text, or as many as so many bytes hold, folded and parted by spaces."""
    words, room = [], most_bytes
    for found in islice(words_in(normalize("NFC", text)), MOST_WORDS):
        room -= len(found.word.encode()) + BYTES_OF_A_PLACE
        if room < 0:
            break
        words.append(found.word)
    return " ".join(words)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def text_of(html: str) -> str:
    """The text of a sanitised body, without its markup; blocks are parted by spaces."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.pieces).split())
