"""The observatory on its hill, at night."""

from math import cos, pi, sin

from newsroom.demo.drawing.canvas import Canvas, Point, arc, placed
from newsroom.demo.drawing.figures import person
from newsroom.demo.drawing.marks import fade, glow, hatch, stipple
from newsroom.demo.drawing.nature import grass, hills, poplar, sky
from newsroom.demo.drawing.palette import Ink


def observatory(canvas: Canvas) -> None:
    """Draw the open dome on its hill under the Milky Way."""
    sky(canvas, Ink.INK, Ink.SEA, 1000, 1.2)
    fade(canvas, (0, 640, 1600, 860), Ink.ROSE, 0, 0.75)
    _milky_way(canvas)
    hills(canvas, 800, 40, Ink.SEA, 2.4)
    canvas.disc(1120, 700, 26, Ink.INK)
    crest = [
        (-20, 960),
        (300, 900),
        (620, 770),
        (860, 690),
        (1060, 680),
        (1240, 720),
        (1620, 900),
    ]
    canvas.smooth([*crest, (1700, 1200), (-100, 1200)], Ink.INK, 1.5)
    _dome(canvas)
    _hillside(canvas)
    person(canvas, 640, 832, 92, Ink.BRICK, legs=Ink.PAPER, stride=0.14)
    person(canvas, 586, 850, 70, Ink.OCHRE, legs=Ink.PAPER, stride=0.14)
    for x, size in ((1330, 240), (1400, 300), (1470, 220), (90, 330), (170, 250)):
        poplar(canvas, x, 960 if x < 1000 else 830, size, Ink.INK)
        stipple(
            canvas,
            placed([(-0.1, -0.35), (0, -0.9), (0, -0.1)], x, 900 - 60 * (x > 1000), size),
            Ink.SEA,
            0.5,
        )


def _milky_way(canvas: Canvas) -> None:
    for step in range(15):
        x, y = 80.0 + step * 96, 660.0 - step * 50
        glow(canvas, x, y, 150 + 40 * sin(step * 1.7), Ink.BLUE, strength=0.5)
        glow(canvas, x + 20, y, 80 + 20 * cos(step * 2.3), Ink.MIST, strength=0.42)
    for _ in range(420):
        x, y = canvas.rng.uniform(0, 1600), canvas.rng.uniform(0, 800)
        size = 1 + 2.6 * canvas.rng.random() ** 4
        canvas.disc(x, y, size, canvas.rng.choice((Ink.PAPER, Ink.PAPER, Ink.STRAW)), wobble=0.2)
    for x, y in (
        (300, 160),
        (430, 220),
        (520, 190),
        (640, 230),
        (690, 320),
        (820, 290),
        (800, 190),
        (1330, 400),
    ):
        for turn in (0.0, pi / 2):
            canvas.gouge(x, y, 34, 6, Ink.PAPER, angle=turn)
        canvas.disc(x, y, 5, Ink.PAPER)
    canvas.gouge(1060, 150, 190, 5, Ink.PAPER, angle=0.5)


def _dome(canvas: Canvas) -> None:
    x, y = 960, 560
    canvas.rect(x - 190, y, 380, 150, Ink.STONE)
    hatch(
        canvas,
        [(x + 40, y), (x + 190, y), (x + 190, y + 150), (x + 40, y + 150)],
        Ink.INK,
        10,
        5,
        angle=0.6,
    )
    canvas.fill(arc(x, y, 206, 226, pi, end=2 * pi), Ink.PAPER, 1.2)
    lee = [(x + 60, y), *arc(x, y, 206, 226, 1.62 * pi, end=2 * pi)]
    hatch(canvas, lee, Ink.BLUE, 11, 6, angle=0.9)
    slit = [(x - 96, y - 60), (x - 108, y - 188), (x - 30, y - 222), (x - 10, y - 90)]
    canvas.fill(slit, Ink.OCHRE)
    canvas.fill(
        placed(
            [(-0.12, 0.5), (-0.16, -1), (0.16, -1), (0.12, 0.5)],
            x - 66,
            y - 190,
            88,
            -0.42,
        ),
        Ink.BRICK,
    )
    canvas.fill(
        placed(
            [(-0.2, -0.86), (-0.2, -1.02), (0.2, -1.02), (0.2, -0.86)],
            x - 66,
            y - 190,
            88,
            -0.42,
        ),
        Ink.INK,
    )
    canvas.rect(x - 216, y - 8, 432, 22, Ink.INK)
    for pane in (-130, -60):
        canvas.rect(x + pane, y + 46, 34, 48, Ink.STRAW)
    canvas.rect(x + 6, y + 56, 44, 100, Ink.BRICK)


def _hillside(canvas: Canvas) -> None:
    for _ in range(150):
        x = canvas.rng.uniform(0, 1600)
        y = canvas.rng.uniform(760, 1060)
        if y > 700 + abs(x - 960) * 0.34:
            canvas.gouge(x, y, 60, 5, Ink.SEA, angle=0.24 if x > 960 else -0.3)
    path: list[Point] = [
        (966, 706),
        (1010, 706),
        (900, 780),
        (640, 860),
        (560, 930),
        (760, 1090),
    ]
    canvas.smooth([*path, (520, 1090), (420, 940), (560, 840), (840, 766)], Ink.STONE, 1)
    grass(canvas, -20, 1620, 1085, 120, ink=Ink.MOSS, count=120)
