"""The bakery window."""

from math import pi

from newsroom.demo.drawing.canvas import Canvas, Point, arc, placed
from newsroom.demo.drawing.figures import bust, person
from newsroom.demo.drawing.marks import glow, shade, stipple
from newsroom.demo.drawing.palette import Ink


def bakery(canvas: Canvas) -> None:
    """Draw the bakery window early in the morning, loaves on its shelves."""
    canvas.rect(-5, -5, 1610, 1080, Ink.SEA)
    canvas.rect(120, 190, 1100, 690, Ink.STRAW)
    glow(canvas, 660, 380, 560, Ink.PAPER, strength=0.8)
    _baker(canvas)
    for level, count, kind in ((470, 5, 0), (650, 4, 1), (840, 7, 2)):
        canvas.rect(130, level, 1080, 16, Ink.RUST)
        canvas.rect(130, level + 16, 1080, 6, Ink.INK)
        for number in range(count):
            _loaf(canvas, 130 + (number + 0.5) * 1080 / count, level, kind)
    for x in (470, 860):
        canvas.stroke([(x, 190), (x, 262)], Ink.INK, 5)
        glow(canvas, x, 300, 150, Ink.PAPER, strength=0.9)
        canvas.fill([(x - 62, 304), (x - 22, 256), (x + 22, 256), (x + 62, 304)], Ink.MOSS)
        canvas.fill(arc(x, 304, 30, 22, 0, end=pi), Ink.PAPER)
    _shopfront(canvas)
    _shop_awning(canvas)
    canvas.rect(-5, 990, 1610, 90, Ink.STONE)
    stipple(canvas, [(120, 990), (1220, 990), (1400, 1067), (20, 1067)], Ink.STRAW, 0.7)
    canvas.rect(-5, 984, 1610, 8, Ink.INK)
    person(canvas, 1480, 1030, 430, Ink.MOSS, legs=Ink.INK, stride=-0.13)
    for number in range(3):
        loaf = placed(
            [(-0.04, 0.5), (-0.06, -0.4), (0, -0.52), (0.06, -0.4), (0.04, 0.5)],
            1410 + number * 14,
            790,
            150,
            -0.15 + number * 0.14,
        )
        canvas.smooth(loaf, Ink.OCHRE)
    canvas.fill([(1372, 800), (1470, 800), (1458, 900), (1384, 900)], Ink.PAPER)


def _baker(canvas: Canvas) -> None:
    bust(canvas, 1010, 472, 190, Ink.BLUE)
    canvas.disc(1010, 312, 46, Ink.ROSE, 54)
    canvas.fill(
        [(968, 292), (958, 240), (990, 216), (1036, 216), (1064, 242), (1052, 292)],
        Ink.PAPER,
    )
    canvas.rect(964, 282, 92, 16, Ink.MIST)
    canvas.fill([(962, 474), (974, 388), (1046, 388), (1058, 474)], Ink.PAPER)


def _shopfront(canvas: Canvas) -> None:
    for x in (96, 656, 1206):
        canvas.rect(x, 180, 24 if x != 656 else 12, 710, Ink.INK)
    canvas.rect(80, 872, 1160, 26, Ink.PAPER)
    for panel in range(4):
        canvas.rect(112 + panel * 282, 912, 250, 66, Ink.INK)
        canvas.rect(122 + panel * 282, 920, 230, 50, Ink.BLUE)
    canvas.rect(1270, 200, 250, 786, Ink.INK)
    canvas.rect(1290, 220, 210, 766, Ink.BRICK)
    canvas.rect(1316, 250, 158, 430, Ink.STRAW)
    canvas.rect(1340, 360, 110, 70, Ink.PAPER)
    canvas.stroke([(1395, 300), (1346, 360)], Ink.INK, 3)
    canvas.stroke([(1395, 300), (1446, 360)], Ink.INK, 3)
    for line in range(2):
        canvas.rect(1358, 380 + line * 20, 74 - line * 20, 8, Ink.BRICK)
    shine: list[Point] = [(150, 470), (400, 200), (470, 200), (150, 560)]
    stipple(canvas, shine, Ink.PAPER, 0.35)


def _shop_awning(canvas: Canvas) -> None:
    for stripe in range(20):
        x = 40 + stripe * 76
        ink = (Ink.PAPER, Ink.BRICK)[stripe % 2]
        top = 95 + (x - 40) * 0.93
        canvas.fill([(top, 20), (top + 71, 20), (x + 76, 176), (x, 176)], ink, 0.8)
        canvas.fill(arc(x + 38, 176, 38, 36, 0, end=pi), ink, 0.8)
    shade(canvas, [(68, 110), (1526, 110), (1552, 176), (46, 176)], Ink.INK, 0, 0.3)
    canvas.rect(60, -5, 1490, 30, Ink.INK)


def _loaf(canvas: Canvas, x: float, y: float, kind: int) -> None:
    if kind == 0:
        shape = [
            (-70, 0),
            (-78, -34),
            (-50, -74),
            (0, -88),
            (50, -74),
            (78, -34),
            (70, 0),
        ]
        marks = [(-30.0, -52.0, 0.9), (0.0, -58.0, 0.9), (30.0, -52.0, 0.9)]
    elif kind == 1:
        shape = [
            (-100, 0),
            (-96, -62),
            (-70, -84),
            (-34, -76),
            (0, -88),
            (36, -76),
            (72, -84),
            (96, -60),
            (100, 0),
        ]
        marks = [(-58.0, -56.0, -0.4), (0.0, -60.0, -0.4), (58.0, -56.0, -0.4)]
    else:
        shape = [
            (-58, 0),
            (-64, -26),
            (-30, -56),
            (0, -62),
            (34, -54),
            (62, -24),
            (56, 0),
        ]
        marks = [(0.0, -38.0, 0.0), (0.0, -38.0, pi / 2)]
    outline = [(x + px, y + py) for px, py in shape]
    canvas.smooth([(px + 5, py) for px, py in outline], Ink.RUST, 1)
    canvas.smooth(outline, Ink.OCHRE, 1)
    low = [(px, y + (py - y) * 0.5) for px, py in outline]
    shade(canvas, low, Ink.RUST, 0.1, 0.75)
    for px, py, turn in marks:
        canvas.gouge(x + px, y + py, 52, 12, Ink.PAPER, angle=turn)
