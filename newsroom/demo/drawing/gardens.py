"""Scenes where things grow: the orchard, the greenhouse."""

from math import pi

from newsroom.demo.drawing.canvas import Canvas, arc, placed
from newsroom.demo.drawing.figures import person
from newsroom.demo.drawing.marks import fade, hatch, shade
from newsroom.demo.drawing.nature import (
    clouds,
    cumulus,
    hills,
    poplar,
    sky,
    tree,
    tufts,
)
from newsroom.demo.drawing.palette import Ink


def orchard(canvas: Canvas) -> None:
    """Draw rows of apple trees running to the hills, a picker on a ladder."""
    sky(canvas, Ink.MIST, Ink.PAPER, 400, 0.9)
    cumulus(canvas, 420, 170, 190, Ink.PAPER)
    cumulus(canvas, 1040, 110, 120, Ink.PAPER)
    hills(canvas, 350, 40, Ink.BLUE, 2.2, foot=420)
    canvas.rect(-10, 400, 1630, 690, Ink.SAGE)
    fade(canvas, (0, 400, 1600, 560), Ink.STRAW, 0.9, 0)
    for lane in (-2.6, -0.85, 0.85, 2.6):
        path = [
            (720 + lane * 10, 402),
            (720 + lane * 320 - 90, 1080),
            (720 + lane * 320 + 90, 1080),
        ]
        shade(canvas, path, Ink.STRAW, 0.9, 0.5)
    tufts(canvas, 0, 440, 1600, 1060, ink=Ink.MOSS, count=260)
    for rank in range(7):
        near = (rank + 1) / 7
        y, size = 404 + 520 * near**2.2, 70 + 500 * near**2
        for row in (-3.4, -1.75, 0.0, 1.75, 3.4):
            if rank < 6 or row in {-1.75, 1.75}:
                _apple_tree(canvas, 720 + row * (24 + 300 * near**2.1), y, size)
    _ladder(canvas)
    _apple_crate(canvas, 640, 950)
    _apple_crate(canvas, 860, 1000)


def _ladder(canvas: Canvas) -> None:
    for rail in (-30, 26):
        canvas.stroke([(1010 + rail * 1.3, 985), (1130 + rail * 0.6, 520)], Ink.STRAW, 11)
    for rung in range(9):
        share = (rung + 0.6) / 9
        x, y = 1010 + 120 * share, 985 - 465 * share
        canvas.stroke([(x - 36, y), (x + 32, y)], Ink.STRAW, 8)
    person(canvas, 1092, 790, 260, Ink.SEA, legs=Ink.INK, stride=0.08)
    canvas.stroke([(1100, 596), (1150, 560), (1190, 500)], Ink.SEA, 22)
    canvas.disc(1196, 490, 14, Ink.BRICK)
    canvas.fill(
        [(1044, 556), (1150, 556), (1128, 546), (1116, 528), (1078, 528), (1066, 546)],
        Ink.OCHRE,
    )


def _apple_crate(canvas: Canvas, x: float, y: float) -> None:
    for number in range(15):
        at, level = x + 18 + number % 5 * 34 + number // 5 * 6, y - 2 - number // 5 * 15
        canvas.disc(at, level, 20, Ink.INK)
        canvas.disc(at - 2, level - 2, 18, Ink.BRICK)
    for slat in (0, 38):
        canvas.rect(x, y + slat, 186, 31, Ink.OCHRE)
    canvas.rect(x + 4, y - 4, 18, 78, Ink.INK)
    canvas.rect(x + 164, y - 4, 18, 78, Ink.INK)


def _apple_tree(canvas: Canvas, x: float, y: float, size: float) -> None:
    cast = [(-0.1, 0.0), (0.3, -0.05), (0.62, 0.0), (0.4, 0.06), (0.0, 0.05)]
    canvas.smooth(placed(cast, x, y, size), Ink.MOSS)
    leaf, light = (Ink.SAGE, Ink.STRAW) if size < 190 else (Ink.MOSS, Ink.SAGE)
    tree(canvas, x, y + size * 0.06, size, leaf, light=light)
    for _ in range(15):
        at_x = x + canvas.rng.uniform(-0.3, 0.3) * size
        at_y = y - canvas.rng.uniform(0.4, 0.78) * size
        canvas.disc(at_x, at_y, size * 0.022 + 1, Ink.BRICK, wobble=0.3)


