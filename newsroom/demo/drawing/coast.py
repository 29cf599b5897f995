"""Scenes along the coast: turbines, the salt marsh, seals, rowers in the mist."""

from math import cos, pi, sin

from newsroom.demo.drawing.boats import rowing_four
from newsroom.demo.drawing.buildings import lighthouse
from newsroom.demo.drawing.canvas import Canvas, Point, open_spline, placed
from newsroom.demo.drawing.marks import fade, glow, hatch, reflect, ripples
from newsroom.demo.drawing.nature import (
    clouds,
    grass,
    hills,
    poplar,
    sea,
    sky,
    sun_path,
    tree,
    tufts,
)
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.wildlife import (
    curlew,
    goose,
    gull,
    gulls,
    seal,
)


def wind_farm(canvas: Canvas) -> None:
    """Draw a line of turbines that recedes over the sea towards the sun."""
    sky(canvas, Ink.SEA, Ink.ROSE, 700, 1.15)
    glow(canvas, 330, 690, 620, Ink.OCHRE, strength=0.95)
    clouds(canvas, Ink.ROSE, 120, 560, 10, length=520)
    clouds(canvas, Ink.OCHRE, 420, 640, 6, length=420)
    canvas.disc(330, 690, 84, Ink.STRAW)
    sea(canvas, 704, Ink.SEA, Ink.BLUE, 170)
    fade(canvas, (0, 704, 1600, 830), Ink.ROSE, 0.7, 0)
    fade(canvas, (0, 860, 1600, 1067), Ink.INK, 0, 0.9)
    sun_path(canvas, 330, 706, Ink.STRAW, 110)
    x, base, tall = 470.0, 712.0, 78.0
    turns = [canvas.rng.uniform(0, 2) for _ in range(7)]
    for turn in turns:
        _turbine(canvas, x, base, tall, turn)
        tall *= 1.47
        x += tall * 0.66
        base += tall * 0.055
    _workboat(canvas, 660, 836, 62)
    gulls(canvas, 640, 250, 200, 6, ink=Ink.PAPER)


def _turbine(canvas: Canvas, x: float, y: float, height: float, turn: float) -> None:
    mast = [(-0.028, 0), (-0.013, -1), (0.013, -1), (0.028, 0)]
    canvas.fill(placed(mast, x, y, height), Ink.PAPER, 0.6)
    lee = [(0.004, 0), (0.004, -1), (0.013, -1), (0.028, 0)]
    canvas.fill(placed(lee, x, y, height), Ink.BLUE, 0.4)
    foot = [(-0.032, 0.01), (-0.03, -0.09), (0.03, -0.09), (0.032, 0.01)]
    canvas.fill(placed(foot, x, y, height), Ink.OCHRE, 0.4)
    blade = [
        (0.0, -0.03),
        (0.2, -0.045),
        (0.66, -0.006),
        (0.66, 0.004),
        (0.2, 0.02),
        (0.0, 0.03),
    ]
    for number in range(3):
        swept = placed(blade, x, y - height, height, turn + number * 2 * pi / 3)
        canvas.fill(swept, Ink.PAPER, 0.5)
    canvas.disc(x, y - height, height * 0.035, Ink.MIST)
    for _ in range(7):
        at = x + canvas.rng.gauss(0, height * 0.06)
        level = y + canvas.rng.uniform(4, height * 0.13)
        canvas.gouge(at, level, height * 0.12, height * 0.014, Ink.PAPER)


def _workboat(canvas: Canvas, x: float, y: float, size: float) -> None:
    hull = [(-1, -0.3), (1.1, -0.42), (0.85, 0.05), (-0.9, 0.05)]
    canvas.fill(placed(hull, x, y, size), Ink.BRICK, 0.5)
    canvas.fill(
        placed([(0.1, -0.36), (0.14, -0.9), (0.7, -0.9), (0.82, -0.38)], x, y, size),
        Ink.PAPER,
    )
    canvas.fill(
        placed([(0.2, -0.78), (0.66, -0.78), (0.7, -0.6), (0.2, -0.6)], x, y, size),
        Ink.INK,
    )
    canvas.stroke(placed([(0.3, -0.9), (0.3, -1.4)], x, y, size), Ink.INK, 3)
    for _ in range(16):
        far = canvas.rng.random()
        at = y + 6 + canvas.rng.gauss(0, 3 + 9 * far)
        canvas.gouge(x - size - far * 150, at, 60, 5, Ink.PAPER)


