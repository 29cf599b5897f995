"""Scenes in the country: the old bridge, the viaduct."""

from math import cos, pi, sin

from newsroom.demo.drawing.buildings import roofs
from newsroom.demo.drawing.canvas import Canvas, Point, arc
from newsroom.demo.drawing.figures import bicycle, person
from newsroom.demo.drawing.marks import fade, hatch, reflect, ripples
from newsroom.demo.drawing.nature import (
    clouds,
    cumulus,
    grass,
    hills,
    poplar,
    sky,
    tree,
    tufts,
)
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.wildlife import duck, gulls, sheep


def old_bridge(canvas: Canvas) -> None:
    """Draw the three-arched bridge and its image in the river."""
    sky(canvas, Ink.MIST, Ink.PINK, 560, 1.1)
    clouds(canvas, Ink.PAPER, 50, 260, 9, length=520)
    hills(canvas, 360, 60, Ink.BLUE, waves=2.2, foot=640)
    _village(canvas)
    hills(canvas, 500, 26, Ink.SAGE, 3, foot=640)
    for x, size in ((60, 330), (190, 270), (1330, 260), (1440, 330), (1570, 380)):
        tree(canvas, x, 600, size, Ink.MOSS, light=Ink.SAGE)
    for x, size in ((1120, 290), (1172, 350), (1226, 300)):
        poplar(canvas, x, 560, size, Ink.SEA)
    canvas.rect(-10, 590, 1630, 60, Ink.MOSS)
    _arches(canvas)
    person(canvas, 730, 403, 92, Ink.BRICK, legs=Ink.INK, stride=0.14)
    bicycle(canvas, 812, 400, 25, Ink.INK)
    person(canvas, 1010, 408, 90, Ink.SEA, legs=Ink.INK, stride=-0.14)
    reflect(canvas, 640, 430, 0.92, 9)
    fade(canvas, (0, 640, 1600, 1067), Ink.SEA, 0.08, 1.05)
    ripples(canvas, (0, 650, 1600, 1067), Ink.BLUE, 110, 240, weight=9)
    ripples(canvas, (0, 650, 1600, 1067), Ink.PINK, 60, 170, weight=6)
    canvas.stroke([(-5, 641), (1605, 641)], Ink.PAPER, 3)
    duck(canvas, 520, 850, 70)
    duck(canvas, 650, 890, 78)
    grass(canvas, -20, 330, 1080, 330, ink=Ink.INK, count=60)
    grass(canvas, -20, 240, 1080, 230, ink=Ink.OCHRE, count=18)
    grass(canvas, 1400, 1620, 1080, 250, ink=Ink.INK, count=40)
    gulls(canvas, 600, 190, 160, 5, ink=Ink.INK)


def _masonry(canvas: Canvas) -> None:
    for course in range(11):
        y = 436 + course * 20
        for stone in range(27):
            x = stone * 62 + course % 2 * 31 + canvas.rng.uniform(-6, 6)
            ink = canvas.rng.choice((Ink.PAPER, Ink.SHADOW, Ink.ROSE, Ink.STONE))
            canvas.gouge(x, y + abs(x - 820) * 0.02, 56, 11, ink)


def _village(canvas: Canvas) -> None:
    roofs(canvas, 380, 880, 440, 120, ink=Ink.ROSE)
    roofs(canvas, 300, 940, 450, 80, ink=Ink.BRICK)
    tower = [(560, 440), (560, 300), (586, 180), (612, 300), (612, 440)]
    canvas.fill(tower, Ink.PAPER)
    canvas.fill([(554, 304), (586, 176), (618, 304)], Ink.SEA)
    hatch(canvas, [(590, 440), (590, 300), (612, 300), (612, 440)], Ink.SEA, 7, 3)
    canvas.rect(578, 326, 16, 34, Ink.INK)


def _arches(canvas: Canvas) -> None:
    top: list[Point] = [(-20, 452), (300, 420), (820, 396), (1340, 420), (1620, 452)]
    canvas.fill([*top, (1620, 650), (-20, 650)], Ink.STONE, 1.5)
    _masonry(canvas)
    for x, half in ((410, 170), (820, 200), (1230, 170)):
        ring = arc(x, 642, half + 24, half * 0.86 + 24, pi, end=2 * pi)
        canvas.fill(ring, Ink.PAPER, 1.5)
        for stone in range(1, 18):
            turn = pi + pi * stone / 18
            joint = [(x + (half + rim) * cos(turn), 642 + (half * 0.86 + rim) * sin(turn)) for rim in (0, 24)]
            canvas.stroke(joint, Ink.RUST, 3)
        canvas.fill(arc(x, 642, half, half * 0.86, pi, end=2 * pi), Ink.INK, 1.2)
        canvas.fill(arc(x + 34, 642, half - 34, half * 0.8, pi, end=2 * pi), Ink.BLUE, 1.2)
        bank = [(px, max(py, 604)) for px, py in arc(x + 34, 642, half - 34, half * 0.8, pi, end=2 * pi)]
        canvas.fill(bank, Ink.SAGE, 1.2)
        canvas.fill([(px, max(py, 622)) for px, py in bank], Ink.MOSS, 1.2)
    for x in (206, 614, 1026, 1434):
        canvas.fill(
            [(x - 34, 644), (x - 34, 500), (x, 470), (x + 34, 500), (x + 34, 644)],
            Ink.STONE,
        )
        dark = [(x + 2, 644), (x + 2, 474), (x + 34, 502), (x + 34, 644)]
        hatch(canvas, dark, Ink.INK, 9, 4, angle=0.5)
    canvas.stroke(top, Ink.PAPER, 13)
    canvas.stroke([(x, y + 12) for x, y in top], Ink.INK, 4)


