"""The inks that every picture of the set is printed with."""

from enum import IntEnum
from itertools import chain


class Ink(IntEnum):
    """An ink; its value is the index under which a canvas stores it."""

    PAPER = 0
    INK = 1
    SEA = 2
    BLUE = 3
    MIST = 4
    PINK = 5
    ROSE = 6
    BRICK = 7
    RUST = 8
    OCHRE = 9
    STRAW = 10
    SAGE = 11
    MOSS = 12
    STONE = 13
    LINEN = 14
    SHADOW = 15

    @property
    def rgb(self) -> tuple[int, int, int]:
        """The printed colour, three values from 0 to 255."""
        return _RGB[self]


_RGB: dict[Ink, tuple[int, int, int]] = {
    Ink.PAPER: (246, 237, 219),
    Ink.INK: (21, 36, 54),
    Ink.SEA: (30, 72, 101),
    Ink.BLUE: (79, 127, 146),
    Ink.MIST: (168, 192, 190),
    Ink.PINK: (235, 197, 180),
    Ink.ROSE: (218, 154, 136),
    Ink.BRICK: (182, 62, 42),
    Ink.RUST: (125, 44, 38),
    Ink.OCHRE: (219, 160, 62),
    Ink.STRAW: (238, 207, 138),
    Ink.SAGE: (146, 162, 119),
    Ink.MOSS: (75, 100, 78),
    Ink.STONE: (204, 189, 163),
    Ink.LINEN: (239, 227, 204),
    Ink.SHADOW: (186, 168, 141),
}


def flat_palette() -> list[int]:
    """List the channels of all inks in a row, as Image.putpalette wants them."""
    return list(chain.from_iterable(ink.rgb for ink in Ink))