def salt_marsh(canvas: Canvas) -> None:
    """Draw creeks winding through the marsh, a curlew in front."""
    sky(canvas, Ink.MIST, Ink.PINK, 400, 1.1)
    canvas.disc(1180, 300, 66, Ink.PAPER)
    clouds(canvas, Ink.PAPER, 60, 300, 9, length=560)
    hills(canvas, 384, 14, Ink.BLUE, 2.5, foot=430)
    _steeple(canvas)
    canvas.rect(-5, 408, 1610, 670, Ink.SAGE)
    fade(canvas, (0, 408, 1600, 560), Ink.STRAW, 0.8, 0)
    fade(canvas, (0, 640, 1600, 1067), Ink.MOSS, 0, 1.1)
    _creeks(canvas)
    tufts(canvas, 0, 440, 1600, 1000, ink=Ink.MOSS, count=190)
    tufts(canvas, 0, 420, 1600, 800, ink=Ink.STRAW, count=90)
    for bird in range(9):
        rank = bird - 4
        goose(canvas, 420 + rank * 44, 150 + abs(rank) * 22, 17)
    curlew(canvas, 1130, 1000, 560)
    grass(canvas, -20, 620, 1075, 260, ink=Ink.INK, count=60)
    grass(canvas, 1260, 1620, 1075, 240, ink=Ink.INK, count=44)
    grass(canvas, -20, 420, 1075, 210, ink=Ink.OCHRE, count=22)


def _steeple(canvas: Canvas) -> None:
    canvas.fill(
        [
            (250, 410),
            (250, 340),
            (258, 286),
            (266, 340),
            (266, 368),
            (310, 368),
            (310, 410),
        ],
        Ink.SEA,
        0.6,
    )
    for x in (180, 206, 330, 352, 384, 900, 940):
        canvas.disc(x, 402, canvas.rng.uniform(16, 28), Ink.SEA, 18)


def _creeks(canvas: Canvas) -> None:
    main = [
        (980.0, 412.0),
        (760.0, 448.0),
        (1010.0, 500.0),
        (560.0, 590.0),
        (1040.0, 720.0),
    ]
    main += [(520.0, 880.0), (700.0, 1090.0)]
    side = [
        (700.0, 555.0),
        (400.0, 540.0),
        (240.0, 590.0),
        (60.0, 570.0),
        (-30.0, 600.0),
    ]
    other = [(930.0, 650.0), (1200.0, 610.0), (1330.0, 560.0), (1640.0, 600.0)]
    for bank in (True, False):
        _creek(canvas, main, 5, 150, bank)
        _creek(canvas, side, 34, 26, bank)
        _creek(canvas, other, 46, 14, bank)


def _creek(canvas: Canvas, path: list[Point], narrow: float, wide: float, bank: bool) -> None:
    line = open_spline(path)
    last = len(line) - 1
    left: list[Point] = []
    right: list[Point] = []
    for step, (x, y) in enumerate(line):
        half = narrow + (wide - narrow) * (step / last) ** 1.5
        left.append((x - half, y - half * 0.16))
        right.append((x + half, y + half * 0.16))
    outline = [*left, *reversed(right)]
    if bank:
        canvas.fill([(x, y + 3 + (y - 400) * 0.03) for x, y in outline], Ink.RUST, 1.5)
        return
    canvas.fill(outline, Ink.MIST, 1.2)
    hatch(canvas, outline, Ink.PAPER, 15, 4, angle=0)


