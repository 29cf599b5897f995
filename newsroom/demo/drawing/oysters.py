"""A plate of oysters, seen from above."""

from math import cos, pi, sin

from newsroom.demo.drawing.canvas import Canvas, Point, arc, placed, spline
from newsroom.demo.drawing.marks import hatch, shade, soft_shadow
from newsroom.demo.drawing.palette import Ink


def oysters(canvas: Canvas) -> None:
    """Draw nine oysters on ice with lemon, a knife beside the plate."""
    canvas.rect(-5, -5, 1610, 1080, Ink.SEA)
    _cloth(canvas)
    soft_shadow(canvas, arc(830, 580, 470, 470), Ink.INK, 30, 0.95)
    canvas.disc(800, 540, 470, Ink.PAPER)
    canvas.stroke(arc(800, 540, 446, 446), Ink.BLUE, 6)
    canvas.stroke(arc(800, 540, 432, 432), Ink.BLUE, 2)
    canvas.disc(800, 540, 372, Ink.MIST)
    for _ in range(130):
        turn, reach = canvas.rng.uniform(0, 2 * pi), 360 * canvas.rng.random() ** 0.5
        shard = [(-1, -0.5), (0.4, -1), (1, 0.3), (-0.2, 0.9)]
        ink = canvas.rng.choice((Ink.PAPER, Ink.PAPER, Ink.BLUE, Ink.MIST))
        at = (800 + reach * cos(turn), 540 + reach * sin(turn))
        canvas.fill(placed(shard, *at, canvas.rng.uniform(12, 30), turn), ink, 0.6)
    for number in range(8):
        turn = number * pi / 4 + 0.2
        x, y = 800 + 272 * cos(turn), 540 + 272 * sin(turn)
        _oyster(canvas, x, y, 142, turn + pi)
    _lemon_half(canvas, 766, 492, 96)
    _lemon_wedge(canvas, 862, 592, 100, 0.5)
    _parsley(canvas, 716, 622)
    _knife(canvas)
    _lemon_half(canvas, 1440, 860, 110)
    _glass(canvas, 1420, 250)
    _oyster(canvas, 170, 900, 170, -0.9)


def _cloth(canvas: Canvas) -> None:
    for stripe in range(6):
        x = -120 + stripe * 64
        band: list[Point] = [(x, -10), (x + 26, -10), (x + 206, 1080), (x + 180, 1080)]
        canvas.fill(band, (Ink.PAPER, Ink.BLUE)[stripe % 2], 1.5)
    table: list[Point] = [(-5, -5), (1605, -5), (1605, 1075), (-5, 1075)]
    hatch(canvas, table, Ink.INK, 62, 3, angle=0.02)


