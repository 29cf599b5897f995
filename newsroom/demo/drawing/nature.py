"""Skies, water, hills, trees and birds, as several scenes need them."""

from math import pi, sin

from newsroom.demo.drawing.canvas import Canvas, Point, open_spline, placed
from newsroom.demo.drawing.marks import fade, ripples
from newsroom.demo.drawing.palette import Ink


def sky(canvas: Canvas, top: Ink, low: Ink, horizon: float, reach: float = 0.9) -> None:
    """Fill the sky down to the horizon, one ink grained into another from above.

    reach is the share of the low ink at the horizon, from 0 to 1.
    """
    for ink in (low, top):
        canvas.rect(-5, -5, canvas.width + 10, horizon + 10, ink)
    fade(canvas, (0, horizon * 0.15, canvas.width, horizon + 5), low, 0, reach)


def clouds(
    canvas: Canvas,
    ink: Ink,
    top: float,
    bottom: float,
    count: int,
    *,
    length: float = 420,
) -> None:
    """Cut long, level clouds in loose groups between two heights."""
    for _ in range(count):
        x, y = canvas.rng.uniform(0, canvas.width), canvas.rng.uniform(top, bottom)
        size = 0.4 + 0.6 * (bottom - y) / (bottom - top)
        for row in range(canvas.rng.randint(2, 4)):
            shift = canvas.rng.uniform(-0.3, 0.3) * length * size
            wide = length * size * canvas.rng.uniform(0.4, 1)
            canvas.gouge(x + shift, y + row * 13 * size, wide, 15 * size, ink)


def cumulus(canvas: Canvas, x: float, y: float, size: float, ink: Ink) -> None:
    """Fill a heaped cloud with a flat base; size is its half width in units."""
    heaps = [
        (-1, 0),
        (-0.8, -0.2),
        (-0.5, -0.22),
        (-0.3, -0.5),
        (0.05, -0.58),
        (0.32, -0.36),
    ]
    base = [(0.6, -0.4), (0.82, -0.16), (1.05, -0.04), (0.6, 0.05), (-0.4, 0.06)]
    canvas.smooth(placed([*heaps, *base], x, y, size), ink, 1.5)


def ridge(
    canvas: Canvas,
    left: float,
    right: float,
    level: float,
    rise: float,
    *,
    waves: float = 3,
) -> list[Point]:
    """List the points of a rolling skyline at a mean height of level."""
    first, second, third = (canvas.rng.uniform(0, 2 * pi) for _ in range(3))
    steps = 48
    line: list[Point] = []
    for step in range(steps + 1):
        turn = step / steps * pi * waves
        wave = sin(turn + first) + 0.5 * sin(turn * 2.3 + second) + 0.2 * sin(turn * 5 + third)
        line.append((left + (right - left) * step / steps, level - rise * wave / 1.7))
    return line


def hills(
    canvas: Canvas,
    level: float,
    rise: float,
    ink: Ink,
    waves: float = 3,
    *,
    foot: float | None = None,
) -> list[Point]:
    """Fill rolling ground from a skyline down to its foot and return the outline."""
    bottom = canvas.height + 10 if foot is None else foot
    line = ridge(canvas, -20, canvas.width + 20, level, rise, waves=waves)
    outline = [*line, (canvas.width + 20, bottom), (-20, bottom)]
    canvas.fill(outline, ink)
    return outline


def sea(canvas: Canvas, horizon: float, ink: Ink, glint: Ink, count: int = 150) -> None:
    """Fill water from the horizon to the foot of the picture, with cut waves."""
    canvas.rect(-5, horizon, canvas.width + 10, canvas.height - horizon + 10, ink)
    ripples(canvas, (0, horizon + 4, canvas.width, canvas.height), glint, count)


def sun_path(canvas: Canvas, x: float, horizon: float, ink: Ink, count: int = 90) -> None:
    """Cut the broken light that a low sun lays on water, widening downwards."""
    deep = canvas.height - horizon
    for _ in range(count):
        near = canvas.rng.random() ** 1.3
        wide = 26 + 130 * near
        at = x + canvas.rng.gauss(0, wide * 0.5)
        canvas.gouge(at, horizon + 5 + deep * near, wide * 0.8, 3 + 9 * near, ink)


def tree(canvas: Canvas, x: float, y: float, size: float, leaf: Ink, *, light: Ink | None) -> None:
    """Draw a broad-leaved tree, its foot at y, lit from the left; size is its height."""
    trunk = [(-0.035, 0), (-0.02, -0.5), (0.02, -0.5), (0.045, 0)]
    canvas.fill(placed(trunk, x, y, size), Ink.INK, 0.5)
    crown = [
        (-0.34, -0.42), (-0.4, -0.58), (-0.28, -0.78), (-0.08, -0.97), (0.12, -0.94),
        (0.3, -0.76), (0.4, -0.55), (0.3, -0.38), (0.08, -0.32), (-0.14, -0.34),
    ]  # fmt: skip
    jolted = [(px + canvas.rng.uniform(-0.03, 0.03), py) for px, py in crown]
    canvas.smooth(placed(jolted, x, y, size), leaf, size * 0.012)
    if light is None:
        return
    for _ in range(26):
        px, py = canvas.rng.uniform(-0.3, 0.1), canvas.rng.uniform(-0.86, -0.48)
        canvas.gouge(x + px * size, y + py * size, size * 0.09, size * 0.024, light, angle=-0.7)


def poplar(canvas: Canvas, x: float, y: float, size: float, leaf: Ink) -> None:
    """Draw a slender tree, its foot at y; size is its height."""
    crown = [
        (0, -1),
        (0.1, -0.7),
        (0.13, -0.35),
        (0.06, -0.06),
        (-0.06, -0.06),
        (-0.13, -0.35),
    ]
    canvas.smooth(placed([*crown, (-0.1, -0.7)], x, y, size), leaf, size * 0.012)
    canvas.fill(placed([(-0.02, -0.1), (0.02, -0.1), (0.02, 0), (-0.02, 0)], x, y, size), leaf)


def grass(
    canvas: Canvas,
    left: float,
    right: float,
    y: float,
    height: float,
    *,
    ink: Ink,
    count: int,
) -> None:
    """Cut standing blades along a line; height is that of the tallest, in units."""
    for _ in range(count):
        x = canvas.rng.uniform(left, right)
        tall = height * canvas.rng.uniform(0.4, 1)
        lean = canvas.rng.gauss(0, 0.22) * tall
        wide = max(1.6, tall * 0.045)
        blade = open_spline([(x, y + 4), (x + lean * 0.3, y - tall * 0.55), (x + lean, y - tall)], 3)
        back = [(px + wide, py) for px, py in reversed(blade[:-1])]
        canvas.fill([*blade, *back], ink, 0.2)


def tufts(
    canvas: Canvas,
    left: float,
    top: float,
    right: float,
    bottom: float,
    *,
    ink: Ink,
    count: int,
) -> None:
    """Cut short upright marks over ground, larger towards the foot of the box."""
    for _ in range(count):
        near = canvas.rng.random()
        x, y = canvas.rng.uniform(left, right), top + (bottom - top) * near
        tall = 7 + 22 * near
        canvas.gouge(x, y, tall, tall * 0.2, ink, angle=-pi / 2 + canvas.rng.uniform(-0.4, 0.4))
