"""How much of our text stands word for word in its source: runs of eight or more words in a row."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from html.parser import HTMLParser
from itertools import groupby, pairwise

RUN = 8  # words in a row that two texts hardly share by chance

# Inside a word these say nothing: apostrophes, soft hyphens, and what has no width.
APOSTROPHES = "'’‘‛ʼʻ`´′＇"  # noqa: RUF001
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# “1,200”, “1.200”, “1 200” and “1’200” are one number; so are “0,5” and “0.5”.
PARTS_OF_THOUSANDS = r"[ \u00a0\u2009\u202f.,'’]"
NUMBER = rf"\d{{1,3}}(?:{PARTS_OF_THOUSANDS}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
GROUPED = re.compile(rf"^\d{{1,3}}(?:{PARTS_OF_THOUSANDS}\d{{3}})+(?!\d)")
DROPPED = str.maketrans("", "", APOSTROPHES + UNSEEN)
BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u2010][ \t]*\r?\n\s*(?=[^\W\d_])")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W_a-z])")  # noqa: RUF001
ABBREVIATION = re.compile(r"\b(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|St|No|vs)\.\s+$")
INLINE = frozenset({"a", "b", "em", "i", "strong"})  # all other elements part words

Gram = tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A part of a sentence: in the source word for word, or not."""

    text: str
    is_shared: bool


@dataclass(frozen=True)
class Passage:
    """A sentence of ours of which words stand in the source, in pieces that give it again when joined."""

    pieces: tuple[Piece, ...]

    @property
    def sentence(self) -> str:
        """The whole of it."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def runs(self) -> tuple[str, ...]:
        """What of it stands in the source; fewer than eight words, where the run goes on in the next sentence."""
        return tuple(piece.text for piece in self.pieces if piece.is_shared)


@dataclass(frozen=True)
class Overlap:
    """What a text shares with its source: counts of our words, and our sentences in order."""

    words: int
    shared: int
    passages: tuple[Passage, ...]

    @property
    def share(self) -> Fraction:
        """The shared words as a part of ours, from 0 to 1."""
        return Fraction(self.shared, self.words or 1)

    @property
    def percent(self) -> int:
        """The share in hundredths, rounded down."""
        return int(self.share * 100)


@dataclass(frozen=True)
class Word:
    """A word as it is compared, and where it stands in the text."""

    text: str
    start: int
    end: int


def measure(body: str, theirs: str, *, dek: str = "", key_points: Iterable[str] = ()) -> Overlap:
    """What our HTML body (and our other texts, which are plain) shares with the plain text of a source.

    A word of ours is shared when it is one of eight or more in a row, across the ends of sentences and paragraphs,
    that stand in the source in the same order without a gap; where there does not matter. Words are what stands
    between spaces and punctuation; case, the shape of marks and how a number is grouped do not count. Exact: the
    words themselves are compared. Takes time in proportion to the lengths: about 15 ms for 2,000 words against 5,000.
    """
    known = set(grams([word.text for word in words_of(BROKEN_WORD.sub("", theirs))]))
    results = [_compare(text, known) for text in (dek, *key_points, plain_text(body))]
    return Overlap(
        words=sum(len(result.words) for result in results),
        shared=sum(sum(result.is_shared) for result in results),
        passages=tuple(passage for result in results for passage in _passages(result)),
    )


def grams(words: Sequence[str]) -> Iterator[Gram]:
    """Each eight words in a row."""
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def words_of(text: str) -> list[Word]:
    """The words of a text, made alike for comparing."""
    marks = "".join(sorted(sign for sign in set(text) if unicodedata.category(sign).startswith("M")))
    found = _word_pattern(marks).finditer(text)
    return [Word(_alike(match[0]), match.start(), match.end()) for match in found]


def plain_text(html: str) -> str:
    """The text of HTML, each block on a line of its own."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


@dataclass(frozen=True)
class _Compared:
    text: str
    words: list[Word]
    is_shared: list[bool]


def _compare(text: str, known: set[Gram]) -> _Compared:
    words = words_of(text)
    is_shared = [False] * len(words)
    end = 0
    for place, gram in enumerate(grams([word.text for word in words])):
        if gram in known:
            for shared in range(max(place, end), place + RUN):
                is_shared[shared] = True
            end = place + RUN
    return _Compared(text, words, is_shared)


def _passages(compared: _Compared) -> Iterator[Passage]:
    """The sentences with shared words."""
    pairs = list(zip(compared.words, compared.is_shared, strict=True))
    place = 0
    for start, end in _sentences(compared.text):
        first = place
        while place < len(pairs) and pairs[place][0].start < end:
            place += 1
        if any(is_shared for _, is_shared in pairs[first:place]):
            yield Passage(tuple(_pieces(compared.text, pairs[first:place], start, end)))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence starts and ends; an abbreviation that is missed parts one in two."""
    for block in re.finditer(r"\S(?:[^\n]*\S)?", text):
        ends = [
            match.end()
            for match in SENTENCE_END.finditer(text, block.start(), block.end())
            if not ABBREVIATION.search(text, max(block.start(), match.end() - 12), match.end())
        ]
        yield from pairwise([block.start(), *ends, block.end()])


def _pieces(text: str, pairs: list[tuple[Word, bool]], start: int, end: int) -> Iterator[Piece]:
    """A sentence in pieces: each run of shared words from its first letter to its last, and what stands around."""
    done = start
    for is_shared, group in groupby(pairs, key=lambda pair: pair[1]):
        run = [word for word, _ in group]
        if is_shared:
            if run[0].start > done:
                yield Piece(text[done : run[0].start], is_shared=False)
            yield Piece(text[run[0].start : run[-1].end], is_shared=True)
            done = run[-1].end
    if rest := text[done:end].rstrip():
        yield Piece(rest, is_shared=False)


@lru_cache(maxsize=16)
def _word_pattern(marks: str) -> re.Pattern[str]:
    """A number with what hangs on it, or letters with those marks, parted by no more than apostrophes."""
    sign = rf"(?:[^\W_]|[{UNSEEN}{re.escape(marks)}])"
    return re.compile(rf"(?:{NUMBER}){sign}*|[^\W\d_]{sign}*(?:[{APOSTROPHES}]{sign}+)*")


def _alike(raw: str) -> str:
    """A word without what does not count."""
    if raw.isascii() and raw.isalpha():
        return raw.lower()
    word = unicodedata.normalize("NFKC", raw).translate(DROPPED).casefold()
    return GROUPED.sub(lambda match: re.sub(r"\D", "", match[0]), word).replace(",", ".")


class _TextReader(HTMLParser):
    """Collects text; the ends of blocks part it."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(" ".join(re.split(r"\s+", data)))
