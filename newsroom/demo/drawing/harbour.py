"""Scenes on the harbour: dawn over the quay, the ferry in the bay."""

from newsroom.demo.drawing.boats import ferry, fishing_boat, sailing_boat
from newsroom.demo.drawing.buildings import lighthouse, roofs
from newsroom.demo.drawing.canvas import Canvas, open_spline
from newsroom.demo.drawing.marks import fade, glow, hatch, ripples
from newsroom.demo.drawing.nature import (
    clouds,
    hills,
    sea,
    sky,
    sun_path,
)
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.wildlife import (
    gull,
    gulls,
    standing_gull,
)


def harbour_dawn(canvas: Canvas) -> None:
    """Draw boats coming in past the breakwater against a low sun."""
    sky(canvas, Ink.BLUE, Ink.PINK, 500, 1.3)
    glow(canvas, 560, 480, 560, Ink.STRAW, strength=0.9)
    clouds(canvas, Ink.PINK, 60, 300, 9, length=520)
    clouds(canvas, Ink.ROSE, 200, 380, 5, length=380)
    canvas.disc(560, 452, 92, Ink.PAPER)
    hills(canvas, 478, 26, Ink.BLUE, 2.4, foot=530)
    hills(canvas, 500, 14, Ink.SEA, 4, foot=530)
    sea(canvas, 512, Ink.SEA, Ink.BLUE, 190)
    fade(canvas, (0, 512, 1600, 640), Ink.ROSE, 0.75, 0)
    sun_path(canvas, 560, 514, Ink.STRAW, 150)
    sun_path(canvas, 560, 514, Ink.PAPER, 40)
    _breakwater(canvas)
    fishing_boat(canvas, 800, 596, 70, Ink.INK)
    ripples(canvas, (710, 600, 900, 622), Ink.PINK, 14, 60, weight=4)
    fishing_boat(canvas, 1105, 812, -225, Ink.BRICK)
    ripples(canvas, (860, 812, 1360, 905), Ink.INK, 46, 150, weight=9)
    ripples(canvas, (860, 822, 1360, 905), Ink.ROSE, 26, 90, weight=6)
    gulls(canvas, 960, 330, 200, 6)
    gull(canvas, 1090, 190, 78, -0.15)
    gull(canvas, 1420, 420, 40, 0.2)
    _quay(canvas)


def _breakwater(canvas: Canvas) -> None:
    lighthouse(canvas, 1290, 512, 330)
    wall = [
        (1180, 512),
        (1230, 494),
        (1400, 500),
        (1620, 490),
        (1620, 600),
        (1150, 556),
    ]
    canvas.fill(wall, Ink.INK, 2)
    top = [(1190, 513), (1232, 497), (1400, 503), (1620, 494), (1620, 512), (1400, 514)]
    canvas.fill(top, Ink.STONE, 1.5)
    for course in range(1, 4):
        for x in range(1180, 1600, 42):
            at = x + course % 2 * 20
            y = 512 + course * (13 + (x - 1180) * 0.026)
            canvas.gouge(at + 20, y, 36, 4, Ink.BLUE, angle=0.03 * course)


def _quay(canvas: Canvas) -> None:
    canvas.fill([(-10, 830), (330, 880), (560, 1080), (-10, 1080)], Ink.INK, 2)
    canvas.fill([(-10, 830), (330, 880), (372, 916), (-10, 862)], Ink.STONE, 1.5)
    for step in range(5):
        y = 905 + step * 42
        canvas.stroke([(-5, y - 12), (400 + step * 36, y + 46)], Ink.SEA, 4)
    canvas.fill(
        [(140, 852), (150, 770), (120, 742), (250, 742), (222, 770), (232, 862)],
        Ink.INK,
        1,
    )
    canvas.disc(185, 742, 66, Ink.BRICK, 17)
    canvas.stroke(open_spline([(228, 800), (420, 856), (640, 846), (884, 770)]), Ink.PAPER, 4)
    standing_gull(canvas, 190, 738, 150)


def ferry_crossing(canvas: Canvas) -> None:
    """Draw the car ferry in mid-bay, the island behind it."""
    sky(canvas, Ink.MIST, Ink.PAPER, 470, 1.1)
    clouds(canvas, Ink.PAPER, 40, 260, 12, length=560)
    _island(canvas)
    sea(canvas, 486, Ink.BLUE, Ink.MIST, 130)
    fade(canvas, (0, 486, 1600, 1067), Ink.SEA, 0.05, 1.1)
    ripples(canvas, (0, 540, 1600, 1067), Ink.BLUE, 120, 170, weight=11)
    ripples(canvas, (0, 560, 1600, 1067), Ink.MIST, 50, 120, weight=7)
    sailing_boat(canvas, 300, 520, 74, Ink.PAPER)
    ferry(canvas, 880, 738, 500)
    _wake(canvas)
    gull(canvas, 320, 330, -190, 0.1)
    gull(canvas, 560, 400, -58, -0.2)
    gull(canvas, 1490, 250, -48, 0.1)
    gulls(canvas, 160, 640, 130, 4)


def _island(canvas: Canvas) -> None:
    canvas.smooth([(-80, 500), (60, 440), (260, 452), (420, 478), (500, 505)], Ink.MIST)
    far = [
        (640, 500),
        (760, 452),
        (880, 372),
        (1005, 302),
        (1130, 336),
        (1255, 262),
        (1390, 330),
    ]
    outline = [*far, (1500, 372), (1620, 390), (1650, 520), (1200, 530), (800, 520)]
    canvas.smooth(outline, Ink.SAGE, 1.5)
    lee = [
        (1260, 262),
        (1390, 334),
        (1500, 374),
        (1620, 392),
        (1620, 480),
        (1160, 480),
        (1210, 380),
    ]
    hatch(canvas, lee, Ink.MOSS, 13, 6, angle=0.62)
    hatch(
        canvas,
        [(1010, 306), (1110, 334), (1060, 470), (960, 470)],
        Ink.MOSS,
        13,
        5,
        angle=0.75,
    )
    shore = [(700, 492), (900, 462), (1160, 470), (1400, 440), (1620, 452), (1620, 500)]
    canvas.fill(shore, Ink.MOSS, 1.5)
    roofs(canvas, 1180, 1330, 474, 26, ink=Ink.PAPER)
    lighthouse(canvas, 716, 492, 110)


def _wake(canvas: Canvas) -> None:
    for _ in range(110):
        far = canvas.rng.random()
        x, y = 400 - far * 420, 748 + canvas.rng.gauss(0, 8 + 34 * far)
        canvas.gouge(x, y, 120, 8, Ink.PAPER, angle=canvas.rng.uniform(-0.05, 0.05))
    for _ in range(60):
        x = canvas.rng.uniform(380, 1380)
        canvas.gouge(x, 758 + canvas.rng.gauss(0, 7), 90, 8, Ink.PAPER)
    ripples(canvas, (420, 770, 1380, 860), Ink.INK, 60, 190, weight=10)
    for _ in range(12):
        canvas.gouge(1360 + canvas.rng.uniform(-50, 40), 748, 70, 8, Ink.PAPER, angle=-0.15)
