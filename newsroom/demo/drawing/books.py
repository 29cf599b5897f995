"""Shop pictures of books: the almanac, the cookbook, the bird guide."""

from math import cos, pi, sin

from newsroom.demo.drawing.canvas import Canvas, Point, arc, open_spline, placed
from newsroom.demo.drawing.marks import fade, hatch, ripples, shade, soft_shadow
from newsroom.demo.drawing.nature import grass
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.shop import backdrop
from newsroom.demo.drawing.wildlife import curlew


def almanac(canvas: Canvas) -> None:
    """Draw the almanac: a moon over rows of waves."""
    backdrop(canvas)
    _book(canvas, (330, 190, 600, 800), Ink.SEA, Ink.INK)
    fade(canvas, (330, 190, 930, 620), Ink.INK, 0.75, 0)
    canvas.disc(630, 450, 156, Ink.STRAW)
    shade(canvas, arc(630, 450, 156, 156), Ink.OCHRE, 0.0, 0.55, turn=1)
    canvas.disc(580, 410, 26, Ink.OCHRE)
    canvas.disc(672, 492, 34, Ink.OCHRE)
    canvas.disc(690, 400, 17, Ink.OCHRE)
    for ring in (186,):
        for dot in range(36):
            turn = dot * pi / 18
            canvas.disc(630 + ring * cos(turn), 450 + ring * sin(turn), 3.4, Ink.PAPER)
    _waves(canvas, 330, 660, 600, 330)
    _lettering(canvas, 630, 228, (240, 320), Ink.PAPER)
    canvas.stroke([(352, 212), (908, 212), (908, 968), (352, 968), (352, 212)], Ink.STRAW, 3)


def _book(canvas: Canvas, face: tuple[float, float, float, float], cover: Ink, spine: Ink) -> None:
    """Stand a book upright: its front cover as given, the spine to its left."""
    x, y, wide, tall = face
    slant = tall * 0.03
    edge = x - wide * 0.11
    cast: list[Point] = [
        (edge + 10, y + tall - 24), (x + wide, y + tall - 90), (x + wide * 1.36, y + tall - 64),
        (x + wide * 1.16, y + tall + 8), (x, y + tall + 10),
    ]  # fmt: skip
    soft_shadow(canvas, cast, Ink.SHADOW, 16, 1.2)
    canvas.fill([(edge, y + slant), (x, y), (x, y + tall), (edge, y + tall - slant)], spine)
    hatch(
        canvas,
        [(edge, y + slant), (x, y), (x, y + tall), (edge, y + tall - slant)],
        cover,
        12,
        3,
        angle=pi / 2,
    )
    for level in (0.1, 0.14, 0.84, 0.88):
        rise = slant * (1 - level * 2)
        line = [(edge, y + tall * level + rise), (x, y + tall * level)]
        canvas.stroke(line, Ink.STRAW, 4)
    canvas.rect(x, y, wide, tall, cover, wobble=1.2)


