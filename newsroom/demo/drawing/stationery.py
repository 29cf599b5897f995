"""A pencil and an open book, for desks and benches."""

from newsroom.demo.drawing.canvas import Canvas, Point, placed
from newsroom.demo.drawing.marks import soft_shadow
from newsroom.demo.drawing.palette import Ink


def pencil(canvas: Canvas, at: Point, size: float, turn: float, shadow: Ink) -> None:
    """Draw a pencil lying flat; size is half its length, turn in radians."""
    x, y = at
    cast = [(-1.0, -0.04), (0.8, -0.04), (1.0, 0.0), (0.8, 0.05), (-1.0, 0.05)]
    soft_shadow(canvas, placed(cast, x + 18, y + 20, size, turn), shadow, 8, 1.1)

    def part(points: list[Point], ink: Ink) -> None:
        canvas.fill(placed(points, x, y, size, turn), ink, 0.4)

    for low, high, ink in (
        (-0.05, -0.018, Ink.STRAW),
        (-0.018, 0.02, Ink.OCHRE),
        (0.02, 0.05, Ink.RUST),
    ):
        part([(-0.9, low), (0.8, low), (0.8, high), (-0.9, high)], ink)
    part([(0.8, -0.05), (1, 0), (0.8, 0.05)], Ink.PINK)
    part([(0.93, -0.018), (1, 0), (0.93, 0.018)], Ink.INK)
    part([(-1, -0.05), (-0.88, -0.05), (-0.88, 0.05), (-1, 0.05)], Ink.SEA)


def open_book(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw an open book or notebook lying flat; size is the width of a page."""
    for way in (-1, 1):
        page = [
            (0, 0.1),
            (0.2, -0.06),
            (0.9, -0.1),
            (1.12, 0.26),
            (0.3, 0.32),
            (0, 0.42),
        ]
        leaf = placed([(px * way, py) for px, py in page], x, y, size)
        canvas.fill(leaf, Ink.PAPER)
        for line in range(4):
            row = [
                (0.24 + line * 0.03, 0.02 + line * 0.07),
                (0.86 + line * 0.05, -0.03 + line * 0.07),
            ]
            canvas.stroke(placed([(px * way, py) for px, py in row], x, y, size), Ink.STONE, 2.5)
    canvas.stroke(placed([(0, 0.1), (0, 0.42)], x, y, size), Ink.INK, 3)
