"""Vessels: fishing boats, the ferry, and small craft."""

from newsroom.demo.drawing.canvas import Box, Canvas, Point, placed, spline
from newsroom.demo.drawing.marks import hatch
from newsroom.demo.drawing.palette import Ink


def fishing_boat(
    canvas: Canvas, x: float, y: float, size: float, hull: Ink, *, band: Ink = Ink.PAPER
) -> None:
    """Draw a boat lying on the water at y, bow to the right for a size above zero.

    size is half the length in units; below zero the boat is mirrored.
    """
    wide = abs(size)
    _rigging(canvas, x, y, size)
    house = [(-0.55, -0.3), (-0.52, -0.72), (0.02, -0.72), (0.08, -0.3)]
    canvas.fill(placed(house, x, y, size), Ink.PAPER)
    shadow = [(-0.55, -0.3), (-0.52, -0.72), (-0.34, -0.72), (-0.36, -0.3)]
    canvas.fill(placed(shadow, x, y, size), Ink.MIST)
    roof = [(-0.62, -0.72), (-0.6, -0.79), (0.1, -0.79), (0.12, -0.72)]
    canvas.fill(placed(roof, x, y, size), Ink.BRICK)
    for left in (-0.28, -0.12):
        pane = [(left, -0.65), (left + 0.11, -0.65), (left + 0.12, -0.5), (left, -0.5)]
        canvas.fill(placed(pane, x, y, size), Ink.INK, 0.4)
    side = [
        (-1, -0.3),
        (-0.2, -0.24),
        (0.45, -0.32),
        (1.08, -0.56),
        (0.98, -0.3),
        (0.8, 0.04),
    ]
    canvas.fill(placed([*side, (-0.88, 0.04), (-0.98, -0.1)], x, y, size), hull, 0.8)
    strake = [(-1, -0.3), (-0.2, -0.24), (0.45, -0.32), (1.08, -0.56), (1.06, -0.49)]
    canvas.fill(
        placed([*strake, (0.45, -0.25), (-0.2, -0.17), (-1, -0.23)], x, y, size),
        band,
        0.6,
    )
    boot = [(-0.89, 0.0), (0.82, -0.02), (0.79, 0.05), (-0.88, 0.05)]
    canvas.fill(placed(boot, x, y, size), Ink.RUST if hull is Ink.INK else Ink.INK, 0.6)
    for post in (-0.9, -0.75, 0.3, 0.5, 0.7, 0.9):
        lift = 0.1 + max(0.0, post - 0.2) * 0.28
        path = placed([(post, -0.26 - lift * 0.5), (post, -0.4 - lift)], x, y, size)
        canvas.stroke(path, Ink.INK, wide * 0.012 + 0.6)


def _rigging(canvas: Canvas, x: float, y: float, size: float) -> None:
    weight = max(1.4, abs(size) * 0.02)
    lines: list[tuple[list[Point], float]] = [
        ([(-0.2, -0.7), (-0.2, -1.75)], 1.4),
        ([(-0.2, -1.7), (1.05, -0.56)], 0.5),
        ([(-0.2, -1.7), (-0.98, -0.32)], 0.5),
        ([(-0.2, -0.95), (-0.92, -1.3)], 1.0),
        ([(-0.92, -1.3), (-0.2, -1.6)], 0.5),
        ([(-0.92, -1.3), (-0.92, -0.3)], 0.5),
    ]
    for path, share in lines:
        canvas.stroke(placed(path, x, y, size), Ink.INK, weight * share)
    flag = [(-0.2, -1.75), (-0.02, -1.68), (-0.2, -1.6)]
    canvas.fill(placed(flag, x, y, size), Ink.BRICK, 0.4)


def sailing_boat(canvas: Canvas, x: float, y: float, size: float, sail: Ink) -> None:
    """Draw a small yacht on the water at y; size is its height in units."""
    canvas.fill(placed([(0.02, -1), (0.03, -0.14), (0.36, -0.14)], x, y, size), sail, 0.4)
    canvas.fill(placed([(-0.02, -0.86), (-0.02, -0.14), (-0.26, -0.14)], x, y, size), sail, 0.4)
    hull = [(-0.32, -0.1), (0.4, -0.1), (0.28, 0.02), (-0.24, 0.02)]
    canvas.fill(placed(hull, x, y, size), Ink.INK, 0.4)


