"""The shipyard: a hull on the slip between two cranes."""

from math import pi

from newsroom.demo.drawing.buildings import roofs
from newsroom.demo.drawing.canvas import Canvas, Point
from newsroom.demo.drawing.figures import shadowed
from newsroom.demo.drawing.marks import hatch, shade
from newsroom.demo.drawing.nature import (
    clouds,
    sky,
)
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.wildlife import (
    gull,
    gulls,
)


def shipyard(canvas: Canvas) -> None:
    """Draw a hull on the slip, seen from ahead, between two cranes."""
    sky(canvas, Ink.OCHRE, Ink.STRAW, 800, 1.2)
    clouds(canvas, Ink.STRAW, 60, 420, 9, length=600)
    clouds(canvas, Ink.PAPER, 240, 640, 5, length=480)
    roofs(canvas, -20, 1620, 800, 130, ink=Ink.ROSE)
    canvas.rect(-10, 795, 1630, 290, Ink.STONE)
    _crane(canvas, 330, 800, 1)
    _crane(canvas, 1310, 800, -0.86)
    _hull(canvas)
    _slip(canvas)
    gulls(canvas, 1080, 160, 160, 5)
    gull(canvas, 180, 420, -60, 0.2)


def _crane(canvas: Canvas, x: float, y: float, size: float) -> None:
    tall = abs(size)

    def at(px: float, py: float) -> tuple[float, float]:
        return x + px * size, y + py * tall

    for foot in (-70, 70):
        canvas.stroke([at(foot, 0), at(foot * 0.4, -480)], Ink.INK, 13 * tall)
    for level in range(7):
        low, high = -level * 68, -(level + 1) * 68
        reach, next_reach = 70 + low * 0.0875, 70 + high * 0.0875
        canvas.stroke([at(-reach, low), at(next_reach, high)], Ink.INK, 5)
        canvas.stroke([at(reach, low), at(-next_reach, high)], Ink.INK, 5)
    canvas.fill([at(-60, -480), at(50, -480), at(50, -560), at(-60, -560)], Ink.BRICK)
    canvas.fill([at(6, -492), at(40, -492), at(40, -545), at(6, -545)], Ink.PAPER)
    canvas.stroke([at(-190, -560), at(430, -680)], Ink.INK, 10)
    canvas.stroke([at(-190, -540), at(50, -540), at(430, -672)], Ink.INK, 6)
    canvas.stroke([at(-10, -560), at(-10, -720), at(430, -680)], Ink.INK, 4)
    canvas.stroke([at(-10, -720), at(-190, -560)], Ink.INK, 4)
    canvas.fill([at(-215, -570), at(-140, -570), at(-140, -500), at(-215, -500)], Ink.INK)
    canvas.stroke([at(360, -660), at(360, -420)], Ink.INK, 3)
    canvas.fill([at(346, -420), at(374, -420), at(366, -392), at(352, -392)], Ink.BRICK)


def _hull(canvas: Canvas) -> None:
    left = [
        (820, 300),
        (640, 262),
        (560, 268),
        (572, 470),
        (620, 640),
        (720, 790),
        (806, 860),
    ]
    right = [(834, 860), (920, 790), (1020, 640), (1068, 470), (1080, 268), (1000, 262)]
    canvas.fill([*left, *right], Ink.SEA, 1.5)
    water = [
        (596, 570),
        (820, 600),
        (1044, 570),
        (1020, 640),
        (920, 790),
        (834, 860),
        (806, 860),
    ]
    canvas.fill([*water, (720, 790), (620, 640)], Ink.BRICK, 1.5)
    canvas.fill(
        [(596, 556), (820, 586), (1044, 556), (1044, 572), (820, 604), (596, 572)],
        Ink.PAPER,
    )
    dark = [
        (820, 300),
        (1000, 262),
        (1080, 268),
        (1068, 470),
        (1020, 640),
        (920, 790),
        (834, 860),
    ]
    shade(canvas, [*dark, (820, 860)], Ink.INK, 0.35, 1.2, turn=1)
    hatch(
        canvas,
        [(560, 268), (640, 262), (700, 276), (690, 556), (600, 548)],
        Ink.BLUE,
        13,
        4,
        angle=1.3,
    )
    canvas.fill(
        [
            (550, 268),
            (640, 258),
            (820, 298),
            (1000, 258),
            (1090, 268),
            (1086, 240),
            (1000, 232),
            (820, 272),
            (640, 232),
            (554, 240),
        ],
        Ink.PAPER,
    )
    canvas.rect(720, 150, 200, 100, Ink.PAPER)
    canvas.rect(700, 138, 240, 18, Ink.INK)
    for pane in range(5):
        canvas.rect(734 + pane * 36, 168, 26, 30, Ink.INK, wobble=0.6)
    for side in (740, 880):
        canvas.disc(side + 10, 400, 18, Ink.INK)
        canvas.stroke([(side + 10, 400), (side + 10, 470)], Ink.INK, 7)


def _slip(canvas: Canvas) -> None:
    canvas.fill([(760, 856), (880, 856), (1120, 1080), (500, 1080)], Ink.INK, 2)
    for step in range(7):
        y = 872 + step * step * 5.2
        spread = (y - 856) * 1.1 + 62
        canvas.rect(820 - spread, y, spread * 2, 4 + step * 2.4, Ink.OCHRE)
    for side in (-1, 1):
        for prop in range(5):
            x = 820 + side * (62 + prop * 44)
            canvas.stroke([(x, 740 - prop * 62), (x + side * 62, 862)], Ink.INK, 8)
    _yard_floor(canvas)
    for x, y, tall in ((450, 905, 56), (500, 912, 56), (1190, 900, 54), (250, 1000, 104)):
        coat = canvas.rng.choice((Ink.SEA, Ink.BRICK, Ink.OCHRE))
        shadowed(canvas, x, y, tall, coat, ground=Ink.SHADOW)
    shadowed(canvas, 1330, 1030, 128, Ink.BRICK, ground=Ink.SHADOW)


def _yard_floor(canvas: Canvas) -> None:
    west: list[Point] = [(-5, 930), (500, 860), (440, 1080), (-5, 1080)]
    east: list[Point] = [(1130, 860), (1610, 930), (1610, 1080), (1190, 1080)]
    hatch(canvas, west, Ink.ROSE, 22, 5, angle=pi * 0.93)
    hatch(canvas, east, Ink.ROSE, 22, 5, angle=0.2)
    for x, y, count in ((40, 960, 4), (1440, 890, 3), (1060, 850, 2)):
        canvas.disc(x + 110, y + 8, 150, Ink.SHADOW, 14)
        for row in range(count):
            for log in range(count - row):
                at = x + 34 + row * 20 + log * 40, y - 16 - row * 33
                canvas.disc(*at, 21, Ink.INK)
                canvas.disc(*at, 17, Ink.OCHRE)
                canvas.disc(*at, 8, Ink.STRAW)
    for x in (330, 1310):
        canvas.rect(x - 110, 796, 220, 12, Ink.INK)
        canvas.disc(x + 80, 816, 190, Ink.SHADOW, 9)
