"""Pictures of the sea on paper: the tide table, the harbour chart."""

from collections.abc import Callable
from math import cos, pi, sin

from newsroom.demo.drawing.boats import sailing_boat
from newsroom.demo.drawing.buildings import lighthouse
from newsroom.demo.drawing.canvas import Canvas, Point, arc, open_spline, placed
from newsroom.demo.drawing.marks import hatch, shade, soft_shadow, stipple
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.shop import backdrop
from newsroom.demo.drawing.stationery import pencil


def tide_chart(canvas: Canvas) -> None:
    """Draw a page of the tide table with its curve, a pencil and a mug on a desk."""
    canvas.rect(-5, -5, 1610, 1080, Ink.BRICK)
    for plank in range(6):
        y = plank * 190 - 30
        board: list[Point] = [(-5, y), (1605, y - 30), (1605, y + 150), (-5, y + 180)]
        hatch(canvas, board, Ink.RUST, 20, 4, angle=-0.02)
        canvas.stroke([(-5, y + 182), (1605, y + 152)], Ink.INK, 5)
    _page(canvas)
    pencil(canvas, (1330, 690), 330, -1.05, Ink.INK)
    _coffee(canvas, 1390, 210)
    _shells(canvas)


def _page(canvas: Canvas) -> None:
    turn, x, y = -0.07, 700.0, 540.0

    def laid(points: list[Point]) -> list[Point]:
        return placed(points, x, y, 1, turn)

    def bar(left: float, top: float, wide: float, tall: float, ink: Ink) -> None:
        box = [
            (left, top),
            (left + wide, top),
            (left + wide, top + tall),
            (left, top + tall),
        ]
        canvas.fill(laid(box), ink, 0.5)

    sheet: list[Point] = [(-530, -470), (530, -470), (530, 470), (-530, 470)]
    soft_shadow(canvas, [(px + 22, py + 26) for px, py in laid(sheet)], Ink.INK, 16, 0.95)
    bar(-530, -470, 1060, 940, Ink.PAPER)
    bar(-470, -420, 460, 34, Ink.SEA)
    bar(-470, -372, 300, 12, Ink.STONE)
    for number in range(4):
        _moon(canvas, *laid([(230 + number * 76, -394)])[0], 28, number)
    _curve(canvas, laid)
    for row in range(11):
        level = 130 + row * 29
        if row % 2 == 0:
            bar(-474, level - 7, 948, 26, Ink.STRAW)
        for column in range(8):
            left = -460 + column * 119
            high = (row + column) % 5 == 0
            bar(
                left,
                level,
                canvas.rng.uniform(46, 84),
                11,
                Ink.BRICK if high else Ink.INK,
            )
    for column in range(1, 8):
        canvas.stroke(laid([(-474 + column * 119, 116), (-474 + column * 119, 440)]), Ink.BLUE, 2)


def _curve(canvas: Canvas, laid: Callable[[list[Point]], list[Point]]) -> None:
    box: list[Point] = [(-470, -330), (470, -330), (470, 90), (-470, 90)]
    stipple(canvas, laid(box), Ink.MIST, 0.4)
    for line in range(6):
        canvas.stroke(laid([(-470, -330 + line * 84), (470, -330 + line * 84)]), Ink.BLUE, 2)
    for line in range(13):
        canvas.stroke(laid([(-470 + line * 78.3, -330), (-470 + line * 78.3, 90)]), Ink.BLUE, 1.5)
    tide: list[Point] = []
    for step in range(121):
        share = step / 120
        swing = 130 + 40 * sin(share * pi)
        tide.append((-470 + 940 * share, -130 - swing * cos(share * 4.2 * 2 * pi / 2 - 0.6)))
    under = laid([*tide, (470, 90), (-470, 90)])
    canvas.fill(under, Ink.SEA, 0.3)
    hatch(canvas, under, Ink.BLUE, 14, 4, angle=-0.07)
    canvas.stroke(laid(tide), Ink.INK, 9)
    for peak in (5, 34, 63, 91):
        canvas.disc(*laid([tide[peak]])[0], 15, Ink.BRICK)
    ring = open_spline(
        [
            (-56.0, -330.0),
            (20.0, -362.0),
            (92.0, -324.0),
            (96.0, -262.0),
            (24.0, -226.0),
            (-56.0, -254.0),
            (-64.0, -322.0),
        ]
    )
    canvas.stroke(laid(ring), Ink.BRICK, 5)


def _moon(canvas: Canvas, x: float, y: float, size: float, phase: int) -> None:
    canvas.disc(x, y, size, Ink.INK)
    if phase == 2:
        canvas.disc(x, y, size * 0.86, Ink.STRAW)
    elif phase:
        half = arc(x, y, size * 0.86, size * 0.86, -pi / 2, end=pi / 2)
        canvas.fill(half if phase == 1 else [(2 * x - px, py) for px, py in half], Ink.STRAW)


def _coffee(canvas: Canvas, x: float, y: float) -> None:
    soft_shadow(canvas, arc(x + 30, y + 36, 170, 170), Ink.INK, 18, 0.95)
    canvas.stroke(
        open_spline(
            [
                (x - 120, y + 90),
                (x - 220, y + 190),
                (x - 160, y + 240),
                (x - 60, y + 150),
            ]
        ),
        Ink.PAPER,
        34,
    )
    canvas.disc(x, y, 170, Ink.PAPER)
    canvas.stroke(arc(x, y, 166, 166), Ink.SEA, 10)
    canvas.disc(x, y, 140, Ink.INK)
    canvas.disc(x - 6, y + 8, 128, Ink.RUST)
    canvas.stroke(arc(x, y, 104, 104, 3.3, end=4.5), Ink.OCHRE, 8)


