"""Shop pictures of two prints: the lighthouse, the ferry."""

from newsroom.demo.drawing.boats import ferry
from newsroom.demo.drawing.buildings import lighthouse
from newsroom.demo.drawing.canvas import Canvas, Point
from newsroom.demo.drawing.marks import fade, glow, ripples, soft_shadow, stipple
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.shop import backdrop
from newsroom.demo.drawing.wildlife import gull


def lighthouse_print(canvas: Canvas) -> None:
    """Draw the framed print of the lighthouse at dusk."""
    backdrop(canvas)
    soft_shadow(canvas, [(290, 170), (960, 170), (960, 1090), (290, 1090)], Ink.SHADOW, 22, 1.2)
    canvas.rect(300, 190, 600, 760, Ink.BLUE)
    fade(canvas, (300, 230, 900, 800), Ink.ROSE, 0.1, 1.1)
    canvas.disc(470, 560, 84, Ink.PAPER)
    for x, y, long in (
        (420, 330, 260),
        (520, 350, 200),
        (760, 420, 220),
        (420, 470, 180),
    ):
        canvas.gouge(x, y, long, 14, Ink.PINK)
    canvas.rect(300, 740, 600, 220, Ink.SEA)
    ripples(canvas, (320, 748, 880, 950), Ink.PINK, 50, 120, weight=8)
    beam: list[Point] = [(670, 372), (310, 250), (310, 360)]
    stipple(canvas, beam, Ink.STRAW, 0.75)
    rock = [
        (480, 960),
        (540, 850),
        (600, 800),
        (700, 780),
        (790, 800),
        (840, 870),
        (900, 900),
    ]
    canvas.fill([*rock, (900, 960)], Ink.INK, 3)
    lighthouse(canvas, 670, 800, 470)
    for row in range(16):
        canvas.gouge(520 + row * 24, 880 + row % 4 * 18, 40, 6, Ink.BLUE, angle=-0.5)
    gull(canvas, 420, 640, 46, 0.1)
    _frame(canvas)


def _frame(canvas: Canvas) -> None:
    outer, mount = (250, 110, 700, 950), (282, 142, 636, 886)
    for (x, y, wide, tall), edge, ink in ((mount, 72, Ink.PAPER), (outer, 34, Ink.INK)):
        canvas.rect(x, y, wide, edge, ink)
        canvas.rect(x, y + tall - edge, wide, edge, ink)
        canvas.rect(x, y, edge, tall, ink)
        canvas.rect(x + wide - edge, y, edge, tall, ink)
    canvas.rect(354, 950, 492, 8, Ink.PAPER)
    canvas.rect(354, 956, 492, 6, Ink.PAPER)
    canvas.rect(354, 978, 60, 6, Ink.STONE)
    canvas.rect(800, 978, 46, 6, Ink.STONE)
    canvas.stroke([(286, 144), (914, 144)], Ink.BLUE, 4)


def ferry_print(canvas: Canvas) -> None:
    """Draw the unframed print of the ferry, held by two clips."""
    backdrop(canvas)
    soft_shadow(
        canvas,
        [(160, 270), (1070, 270), (1080, 1010), (150, 1010)],
        Ink.SHADOW,
        20,
        1.2,
    )
    canvas.rect(200, 270, 800, 640, Ink.STRAW)
    glow(canvas, 340, 430, 240, Ink.PAPER, strength=0.9)
    canvas.disc(340, 430, 64, Ink.BRICK)
    for x, y, long in (
        (560, 330, 300),
        (620, 352, 240),
        (860, 430, 240),
        (300, 540, 160),
    ):
        canvas.gouge(x, y, long, 15, Ink.PAPER)
    canvas.smooth(
        [(560, 640), (700, 520), (780, 480), (880, 540), (1010, 560), (1010, 660)],
        Ink.SAGE,
    )
    canvas.rect(200, 630, 800, 300, Ink.SEA)
    ripples(canvas, (200, 640, 1000, 900), Ink.BLUE, 60, 160, weight=10)
    ferry(canvas, 600, 738, 300)
    for _ in range(50):
        canvas.gouge(canvas.rng.uniform(230, 900), 752 + canvas.rng.gauss(0, 8), 80, 8, Ink.PAPER)
    ripples(canvas, (320, 766, 900, 830), Ink.INK, 30, 120, weight=8)
    gull(canvas, 760, 400, -54, 0.1)
    gull(canvas, 500, 440, 30, 0.1)
    for x, y, wide, tall in (
        (140, 190, 920, 80),
        (140, 908, 920, 92),
        (140, 190, 64, 810),
        (996, 190, 64, 810),
    ):
        canvas.rect(x, y, wide, tall, Ink.PAPER)
    canvas.rect(206, 936, 80, 7, Ink.STONE)
    canvas.rect(940, 936, 54, 7, Ink.STONE)
    for x in (330, 870):
        canvas.stroke([(x - 22, 180), (x - 12, 118), (x + 12, 118), (x + 22, 180)], Ink.BLUE, 7)
        canvas.fill([(x - 50, 222), (x - 44, 166), (x + 44, 166), (x + 50, 222)], Ink.INK)
    canvas.stroke([(142, 996), (1058, 996)], Ink.STONE, 4)