def _waves(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    radius = width / 10
    rows = int(height / (radius * 0.5))
    for row in range(rows):
        level = y + radius + row * radius * 0.5
        for crest in range(6 - row % 2):
            centre = x + radius * (row % 2) + crest * radius * 2
            for share, ink in (
                (1.0, Ink.PAPER),
                (0.9, Ink.BLUE),
                (0.66, Ink.PAPER),
                (0.56, Ink.SEA),
                (0.28, Ink.PAPER),
            ):
                cap = arc(centre, level, radius * share, radius * share, pi, end=2 * pi)
                inside = [(min(max(px, x), x + width), min(py, y + height)) for px, py in cap]
                canvas.fill(inside, ink, 0.4)
    canvas.rect(x, y + height - 2, width, 4, Ink.INK)


def _lettering(canvas: Canvas, x: float, y: float, bars: tuple[float, ...], ink: Ink) -> None:
    for row, wide in enumerate(bars):
        canvas.rect(x - wide / 2, y + row * 34, wide, 18 - row * 5, ink, wobble=0.8)


def cookbook(canvas: Canvas) -> None:
    """Draw the cookbook: a mackerel on a plate."""
    backdrop(canvas)
    _book(canvas, (310, 170, 640, 820), Ink.BRICK, Ink.RUST)
    canvas.disc(630, 630, 270, Ink.RUST, 264)
    canvas.disc(622, 618, 270, Ink.PAPER, 264)
    canvas.stroke(arc(622, 618, 244, 238), Ink.BLUE, 6)
    _mackerel(canvas, 622, 618, 250, -0.6)
    canvas.disc(760, 760, 66, Ink.OCHRE)
    canvas.disc(760, 760, 56, Ink.STRAW)
    for spoke in range(4):
        ray = placed([(-54, 0), (54, 0)], 760, 760, 1, spoke * pi / 4)
        canvas.stroke(ray, Ink.PAPER, 5)
    for leaf in range(7):
        canvas.gouge(470 + leaf * 14, 500 - leaf * 9, 50, 15, Ink.MOSS, angle=leaf * 0.8)
    _lettering(canvas, 630, 228, (420, 260, 140), Ink.STRAW)
    canvas.rect(560, 922, 140, 10, Ink.STRAW)


def _mackerel(canvas: Canvas, x: float, y: float, size: float, turn: float) -> None:
    body = [
        (-0.92, 0.02), (-0.7, -0.17), (-0.3, -0.26), (0.2, -0.22), (0.66, -0.06), (0.68, 0.05),
        (0.2, 0.2), (-0.3, 0.25), (-0.7, 0.17),
    ]  # fmt: skip
    for fin in (
        [(0.62, 0.0), (0.96, -0.24), (0.86, 0.0), (0.96, 0.24)],
        [(-0.2, -0.22), (0.02, -0.38), (0.1, -0.2)],
        [(-0.1, 0.2), (0.06, 0.36), (0.12, 0.18)],
    ):
        canvas.fill(placed(fin, x, y, size, turn), Ink.SEA)
    canvas.smooth(placed(body, x, y, size, turn), Ink.MIST)
    back = [
        (-0.92, 0.02),
        (-0.7, -0.17),
        (-0.3, -0.26),
        (0.2, -0.22),
        (0.66, -0.06),
        (0.66, 0.0),
    ]
    canvas.smooth(placed([*back, (0.2, -0.04), (-0.5, -0.02)], x, y, size, turn), Ink.SEA)
    for stripe in range(13):
        at = placed([(-0.52 + stripe * 0.085, -0.13 + stripe * 0.006)], x, y, size, turn)[0]
        canvas.gouge(*at, size * 0.17, size * 0.03, Ink.INK, angle=turn + 1.2)
    gill = placed(open_spline([(-0.62, -0.14), (-0.56, 0.02), (-0.63, 0.17)]), x, y, size, turn)
    canvas.stroke(gill, Ink.INK, 5)
    eye = placed([(-0.76, -0.03)], x, y, size, turn)[0]
    canvas.disc(*eye, size * 0.05, Ink.PAPER)
    canvas.disc(*eye, size * 0.028, Ink.INK)


def bird_guide(canvas: Canvas) -> None:
    """Draw the pocket guide: a curlew among the reeds."""
    backdrop(canvas)
    _book(canvas, (370, 250, 500, 730), Ink.SAGE, Ink.MOSS)
    canvas.disc(660, 560, 120, Ink.STRAW)
    canvas.rect(371, 800, 498, 179, Ink.MOSS)
    ripples(canvas, (440, 812, 800, 950), Ink.MIST, 26, 100, weight=7)
    curlew(canvas, 600, 884, 345)
    grass(canvas, 380, 450, 978, 250, ink=Ink.INK, count=12)
    grass(canvas, 770, 850, 978, 220, ink=Ink.INK, count=12)
    canvas.rect(370, 966, 500, 14, Ink.MOSS)
    _lettering(canvas, 620, 300, (330, 220), Ink.PAPER)
    canvas.rect(806, 250, 15, 730, Ink.BRICK, wobble=0.8)
