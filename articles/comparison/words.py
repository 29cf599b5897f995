"""What changed between two texts, word by word: exact, and bounded however the texts are made."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby, takewhile

# A word with its apostrophes and hyphens, a single mark, or one character of a script that parts no words.
WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+(?:[’'\-][^\W_]+)*|\S")

# Rows times columns that are compared exactly; 10,000 words against 10,000 take about 100 ms.
LIMIT = 100_000_000

# The styles of words that are none: where a link leads, and a picture's name.
LINK = "link"
PICTURE = "picture"


class Change(StrEnum):
    """What became of a piece, a line or a row."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Word:
    """A word, or a mark; how it is set (bold, a link’s target …), and the key of what it names."""

    text: str
    style: str = ""
    key: str = ""
    space: str = field(default="", compare=False)  # what stands before it


@dataclass(frozen=True)
class Piece:
    """Words in a row that share their fate and their style."""

    change: Change
    text: str
    style: str = ""
    space: str = ""


@dataclass(frozen=True)
class Run:
    """Items that share their fate: `before` and `after` are empty where there are none, equal where they are the same."""

    before: Sequence
    after: Sequence
    is_same: bool


def words_of(text: str, style: str = "") -> list[Word]:
    """The words of a plain text, each with the space before it."""
    found, end = [], 0
    for match in WORDS.finditer(text):
        found.append(Word(match[0], style, space=text[end : match.start()]))
        end = match.end()
    return found


def word_changes(before: Sequence[Word], after: Sequence[Word]) -> list[Piece]:
    """The words of both texts in reading order; what was removed stands before what replaced it."""
    pieces: list[Piece] = []
    for run in _joined(runs(before, after)):
        if run.is_same:
            pieces += pieces_of(run.after)
        else:
            pieces += pieces_of(run.before, Change.REMOVED)
            pieces += pieces_of(run.after, Change.ADDED)
    return pieces


def pieces_of(words: Sequence[Word], change: Change = Change.SAME) -> list[Piece]:
    """Words that share one fate, parted where their style changes."""
    pieces = []
    for style, group in groupby(words, key=lambda word: word.style):
        first, *rest = group
        text = first.text + "".join(word.space + word.text for word in rest)
        pieces.append(Piece(change, text, style, first.space))
    return pieces


def runs(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[Run]:
    """The shortest way from one sequence to another, as runs that alternate between same and not.

    Past `LIMIT`, what stands between the common start and the common end is given as one change.
    """
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    if start:
        yield Run(before[:start], after[:start], is_same=True)
    yield from _middle(before[start : len(before) - end], after[start : len(after) - end])
    if end:
        yield Run(before[-end:], after[-end:], is_same=True)


def _common(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    pairs = zip(before, after, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _middle(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[Run]:
    matches = _matches(before, after) if len(before) * len(after) <= LIMIT else []
    old = new = 0
    for left, right, length in _blocks([*matches, (len(before), len(after))]):
        if left > old or right > new:
            yield Run(before[old:left], after[new:right], is_same=False)
        old, new = left + length, right + length
        if length:
            yield Run(before[left:old], after[right:new], is_same=True)


def _blocks(matches: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Matches that follow each other on both sides, as one: where it starts on each side, and its length.

    The last given marks the ends of both sides, and comes back with no length.
    """
    *inner, last = matches
    for _, group in groupby(enumerate(inner), key=lambda item: (item[1][0] - item[0], item[1][1] - item[0])):
        block = [match for _place, match in group]
        yield *block[0], len(block)
    yield *last, 0


def _matches(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places of a longest common subsequence on both sides.

    One integer holds a whole row of the table, a bit for each place of `before` (Hyyrö, “Bit-parallel LCS-length
    computation revisited”, 2004), so each word of `after` costs a handful of operations.
    """
    places: dict[Hashable, int] = {}
    for place, item in enumerate(before):
        places[item] = places.get(item, 0) | 1 << place
    full = (1 << len(before)) - 1
    row, rows = full, []
    for item in after:
        shared = row & places.get(item, 0)
        row = ((row + shared) | (row - shared)) & full
        rows.append(row)
    return _walk_back(rows, len(before))


def _walk_back(rows: Sequence[int], width: int) -> list[tuple[int, int]]:
    """The matches that the rows of the table record, found from its far corner."""
    found = []
    left, right = width, len(rows)
    while left and right:
        if rows[right - 1] >> (left - 1) & 1:
            left -= 1
        elif right > 1 and not rows[right - 2] >> (left - 1) & 1:
            right -= 1
        else:
            left, right = left - 1, right - 1
            found.append((left, right))
    return found[::-1]


def _joined(found: Iterator[Run]) -> list[Run]:
    """Runs without the chance matches between two changes (a lone “the”), which tear a rewritten passage to shreds."""
    joined: list[Run] = []
    for run in found:
        joined.append(run)
        while len(joined) > 2 and not run.is_same and _is_chance(*joined[-3:]):
            joined[-3:] = [
                Run(
                    [item for part in joined[-3:] for item in part.before],
                    [item for part in joined[-3:] for item in part.after],
                    is_same=False,
                )
            ]
    return joined


def _is_chance(before: Run, between: Run, after: Run) -> bool:
    """Whether what stands between two changes is at most half as long as either (after diff-match-patch’s clean-up)."""
    length = 2 * _letters(between.after)
    return all(length <= max(_letters(run.before), _letters(run.after)) for run in (before, after))


def _letters(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words if word.style != LINK)
