"""The laboratory by the sea."""

from math import pi

from newsroom.demo.drawing.canvas import Canvas, arc, placed
from newsroom.demo.drawing.marks import fade, hatch, ripples, stipple
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.stationery import open_book, pencil
from newsroom.demo.drawing.wildlife import gulls


def laboratory(canvas: Canvas) -> None:
    """Draw a bench with flasks and a microscope before a window on the sea."""
    canvas.rect(-5, -5, 1610, 1080, Ink.SAGE)
    fade(canvas, (0, 0, 1600, 700), Ink.MOSS, 0.7, 0)
    _sea_window(canvas)
    _wall_shelf(canvas)
    canvas.rect(-5, 800, 1610, 280, Ink.OCHRE)
    hatch(
        canvas,
        [(0, 830), (1600, 830), (1600, 1067), (0, 1067)],
        Ink.RUST,
        24,
        3,
        angle=0,
    )
    canvas.rect(-5, 792, 1610, 40, Ink.STRAW)
    canvas.rect(-5, 832, 1610, 8, Ink.INK)
    for x, wide in ((1180, 250), (260, 120), (490, 150), (690, 150)):
        canvas.fill(
            [(x - wide / 2, 812), (x + wide / 2, 812), (x + wide * 1.2, 828), (x, 828)],
            Ink.OCHRE,
        )
    _flask(canvas, 280, 806, 300, Ink.BRICK)
    _round_flask(canvas, 500, 806, 380)
    _beaker(canvas, 690, 808, 170)
    _tubes(canvas, 770, 806)
    _microscope(canvas, 1200, 808, 560)
    open_book(canvas, 940, 930, 250)
    pencil(canvas, (1330, 950), 130, -0.7, Ink.RUST)
    _dishes(canvas)


def _dishes(canvas: Canvas) -> None:
    for x, y, ink in ((250, 930, Ink.SAGE), (470, 990, Ink.ROSE), (430, 890, Ink.MIST)):
        canvas.disc(x + 10, y + 12, 104, Ink.RUST, 40)
        canvas.disc(x, y, 104, Ink.PAPER, 40)
        canvas.disc(x, y + 2, 90, ink, 32)
        for _ in range(9):
            at = x + canvas.rng.uniform(-60, 60), y + canvas.rng.uniform(-18, 20)
            canvas.disc(*at, canvas.rng.uniform(4, 11), Ink.MOSS, 5)
        canvas.stroke(arc(x, y, 102, 39), Ink.INK, 4)


def _sea_window(canvas: Canvas) -> None:
    canvas.rect(560, 70, 760, 560, Ink.PAPER)
    canvas.rect(590, 100, 700, 500, Ink.MIST)
    fade(canvas, (590, 100, 1290, 420), Ink.PINK, 0, 1)
    for x, y in ((720, 190), (980, 150), (1130, 250), (820, 290)):
        for row in range(3):
            canvas.gouge(x + row * 26, y + row * 14, 170 - row * 30, 13, Ink.PAPER)
    canvas.rect(590, 410, 700, 190, Ink.SEA)
    ripples(canvas, (600, 416, 1280, 596), Ink.MIST, 46, 60, weight=6)
    canvas.smooth([(590, 414), (640, 384), (760, 376), (860, 400), (900, 416)], Ink.BLUE)
    canvas.fill([(1100, 440), (1104, 372), (1140, 440)], Ink.PAPER)
    canvas.fill([(1080, 446), (1150, 446), (1138, 458), (1092, 458)], Ink.INK)
    gulls(canvas, 1000, 230, 110, 4)
    for x in (815, 1055):
        canvas.rect(x, 90, 18, 520, Ink.PAPER)
    canvas.rect(580, 330, 720, 14, Ink.PAPER)
    canvas.rect(540, 622, 800, 26, Ink.PAPER)
    canvas.rect(540, 648, 800, 8, Ink.INK)
    stipple(canvas, [(600, 656), (1290, 656), (1500, 800), (760, 800)], Ink.STRAW, 0.4)


