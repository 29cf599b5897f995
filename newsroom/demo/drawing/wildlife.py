"""Birds and beasts: gulls, curlew, geese, ducks, seals, sheep."""

from newsroom.demo.drawing.canvas import Canvas, Point, open_spline, placed
from newsroom.demo.drawing.marks import hatch, shade
from newsroom.demo.drawing.palette import Ink

_FAR_GULL: list[Point] = [
    (-1.0, -0.2), (-0.5, -0.38), (0.0, 0.02), (0.5, -0.4), (1.0, -0.24), (0.52, -0.24),
    (0.06, 0.18), (-0.08, 0.17), (-0.5, -0.22),
]  # fmt: skip
_GULL_BODY: list[Point] = [
    (-0.56, 0.02), (-0.5, -0.06), (-0.36, -0.08), (-0.1, -0.1), (0.2, -0.04), (0.62, 0.06),
    (0.5, 0.12), (0.1, 0.16), (-0.3, 0.12), (-0.48, 0.07),
]  # fmt: skip
_NEAR_WING: list[Point] = [
    (-0.2, 0.0), (-0.12, -0.3), (0.14, -0.62), (0.56, -0.92), (0.98, -1.0), (0.66, -0.68),
    (0.4, -0.32), (0.2, 0.02),
]  # fmt: skip
_FAR_WING: list[Point] = [
    (-0.22, -0.04), (-0.4, -0.36), (-0.66, -0.6), (-1.05, -0.7), (-0.66, -0.4), (-0.3, -0.12),
    (-0.1, 0.0),
]  # fmt: skip


def gull(canvas: Canvas, x: float, y: float, size: float, turn: float = 0) -> None:
    """Draw a near gull on the wing, facing left; size is half its wingspan in units.

    turn is in radians; a negative size mirrors the bird.
    """
    canvas.fill(placed(_FAR_WING, x, y, size, turn), Ink.MIST, 0.3)
    canvas.smooth(placed(_GULL_BODY, x, y, size, turn), Ink.PAPER, 0.3)
    canvas.fill(placed(_NEAR_WING, x, y, size, turn), Ink.PAPER, 0.3)
    trail = [(0.2, 0.0), (0.4, -0.32), (0.66, -0.68), (0.3, -0.42), (0.06, -0.08)]
    canvas.fill(placed(trail, x, y, size, turn), Ink.MIST, 0.3)
    for tip in (
        [(0.7, -0.955), (0.98, -1.0), (0.74, -0.77)],
        [(-0.84, -0.645), (-1.05, -0.7), (-0.8, -0.5)],
    ):
        canvas.fill(placed(tip, x, y, size, turn), Ink.INK, 0.3)
    beak = [(-0.54, 0.0), (-0.7, 0.05), (-0.53, 0.06)]
    canvas.fill(placed(beak, x, y, size, turn), Ink.OCHRE, 0.2)
    eye = placed([(-0.46, -0.01)], x, y, size, turn)[0]
    canvas.disc(*eye, abs(size) * 0.022, Ink.INK)


def gulls(
    canvas: Canvas,
    x: float,
    y: float,
    spread: float,
    count: int,
    *,
    ink: Ink = Ink.PAPER,
) -> None:
    """Scatter a small flock around a point; spread is its half width in units."""
    for _ in range(count):
        at_x = x + canvas.rng.uniform(-spread, spread)
        at_y = y + canvas.rng.uniform(-spread, spread) * 0.45
        size = canvas.rng.uniform(9, 20)
        turn = canvas.rng.uniform(-0.35, 0.35)
        canvas.smooth(placed(_FAR_GULL, at_x, at_y, size, turn), ink, 0.3)


