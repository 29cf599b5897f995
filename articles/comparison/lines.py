"""What changed between two lists of lines: which are new, gone, moved, or changed by words."""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.comparison.words import Change, Piece, Word, pieces_of, runs, word_changes

ALIKE = 0.4  # the share of words that a line must have in common with another to count as its successor
LIMIT = 10_000  # pairs of lines whose likeness is measured; past it they are paired in their order
FIGURE = "figure"  # the kind of block that never turns into another

KINDS: dict[str, Promise] = {
    "p": _("Paragraph"),
    "h2": _("Heading"),
    "h3": _("Subheading"),
    "ul": _("List item"),
    "ol": _("Numbered item"),
    "blockquote": _("Quotation"),
    FIGURE: _("Picture"),
}


@dataclass(frozen=True)
class Block:
    """One line of a text or row of a list: its kind, its words, and whom or what it is about, if that is known.

    The kind is one of `KINDS` in a body, and empty elsewhere.
    """

    kind: str
    words: tuple[Word, ...]
    about: Hashable = None


@dataclass(frozen=True)
class Line:
    """What became of a block; `old_kind` is given where the kind changed."""

    change: Change
    pieces: Sequence[Piece]
    kind: str = ""
    old_kind: str = ""

    @property
    def is_same(self) -> bool:
        """Whether it stands where it stood, and says what it said."""
        return self.change == Change.SAME

    @property
    def label(self) -> str:
        """What sort of block it is, where that is worth saying: not of a paragraph that has always been one."""
        if self.old_kind:
            return f"{KINDS[self.old_kind]} → {KINDS[self.kind]}"
        return str(KINDS.get(self.kind, "")) if self.kind != "p" else ""


class _Stretch(NamedTuple):
    """Places on both sides that are the same, or have come between those."""

    old: range
    new: range
    is_same: bool


def line_changes(before: Sequence[Block], after: Sequence[Block]) -> list[Line]:
    """Every block of both lists in reading order; one that moved or changed stands where it is now."""
    stretches = list(_stretches(before, after))
    origins = _origins(before, after, [stretch for stretch in stretches if not stretch.is_same])
    lines: list[Line] = []
    for stretch in stretches:
        if stretch.is_same:
            lines += [_whole(after[place], Change.SAME) for place in stretch.new]
        else:
            lines += _changed_lines(before, after, stretch, origins)
    return lines


def _stretches(before: Sequence[Block], after: Sequence[Block]) -> Iterator[_Stretch]:
    old = new = 0
    for run in runs(before, after):
        stretch = _Stretch(
            range(old, old + len(run.before)), range(new, new + len(run.after)), is_same=run.is_same
        )
        yield stretch
        old, new = stretch.old.stop, stretch.new.stop


def _changed_lines(
    before: Sequence[Block], after: Sequence[Block], stretch: _Stretch, origins: Mapping[int, int]
) -> Iterator[Line]:
    """What was removed stands before what came in its place."""
    kept = set(origins.values())
    removed = deque(place for place in stretch.old if place not in kept)
    for place, bound in _bounds(stretch, origins):
        while removed and removed[0] < bound:
            yield _whole(before[removed.popleft()], Change.REMOVED)
        if place in origins:
            yield _successor(before[origins[place]], after[place])
        else:
            yield _whole(after[place], Change.ADDED)
    yield from (_whole(before[place], Change.REMOVED) for place in removed)


def _bounds(stretch: _Stretch, origins: Mapping[int, int]) -> list[tuple[int, int]]:
    """Each new place with the old one that the next block which stayed in this stretch came from."""
    bounds, bound = [], stretch.old.stop
    for place in reversed(stretch.new):
        bound = origins[place] if origins.get(place) in stretch.old else bound
        bounds.append((place, bound))
    return bounds[::-1]


def _whole(block: Block, change: Change) -> Line:
    """A block with all its words; one that was moved is not marked word by word."""
    mark = Change.SAME if change == Change.MOVED else change
    return Line(change, pieces_of(block.words, mark), block.kind)


def _successor(before: Block, after: Block) -> Line:
    if before == after:
        return _whole(after, Change.MOVED)
    old_kind = before.kind if before.kind != after.kind else ""
    return Line(Change.CHANGED, word_changes(before.words, after.words), after.kind, old_kind)


# Which came from which


def _origins(before: Sequence[Block], after: Sequence[Block], gaps: Sequence[_Stretch]) -> dict[int, int]:
    """For places of the new list, the place in the old one of what is equal, about the same, or alike."""
    gone = {place: before[place] for gap in gaps for place in gap.old}
    come = {place: after[place] for gap in gaps for place in gap.new}
    origins: dict[int, int] = {}

    def pair(found: Mapping[int, int]) -> None:
        for place, origin in found.items():
            del gone[origin], come[place]
            origins[place] = origin

    pair(_of_one_sign(gone, come))
    pair(_of_one_sign(_subjects(gone), _subjects(come)))
    for gap in gaps:
        pair(_alike(_anonymous(gone, gap.old), _anonymous(come, gap.new)))
    if len(gone) * len(come) <= LIMIT:
        pair(_alike(_anonymous(gone, list(gone)), _anonymous(come, list(come))))
    return origins


def _subjects(blocks: Mapping[int, Block]) -> dict[int, Hashable]:
    return {place: block.about for place, block in blocks.items() if block.about is not None}


def _anonymous(blocks: Mapping[int, Block], places: Iterable[int]) -> dict[int, Block]:
    return {place: blocks[place] for place in places if place in blocks and blocks[place].about is None}


def _of_one_sign(old: Mapping[int, Hashable], new: Mapping[int, Hashable]) -> dict[int, int]:
    """Places whose sign is the same on both sides, in their order."""
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for place, sign in old.items():
        waiting[sign].append(place)
    return {place: waiting[sign].popleft() for place, sign in new.items() if waiting[sign]}


def _alike(old: Mapping[int, Block], new: Mapping[int, Block]) -> dict[int, int]:
    """Pairs of blocks that have enough words in common, those that have most of them first."""
    pairs: Iterable[tuple[int, int]] = product(old, new)
    if len(old) * len(new) > LIMIT:
        pairs = zip(old, new, strict=False)
    old_words = {place: {word.text for word in block.words} for place, block in old.items()}
    new_words = {place: {word.text for word in block.words} for place, block in new.items()}
    ranked = sorted(
        (-_likeness(old_words[before], new_words[after]), after, before)
        for before, after in pairs
        if (old[before].kind == FIGURE) == (new[after].kind == FIGURE)
    )
    origins: dict[int, int] = {}
    taken: set[int] = set()
    for unlikeness, after, before in ranked:
        if -unlikeness >= ALIKE and after not in origins and before not in taken:
            origins[after] = before
            taken.add(before)
    return origins


def _likeness(before: set[str], after: set[str]) -> float:
    """From 0 to 1: the words that both have, as a share of all (Dice’s coefficient)."""
    return 2 * len(before & after) / (len(before) + len(after))
