"""Goods from around the harbour that others make: a barometer, an oyster knife, a tin of smoked fish."""

from math import cos, pi, sin

from newsroom.demo.drawing.canvas import Canvas, Point, arc, placed
from newsroom.demo.drawing.marks import soft_shadow
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.shop import backdrop

DIAL = (600.0, 600.0)


def barometer(canvas: Canvas) -> None:
    """Draw a brass ship's barometer from the front."""
    backdrop(canvas)
    x, y = DIAL
    soft_shadow(canvas, arc(x + 26, y + 34, 400, 400), Ink.STONE, 8, 1.1)
    for radius, ink in ((400, Ink.OCHRE), (372, Ink.STRAW), (340, Ink.INK), (330, Ink.PAPER)):
        canvas.disc(x, y, radius, ink)
    for tick in range(31):
        angle = pi * 0.75 + tick * pi * 1.5 / 30
        inner = 255 if tick % 5 == 0 else 282
        canvas.stroke([_around(angle, inner), _around(angle, 305)], Ink.INK, 7 if tick % 5 == 0 else 3)
    canvas.fill(
        [_around(4.1, 236), _around(4.1 + pi / 2, 15), _around(4.1 + pi, 90), _around(4.1 - pi / 2, 15)],
        Ink.SEA,
    )
    canvas.fill(
        [_around(5.3, 215), _around(5.3 + pi / 2, 9), _around(5.3 + pi, 60), _around(5.3 - pi / 2, 9)],
        Ink.OCHRE,
    )
    canvas.disc(x, y, 24, Ink.OCHRE)
    canvas.disc(x, y, 9, Ink.INK)
    canvas.disc(x, y - 430, 44, Ink.OCHRE)
    canvas.disc(x, y - 430, 24, Ink.LINEN)


def oyster_knife(canvas: Canvas) -> None:
    """Draw a short blade with a guard and a wooden handle, lying flat."""
    backdrop(canvas)
    turn, size = -0.6, 430
    outline = [(-1, -0.13), (0.12, -0.17), (0.95, -0.02), (0.12, 0.17), (-1, 0.13)]
    soft_shadow(canvas, placed(outline, 626, 640, size, turn), Ink.STONE, 8, 1.1)

    def part(points: list[Point], ink: Ink) -> None:
        canvas.smooth(placed(points, 600, 600, size, turn), ink, 0.5)

    part([(0.05, -0.09), (0.6, -0.1), (0.97, 0), (0.6, 0.1), (0.05, 0.09)], Ink.MIST)
    part([(0.1, 0.0), (0.6, 0.0), (0.95, 0), (0.6, 0.09), (0.1, 0.08)], Ink.BLUE)
    part(
        [
            (-1.02, -0.06),
            (-0.7, -0.16),
            (-0.3, -0.11),
            (0.02, -0.13),
            (0.02, 0.13),
            (-0.3, 0.11),
            (-0.7, 0.16),
            (-1.02, 0.06),
        ],
        Ink.RUST,
    )
    part([(-0.95, -0.04), (-0.7, -0.11), (-0.3, -0.07), (0, -0.09), (0, -0.04), (-0.4, -0.02)], Ink.BRICK)
    part([(-0.01, -0.2), (0.07, -0.2), (0.07, 0.2), (-0.01, 0.2)], Ink.OCHRE)


def fish_tin(canvas: Canvas) -> None:
    """Draw a flat tin with a fish on its label."""
    backdrop(canvas)
    tin = [
        (-1, -0.4),
        (-0.85, -0.55),
        (0.85, -0.55),
        (1, -0.4),
        (1, 0.4),
        (0.85, 0.55),
        (-0.85, 0.55),
        (-1, 0.4),
    ]
    soft_shadow(canvas, placed(tin, 626, 640, 440), Ink.STONE, 8, 1.1)
    for size, ink in ((440, Ink.OCHRE), (420, Ink.STRAW), (396, Ink.SEA)):
        canvas.fill(placed(tin, 600, 600, size), ink)
    for line in range(5):
        y = 460 + line * 68
        canvas.stroke([(250, y), (420, y - 18), (600, y + 12), (780, y - 18), (950, y)], Ink.BLUE, 5)
    fish = [(-0.9, 0), (-0.45, -0.26), (0.25, -0.24), (0.62, 0), (0.25, 0.24), (-0.45, 0.26)]
    canvas.smooth(placed(fish, 585, 600, 300), Ink.PAPER)
    canvas.fill(placed([(0.5, 0), (0.95, -0.3), (0.82, 0), (0.95, 0.3)], 585, 600, 300), Ink.PAPER)
    canvas.disc(395, 578, 17, Ink.INK)
    for scale in range(4):
        canvas.stroke(arc(520 + scale * 60, 600, 26, 44, -pi / 2, end=pi / 2), Ink.BRICK, 5)


def _around(angle: float, radius: float) -> Point:
    """A point of the dial."""
    x, y = DIAL
    return x + radius * cos(angle), y + radius * sin(angle)
