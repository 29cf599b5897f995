"""Scenes in the streets: the town hall, the flooded terrace."""

from math import pi

from newsroom.demo.drawing.buildings import arched_window, chimney, roofs, window
from newsroom.demo.drawing.canvas import Canvas, arc, placed
from newsroom.demo.drawing.figures import shadowed
from newsroom.demo.drawing.marks import fade, hatch, reflect, ripples, shade
from newsroom.demo.drawing.nature import clouds, cumulus, sky, tree
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.wildlife import gulls


def town_hall(canvas: Canvas) -> None:
    """Draw the town hall and its clock tower over the square, tiny people below."""
    sky(canvas, Ink.BLUE, Ink.MIST, 760, 1.1)
    cumulus(canvas, 1330, 330, 210, Ink.PAPER)
    cumulus(canvas, 190, 250, 150, Ink.PAPER)
    cumulus(canvas, 1120, 520, 120, Ink.PAPER)
    roofs(canvas, -20, 1620, 790, 210, ink=Ink.PINK)
    roofs(canvas, -90, 1640, 800, 130, ink=Ink.ROSE)
    _hall(canvas)
    _tower(canvas)
    canvas.rect(-10, 796, 1630, 290, Ink.STRAW)
    fade(canvas, (0, 800, 1600, 1067), Ink.STONE, 1, 0)
    _paving(canvas)
    for x, size in ((90, 330), (240, 270), (1420, 300), (1550, 380)):
        canvas.disc(x + 60, 826, size * 0.38, Ink.STONE, 14)
        tree(canvas, x, 826, size, Ink.MOSS, light=Ink.SAGE)
    for _ in range(17):
        near = canvas.rng.random()
        at = canvas.rng.uniform(180, 1500), 826 + 150 * near
        coat = canvas.rng.choice((Ink.SEA, Ink.BRICK, Ink.INK, Ink.MOSS, Ink.OCHRE))
        shadowed(canvas, *at, 42 + 30 * near, coat, ground=Ink.ROSE)
    shadowed(canvas, 380, 1040, 150, Ink.BRICK, ground=Ink.ROSE)
    shadowed(canvas, 500, 1050, 138, Ink.SEA, ground=Ink.ROSE)
    _lamp(canvas, 1210, 1060, 420)
    gulls(canvas, 480, 190, 120, 5)


def _hall(canvas: Canvas) -> None:
    canvas.rect(360, 500, 860, 300, Ink.BRICK)
    canvas.rect(346, 488, 888, 16, Ink.PAPER)
    canvas.fill([(346, 490), (400, 400), (1180, 400), (1234, 490)], Ink.INK, 1.2)
    for x in (420, 500, 940, 1020, 1100):
        gable = [
            (x - 22, 478),
            (x - 22, 440),
            (x + 10, 408),
            (x + 42, 440),
            (x + 42, 478),
        ]
        canvas.fill(gable, Ink.PAPER)
        canvas.rect(x - 6, 440, 32, 38, Ink.SEA, wobble=0.5)
    for level, tall in ((610, 84), (770, 110)):
        for x in (408, 484, 560, 920, 996, 1072, 1148):
            arched_window(canvas, x, level, 38, tall, pane=Ink.INK, frame=Ink.PAPER)
    canvas.rect(360, 638, 860, 10, Ink.PAPER)
    shade(
        canvas,
        [(1000, 504), (1220, 504), (1220, 800), (1000, 800)],
        Ink.RUST,
        0,
        0.9,
        turn=1,
    )
    for x in (1072, 1148):
        for level, tall in ((610, 84), (770, 110)):
            arched_window(canvas, x, level, 38, tall, pane=Ink.INK, frame=Ink.ROSE)


