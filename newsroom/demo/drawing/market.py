"""The market on the square."""

from math import pi

from newsroom.demo.drawing.buildings import window
from newsroom.demo.drawing.canvas import Canvas, Point, arc
from newsroom.demo.drawing.figures import person, shadowed
from newsroom.demo.drawing.marks import fade, hatch
from newsroom.demo.drawing.nature import cumulus, sky
from newsroom.demo.drawing.palette import Ink


def market(canvas: Canvas) -> None:
    """Draw market stalls under striped awnings, crates of produce in front."""
    sky(canvas, Ink.PINK, Ink.PAPER, 420, 1)
    cumulus(canvas, 1250, 150, 160, Ink.PAPER)
    _backdrop(canvas)
    canvas.rect(-10, 640, 1630, 440, Ink.STONE)
    fade(canvas, (0, 640, 1600, 1067), Ink.STRAW, 0.2, 0.9)
    _stall(canvas, 1090, 372, 330, Ink.MOSS)
    _stall(canvas, -60, 380, 330, Ink.SEA)
    for x, y, tall, coat in (
        (980, 700, 140, Ink.OCHRE),
        (1040, 692, 124, Ink.SEA),
        (1340, 760, 170, Ink.OCHRE),
        (1490, 850, 240, Ink.SEA),
        (130, 800, 200, Ink.MOSS),
        (1510, 690, 112, Ink.INK),
    ):
        shadowed(canvas, x, y, tall, coat, ground=Ink.ROSE)
    _stall(canvas, 200, 390, 720, Ink.BRICK)
    _vendor(canvas)
    canvas.disc(1270, 1002, 170, Ink.ROSE, 14)
    person(canvas, 1150, 1000, 440, Ink.MOSS, legs=Ink.INK, stride=0.1)
    _headscarf(canvas, 1154, 596)
    _basket(canvas, 1230, 850)
    _crates(canvas)


def _backdrop(canvas: Canvas) -> None:
    left = -40.0
    for number, ink in enumerate((Ink.ROSE, Ink.PAPER, Ink.SAGE, Ink.MIST, Ink.OCHRE, Ink.PAPER)):
        wide = 270 + number % 2 * 40
        top = 190 + number * 67 % 90
        peak = [
            (left, 700),
            (left, top),
            (left + wide / 2, top - 110),
            (left + wide, top),
        ]
        canvas.fill([*peak, (left + wide, 700)], ink)
        roof = [
            (left - 10, top + 8),
            (left + wide / 2, top - 118),
            (left + wide + 10, top + 8),
        ]
        canvas.fill([*roof, (left + wide / 2, top - 92)], Ink.INK)
        for column in (0.22, 0.62):
            for level in (40, 170):
                window(
                    canvas,
                    left + wide * column,
                    top + level,
                    40,
                    70,
                    pane=Ink.BLUE,
                    frame=Ink.PAPER,
                )
        left += wide
    fade(canvas, (0, 300, 1600, 660), Ink.PINK, 0, 0.6)


def _stall(canvas: Canvas, x: float, y: float, width: float, ink: Ink) -> None:
    tall = width * 0.28 + 60
    canvas.rect(x + width * 0.04, y, width * 0.018, tall * 1.9, Ink.INK)
    canvas.rect(x + width * 0.94, y, width * 0.018, tall * 1.9, Ink.INK)
    back = [(x + width * 0.06, y + tall * 0.5), (x + width * 0.94, y + tall * 0.5)]
    foot = y + tall * 1.28
    canvas.fill([*back, (x + width * 0.94, foot), (x + width * 0.06, foot)], Ink.INK)
    stripes = 12
    for stripe in range(stripes):
        low, high = stripe / stripes, (stripe + 1) / stripes
        top = [(x + width * (0.08 + 0.84 * share), y) for share in (low, high)]
        hem = [(x + width * (1.06 * share - 0.03), y + tall * 0.56) for share in (high, low)]
        colour = ink if stripe % 2 else Ink.PAPER
        canvas.fill([*top, *hem], colour, 0.6)
        (right, level), (left, _) = hem
        level -= 4
        canvas.fill(
            arc((left + right) / 2, level, (right - left) / 2, tall * 0.12, 0, end=pi),
            colour,
            0.5,
        )
    canvas.rect(x, foot, width, tall * 0.5, Ink.RUST if ink is Ink.BRICK else Ink.INK)
    for plank in range(1, 4):
        level = foot + tall * 0.125 * plank
        canvas.stroke([(x, level), (x + width, level)], Ink.ROSE, 2)
    _heap(canvas, x + width * 0.04, foot, width * 0.92, width / 26)