def seals(canvas: Canvas) -> None:
    """Draw seals hauled out on a sandbank."""
    sky(canvas, Ink.PINK, Ink.PAPER, 380, 1.0)
    clouds(canvas, Ink.PAPER, 60, 300, 9, length=500)
    clouds(canvas, Ink.ROSE, 120, 330, 4, length=380)
    hills(canvas, 366, 16, Ink.BLUE, 2.2, foot=410)
    lighthouse(canvas, 1330, 392, 150)
    sea(canvas, 390, Ink.BLUE, Ink.MIST, 110)
    fade(canvas, (0, 400, 1600, 780), Ink.SEA, 0, 0.95)
    ripples(canvas, (0, 420, 1600, 740), Ink.PAPER, 70, 130, weight=8)
    bank = [
        (-60, 640),
        (260, 590),
        (700, 560),
        (1100, 586),
        (1500, 560),
        (1680, 580),
        (1700, 1120),
    ]
    canvas.smooth([*bank, (-100, 1120)], Ink.PAPER, 2)
    sand = [(x, y + 16) for x, y in bank]
    canvas.smooth([*sand, (-100, 1120)], Ink.STRAW, 2)
    fade(canvas, (0, 760, 1600, 1067), Ink.OCHRE, 0, 0.6)
    for _ in range(120):
        near = canvas.rng.random()
        x, y = canvas.rng.uniform(0, 1600), 640 + 420 * near
        canvas.gouge(
            x,
            y,
            60 + 130 * near,
            3 + 5 * near,
            Ink.OCHRE,
            angle=canvas.rng.uniform(-0.06, 0.1),
        )
    for x, y, size, coat in (
        (1240, 640, 120, Ink.BLUE),
        (900, 622, -104, Ink.SEA),
        (360, 668, 140, Ink.SEA),
        (1390, 790, -190, Ink.SEA),
        (420, 900, -330, Ink.BLUE),
        (1060, 960, 300, Ink.INK),
    ):
        seal(canvas, x, y, size, coat)
    gull(canvas, 760, 210, 92, -0.1)
    gulls(canvas, 420, 200, 180, 6, ink=Ink.INK)
    _swimmer(canvas, 620, 500)
    _swimmer(canvas, 190, 530)


def _swimmer(canvas: Canvas, x: float, y: float) -> None:
    canvas.smooth([(x - 20, y + 4), (x - 16, y - 22), (x + 4, y - 28), (x + 18, y + 4)], Ink.INK)
    for row in range(3):
        canvas.gouge(x, y + 5 + row * 7, 90 - row * 14, 5, Ink.PAPER)


def rowing(canvas: Canvas) -> None:
    """Draw a four on the misty river below the trees."""
    sky(canvas, Ink.STRAW, Ink.PINK, 480, 1.0)
    glow(canvas, 1180, 240, 420, Ink.PAPER, strength=0.9)
    canvas.disc(1180, 240, 84, Ink.PAPER)
    hills(canvas, 430, 40, Ink.MIST, 2.3, foot=560)
    fade(canvas, (0, 430, 1600, 560), Ink.PAPER, 0, 0.9)
    _banks(canvas)
    canvas.rect(-5, 556, 1610, 520, Ink.MIST)
    reflect(canvas, 558, 520, 0.98, 12)
    fade(canvas, (0, 500, 1600, 580), Ink.PAPER, 0.1, 0.95)
    fade(canvas, (0, 558, 1600, 700), Ink.PAPER, 0.9, 0.15)
    fade(canvas, (0, 640, 1600, 1067), Ink.BLUE, 0.1, 1.1)
    fade(canvas, (0, 880, 1600, 1067), Ink.SEA, 0, 0.95)
    ripples(canvas, (0, 600, 1600, 1067), Ink.PAPER, 80, 220, weight=8)
    ripples(canvas, (300, 780, 1500, 940), Ink.SEA, 44, 240, weight=9)
    rowing_four(canvas, 800, 770, 540)
    for seat in range(8):
        x = 470 + seat % 4 * 151 + seat // 4 * 260
        canvas.gouge(x, 850 + seat // 4 * 10, 90, 7, Ink.PAPER)
    grass(canvas, 1180, 1620, 1080, 420, ink=Ink.INK, count=70)
    grass(canvas, 1300, 1620, 1080, 300, ink=Ink.OCHRE, count=18)
    grass(canvas, -20, 160, 1080, 240, ink=Ink.INK, count=24)


def _banks(canvas: Canvas) -> None:
    for x, size in (
        (90, 300),
        (215, 240),
        (560, 190),
        (640, 230),
        (980, 200),
        (1090, 170),
    ):
        tree(canvas, x, 556, size, Ink.BLUE, light=None)
    fade(canvas, (0, 380, 1600, 560), Ink.PAPER, 0.05, 0.7)
    for number in range(6):
        poplar(canvas, 300 + number * 46, 560, 300 + sin(number * 2.1) * 46, Ink.SEA)
    for x, size in ((-10, 470), (120, 380), (1390, 420), (1520, 540)):
        tree(canvas, x, 566, size, Ink.MOSS, light=Ink.SAGE)
    canvas.rect(1220, 496 + 8 * cos(1), 130, 64, Ink.BRICK)
    canvas.fill([(1206, 504), (1284, 448), (1364, 504)], Ink.INK)
    canvas.rect(1256, 520, 54, 40, Ink.INK)
