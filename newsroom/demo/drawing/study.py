"""Scenes of learning: the reading room, the village school."""

from math import pi

from newsroom.demo.drawing.buildings import arched_window, chimney, window
from newsroom.demo.drawing.canvas import Canvas, Point, arc, placed
from newsroom.demo.drawing.figures import bicycle, bust, shadowed
from newsroom.demo.drawing.marks import fade, glow, hatch, shade, stipple
from newsroom.demo.drawing.nature import cumulus, hills, sky, tree, tufts
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.stationery import open_book


def library(canvas: Canvas) -> None:
    """Draw the reading room: shelves to the ceiling, green lamps, one reader."""
    canvas.rect(-5, -5, 1610, 1080, Ink.RUST)
    for x in (30, 340, 1000, 1310):
        _bookcase(canvas, x, 60, 262, 600)
    _tall_window(canvas)
    canvas.rect(-5, 655, 1610, 420, Ink.OCHRE)
    hatch(
        canvas,
        [(0, 660), (1600, 660), (1600, 1067), (0, 1067)],
        Ink.RUST,
        26,
        3,
        angle=0.0,
    )
    stipple(canvas, [(640, 655), (960, 655), (1240, 1067), (360, 1067)], Ink.STRAW, 0.55)
    canvas.rect(-5, 640, 1610, 20, Ink.INK)
    _table(canvas, 500, 1100, 700, 90)
    for x in (640, 800, 960):
        _green_lamp(canvas, x, 702, 110)
    bust(canvas, 560, 712, 120, Ink.SEA)
    bust(canvas, 1050, 712, 124, Ink.BRICK)
    _table(canvas, 130, 1470, 842, 250)
    for x in (330, 1270):
        _green_lamp(canvas, x, 852, 260)
    _reader(canvas)
    open_book(canvas, 1040, 874, 90)
    for number, ink in enumerate((Ink.BRICK, Ink.STRAW, Ink.SEA, Ink.SAGE)):
        canvas.rect(480 - number % 2 * 8, 838 - number * 26, 150 - number * 9, 25, Ink.INK)
        canvas.rect(482 - number % 2 * 8, 840 - number * 26, 146 - number * 9, 21, ink)


def _tall_window(canvas: Canvas) -> None:
    frame = [(640, 645), *arc(800, 200, 160, 170, pi, end=2 * pi), (960, 645)]
    canvas.fill(frame, Ink.OCHRE, 1.4)
    pane = [(660, 600), *arc(800, 204, 140, 150, pi, end=2 * pi), (940, 600)]
    canvas.fill(pane, Ink.MIST)
    shade(canvas, pane, Ink.PAPER, 0.1, 1)
    canvas.smooth(
        [
            (664, 470),
            (730, 420),
            (800, 440),
            (880, 400),
            (936, 440),
            (936, 596),
            (664, 596),
        ],
        Ink.BLUE,
    )
    canvas.smooth(
        [(664, 540), (740, 500), (840, 530), (936, 490), (936, 598), (664, 598)],
        Ink.SAGE,
    )
    for x in (730, 800, 870):
        canvas.rect(x - 4, 60, 8, 540, Ink.INK)
    for y in (200, 300, 400, 500):
        canvas.rect(660, y, 280, 7, Ink.INK)
    canvas.rect(640, 598, 320, 50, Ink.OCHRE)
    canvas.rect(630, 596, 340, 9, Ink.INK)


def _table(canvas: Canvas, left: float, right: float, y: float, depth: float) -> None:
    spread = depth * 0.6
    for x in (left + 10, right - 10 - depth * 0.14):
        canvas.rect(x, y + depth * 0.3, depth * 0.14, depth * 1.6, Ink.INK)
    top = [
        (left + spread, y - depth * 0.2),
        (right - spread, y - depth * 0.2),
        (right, y + depth * 0.28),
    ]
    canvas.fill([*top, (left, y + depth * 0.28)], Ink.RUST, 1.2)
    hatch(canvas, [*top, (left, y + depth * 0.28)], Ink.BRICK, 13, 3, angle=0)
    canvas.rect(left - 6, y + depth * 0.27, right - left + 12, depth * 0.12, Ink.INK)


def _reader(canvas: Canvas) -> None:
    chair = [(-0.5, 0.3), (-0.46, -0.32), (0.46, -0.32), (0.5, 0.3)]
    bust(canvas, 820, 1080, 330, Ink.SEA)
    canvas.smooth(
        [
            (735, 800),
            (742, 730),
            (820, 700),
            (898, 730),
            (906, 800),
            (880, 860),
            (760, 860),
        ],
        Ink.INK,
    )
    canvas.disc(868, 716, 40, Ink.INK)
    canvas.fill(placed(chair, 820, 1080, 330), Ink.INK)
    for bar in range(5):
        canvas.rect(700 + bar * 54, 992, 20, 90, Ink.OCHRE)
    canvas.rect(672, 972, 296, 18, Ink.OCHRE)


