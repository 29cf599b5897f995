"""Shop pictures of cloth: the notebook, the tea towel."""

from math import pi

from newsroom.demo.drawing.canvas import Canvas, Point, open_spline, placed
from newsroom.demo.drawing.marks import hatch, shade, soft_shadow, stipple
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.shop import backdrop
from newsroom.demo.drawing.stationery import pencil


def notebook(canvas: Canvas) -> None:
    """Draw the cloth-bound notebook, its elastic and a pencil."""
    backdrop(canvas)
    turn, x, y = -0.12, 570.0, 600.0

    def laid(left: float, top: float, right: float, bottom: float) -> list[Point]:
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        return placed(corners, x, y, 1, turn)

    soft_shadow(canvas, laid(-280, -360, 350, 440), Ink.SHADOW, 22, 1.2)
    for lip, ink in ((10, Ink.RUST), (0, Ink.PAPER)):
        canvas.fill(laid(-280 - lip, -384, 302 + lip, 406 + lip), ink)
    for leaf in range(4):
        canvas.stroke(laid(-270, -380, 292 + leaf * 4, 396 + leaf * 4)[1:], Ink.STONE, 2)
    cover = laid(-300, -396, 288, 392)
    canvas.fill(cover, Ink.BRICK, 1.5)
    hatch(canvas, cover, Ink.RUST, 9, 1.6, angle=turn)
    hatch(canvas, cover, Ink.ROSE, 11, 1.1, angle=turn + pi / 2)
    canvas.fill(laid(-300, -396, -216, 392), Ink.SEA, 1.2)
    hatch(canvas, laid(-300, -396, -216, 392), Ink.INK, 8, 2, angle=turn + pi / 2)
    canvas.fill(laid(-110, -250, 160, -110), Ink.PAPER)
    for top, wide, ink in (
        (-222, 190, Ink.SEA),
        (-188, 150, Ink.STONE),
        (-154, 100, Ink.STONE),
    ):
        canvas.fill(laid(-70, top, -70 + wide, top + 10), ink)
    for way in (-1, 1):
        wedge = [(288, -2 + 394 * way), (204, -2 + 394 * way), (288, -2 + 310 * way)]
        canvas.fill(placed(wedge, x, y, 1, turn), Ink.SEA)
    canvas.fill(laid(206, -398, 228, 394), Ink.INK, 0.8)
    canvas.fill(laid(-44, 390, -6, 480), Ink.OCHRE)
    pencil(canvas, (1010, 640), 360, -1.42, Ink.SHADOW)


def tea_towel(canvas: Canvas) -> None:
    """Draw the folded tea towel with its shoal of herring."""
    backdrop(canvas)
    soft_shadow(canvas, [(250, 230), (990, 230), (1000, 1080), (240, 1080)], Ink.SHADOW, 22, 1.2)
    for layer, ink in enumerate((Ink.STONE, Ink.PAPER, Ink.MIST, Ink.PAPER)):
        shift = 30 - layer * 10
        canvas.rect(
            230 + shift,
            180 + shift,
            700 + shift * 0.4,
            850 - shift * 0.2,
            ink,
            wobble=2,
        )
        canvas.stroke(
            [(232 + shift, 1026 + shift * 0.8), (930 + shift, 1026 + shift * 0.8)],
            Ink.INK,
            3,
        )
    canvas.rect(230, 180, 700, 846, Ink.PAPER, wobble=2)
    for row in range(10):
        for column in range(6):
            way = 1 if row % 2 else -1
            x = 300 + column * 112 + (row % 2) * 6
            ink = Ink.BRICK if (row, column) == (5, 3) else Ink.SEA if row % 2 else Ink.BLUE
            _herring(canvas, x, 242 + row * 68, 58 * way, ink)
    for edge, tall, ink in (
        (930, 30, Ink.BRICK),
        (972, 10, Ink.SEA),
        (992, 10, Ink.SEA),
    ):
        canvas.rect(230, edge, 700, tall, ink)
    canvas.stroke([(580, 182), (580, 1024)], Ink.STONE, 4)
    stipple(canvas, [(580, 182), (640, 182), (640, 1024), (580, 1024)], Ink.STONE, 0.4)
    shade(
        canvas,
        [(780, 182), (930, 182), (930, 1026), (780, 1026)],
        Ink.STONE,
        0,
        0.6,
        turn=1,
    )
    canvas.stroke(
        open_spline([(250, 186), (236, 130), (270, 110), (296, 140), (284, 186)]),
        Ink.BRICK,
        11,
    )
    for thread in range(70):
        canvas.gouge(236 + thread * 10, 1030, 16, 3, Ink.PAPER, angle=pi / 2)


def _herring(canvas: Canvas, x: float, y: float, size: float, ink: Ink) -> None:
    body = [
        (-0.86, 0.0),
        (-0.4, -0.26),
        (0.2, -0.22),
        (0.56, 0.0),
        (0.2, 0.22),
        (-0.4, 0.26),
    ]
    canvas.fill(
        placed([(0.46, 0.0), (0.9, -0.3), (0.78, 0.0), (0.9, 0.3)], x, y, size, 0.35),
        ink,
        0.6,
    )
    canvas.smooth(placed(body, x, y, size, 0.35), ink, 0.6)
    for scale in range(4):
        px, py = placed([(-0.28 + scale * 0.2, -0.02)], x, y, size, 0.35)[0]
        lean = 1.0 if size > 0 else 2.2
        canvas.gouge(px, py, abs(size) * 0.28, 4, Ink.PAPER, angle=lean)
    eye = placed([(-0.6, -0.04)], x, y, size, 0.35)[0]
    canvas.disc(*eye, abs(size) * 0.07, Ink.PAPER)