def _clock(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.disc(x, y, size, Ink.INK)
    canvas.disc(x, y, size * 0.87, Ink.PAPER)
    for hour in range(12):
        tick = placed([(0, -0.77), (0, -0.62)], x, y, size, hour * pi / 6)
        canvas.stroke(tick, Ink.INK, 5)
    canvas.stroke(placed([(0, 0), (0.33, -0.36)], x, y, size), Ink.INK, 8)
    canvas.stroke(placed([(0, 0), (-0.15, -0.74)], x, y, size), Ink.INK, 6)


def _tower(canvas: Canvas) -> None:
    canvas.rect(650, 250, 200, 552, Ink.BRICK, wobble=1.4)
    for y in range(520, 800, 34):
        canvas.rect(650, y, 18, 17, Ink.PAPER, wobble=0.6)
        canvas.rect(832, y + 17, 18, 17, Ink.STONE, wobble=0.6)
    dark = [(790, 250), (850, 250), (850, 800), (790, 800)]
    hatch(canvas, dark, Ink.RUST, 9, 5, angle=pi / 2 + 0.12)
    canvas.rect(632, 236, 236, 20, Ink.PAPER)
    canvas.rect(640, 478, 220, 16, Ink.PAPER)
    _clock(canvas, 750, 366, 78)
    canvas.rect(672, 160, 156, 78, Ink.PAPER)
    for x in (700, 750, 800):
        arched_window(canvas, x, 232, 24, 56, pane=Ink.INK, frame=Ink.PAPER)
    canvas.fill(
        [
            (650, 164),
            (690, 110),
            (730, 84),
            (750, 6),
            (770, 84),
            (810, 110),
            (850, 164),
        ],
        Ink.MOSS,
    )
    hatch(
        canvas,
        [(756, 164), (752, 20), (772, 86), (812, 112), (850, 164)],
        Ink.INK,
        10,
        4,
        angle=1.2,
    )
    canvas.stroke([(750, 14), (750, -20)], Ink.INK, 4)
    for x in (690, 810):
        arched_window(canvas, x, 608, 40, 90, pane=Ink.INK, frame=Ink.PAPER)
    canvas.fill(
        [
            (700, 802),
            (700, 720),
            *arc(750, 720, 50, 50, pi, end=2 * pi),
            (800, 720),
            (800, 802),
        ],
        Ink.PAPER,
    )
    canvas.fill(
        [(712, 802), (712, 722), *arc(750, 722, 38, 38, pi, end=2 * pi), (788, 802)],
        Ink.INK,
    )
    canvas.fill([(660, 818), (690, 796), (810, 796), (840, 818)], Ink.PAPER)


def _paving(canvas: Canvas) -> None:
    for number in range(-14, 15):
        x = 750 + number * 62
        canvas.stroke([(x, 800), (750 + number * 190, 1075)], Ink.STONE, 2.5)
    for row in range(9):
        y = 806 + row * row * 3.6
        canvas.stroke([(-5, y), (1605, y)], Ink.STONE, 1.6 + row * 0.3)


def _lamp(canvas: Canvas, x: float, y: float, height: float) -> None:
    post = [(-0.02, 0), (-0.012, -0.8), (0.012, -0.8), (0.02, 0)]
    canvas.fill(placed(post, x, y, height), Ink.INK)
    glass = [(-0.05, -0.8), (-0.075, -0.94), (0.075, -0.94), (0.05, -0.8)]
    canvas.fill(placed(glass, x, y, height), Ink.STRAW)
    canvas.stroke(placed([(0, -0.8), (0, -0.94)], x, y, height), Ink.INK, 3)
    canvas.fill(placed([(-0.09, -0.93), (0, -1.02), (0.09, -0.93)], x, y, height), Ink.INK)
    canvas.fill(
        placed([(-0.05, 0.02), (-0.03, -0.16), (0.03, -0.16), (0.05, 0.02)], x, y, height),
        Ink.INK,
    )
    canvas.stroke(placed([(-0.07, -0.72), (0.07, -0.72)], x, y, height), Ink.INK, 5)


def flood_street(canvas: Canvas) -> None:
    """Draw a terrace mirrored in floodwater, a neighbour wading home."""
    sky(canvas, Ink.BLUE, Ink.MIST, 620, 0.9)
    clouds(canvas, Ink.MIST, 30, 260, 14, length=620)
    inks = (Ink.OCHRE, Ink.PAPER, Ink.BRICK, Ink.MIST, Ink.PINK, Ink.SAGE)
    for number, ink in enumerate(inks):
        _terrace_house(canvas, -70 + number * 296, 296, ink)
    reflect(canvas, 668, 400, 0.86, 8)
    fade(canvas, (0, 668, 1600, 1067), Ink.SEA, 0.22, 0.9)
    canvas.stroke([(-5, 669), (1605, 669)], Ink.PAPER, 3)
    ripples(canvas, (0, 676, 1600, 1067), Ink.BLUE, 90, 260, weight=9)
    ripples(canvas, (0, 676, 1600, 1067), Ink.PAPER, 60, 200, weight=6)
    rain = [(0.0, 0.0), (1600.0, 0.0), (1600.0, 640.0), (0.0, 640.0)]
    hatch(canvas, rain, Ink.PAPER, 46, 0.9, angle=1.32)
    _street_lamp(canvas, 1330, 930)
    _wader(canvas, 560, 900)
    gulls(canvas, 1120, 90, 160, 4)


def _street_lamp(canvas: Canvas, x: float, y: float) -> None:
    _lamp(canvas, x, y, 560)
    for row in range(9):
        canvas.gouge(x + canvas.rng.uniform(-12, 12), y + 8 + row * 13, 70, 9, Ink.INK)
    canvas.gouge(x, y + 4, 110, 7, Ink.PAPER)


def _wader(canvas: Canvas, x: float, y: float) -> None:
    for ring in (150, 260, 380):
        canvas.stroke(arc(x, y + 10, ring / 2, ring / 14), Ink.PAPER, 3)
    for row in range(15):
        canvas.gouge(
            x + canvas.rng.uniform(-16, 16),
            y + 8 + row * 11,
            130 - row * 6,
            9,
            Ink.OCHRE,
        )
    for leg in (-26, 14):
        canvas.rect(x + leg, y - 60, 22, 66, Ink.INK)
    coat = [(-30, -244), (30, -244), (58, -190), (72, -48), (-72, -48), (-58, -190)]
    canvas.smooth([(x + px, y + py) for px, py in coat], Ink.OCHRE)
    fold = [(8, -230), (30, -236), (56, -190), (70, -52), (26, -52)]
    hatch(canvas, [(x + px, y + py) for px, py in fold], Ink.RUST, 11, 4, angle=1.4)
    hood = [(-36, -236), (-32, -292), (0, -312), (34, -290), (38, -236), (0, -222)]
    canvas.smooth([(x + px, y + py) for px, py in hood], Ink.OCHRE)
    bag = [(70, -120), (118, -120), (110, -56), (78, -56)]
    canvas.stroke([(x + 50, y - 190), (x + 84, y - 150), (x + 94, y - 120)], Ink.OCHRE, 18)
    canvas.fill([(x + px, y + py) for px, py in bag], Ink.BRICK)
    canvas.gouge(x, y + 4, 150, 10, Ink.PAPER)


def _terrace_house(canvas: Canvas, x: float, width: float, ink: Ink) -> None:
    chimney(canvas, x + width * 0.9, 236, 64, 110, brick=Ink.RUST)
    canvas.rect(x, 330, width, 345, ink)
    roof = [(x - 6, 336), (x, 212), (x + width, 212), (x + width + 6, 336)]
    canvas.fill(roof, Ink.SEA)
    canvas.fill(roof, Ink.INK)
    hatch(canvas, roof, Ink.SEA, 17, 3, angle=0)
    frame = Ink.SEA if ink is Ink.PAPER else Ink.PAPER
    for column in (0.14, 0.58):
        lit = ink is Ink.BRICK and column > 0.5
        window(
            canvas,
            x + width * column,
            372,
            76,
            104,
            pane=Ink.STRAW if lit else Ink.SEA,
            frame=frame,
        )
    window(canvas, x + width * 0.12, 534, 100, 96, pane=Ink.SEA, frame=frame)
    door = Ink.BRICK if ink in {Ink.PAPER, Ink.MIST, Ink.SAGE} else Ink.MOSS
    canvas.rect(x + width * 0.6 - 8, 516, 86, 160, frame)
    canvas.rect(x + width * 0.6, 556, 70, 120, door)
    canvas.rect(x + width * 0.6, 524, 70, 26, Ink.SEA, wobble=0.5)
    canvas.stroke([(x, 214), (x, 670)], Ink.INK, 4)
    side = [
        (x + width * 0.88, 338),
        (x + width, 338),
        (x + width, 668),
        (x + width * 0.88, 668),
    ]
    hatch(canvas, side, Ink.INK, 10, 2.4, angle=2.2)