def _wall_shelf(canvas: Canvas) -> None:
    inks = (Ink.BRICK, Ink.OCHRE, Ink.PAPER, Ink.SEA, Ink.STRAW)
    for level in (250, 430):
        for number in range(5):
            x = 70 + number * 84
            tall = canvas.rng.uniform(80, 112)
            canvas.smooth(
                [
                    (x, level),
                    (x, level - tall * 0.7),
                    (x + 16, level - tall),
                    (x + 44, level - tall),
                    (x + 60, level - tall * 0.7),
                    (x + 60, level),
                ],
                Ink.INK,
            )
            canvas.rect(x + 5, level - tall * 0.72, 50, tall * 0.68, inks[(number + level) % 5])
            canvas.rect(x + 12, level - tall * 0.5, 36, tall * 0.24, Ink.PAPER, wobble=0.6)
            canvas.rect(x + 14, level - tall - 16, 32, 20, Ink.RUST)
        canvas.rect(40, level, 460, 16, Ink.STRAW)
        canvas.rect(40, level + 16, 460, 6, Ink.INK)


def _flask(canvas: Canvas, x: float, y: float, size: float, fluid: Ink) -> None:
    glass = [(-0.42, 0), (-0.1, -0.62), (-0.1, -1), (0.1, -1), (0.1, -0.62), (0.42, 0)]
    canvas.fill(placed(glass, x, y, size), Ink.PAPER)
    stipple(canvas, placed(glass, x, y, size), Ink.MIST, 0.5)
    canvas.fill(
        placed([(-0.38, -0.03), (-0.2, -0.38), (0.2, -0.38), (0.38, -0.03)], x, y, size),
        fluid,
    )
    canvas.disc(x, y - 0.38 * size, size * 0.2, Ink.ROSE, size * 0.035)
    outline = placed([*glass, glass[0]], x, y, size)
    canvas.stroke(outline, Ink.INK, 6)
    canvas.rect(x - size * 0.14, y - size * 1.02, size * 0.28, size * 0.05, Ink.INK)
    canvas.gouge(x - size * 0.2, y - size * 0.26, size * 0.36, 9, Ink.PAPER, angle=-1.05)


def _round_flask(canvas: Canvas, x: float, y: float, size: float) -> None:
    for leg in (-0.24, 0.24):
        canvas.stroke(placed([(leg, -0.3), (leg * 1.2, 0)], x, y, size), Ink.INK, 8)
    canvas.stroke(placed([(-0.34, -0.3), (0.34, -0.3)], x, y, size), Ink.INK, 10)
    flame = [(0, -0.26), (0.05, -0.14), (0.03, -0.06), (-0.03, -0.06), (-0.05, -0.14)]
    canvas.smooth(placed(flame, x, y, size), Ink.BRICK)
    canvas.rect(x - 14, y - 26, 28, 26, Ink.INK)
    neck = [(-0.07, -0.7), (-0.07, -1.04), (0.07, -1.04), (0.07, -0.7)]
    canvas.fill(placed(neck, x, y, size), Ink.PAPER)
    canvas.disc(x, y - 0.53 * size, size * 0.235, Ink.INK)
    canvas.disc(x, y - 0.53 * size, size * 0.215, Ink.PAPER)
    canvas.fill(arc(x, y - 0.53 * size, size * 0.205, size * 0.205, 0, end=pi), Ink.OCHRE)
    canvas.stroke(placed([(-0.07, -0.74), (-0.07, -1.04)], x, y, size), Ink.INK, 6)
    canvas.stroke(placed([(0.07, -0.74), (0.07, -1.04)], x, y, size), Ink.INK, 6)
    for px, py in ((-0.06, -0.47), (0.04, -0.42), (0.1, -0.49), (0.0, -0.38)):
        canvas.disc(x + px * size, y + py * size, size * 0.018, Ink.STRAW)
    for puff in range(4):
        canvas.gouge(
            x + 10 - puff % 2 * 20,
            y - (1.1 + puff * 0.07) * size,
            50,
            11,
            Ink.PAPER,
            angle=-0.8,
        )


