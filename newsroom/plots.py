"""Plots as SVG: where each bar and line stands, in whole units, so that no language writes them otherwise.

They need no script.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 1000, 260  # of a plot of columns, or of lines
ROW, BAR = 68, 22  # of a plot of rows: how high one is with its name above, and its bar

NONE = "–"

type Written = Callable[[Decimal], str]


@dataclass(frozen=True)
class Bar:
    """A rectangle, what it stands for, and whether it is below nothing."""

    x: int
    y: int
    width: int
    height: int
    label: str
    amount: Decimal
    words: str

    @property
    def is_below(self) -> bool:
        """More was given back than came."""
        return self.amount < 0

    @property
    def text_y(self) -> int:
        """Where a row's words stand: above its bar."""
        return self.y - 8


@dataclass(frozen=True)
class Plot:
    """Bars in a frame, with the line of nothing, the most and the least that it shows, and the most in words."""

    width: int
    height: int
    zero: int
    bars: list[Bar]
    top: Decimal
    bottom: Decimal
    words: str


@dataclass(frozen=True)
class Line:
    """A line: its name, its corners as SVG writes them, and where its name stands, below the frame."""

    name: str
    corners: str
    name_x: int

    @property
    def key_x(self) -> int:
        """Where the sample of the line begins, before its name."""
        return self.name_x - 70


@dataclass(frozen=True)
class Lines:
    """Lines in a frame, from the least to the greatest x; `mark` is where a line stands across them, if one does."""

    width: int
    height: int
    lines: list[Line]
    least: float
    greatest: float
    mark: int | None


def columns(amounts: Sequence[tuple[str, Decimal | None]], written: Written = str) -> Plot:
    """A column for each, from left to right, where there is something to tell; `written` puts an amount into words.

    Where nothing is more than nothing, its line stands at the bottom.
    """
    top, bottom = _span([(label, amount or Decimal(0)) for label, amount in amounts])
    zero = _scaled(top, top - bottom, HEIGHT) if top > bottom else HEIGHT
    bars = []
    for place, (label, told) in enumerate(amounts):
        amount, words = (Decimal(0), NONE) if told is None else (told, written(told))
        left, right = (WIDTH * edge // len(amounts) for edge in (place, place + 1))
        gap = 1 if right - left < 8 else (right - left) // 5
        high = _scaled(abs(amount), top - bottom, HEIGHT)
        y = zero if amount < 0 else zero - high
        bars.append(Bar(left, y, max(right - left - gap, 1), high, label, amount, words))
    is_told = any(told is not None for _label, told in amounts)
    return Plot(WIDTH, HEIGHT, zero, bars, top, bottom, written(top) if is_told else NONE)


def rows(amounts: Sequence[tuple[str, Decimal]], written: Written = str) -> Plot:
    """A row for each, from top to bottom; its name stands above it."""
    top, bottom = _span(amounts)
    zero = _scaled(-bottom, top - bottom, WIDTH)
    bars = []
    for place, (label, amount) in enumerate(amounts):
        wide = _scaled(abs(amount), top - bottom, WIDTH)
        x = zero - wide if amount < 0 else zero
        bars.append(Bar(x, (place + 1) * ROW - BAR, wide, BAR, label, amount, written(amount)))
    return Plot(WIDTH, ROW * len(amounts), zero, bars, top, bottom, written(top))


def lines(series: Mapping[str, Sequence[tuple[float, float]]], *, mark: float | None = None) -> Lines:
    """A line for each series of (x, share): shares from nothing at the bottom to one at the top."""
    places = [x for points in series.values() for x, _share in points]
    least, greatest = min(places, default=0.0), max(places, default=0.0)

    def across(x: float) -> int:
        return round((x - least) * WIDTH / (greatest - least)) if greatest > least else 0

    drawn = [
        Line(
            name,
            " ".join(f"{across(x)},{round((1 - share) * HEIGHT)}" for x, share in points),
            WIDTH * place // len(series) + 70,
        )
        for place, (name, points) in enumerate(series.items())
    ]
    return Lines(WIDTH, HEIGHT, drawn, least, greatest, None if mark is None else across(mark))


def _span(amounts: Sequence[tuple[str, Decimal]]) -> tuple[Decimal, Decimal]:
    """The most and the least, nothing always between them."""
    values = [Decimal(0), *(amount for _label, amount in amounts)]
    return max(values), min(values)


def _scaled(amount: Decimal, span: Decimal, room: int) -> int:
    return int(amount * room / span) if span else 0
