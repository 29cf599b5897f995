"""Shop pictures of useful things: the mug, the bag."""

from math import cos, pi, sin

from newsroom.demo.drawing.canvas import Canvas, Point, arc, open_spline, placed
from newsroom.demo.drawing.marks import hatch, shade, soft_shadow, stipple
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.shop import backdrop


def mug(canvas: Canvas) -> None:
    """Draw the enamel mug, white with a sea-blue band."""
    backdrop(canvas)
    cast: list[Point] = [(330, 880), (760, 890), (1120, 830), (1060, 940), (420, 960)]
    soft_shadow(canvas, cast, Ink.SHADOW, 24, 1.2)
    handle = open_spline([(800, 440), (960, 420), (1010, 560), (930, 700), (790, 740)])
    canvas.stroke(handle, Ink.INK, 58)
    canvas.stroke(handle, Ink.PAPER, 44)
    canvas.stroke([(x + 8, y + 8) for x, y in handle[6:]], Ink.MIST, 12)
    canvas.fill(
        [(290, 320), (830, 320), (806, 880), *arc(560, 880, 246, 52, 0, end=pi)],
        Ink.PAPER,
    )
    band = [
        *reversed(arc(560, 540, 260, 54, 0, end=pi)),
        *arc(560, 730, 252, 53, 0, end=pi),
    ]
    canvas.fill(band, Ink.SEA)
    for level, reach in ((512, 261), (762, 251)):
        canvas.stroke(arc(560, level, reach, 54, 0.02, end=pi - 0.02), Ink.BRICK, 9)
    _mug_waves(canvas)
    lee: list[Point] = [
        (560, 360),
        (830, 320),
        (806, 880),
        *arc(560, 880, 246, 52, 0, end=1.5),
    ]
    shade(canvas, lee, Ink.INK, -0.3, 0.42, turn=1)
    canvas.stroke(arc(560, 880, 246, 52, 0, end=pi), Ink.INK, 8)
    canvas.disc(560, 320, 276, Ink.INK, 66)
    canvas.disc(560, 318, 260, Ink.PAPER, 55)
    canvas.disc(560, 332, 244, Ink.RUST, 41)
    canvas.stroke(arc(560, 338, 200, 30, 3.5, end=4.6), Ink.ROSE, 5)


def _mug_waves(canvas: Canvas) -> None:
    for row in (0, 1):
        for crest in range(9 + row):
            turn = pi * (crest + 1 - row * 0.5) / 10
            x, y = 560 - 246 * cos(turn), 636 + row * 56 + 53 * sin(turn)
            wide = 8 + 30 * sin(turn)
            for share, ink in ((1.0, Ink.PAPER), (0.74, Ink.SEA), (0.44, Ink.PAPER)):
                cap = arc(x, y, wide * share, 38 * share, pi, end=2 * pi)
                canvas.fill(cap, ink, 0.5)


def tote_bag(canvas: Canvas) -> None:
    """Draw the canvas bag with its anchor."""
    backdrop(canvas)
    soft_shadow(canvas, [(290, 480), (960, 470), (1010, 1080), (270, 1080)], Ink.SHADOW, 24, 1.2)
    canvas.stroke(
        open_spline([(430, 480), (440, 250), (520, 130), (640, 130), (730, 250), (750, 480)]),
        Ink.STONE,
        34,
    )
    bag: list[Point] = [
        (262, 440), (420, 450), (600, 444), (780, 452), (930, 436), (950, 700), (972, 1020),
        (780, 1050), (600, 1042), (420, 1052), (226, 1026), (244, 720),
    ]  # fmt: skip
    canvas.fill(bag, Ink.PAPER, 2)
    strap = open_spline(
        [
            (420, 560),
            (424, 470),
            (440, 300),
            (530, 190),
            (650, 190),
            (748, 300),
            (768, 470),
            (772, 560),
        ]
    )
    canvas.stroke([(x + 5, y + 6) for x, y in strap], Ink.INK, 36)
    canvas.stroke(strap, Ink.PAPER, 34)
    canvas.stroke([(x - 7, y) for x, y in strap], Ink.STONE, 3)
    for x in (420, 772):
        canvas.stroke([(x - 14, 478), (x + 14, 556), (x + 14, 478), (x - 14, 556)], Ink.BRICK, 3)
    canvas.stroke([(262, 486), (600, 494), (932, 482)], Ink.STONE, 4)
    _folds(canvas)
    _anchor(canvas, 600, 770, 200)


def _folds(canvas: Canvas) -> None:
    for fold in (
        [(262, 440), (300, 442), (286, 740), (236, 1020), (226, 1026), (244, 720)],
        [(890, 440), (930, 436), (950, 700), (972, 1020), (880, 1034), (920, 760)],
    ):
        stipple(canvas, fold, Ink.STONE, 0.75)
    weave: list[Point] = [(262, 440), (930, 436), (972, 1020), (226, 1026)]
    hatch(canvas, weave, Ink.STONE, 26, 0.9, angle=pi / 2)
    hatch(canvas, weave, Ink.STONE, 26, 0.9, angle=0)


def _anchor(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.stroke(arc(x, y - size * 0.92, size * 0.17, size * 0.17), Ink.SEA, size * 0.1)
    shank = [(-0.08, -0.76), (0.08, -0.76), (0.11, 0.86), (-0.11, 0.86)]
    canvas.fill(placed(shank, x, y, size), Ink.SEA)
    canvas.fill(
        placed([(-0.46, -0.6), (0.46, -0.6), (0.46, -0.45), (-0.46, -0.45)], x, y, size),
        Ink.SEA,
    )
    outer = arc(0, 0.16, 0.8, 0.78, 0.12, end=pi - 0.12)
    inner = arc(0, 0.1, 0.68, 0.58, pi - 0.2, end=0.2)
    canvas.fill(placed([*open_spline(outer, 4), *open_spline(inner, 4)], x, y, size), Ink.SEA)
    for way in (-1, 1):
        fluke = [(0.96 * way, 0.4), (0.84 * way, -0.08), (0.52 * way, 0.28)]
        canvas.fill(placed(fluke, x, y, size), Ink.SEA)
    rope = open_spline(
        [
            (-0.1, -0.9),
            (-0.5, -0.7),
            (-0.3, -0.2),
            (0.34, 0.0),
            (0.4, 0.4),
            (-0.3, 0.5),
            (-0.9, 0.9),
        ]
    )
    canvas.stroke(placed(rope, x, y, size), Ink.PAPER, 24)
    canvas.stroke(placed(rope, x, y, size), Ink.BRICK, 14)