def _beaker(canvas: Canvas, x: float, y: float, size: float) -> None:
    glass = [(-0.42, 0), (-0.42, -1), (0.42, -1), (0.42, 0)]
    canvas.fill(placed(glass, x, y, size), Ink.PAPER)
    stipple(canvas, placed(glass, x, y, size), Ink.MIST, 0.5)
    canvas.fill(
        placed([(-0.38, -0.03), (-0.38, -0.55), (0.38, -0.55), (0.38, -0.03)], x, y, size),
        Ink.BLUE,
    )
    canvas.stroke(
        placed(
            [(-0.48, -1.02), (-0.42, -0.96), glass[0], glass[3], (0.42, -1)],
            x,
            y,
            size,
        ),
        Ink.INK,
        6,
    )
    for mark in range(5):
        level = -0.2 - mark * 0.14
        canvas.stroke(placed([(0.12, level), (0.32, level)], x, y, size), Ink.INK, 3)


def _tubes(canvas: Canvas, x: float, y: float) -> None:
    for number, ink in enumerate((Ink.BRICK, Ink.SEA, Ink.OCHRE, Ink.ROSE)):
        at = x + 26 + number * 46
        canvas.rect(at, y - 190, 26, 180, Ink.PAPER, wobble=0.6)
        fluid = 92 - number % 2 * 24
        canvas.rect(at + 3, y - 22 - fluid, 20, fluid, ink, wobble=0.6)
        canvas.stroke(
            [(at, y - 196), (at, y - 20), (at + 26, y - 20), (at + 26, y - 196)],
            Ink.INK,
            4,
        )
    for rail in (-150, -30):
        canvas.rect(x, y + rail, 216, 18, Ink.RUST)
    for post in (0, 204):
        canvas.rect(x + post, y - 160, 14, 160, Ink.RUST)


def _microscope(canvas: Canvas, x: float, y: float, size: float) -> None:
    base = [(-0.34, 0), (-0.32, -0.06), (-0.1, -0.1), (0.2, -0.1), (0.3, 0)]
    canvas.fill(placed(base, x, y, size), Ink.INK)
    outer = [(0.2, -0.06), (0.3, -0.18), (0.36, -0.42), (0.27, -0.68), (0.1, -0.8)]
    inner = [
        (-0.02, -0.76),
        (0.0, -0.66),
        (0.14, -0.6),
        (0.24, -0.42),
        (0.19, -0.2),
        (0.06, -0.08),
    ]
    canvas.smooth(placed([*outer, *inner], x, y, size), Ink.INK)
    canvas.rect(x - 0.3 * size, y - 0.28 * size, 0.48 * size, 0.04 * size, Ink.INK)
    canvas.disc(x - 0.08 * size, y - 0.15 * size, size * 0.05, Ink.STRAW)
    for level, radius in ((-0.5, 0.06), (-0.36, 0.04)):
        canvas.disc(x + 0.3 * size, y + level * size, radius * size, Ink.OCHRE)
        canvas.disc(x + 0.3 * size, y + level * size, radius * size * 0.45, Ink.INK)
    _eyepiece(canvas, x - 0.06 * size, y - 0.68 * size, size)


def _eyepiece(canvas: Canvas, x: float, y: float, size: float) -> None:
    for half, low, high, ink in (
        (0.045, 0.42, 0.28, Ink.STONE),
        (0.075, 0.32, -0.36, Ink.INK),
        (0.095, -0.34, -0.43, Ink.OCHRE),
        (0.088, 0.04, -0.04, Ink.OCHRE),
        (0.088, 0.22, 0.19, Ink.OCHRE),
    ):
        ring = [(-half, low), (-half, high), (half, high), (half, low)]
        canvas.fill(placed(ring, x, y, size, -0.3), ink)
    for low, high in ((0.17, 0.06), (-0.07, -0.31)):
        gleam = placed([(-0.04, low), (-0.04, high)], x, y, size, -0.3)
        canvas.stroke(gleam, Ink.BLUE, size * 0.02)