def train(canvas: Canvas) -> None:
    """Draw a two-car train on a tall viaduct over a valley."""
    sky(canvas, Ink.STRAW, Ink.PAPER, 560, 0.9)
    cumulus(canvas, 330, 210, 170, Ink.PAPER)
    cumulus(canvas, 1320, 150, 130, Ink.PAPER)
    hills(canvas, 330, 60, Ink.MIST, waves=2.1)
    hills(canvas, 500, 60, Ink.BLUE, waves=2.6)
    near = hills(canvas, 660, 70, Ink.SAGE, 1.6)
    hatch(canvas, near, Ink.MOSS, 30, 3, angle=0.25)
    for x, size in ((230, 120), (300, 90), (980, 110), (1060, 130), (620, 80)):
        tree(canvas, x, 760, size, Ink.MOSS, light=None)
    _river(canvas)
    _viaduct(canvas)
    _carriage(canvas, 330, 372, 1)
    _carriage(canvas, 1106, 372, -1)
    fore = [
        (-20.0, 900.0),
        (260.0, 880.0),
        (560.0, 980.0),
        (760.0, 1090.0),
        (-20.0, 1090.0),
    ]
    canvas.fill(fore, Ink.MOSS, 2)
    right = [(960.0, 1090.0), (1180.0, 970.0), (1620.0, 900.0), (1620.0, 1090.0)]
    canvas.fill(right, Ink.MOSS, 2)
    tufts(canvas, 0, 920, 420, 1060, ink=Ink.SAGE, count=60)
    tufts(canvas, 1240, 960, 1600, 1060, ink=Ink.SAGE, count=46)
    for x, y, size in (
        (130, 950, 62),
        (300, 1000, 76),
        (1460, 980, 70),
        (1330, 1020, 80),
    ):
        sheep(canvas, x, y, size)
    tree(canvas, 1560, 1010, 420, Ink.INK, light=Ink.MOSS)
    gulls(canvas, 900, 190, 220, 6, ink=Ink.INK)


def _river(canvas: Canvas) -> None:
    bank = [(800, 720), (700, 790), (900, 850), (760, 930), (700, 1090), (1040, 1090)]
    canvas.smooth([*bank, (1010, 930), (1020, 850), (830, 790), (850, 725)], Ink.MIST, 1)
    for _ in range(26):
        near = canvas.rng.random()
        canvas.gouge(850 + canvas.rng.gauss(0, 50), 800 + 260 * near, 80, 7, Ink.PAPER)


def _viaduct(canvas: Canvas) -> None:
    canvas.rect(-20, 374, 1640, 100, Ink.BRICK)
    for number in range(8):
        x = 40 + number * 218
        foot = 830 - abs(number - 3.6) * 52 + 70
        canvas.fill([(x - 30, 460), (x + 30, 460), (x + 38, foot), (x - 38, foot)], Ink.BRICK)
        dark = [(x + 6, 470), (x + 30, 470), (x + 38, foot), (x + 8, foot)]
        hatch(canvas, dark, Ink.INK, 10, 5, angle=0.5)
        canvas.rect(x - 36, 560, 74, 11, Ink.PAPER)
        canvas.disc(x + 60, foot - 2, 100, Ink.MOSS, 9)
        tufts(canvas, x - 60, foot - 4, x + 60, bottom=foot + 4, ink=Ink.MOSS, count=14)
        spandrel = [(x + 28, 458), (x + 190, 458), (x + 190, 570)]
        opening = arc(x + 109, 570, 79, 86, 2 * pi, end=pi)
        canvas.fill([*spandrel, *opening, (x + 28, 570)], Ink.BRICK)
        canvas.stroke(arc(x + 109, 570, 79, 86, pi, end=2 * pi), Ink.STONE, 9)
    canvas.rect(-20, 366, 1640, 16, Ink.PAPER)
    canvas.rect(-20, 392, 1640, 7, Ink.INK)
    for _ in range(90):
        at = canvas.rng.uniform(0, 1600), 412 + 11 * canvas.rng.randint(0, 5)
        canvas.gouge(*at, 26, 4, canvas.rng.choice((Ink.RUST, Ink.ROSE)))


def _carriage(canvas: Canvas, x: float, y: float, way: int) -> None:
    def part(points: list[Point], ink: Ink) -> None:
        canvas.fill([(x + way * px, y + py) for px, py in points], ink, 0.6)

    part([(0, -16), (0, -104), (14, -112), (384, -112), (384, -16)], Ink.PAPER)
    part([(-6, -16), (-4, -60), (0, -70), (384, -70), (384, -16)], Ink.SEA)
    part([(0, -104), (14, -118), (380, -118), (384, -104)], Ink.INK)
    part([(2, -70), (8, -98), (40, -98), (40, -66)], Ink.INK)
    for pane in range(6):
        left = 84 + pane * 48
        part([(left, -98), (left + 36, -98), (left + 36, -66), (left, -66)], Ink.INK)
    part([(54, -16), (54, -98), (74, -98), (74, -16)], Ink.BRICK)
    part([(-6, -38), (-5, -46), (384, -46), (384, -38)], Ink.OCHRE)
    for wheel in (44, 84, 300, 340):
        canvas.disc(x + way * wheel, y - 10, 15, Ink.INK)
        canvas.disc(x + way * wheel, y - 10, 5, Ink.STONE)
    canvas.disc(x + way * 4, y - 52, 7, Ink.STRAW)