def _lemon_half(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.disc(x + 6, y + 9, size * 1.03, Ink.INK)
    canvas.disc(x, y, size, Ink.OCHRE, wobble=1)
    canvas.disc(x, y, size * 0.9, Ink.PAPER, wobble=1)
    for piece in range(9):
        turn = piece * 2 * pi / 9 + 0.3
        wedge = [
            (0.08, 0.0),
            (0.6, -0.26),
            (0.8, -0.2),
            (0.84, 0.0),
            (0.8, 0.2),
            (0.6, 0.26),
        ]
        canvas.smooth(placed(wedge, x, y, size, turn), Ink.STRAW, 0.6)
        seed = placed([(0.5, 0.02)], x, y, size, turn)[0]
        canvas.gouge(*seed, size * 0.4, size * 0.05, Ink.OCHRE, angle=turn)
    canvas.disc(x, y, size * 0.07, Ink.PAPER)


def _lemon_wedge(canvas: Canvas, x: float, y: float, size: float, turn: float) -> None:
    rind = arc(0, 0, 1, 1, 0, end=pi)
    canvas.fill(placed(rind, x + 5, y + 9, size, turn), Ink.INK)
    canvas.fill(placed(rind, x, y, size, turn), Ink.OCHRE)
    canvas.fill(placed([(px * 0.88, py * 0.88) for px, py in rind], x, y, size, turn), Ink.PAPER)
    for piece in range(4):
        middle = turn + pi * (piece + 0.5) / 4
        wedge = [(0.1, 0.0), (0.7, -0.24), (0.8, 0.0), (0.7, 0.24)]
        canvas.smooth(placed(wedge, x, y, size, middle), Ink.STRAW, 0.6)


def _parsley(canvas: Canvas, x: float, y: float) -> None:
    for sprig in range(16):
        turn = sprig * 2.4
        px, py = x + cos(turn) * (8 + sprig * 3), y + sin(turn) * (8 + sprig * 2.4)
        canvas.disc(px, py, 17, (Ink.MOSS, Ink.INK, Ink.SAGE)[sprig % 3], 14, wobble=3)


def _knife(canvas: Canvas) -> None:
    blade = [(-0.1, -0.1), (0.6, -0.12), (1.0, 0.02), (0.6, 0.1), (-0.1, 0.1)]
    handle = [(-0.1, -0.13), (-0.8, -0.17), (-1.0, 0.0), (-0.8, 0.17), (-0.1, 0.13)]
    for shift, inks in ((12, (Ink.INK, Ink.INK)), (0, (Ink.MIST, Ink.BRICK))):
        canvas.fill(placed(blade, 200 + shift, 480 + shift, 230, -1.25), inks[0])
        canvas.smooth(placed(handle, 200 + shift, 480 + shift, 230, -1.25), inks[1])
    canvas.stroke(placed([(0.0, -0.02), (0.8, -0.02)], 200, 480, 230, -1.25), Ink.PAPER, 4)
    for rivet in (-0.3, -0.7):
        canvas.disc(*placed([(rivet, 0.0)], 200, 480, 230, -1.25)[0], 10, Ink.OCHRE)


def _glass(canvas: Canvas, x: float, y: float) -> None:
    soft_shadow(canvas, arc(x + 30, y + 34, 150, 150), Ink.INK, 20, 0.9)
    canvas.disc(x, y, 150, Ink.MIST)
    canvas.disc(x, y, 136, Ink.STRAW)
    shade(canvas, arc(x, y, 136, 136), Ink.OCHRE, 0.0, 0.8, turn=1)
    canvas.stroke(arc(x, y, 148, 148), Ink.PAPER, 7)
    canvas.stroke(arc(x, y, 110, 110, 3.4, end=4.6), Ink.PAPER, 9)
    for _ in range(22):
        turn, reach = canvas.rng.uniform(0, 2 * pi), canvas.rng.uniform(10, 120)
        canvas.disc(x + reach * cos(turn), y + reach * sin(turn), 5, Ink.PAPER)


def _oyster(canvas: Canvas, x: float, y: float, size: float, turn: float) -> None:
    shell = [
        (-0.98, 0.02), (-0.7, -0.36), (-0.2, -0.56), (0.34, -0.6), (0.76, -0.44), (0.94, 0.0),
        (0.8, 0.42), (0.36, 0.6), (-0.2, 0.5), (-0.7, 0.3),
    ]  # fmt: skip
    jolted = [(px + canvas.rng.uniform(-0.06, 0.06), py) for px, py in shell]
    canvas.smooth(placed(jolted, x + 7, y + 9, size * 1.02, turn), Ink.INK, 2)
    canvas.smooth(placed(jolted, x, y, size, turn), Ink.STONE, 2.5)
    rim = placed(spline(jolted), x, y, size, turn)
    canvas.stroke([*rim, rim[0]], Ink.INK, 4)
    inner = [(px * 0.84 + 0.03, py * 0.8) for px, py in jolted]
    canvas.smooth(placed(inner, x, y, size, turn), Ink.PAPER, 1)
    flesh = [(px * 0.66 + 0.08, py * 0.6 + 0.03) for px, py in jolted]
    canvas.smooth(placed(flesh, x, y, size, turn), Ink.SAGE, 1.5)
    heart = [(px * 0.5 + 0.12, py * 0.42 - 0.02) for px, py in jolted]
    canvas.smooth(placed(heart, x, y, size, turn), Ink.STRAW, 1.5)
    dark = placed(
        spline([(px * 0.46 + 0.16, py * 0.22 + 0.14) for px, py in jolted]),
        x,
        y,
        size,
        turn,
    )
    hatch(canvas, dark, Ink.MOSS, 8, 4, angle=turn + 0.3)
    gleam = placed([(-0.2, -0.14), (0.25, -0.2)], x, y, size, turn)
    for px, py in gleam:
        canvas.gouge(px, py, size * 0.3, size * 0.06, Ink.PAPER, angle=turn + 0.1)
    for fringe in range(9):
        share = -0.5 + fringe * 0.14
        px, py = placed([(share, 0.47)], x, y, size, turn)[0]
        canvas.gouge(px, py, size * 0.12, size * 0.03, Ink.INK, angle=turn + pi / 2)