def _bookcase(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    canvas.rect(x, y, width, height, Ink.INK, wobble=1.4)
    inks = (
        Ink.BRICK,
        Ink.OCHRE,
        Ink.SEA,
        Ink.SAGE,
        Ink.STONE,
        Ink.ROSE,
        Ink.BLUE,
        Ink.PAPER,
        Ink.MOSS,
    )
    for shelf in range(7):
        base = y + (shelf + 1) * height / 7 - 6
        at = x + 12
        while at < x + width - 26:
            wide = canvas.rng.uniform(9, 22)
            tall = canvas.rng.uniform(44, 68)
            if canvas.rng.random() < 0.94:
                canvas.rect(at, base - tall, wide, tall, canvas.rng.choice(inks), wobble=0.5)
                canvas.rect(at, base - tall * 0.8, wide, 4, Ink.INK, wobble=0.3)
            at += wide + 2.5
        canvas.rect(x, base, width, 8, Ink.OCHRE, wobble=0.8)
    canvas.rect(x - 8, y - 22, width + 16, 24, Ink.OCHRE)
    canvas.rect(x - 8, y - 2, width + 16, 6, Ink.INK)


def _green_lamp(canvas: Canvas, x: float, y: float, size: float) -> None:
    glow(canvas, x, y - size * 0.2, size * 1.05, Ink.STRAW, strength=0.9)
    canvas.disc(x, y + size * 0.02, size * 0.62, Ink.STRAW, size * 0.12)
    canvas.disc(x, y, size * 0.2, Ink.INK, size * 0.05)
    canvas.rect(x - size * 0.025, y - size * 0.6, size * 0.05, size * 0.6, Ink.INK, wobble=0.6)
    hood = [
        (-0.52, -0.42),
        (-0.44, -0.62),
        (-0.2, -0.72),
        (0.2, -0.72),
        (0.44, -0.62),
        (0.52, -0.42),
    ]
    canvas.fill(placed(hood, x, y, size), Ink.MOSS)
    shine = [(-0.4, -0.46), (-0.34, -0.6), (-0.16, -0.67), (-0.22, -0.46)]
    canvas.fill(placed(shine, x, y, size), Ink.SAGE)
    canvas.rect(
        x - size * 0.52,
        y - size * 0.44,
        size * 1.04,
        size * 0.045,
        Ink.PAPER,
        wobble=0.6,
    )


def school(canvas: Canvas) -> None:
    """Draw the village school, bicycles left along its fence."""
    sky(canvas, Ink.BLUE, Ink.PAPER, 640, 0.95)
    cumulus(canvas, 300, 190, 210, Ink.PAPER)
    cumulus(canvas, 1430, 260, 150, Ink.PAPER)
    hills(canvas, 620, 40, Ink.SAGE, 2.4)
    tree(canvas, 170, 720, 400, Ink.MOSS, light=Ink.SAGE)
    _schoolhouse(canvas)
    canvas.rect(-10, 726, 1630, 360, Ink.STRAW)
    fade(canvas, (0, 726, 1600, 1067), Ink.OCHRE, 0.05, 0.7)
    for x, y, tall, coat in (
        (980, 800, 92, Ink.BRICK),
        (1060, 812, 84, Ink.SEA),
        (1140, 790, 90, Ink.OCHRE),
        (330, 800, 80, Ink.SEA),
        (420, 790, 86, Ink.BRICK),
        (560, 796, 82, Ink.MOSS),
    ):
        shadowed(canvas, x, y, tall, coat, ground=Ink.ROSE)
    canvas.disc(1220, 772, 13, Ink.BRICK)
    tree(canvas, 1440, 880, 640, Ink.MOSS, light=Ink.SAGE)
    for post in range(41):
        x = post * 41 - 20
        canvas.fill(
            [(x, 950), (x, 816), (x + 11, 800), (x + 22, 816), (x + 22, 950)],
            Ink.PAPER,
            0.8,
        )
    for rail in (842, 906):
        canvas.rect(-10, rail, 1630, 13, Ink.PAPER)
        canvas.rect(-10, rail + 13, 1630, 5, Ink.STONE)
    canvas.rect(-10, 950, 1630, 130, Ink.STONE)
    tufts(canvas, 0, 940, 1600, 965, ink=Ink.MOSS, count=110)
    for x, ink in ((230, Ink.INK), (520, Ink.BRICK), (880, Ink.SEA), (1180, Ink.INK)):
        canvas.disc(x + 50, 1018, 150, Ink.ROSE, 12)
        bicycle(canvas, x, 1016, 66, ink)


def _schoolhouse(canvas: Canvas) -> None:
    chimney(canvas, 560, 330, 60, 110, brick=Ink.RUST)
    canvas.rect(460, 430, 640, 300, Ink.BRICK)
    lee: list[Point] = [(980, 442), (1100, 442), (1100, 730), (980, 730)]
    shade(canvas, lee, Ink.RUST, 0, 0.9, turn=1)
    roof: list[Point] = [(430, 440), (520, 290), (1040, 290), (1130, 440)]
    canvas.fill(roof, Ink.INK)
    hatch(canvas, roof, Ink.SEA, 20, 3, angle=0)
    canvas.fill([(670, 730), (670, 400), (790, 240), (910, 400), (910, 730)], Ink.BRICK)
    canvas.fill(
        [(650, 416), (790, 226), (930, 416), (910, 416), (790, 258), (670, 416)],
        Ink.PAPER,
    )
    canvas.rect(758, 130, 64, 110, Ink.PAPER)
    canvas.rect(774, 160, 32, 60, Ink.INK)
    canvas.smooth([(778, 206), (784, 176), (796, 176), (802, 206), (790, 212)], Ink.OCHRE)
    canvas.fill([(742, 138), (790, 62), (838, 138)], Ink.INK)
    for _ in range(110):
        at = canvas.rng.uniform(480, 1080), 460 + 15 * canvas.rng.randint(0, 17)
        canvas.gouge(*at, 24, 4, canvas.rng.choice((Ink.RUST, Ink.ROSE)))
    arched_window(canvas, 790, 470, 70, 110, pane=Ink.SEA, frame=Ink.PAPER)
    canvas.rect(740, 560, 100, 170, Ink.PAPER)
    canvas.rect(752, 574, 76, 156, Ink.SEA)
    canvas.stroke([(790, 574), (790, 730)], Ink.PAPER, 4)
    for x in (500, 590, 950, 1030):
        window(canvas, x - 14, 500, 58, 140, pane=Ink.SEA, frame=Ink.PAPER)