def standing_gull(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a gull at rest, facing left, its feet at y; size is its height."""
    body = [
        (-0.42, -0.86), (-0.3, -0.98), (-0.12, -0.92), (-0.06, -0.74), (0.2, -0.62),
        (0.55, -0.4), (0.85, -0.24), (0.4, -0.24), (0.05, -0.26), (-0.24, -0.42), (-0.34, -0.7),
    ]  # fmt: skip
    for leg in (-0.02, 0.1):
        canvas.stroke(placed([(leg, -0.3), (leg, 0)], x, y, size), Ink.OCHRE, size * 0.035)
    canvas.smooth(placed(body, x, y, size), Ink.PAPER, 0.3)
    wing = [
        (-0.1, -0.62),
        (0.25, -0.58),
        (0.6, -0.38),
        (0.92, -0.2),
        (0.4, -0.34),
        (0.05, -0.42),
    ]
    canvas.smooth(placed(wing, x, y, size), Ink.BLUE, 0.3)
    tail = [(0.58, -0.37), (0.98, -0.17), (0.62, -0.28)]
    canvas.fill(placed(tail, x, y, size), Ink.INK, 0.3)
    beak = [(-0.4, -0.87), (-0.62, -0.78), (-0.38, -0.78)]
    canvas.fill(placed(beak, x, y, size), Ink.OCHRE, 0.3)
    canvas.disc(x - 0.27 * size, y - 0.87 * size, 0.025 * size, Ink.INK)


def goose(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a far goose in flight; size is half its span."""
    wing = [
        (-1, -0.5),
        (-0.3, -0.1),
        (0.2, -0.7),
        (0.2, 0.05),
        (0.9, 0.1),
        (0.1, 0.24),
        (-0.4, 0.1),
    ]
    canvas.fill(placed(wing, x, y, size), Ink.INK, 0.3)


def duck(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a duck afloat on y, facing left; size is about its length."""
    body = [
        (-0.5, -0.1),
        (-0.3, -0.28),
        (0.2, -0.26),
        (0.6, -0.4),
        (0.44, 0.02),
        (-0.4, 0.04),
    ]
    canvas.smooth(placed(body, x, y, size), Ink.PAPER, 0.4)
    head = [(-0.62, -0.46), (-0.5, -0.62), (-0.32, -0.56), (-0.28, -0.2), (-0.5, -0.16)]
    canvas.smooth(placed(head, x, y, size), Ink.INK, 0.4)
    canvas.fill(
        placed([(-0.6, -0.48), (-0.8, -0.4), (-0.58, -0.38)], x, y, size),
        Ink.OCHRE,
        0.3,
    )
    for row in range(5):
        canvas.gouge(x + row * 16, y + 5 + row * 6, size * 1.5, 5, Ink.PAPER)


def curlew(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a curlew facing left, its feet at y; size is its height."""
    for foot in (-0.03, 0.1):
        leg = [(foot, -0.42), (foot + 0.03, -0.22), (foot - 0.01, 0)]
        canvas.stroke(placed(leg, x, y, size), Ink.INK, size * 0.018)
    body = [
        (-0.3, -0.86), (-0.22, -0.92), (-0.13, -0.88), (-0.1, -0.76), (0.0, -0.66), (0.24, -0.58),
        (0.56, -0.44), (0.3, -0.42), (0.08, -0.38), (-0.1, -0.44), (-0.2, -0.6), (-0.22, -0.76),
    ]  # fmt: skip
    canvas.smooth(placed(body, x, y, size), Ink.STONE, 0.5)
    wing = [
        (-0.06, -0.62),
        (0.16, -0.58),
        (0.38, -0.5),
        (0.6, -0.42),
        (0.3, -0.45),
        (0.06, -0.47),
    ]
    canvas.smooth(placed(wing, x, y, size), Ink.INK, 0.5)
    belly = placed(
        [(-0.16, -0.58), (0.1, -0.44), (0.24, -0.4), (0.06, -0.38), (-0.1, -0.44)],
        x,
        y,
        size,
    )
    hatch(canvas, belly, Ink.PAPER, 9, 4, angle=0.3)
    for number in range(30):
        row, column = divmod(number, 6)
        spot = placed([(-0.23 + column * 0.03 + row * 0.018, -0.84 + row * 0.06)], x, y, size)[0]
        if number > 5 or column < 4:
            canvas.gouge(*spot, size * 0.022, size * 0.009, Ink.INK, angle=1.2)
    for number in range(7):
        mark = placed([(0.06 + number * 0.055, -0.575 + number * 0.025)], x, y, size)[0]
        canvas.gouge(*mark, size * 0.06, size * 0.012, Ink.STONE, angle=0.6)
    top = [(-0.28, -0.86), (-0.42, -0.85), (-0.55, -0.79), (-0.64, -0.7)]
    bill = [
        *open_spline(top),
        *reversed(open_spline([(-0.28, -0.84), (-0.42, -0.825), (-0.55, -0.77), (-0.64, -0.7)])),
    ]
    canvas.fill(placed(bill, x, y, size), Ink.INK, 0.3)
    canvas.disc(x - 0.225 * size, y - 0.87 * size, size * 0.013, Ink.INK)


def seal(canvas: Canvas, x: float, y: float, size: float, coat: Ink) -> None:
    """Draw a seal on the sand, facing left; size is about half its length.

    A negative size mirrors it.
    """
    cast = [
        (-0.6, 0.03),
        (0.0, -0.04),
        (0.7, -0.02),
        (1.1, 0.06),
        (0.6, 0.14),
        (-0.3, 0.13),
    ]
    canvas.smooth(placed(cast, x, y, size), Ink.ROSE, 0.6)
    body = [
        (-0.66, -0.5), (-0.56, -0.6), (-0.42, -0.62), (-0.3, -0.52), (-0.2, -0.36), (0.1, -0.36),
        (0.5, -0.26), (0.8, -0.12), (0.98, -0.2), (1.12, -0.26), (1.04, -0.08), (1.1, 0.05),
        (0.9, 0.02), (0.6, 0.06), (0.1, 0.08), (-0.3, 0.08), (-0.46, -0.06), (-0.5, -0.32),
        (-0.6, -0.4),
    ]  # fmt: skip
    canvas.smooth(placed(body, x, y, size), coat, 0.6)
    light = Ink.MIST if coat is Ink.BLUE else Ink.BLUE
    under = [
        (-0.44, -0.3),
        (-0.3, -0.12),
        (0.2, -0.02),
        (0.6, 0.02),
        (0.1, 0.07),
        (-0.3, 0.07),
    ]
    shade(canvas, placed(under, x, y, size), light, 0.2, 0.9)
    for _ in range(34):
        share = canvas.rng.random()
        spot = (-0.3 + share, -0.28 + share * 0.16 + canvas.rng.uniform(-0.05, 0.12))
        at = placed([spot], x, y, size)[0]
        canvas.gouge(*at, abs(size) * 0.045, abs(size) * 0.018, light, angle=0.3)
    flipper = [(-0.3, -0.08), (-0.12, -0.06), (-0.2, 0.06), (-0.44, 0.14), (-0.4, 0.04)]
    canvas.smooth(placed(flipper, x, y, size), Ink.INK if coat is not Ink.INK else Ink.SEA, 0.5)
    eye, nose = placed([(-0.53, -0.5), (-0.65, -0.48)], x, y, size)
    dark = Ink.PAPER if coat is Ink.INK else Ink.INK
    canvas.disc(*eye, abs(size) * 0.024, dark)
    canvas.disc(*nose, abs(size) * 0.022, dark, abs(size) * 0.016)
    for rise in (-0.04, 0.0, 0.05):
        whisker = placed([(-0.6, -0.44), (-0.76, -0.43 + rise)], x, y, size)
        canvas.stroke(whisker, Ink.PAPER, max(1, abs(size) * 0.005))


def sheep(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a grazing sheep facing left, its feet at y; size is its length."""
    for leg in (-0.26, -0.14, 0.16, 0.28):
        canvas.stroke(placed([(leg, -0.2), (leg, 0.06)], x, y, size), Ink.INK, size * 0.07)
    fleece = [
        (-0.42, -0.3),
        (-0.3, -0.52),
        (0.0, -0.58),
        (0.32, -0.52),
        (0.44, -0.3),
        (0.2, -0.12),
    ]
    canvas.smooth(placed([*fleece, (-0.26, -0.12)], x, y, size), Ink.PAPER, 1.2)
    head = [(-0.36, -0.5), (-0.5, -0.52), (-0.62, -0.3), (-0.5, -0.26), (-0.36, -0.36)]
    canvas.smooth(placed(head, x, y, size), Ink.INK, 0.3)
