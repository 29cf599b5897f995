"""Houses, windows, lighthouses and roofs, as several scenes need them."""

from collections.abc import Callable

from newsroom.demo.drawing.canvas import Canvas, Point, arc, placed
from newsroom.demo.drawing.marks import hatch
from newsroom.demo.drawing.palette import Ink


def lighthouse(canvas: Canvas, x: float, y: float, height: float, stripe: Ink = Ink.BRICK) -> None:
    """Draw a banded lighthouse lit from the left, its foot at y; height in units."""

    def half(level: float) -> float:
        return 0.13 - 0.055 * level

    canvas.fill(placed(_band(0, 0.78, half), x, y, height), Ink.PAPER)
    for low in (0.1, 0.36, 0.6):
        canvas.fill(placed(_band(low, low + 0.13, half), x, y, height), stripe)
    dark = [(0.03, 0), (half(0), 0), (half(0.78), -0.78), (0.025, -0.78)]
    hatch(
        canvas,
        placed(dark, x, y, height),
        Ink.INK,
        height * 0.022,
        height * 0.011,
        angle=0.5,
    )
    canvas.fill(
        placed([(-0.12, -0.78), (0.12, -0.78), (0.1, -0.82), (-0.1, -0.82)], x, y, height),
        Ink.INK,
    )
    canvas.fill(
        placed([(-0.06, -0.82), (0.06, -0.82), (0.06, -0.92), (-0.06, -0.92)], x, y, height),
        Ink.STRAW,
    )
    for bar in (-0.06, 0.0, 0.06):
        canvas.stroke(placed([(bar, -0.82), (bar, -0.92)], x, y, height), Ink.INK, height * 0.01)
    cap = [(-0.08, -0.915), (-0.06, -0.955), (0, -0.99), (0.06, -0.955), (0.08, -0.915)]
    canvas.fill(placed(cap, x, y, height), stripe)
    canvas.stroke(placed([(0, -0.98), (0, -1.05)], x, y, height), Ink.INK, height * 0.012)
    door = [(-0.03, 0), (-0.03, -0.06), (0, -0.08), (0.03, -0.06), (0.03, 0)]
    canvas.fill(placed(door, x - 0.04 * height, y, height), Ink.INK, 0.4)


def _band(low: float, high: float, half: Callable[[float], float]) -> list[Point]:
    return [
        (-half(low), -low),
        (half(low), -low),
        (half(high), -high),
        (-half(high), -high),
    ]


def window(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    pane: Ink,
    frame: Ink,
) -> None:
    """Draw a sash window from its top left corner, with bars across the panes."""
    edge = max(1.5, width * 0.07)
    canvas.rect(x - edge, y - edge, width + 2 * edge, height + 2 * edge, frame, wobble=0.5)
    canvas.rect(x, y, width, height, pane, wobble=0.4)
    canvas.stroke([(x + width / 2, y), (x + width / 2, y + height)], frame, edge * 0.7)
    canvas.stroke([(x, y + height * 0.5), (x + width, y + height * 0.5)], frame, edge * 0.9)
    canvas.rect(
        x - edge * 2,
        y + height + edge * 0.6,
        width + edge * 4,
        edge * 1.2,
        frame,
        wobble=0.4,
    )


def arched_window(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    pane: Ink,
    frame: Ink,
) -> None:
    """Draw a round-headed window; x is its centre and y its sill."""
    for ink, edge in ((frame, max(2.0, width * 0.12)), (pane, 0.0)):
        half = width / 2 + edge
        head = arc(x, y - height + width / 2, half, half, 3.1416, end=6.2832)
        canvas.fill([(x - half, y + edge), *head, (x + half, y + edge)], ink, 0.5)
    canvas.stroke([(x, y - height), (x, y)], frame, max(1.5, width * 0.06))
    for share in (0.33, 0.62):
        level = y - height * share
        canvas.stroke(
            [(x - width / 2, level), (x + width / 2, level)],
            frame,
            max(1.5, width * 0.06),
        )


def chimney(canvas: Canvas, x: float, y: float, width: float, height: float, *, brick: Ink) -> None:
    """Draw a stack with two pots; x is its centre and y its foot."""
    canvas.rect(x - width / 2, y - height, width, height, brick)
    canvas.rect(x - width * 0.6, y - height, width * 1.2, height * 0.13, Ink.INK)
    for pot in (-0.25, 0.25):
        canvas.rect(
            x + (pot - 0.1) * width,
            y - height * 1.28,
            width * 0.2,
            height * 0.28,
            Ink.OCHRE,
        )


def roofs(canvas: Canvas, left: float, right: float, base: float, height: float, *, ink: Ink) -> None:
    """Fill a far line of gabled houses as one silhouette standing on base."""
    x = left
    while x < right:
        wide = canvas.rng.uniform(0.5, 1.1) * height
        tall = canvas.rng.uniform(0.45, 0.75) * height
        peak = tall + canvas.rng.uniform(0.2, 0.35) * height
        gable = [
            (x, base),
            (x, base - tall),
            (x + wide / 2, base - peak),
            (x + wide, base - tall),
        ]
        canvas.fill([*gable, (x + wide + 1, base)], ink)
        canvas.rect(x + wide * 0.7, base - peak, wide * 0.13, peak * 0.4, ink)
        x += wide