def greenhouse(canvas: Canvas) -> None:
    """Draw the glasshouse from its door: ribs, a path, tomatoes on both sides."""
    sky(canvas, Ink.MIST, Ink.PAPER, 620, 1)
    cumulus(canvas, 480, 260, 190, Ink.PAPER)
    cumulus(canvas, 1240, 200, 160, Ink.PAPER)
    clouds(canvas, Ink.PAPER, 60, 240, 5, length=420)
    hills(canvas, 560, 26, Ink.BLUE, 2.4)
    for x in (520, 570, 1010, 1070):
        poplar(canvas, x, 640, 190, Ink.SAGE)
    canvas.rect(-5, 620, 1610, 460, Ink.MOSS)
    canvas.fill([(770, 620), (830, 620), (1120, 1080), (480, 1080)], Ink.STRAW, 1.5)
    for row in range(9):
        y = 630 + row * row * 5.4
        half = 32 + (y - 620) * 0.62
        canvas.stroke([(800 - half, y), (800 + half, y)], Ink.OCHRE, 2 + row * 0.4)
    _glazing(canvas)
    person(canvas, 812, 700, 128, Ink.BRICK, legs=Ink.INK, stride=-0.1)
    for rank in range(9):
        near = ((rank + 1) / 9) ** 2.1
        for way in (-1, 1):
            x = 800 + way * (56 + 600 * near)
            _tomato_plant(canvas, x, 632 + 420 * near, 120 + 760 * near)
    _watering_can(canvas, 590, 1010)


def _glazing(canvas: Canvas) -> None:
    for rank in range(8):
        near = (rank / 7) ** 1.9
        half, eave, top = 110 + 900 * near, 470 - 300 * near, 390 - 560 * near
        foot = 632 + 480 * near
        rib = [
            (800 - half, foot),
            (800 - half, eave),
            (800, top),
            (800 + half, eave),
            (800 + half, foot),
        ]
        canvas.stroke(rib, Ink.PAPER, 5 + 13 * near)
        canvas.stroke([(x + 3 + 5 * near, y) for x, y in rib], Ink.SEA, 2 + 3 * near)
    for share in (0.0, 0.33, 0.66, 1.0):
        for way in (-1, 1):
            start = (800 + way * 110 * share, 390 + 80 * share)
            end = (800 + way * 1010 * share, -170 + 340 * share)
            canvas.stroke([start, end], Ink.PAPER, 7)
    for level in (0.3, 0.62):
        for way in (-1, 1):
            start = (800 + way * 110, 470 + 162 * level)
            canvas.stroke([start, (800 + way * 1010, 170 + 940 * level)], Ink.PAPER, 6)


def _watering_can(canvas: Canvas, x: float, y: float) -> None:
    canvas.stroke(arc(x + 50, y - 70, 50, 56, -pi / 2, end=pi / 2), Ink.INK, 10)
    canvas.fill(
        [(x - 50, y - 70), (x - 130, y - 130), (x - 116, y - 146), (x - 44, y - 110)],
        Ink.BLUE,
    )
    canvas.fill(
        [(x - 142, y - 118), (x - 100, y - 160), (x - 92, y - 150), (x - 132, y - 110)],
        Ink.INK,
    )
    canvas.fill([(x - 56, y), (x - 50, y - 126), (x + 50, y - 126), (x + 58, y)], Ink.BLUE)
    hatch(
        canvas,
        [(x + 8, y), (x + 12, y - 126), (x + 50, y - 126), (x + 58, y)],
        Ink.INK,
        9,
        4,
        angle=1.2,
    )
    canvas.rect(x - 56, y - 132, 112, 10, Ink.INK)


def _tomato_plant(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.stroke([(x, y), (x, y - size * 0.86)], Ink.STRAW, size * 0.012 + 1)
    for leaf in range(26):
        level = 0.08 + 0.8 * leaf / 26
        way = -1 if leaf % 2 else 1
        at_x = x + way * size * canvas.rng.uniform(0.04, 0.1)
        ink = Ink.INK if leaf % 3 == 0 else Ink.MOSS if leaf % 3 == 1 else Ink.SAGE
        turn = way * canvas.rng.uniform(-0.4, 0.7)
        canvas.gouge(at_x, y - size * level, size * 0.2, size * 0.075, ink, angle=turn)
    for fruit in range(9):
        at_x = x + canvas.rng.uniform(-0.1, 0.1) * size
        at_y = y - size * (0.12 + 0.075 * fruit)
        ink = Ink.OCHRE if fruit > 6 else Ink.BRICK
        canvas.disc(at_x, at_y, size * 0.034, ink)
        canvas.gouge(
            at_x - size * 0.01,
            at_y - size * 0.012,
            size * 0.025,
            size * 0.009,
            Ink.PAPER,
            angle=-0.7,
        )
    canvas.fill(
        placed([(-0.09, -0.1), (0.09, -0.1), (0.07, 0.03), (-0.07, 0.03)], x, y, size),
        Ink.BRICK,
    )
    canvas.fill(
        placed([(-0.1, -0.13), (0.1, -0.13), (0.1, -0.09), (-0.1, -0.09)], x, y, size),
        Ink.RUST,
    )
