"""Plots as SVG: where each bar stands, in whole units, so that no language writes them otherwise. They need no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 1000, 260  # of a plot of columns
ROW, BAR = 68, 22  # of a plot of rows: how high one is with its name above, and its bar


@dataclass(frozen=True)
class Bar:
    """A rectangle, what it stands for, and whether it is below nothing."""

    x: int
    y: int
    width: int
    height: int
    label: str
    amount: Decimal

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
    """Bars in a frame, with the line of nothing and the most and the least that it shows."""

    width: int
    height: int
    zero: int
    bars: list[Bar]
    top: Decimal
    bottom: Decimal


def columns(amounts: Sequence[tuple[str, Decimal]]) -> Plot:
    """A column for each, from left to right."""
    top, bottom = _span(amounts)
    zero = _scaled(top, top - bottom, HEIGHT)
    bars = []
    for place, (label, amount) in enumerate(amounts):
        left, right = (WIDTH * edge // len(amounts) for edge in (place, place + 1))
        gap = 1 if right - left < 8 else (right - left) // 5
        high = _scaled(abs(amount), top - bottom, HEIGHT)
        y = zero if amount < 0 else zero - high
        bars.append(Bar(left, y, max(right - left - gap, 1), high, label, amount))
    return Plot(WIDTH, HEIGHT, zero, bars, top, bottom)


def rows(amounts: Sequence[tuple[str, Decimal]]) -> Plot:
    """A row for each, from top to bottom; its name stands above it."""
    top, bottom = _span(amounts)
    zero = _scaled(-bottom, top - bottom, WIDTH)
    bars = []
    for place, (label, amount) in enumerate(amounts):
        wide = _scaled(abs(amount), top - bottom, WIDTH)
        x = zero - wide if amount < 0 else zero
        bars.append(Bar(x, (place + 1) * ROW - BAR, wide, BAR, label, amount))
    return Plot(WIDTH, ROW * len(amounts), zero, bars, top, bottom)


def _span(amounts: Sequence[tuple[str, Decimal]]) -> tuple[Decimal, Decimal]:
    """The most and the least, nothing always between them."""
    values = [Decimal(0), *(amount for _label, amount in amounts)]
    return max(values), min(values)


def _scaled(amount: Decimal, span: Decimal, room: int) -> int:
    return int(amount * room / span) if span else 0