def ferry(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw the white car ferry, bow to the right, on the water at y.

    size is half its length in units.
    """

    def part(points: list[Point], ink: Ink, wobble: float = 0.8) -> None:
        canvas.fill(placed(points, x, y, size), ink, wobble)

    part([(-0.42, -0.62), (-0.4, -0.86), (-0.2, -0.86), (-0.16, -0.62)], Ink.BRICK)
    part([(-0.405, -0.8), (-0.4, -0.86), (-0.2, -0.86), (-0.19, -0.8)], Ink.INK)
    canvas.stroke(placed([(0.3, -0.6), (0.3, -1.0)], x, y, size), Ink.INK, size * 0.012)
    canvas.stroke(placed([(0.24, -0.86), (0.36, -0.86)], x, y, size), Ink.INK, size * 0.01)
    part([(0.12, -0.48), (0.14, -0.66), (0.46, -0.66), (0.52, -0.48)], Ink.PAPER)
    part([(0.1, -0.68), (0.1, -0.64), (0.5, -0.64), (0.48, -0.68)], Ink.INK)
    part([(-0.66, -0.5), (-0.62, -0.63), (0.14, -0.63), (0.14, -0.5)], Ink.MIST)
    part([(-0.82, -0.32), (-0.8, -0.5), (0.56, -0.5), (0.64, -0.32)], Ink.PAPER)
    part([(-0.84, -0.32), (-0.83, -0.35), (0.64, -0.35), (0.66, -0.32)], Ink.SEA, 0.4)
    hull = [
        (-1, -0.34),
        (0.98, -0.32),
        (1.08, -0.35),
        (1.0, -0.14),
        (0.9, 0.03),
        (-0.94, 0.03),
    ]
    part(hull, Ink.PAPER)
    part([(-0.99, -0.1), (0.98, -0.1), (0.9, 0.03), (-0.94, 0.03)], Ink.SEA)
    part([(-0.97, -0.035), (0.94, -0.035), (0.9, 0.03), (-0.94, 0.03)], Ink.BRICK)
    shadow = placed([(-1, -0.34), (-0.7, -0.34), (-0.74, -0.1), (-0.99, -0.1)], x, y, size)
    hatch(canvas, shadow, Ink.MIST, 6, 3, angle=1.2)
    _ferry_openings(canvas, x, y, size)


def _ferry_openings(canvas: Canvas, x: float, y: float, size: float) -> None:
    rows: list[tuple[float, float, float, float, float, int]] = [
        (-0.74, -0.45, 0.055, 0.065, 0.085, 15),
        (-0.58, -0.585, 0.045, 0.05, 0.08, 9),
        (0.17, -0.61, 0.055, 0.075, 0.068, 5),
        (-0.62, -0.27, 0.13, 0.1, 0.19, 7),
    ]
    for left, top, wide, tall, step, count in rows:
        for number in range(count):
            box = (left + number * step, top, wide, tall)
            canvas.fill(placed(_pane(box), x, y, size), Ink.INK, 0.4)
    for number, ink in enumerate((Ink.OCHRE, Ink.BLUE, Ink.BRICK, Ink.STRAW)):
        left = -0.6 + number * 0.38
        canvas.fill(placed(_pane((left, -0.22, 0.09, 0.05)), x, y, size), ink, 0.3)


def _pane(box: Box) -> list[Point]:
    left, top, wide, tall = box
    return [
        (left, top),
        (left + wide, top),
        (left + wide, top + tall),
        (left, top + tall),
    ]


def rowing_four(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a four with its oars out, moving left; size is half its length."""
    hull = [
        (-1, -0.02),
        (-0.4, -0.05),
        (0.5, -0.05),
        (1, -0.03),
        (0.6, 0.02),
        (-0.6, 0.025),
    ]
    for seat in range(4):
        _rower(canvas, x + (-0.42 + seat * 0.28) * size, y - 0.04 * size, size * 0.2)
    canvas.fill(placed(spline(hull), x, y, size), Ink.BRICK, 0.4)
    canvas.stroke(placed([(-0.94, -0.02), (0.95, -0.026)], x, y, size), Ink.PAPER, size * 0.008)
    for seat in range(4):
        pin = -0.48 + seat * 0.28
        oar = [(pin + 0.06, -0.14), (pin - 0.2, 0.12)]
        canvas.stroke(placed(oar, x, y, size), Ink.INK, size * 0.009)
        blade = [
            (pin - 0.18, 0.085),
            (pin - 0.165, 0.105),
            (pin - 0.225, 0.165),
            (pin - 0.25, 0.14),
        ]
        canvas.fill(placed(blade, x, y, size), Ink.PAPER, 0.3)


def _rower(canvas: Canvas, x: float, y: float, size: float) -> None:
    body = [
        (0.25, 0.05),
        (0.34, -0.35),
        (0.28, -0.72),
        (0.12, -0.74),
        (0.02, -0.4),
        (-0.06, 0.05),
    ]
    canvas.smooth(placed(body, x, y, size), Ink.PAPER, 0.3)
    arm = [(0.16, -0.62), (-0.12, -0.42), (-0.38, -0.5)]
    canvas.stroke(placed(arm, x, y, size), Ink.ROSE, size * 0.11)
    canvas.disc(x + 0.16 * size, y - 0.92 * size, 0.15 * size, Ink.INK, 0.18 * size, wobble=0.2)
    knee = [(-0.05, 0.05), (-0.3, -0.28), (-0.5, 0.05)]
    canvas.fill(placed(knee, x, y, size), Ink.SEA, 0.3)
