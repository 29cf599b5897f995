"""The block a picture is cut in: shapes with hand-cut edges, kept as ink numbers."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin
from random import Random

from PIL import Image, ImageDraw

from newsroom.demo.drawing.palette import Ink

type Point = tuple[float, float]
type Box = tuple[float, float, float, float]

SCALE = 2
"""Device pixels for one unit of a picture; all coordinates are in units."""


class Canvas:
    """Two plates of equal size: the coloured inks, and the dark key ink over them.

    The key plate is kept apart so that the press can print it a little out of
    register. Cutting a coloured shape clears the key plate under it.
    """

    def __init__(self, width: int, height: int, seed: str) -> None:
        self.width = width
        self.height = height
        self.rng = Random(seed)
        size = (width * SCALE, height * SCALE)
        self.colour = Image.new("L", size, Ink.PAPER)
        self.key = Image.new("L", size, 0)
        self._colour_pen = ImageDraw.Draw(self.colour)
        self._key_pen = ImageDraw.Draw(self.key)

    def fill(self, points: Sequence[Point], ink: Ink, wobble: float = 1.0) -> None:
        """Fill a polygon; wobble is the spread of its cut edge in units."""
        self._polygon(self._cut(points, wobble), ink)

    def smooth(self, points: Sequence[Point], ink: Ink, wobble: float = 0.6) -> None:
        """Fill the closed curve that runs through the points."""
        self.fill(spline(points), ink, wobble)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        ink: Ink,
        *,
        wobble: float = 1.0,
    ) -> None:
        """Fill an upright rectangle given by its top left corner."""
        right, bottom = x + width, y + height
        self.fill([(x, y), (right, y), (right, bottom), (x, bottom)], ink, wobble)

    def disc(
        self,
        x: float,
        y: float,
        radius: float,
        ink: Ink,
        height: float | None = None,
        *,
        wobble: float = 0.6,
    ) -> None:
        """Fill a circle, or an ellipse if its vertical radius (height) is given."""
        self.fill(arc(x, y, radius, radius if height is None else height), ink, wobble)

    def stroke(self, points: Sequence[Point], ink: Ink, width: float = 3) -> None:
        """Draw an even line through the points; width in units."""
        path = [(x * SCALE, y * SCALE) for x, y in points]
        weight = max(1, round(width * SCALE))
        if ink is Ink.INK:
            self._key_pen.line(path, 255, weight, "curve")
        else:
            self._key_pen.line(path, 0, weight, "curve")
            self._colour_pen.line(path, ink, weight, "curve")

    def gouge(
        self,
        x: float,
        y: float,
        length: float,
        weight: float,
        ink: Ink,
        *,
        angle: float = 0,
    ) -> None:
        """Cut one tapered mark centred on a point; angle in radians, clockwise."""
        bend = self.rng.uniform(-0.3, 0.3) * weight
        ax, ay = cos(angle) * length / 2, sin(angle) * length / 2
        nx, ny = -sin(angle) * weight / 2, cos(angle) * weight / 2
        outline = [
            (x - ax, y - ay),
            (x - ax * 0.3 + nx, y - ay * 0.3 + ny + bend),
            (x + ax * 0.5 + nx * 0.8, y + ay * 0.5 + ny * 0.8 + bend),
            (x + ax, y + ay),
            (x + ax * 0.3 - nx * 0.7, y + ay * 0.3 - ny * 0.7),
            (x - ax * 0.5 - nx * 0.6, y - ay * 0.5 - ny * 0.6),
        ]
        self._polygon([(px * SCALE, py * SCALE) for px, py in outline], ink)

    def stamp(self, mask: Image.Image, at: tuple[int, int], ink: Ink) -> None:
        """Lay ink through a black-and-white mask; at is in device pixels."""
        if ink is Ink.INK:
            self.key.paste(255, at, mask)
        else:
            self.key.paste(0, at, mask)
            self.colour.paste(int(ink), at, mask)

    def _polygon(self, path: Sequence[Point], ink: Ink) -> None:
        if ink is Ink.INK:
            self._key_pen.polygon(path, 255)
        else:
            self._key_pen.polygon(path, 0)
            self._colour_pen.polygon(path, ink)

    def _cut(self, points: Sequence[Point], wobble: float) -> list[Point]:
        """Break the edges into short, slightly displaced pieces, in device pixels."""
        spread = self.rng.uniform
        path: list[Point] = []
        for (x0, y0), (x1, y1) in pairwise([*points, points[0]]):
            steps = max(1, int(hypot(x1 - x0, y1 - y0) / 26))
            for step in range(steps):
                share = step / steps
                x = x0 + (x1 - x0) * share + spread(-wobble, wobble)
                y = y0 + (y1 - y0) * share + spread(-wobble, wobble)
                path.append((x * SCALE, y * SCALE))
        return path


def arc(
    x: float,
    y: float,
    across: float,
    down: float,
    start: float = 0,
    *,
    end: float = 2 * pi,
) -> list[Point]:
    """List points of an elliptic arc; angles in radians, clockwise from the right."""
    steps = max(14, int(max(across, down) * abs(end - start) / 12))
    turns = (start + (end - start) * step / steps for step in range(steps + 1))
    return [(x + across * cos(turn), y + down * sin(turn)) for turn in turns]


def spline(points: Sequence[Point], steps: int = 6) -> list[Point]:
    """Return a closed Catmull-Rom curve through the points, steps to each span."""
    count = len(points)
    corners = [[points[(i + k) % count] for k in (-1, 0, 1, 2)] for i in range(count)]
    shares = [step / steps for step in range(steps)]
    return [_between(corner, share) for corner in corners for share in shares]


def open_spline(points: Sequence[Point], steps: int = 8) -> list[Point]:
    """Return a Catmull-Rom curve from the first point to the last."""
    padded = [points[0], *points, points[-1]]
    shares = [step / steps for step in range(steps)]
    curve = [_between(padded[i : i + 4], share) for i in range(len(points) - 1) for share in shares]
    return [*curve, points[-1]]


def placed(points: Iterable[Point], x: float, y: float, size: float, turn: float = 0) -> list[Point]:
    """Scale, turn (radians) and move a shape drawn around the origin.

    A negative size mirrors it left to right instead.
    """
    tall, c, s = abs(size), cos(turn), sin(turn)
    return [(x + (px * c - py * s) * size, y + (px * s + py * c) * tall) for px, py in points]


def _between(corner: Sequence[Point], share: float) -> Point:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corner
    return _cubic(ax, bx, cx, dx, share), _cubic(ay, by, cy, dy, share)


def _cubic(a: float, b: float, c: float, d: float, t: float) -> float:
    bend = 2 * a - 5 * b + 4 * c - d
    return 0.5 * (2 * b + (c - a) * t + bend * t * t + (3 * b - a - 3 * c + d) * t * t * t)