def _heap(canvas: Canvas, x: float, y: float, width: float, fruit: float) -> None:
    inks = (Ink.OCHRE, Ink.SAGE, Ink.BRICK, Ink.STRAW, Ink.ROSE)
    for heap, ink in enumerate(inks):
        left = x + heap * width / 5
        for row in range(3):
            for place in range(4 - row):
                at = left + fruit * (1.1 + row * 0.85) + place * fruit * 1.15
                canvas.disc(at, y - fruit * (0.5 + row * 0.75), fruit * 0.66, Ink.INK)
                canvas.disc(at - fruit * 0.06, y - fruit * (0.55 + row * 0.75), fruit * 0.6, ink)


def _vendor(canvas: Canvas) -> None:
    coat = [(508, 724), (514, 664), (534, 640), (566, 640), (588, 664), (594, 724)]
    canvas.fill(coat, Ink.PAPER)
    canvas.fill([(526, 724), (532, 676), (570, 676), (576, 724)], Ink.BRICK)
    canvas.rect(540, 622, 20, 24, Ink.ROSE)
    canvas.disc(550, 602, 25, Ink.ROSE, 30)
    canvas.fill([(522, 596), (528, 570), (572, 570), (586, 592)], Ink.OCHRE)


def _headscarf(canvas: Canvas, x: float, y: float) -> None:
    knot = [(-34, 6), (-30, -34), (0, -46), (32, -34), (36, 4), (46, 34), (12, 30), (-16, 32)]
    canvas.smooth([(x + px, y + py) for px, py in knot], Ink.BRICK)
    for spot in ((-14, -18), (8, -28), (16, -4), (-8, 8), (24, 18)):
        canvas.disc(x + spot[0], y + spot[1], 4, Ink.PAPER)


def _basket(canvas: Canvas, x: float, y: float) -> None:
    canvas.stroke(arc(x, y - 40, 42, 60, pi, end=2 * pi), Ink.INK, 6)
    bag: list[Point] = [
        (x - 52, y - 44),
        (x + 52, y - 44),
        (x + 38, y + 22),
        (x - 38, y + 22),
    ]
    canvas.fill(bag, Ink.OCHRE)
    hatch(canvas, bag, Ink.RUST, 10, 3, angle=0.5)


def _crates(canvas: Canvas) -> None:
    for x, y, ink in (
        (60, 900, Ink.OCHRE),
        (350, 930, Ink.BRICK),
        (640, 930, Ink.SAGE),
    ):
        for number in range(18):
            at = x + 28 + number % 6 * 40 + number // 6 * 8
            level = y - 4 - number // 6 * 20
            canvas.disc(at, level, 24, Ink.INK)
            canvas.disc(at - 2, level - 2, 22, ink)
            canvas.gouge(at - 8, level - 10, 14, 5, Ink.PAPER, angle=-0.7)
        canvas.disc(x + 160, y + 146, 190, Ink.ROSE, 12)
        canvas.rect(x + 6, y, 258, 140, Ink.INK)
        for slat in range(3):
            canvas.rect(x, y + slat * 46, 270, 38, Ink.STRAW, wobble=1.2)
            hatch(
                canvas,
                [
                    (x, y + slat * 46),
                    (x + 270, y + slat * 46),
                    (x + 270, y + 38 + slat * 46),
                    (x, y + 38 + slat * 46),
                ],
                Ink.OCHRE,
                11,
                2,
                angle=0.05,
            )
        for post in (6, 240):
            canvas.rect(x + post, y - 6, 24, 150, Ink.INK)