def _shells(canvas: Canvas) -> None:
    x, y = 1450.0, 900.0
    canvas.smooth(
        [
            (x + px + 10, y + py + 14)
            for px, py in (
                (-100, -40),
                (0, -96),
                (100, -40),
                (60, 50),
                (0, 80),
                (-60, 50),
            )
        ],
        Ink.INK,
    )
    canvas.smooth(
        [
            (x - 100, y - 40),
            (x, y - 96),
            (x + 100, y - 40),
            (x + 60, y + 50),
            (x, y + 80),
            (x - 60, y + 50),
        ],
        Ink.PINK,
    )
    for rib in range(-4, 5):
        canvas.stroke([(x, y + 74), (x + rib * 22, y - 84 + rib * rib * 3)], Ink.BRICK, 4)
    canvas.disc(120, 980, 86, Ink.INK, 64)
    canvas.disc(112, 970, 84, Ink.BLUE, 62)
    stipple(canvas, arc(112, 970, 84, 62), Ink.MIST, 0.35)


def harbour_map(canvas: Canvas) -> None:
    """Draw the harbour chart, half unrolled."""
    backdrop(canvas)
    sheet: list[Point] = [(170, 290), (1010, 230), (1050, 900), (210, 970)]
    soft_shadow(canvas, [(x + 20, y + 30) for x, y in sheet], Ink.SHADOW, 20, 1.2)
    canvas.fill(sheet, Ink.PAPER)
    shoal: list[Point] = [(200, 315), (984, 258), (1022, 876), (236, 940)]
    canvas.fill(shoal, Ink.MIST)
    for depth, ink in ((0, Ink.BLUE), (60, Ink.SEA)):
        edge: list[Point] = [
            (640 + depth, 282 - depth * 0.07),
            (590 + depth * 1.6, 440),
            (740 + depth, 620),
            (620 + depth, 770),
            (540 + depth * 2, 914 - depth * 0.15),
        ]
        canvas.fill([*open_spline(edge), (1022, 876), (984, 258)], ink)
    _coast(canvas)
    for _ in range(60):
        x, y = canvas.rng.uniform(560, 970), canvas.rng.uniform(320, 860)
        canvas.rect(x, y, 9, 4, Ink.PAPER, wobble=0.5)
    _compass(canvas, 850, 690, 100)
    lighthouse(canvas, 556, 604, 76)
    sailing_boat(canvas, 800, 470, 66, Ink.PAPER)
    canvas.stroke(
        open_spline([(540, 640), (660, 660), (740, 560), (900, 400), (980, 350)]),
        Ink.BRICK,
        4,
    )
    for fold in (1 / 3, 2 / 3):
        top, foot = 170 + 840 * fold, 210 + 840 * fold
        crease = [(top, 290 - 60 * fold), (foot, 970 - 70 * fold)]
        canvas.stroke(crease, Ink.PAPER, 5)
        canvas.stroke([(px + 5, py) for px, py in crease], Ink.INK, 2)
    _roll(canvas)


def _coast(canvas: Canvas) -> None:
    shore: list[Point] = [
        (201, 318), (420, 302), (520, 380), (460, 470), (560, 560), (570, 610), (470, 620),
        (420, 690), (500, 790), (440, 870), (380, 926), (236, 938),
    ]  # fmt: skip
    outline = open_spline(shore)
    canvas.stroke([(x + 14, y) for x, y in outline], Ink.PAPER, 5)
    canvas.fill(outline, Ink.STRAW)
    stipple(
        canvas,
        [(210, 330), (380, 320), (400, 480), (330, 600), (260, 640)],
        Ink.OCHRE,
        0.3,
    )
    for block in range(14):
        x, y = 330 + block % 4 * 34, 500 + block // 4 * 34
        canvas.rect(x, y, 24, 22, Ink.BRICK if block % 3 else Ink.RUST)
    canvas.smooth([(690, 330), (760, 318), (790, 372), (730, 400)], Ink.STRAW)
    canvas.stroke([(470, 622), (540, 668), (590, 660)], Ink.INK, 7)


def _compass(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.stroke(arc(x, y, size, size), Ink.PAPER, 4)
    canvas.stroke(arc(x, y, size * 0.84, size * 0.84), Ink.PAPER, 2)
    for point in range(8):
        turn, reach = point * pi / 4, size * (0.98 if point % 2 == 0 else 0.6)
        for side, ink in ((-1, Ink.PAPER), (1, Ink.BRICK if point == 6 else Ink.INK)):
            ray = [(0.0, 0.0), (0.2, 0.2 * side), (1.0, 0.0)]
            canvas.fill(placed(ray, x, y, reach, turn), ink, 0.3)


def _roll(canvas: Canvas) -> None:
    roll: list[Point] = [(986, 206), (1062, 200), (1106, 902), (1030, 908)]
    soft_shadow(canvas, [(x + 30, y + 24) for x, y in roll], Ink.SHADOW, 16, 1.2)
    canvas.fill(roll, Ink.PAPER)
    shade(canvas, roll, Ink.STONE, 0.0, 1.2, turn=1)
    canvas.disc(1024, 203, 38, Ink.STONE, 13)
    canvas.stroke(arc(1024, 203, 24, 8), Ink.INK, 3)
    canvas.fill([(1006, 520), (1083, 514), (1086, 552), (1008, 558)], Ink.BRICK)
    canvas.stroke([(1006, 520), (1083, 514)], Ink.RUST, 4)
