"""The ground that all shop pictures share."""

from newsroom.demo.drawing.canvas import Canvas
from newsroom.demo.drawing.palette import Ink


def backdrop(canvas: Canvas) -> None:
    """Lay the warm paper ground that all shop pictures share."""
    canvas.rect(-5, -5, canvas.width + 10, canvas.height + 10, Ink.LINEN)
