"""Small people and other living things that give a scene its scale."""

from newsroom.demo.drawing.canvas import Canvas, Point, placed, spline
from newsroom.demo.drawing.palette import Ink


def person(
    canvas: Canvas,
    x: float,
    y: float,
    height: float,
    coat: Ink,
    *,
    legs: Ink = Ink.INK,
    stride: float = 0.12,
) -> None:
    """Draw a standing or walking person, feet at y, height in units.

    stride is the reach of the step; below zero the person walks to the left.
    """
    for way, bend in ((-1, 0.4), (1, 0.8)):
        reach = stride * way
        thigh = [(-0.07, -0.5), (reach * bend - 0.06, -0.25), (reach - 0.03, 0)]
        shin = [(reach + 0.05, 0), (reach * bend + 0.04, -0.26), (0.08, -0.5)]
        canvas.fill(placed([*thigh, *shin], x, y, height), legs, 0.3)
    right = [(0.04, -0.85), (0.1, -0.8), (0.115, -0.6), (0.135, -0.41)]
    left = [(-px, py) for px, py in reversed(right)]
    canvas.fill(placed([*right, *left], x, y, height), coat, 0.3)
    for way in (-1, 1):
        swing = stride * way
        arm = [
            (0.09 * way, -0.77),
            (0.15 * way, -0.62),
            (0.13 * way - swing * 0.7, -0.47),
        ]
        canvas.stroke(placed(arm, x, y, height), coat, max(1.5, height * 0.055))
    head = (x + 0.01 * height, y - 0.92 * height)
    canvas.disc(*head, 0.062 * height, legs, 0.078 * height, wobble=0.2)


def shadowed(canvas: Canvas, x: float, y: float, height: float, coat: Ink, *, ground: Ink) -> None:
    """Draw a person with a long shadow falling to the lower right."""
    shadow = [(-0.08, -0.02), (0.1, -0.02), (1.15, 0.33), (1.2, 0.4), (1.05, 0.42)]
    canvas.fill(placed(shadow, x, y, height), ground, 0.3)
    person(canvas, x, y, height, coat, legs=Ink.INK, stride=canvas.rng.uniform(-0.16, 0.16))


def bust(canvas: Canvas, x: float, y: float, size: float, ink: Ink) -> None:
    """Draw head and shoulders seen from behind, cut off at y; size is the height."""
    back = [(-0.75, 0.05), (-0.7, -0.3), (-0.4, -0.46), (-0.14, -0.52), (-0.13, -0.6)]
    head = [(-0.23, -0.72), (-0.22, -0.95), (0.0, -1.08), (0.22, -0.95), (0.23, -0.72)]
    front = [(0.13, -0.6), (0.14, -0.52), (0.4, -0.46), (0.7, -0.3), (0.75, 0.05)]
    canvas.fill(placed(spline([*back, *head, *front], 5), x, y, size), ink, 0.5)


def bicycle(canvas: Canvas, x: float, y: float, size: float, ink: Ink) -> None:
    """Draw a bicycle from the side, wheels on y; size is the radius of a wheel."""
    hubs = ((-1.25, -1.0), (1.25, -1.0))
    weight = max(1.5, size * 0.09)
    for hub_x, hub_y in hubs:
        _ring(canvas, x + hub_x * size, y + hub_y * size, size, ink, weight=weight)
    frame: list[list[Point]] = [
        [(-1.25, -1), (-0.5, -2), (0.85, -2.05), (-0.1, -0.95), (-1.25, -1)],
        [(-0.1, -0.95), (-0.58, -2.25), (-0.3, -2.25), (-0.85, -2.25)],
        [(1.25, -1), (0.8, -2.4), (1.1, -2.5), (1.25, -2.35)],
    ]
    for bar in frame:
        canvas.stroke(placed(bar, x, y, size), ink, weight)


def _ring(canvas: Canvas, x: float, y: float, radius: float, ink: Ink, *, weight: float) -> None:
    rim = [
        (0.0, -1.0),
        (0.71, -0.71),
        (1.0, 0.0),
        (0.71, 0.71),
        (0.0, 1.0),
        (-0.71, 0.71),
    ]
    full = [*rim, (-1.0, 0.0), (-0.71, -0.71)]
    path = placed(spline(full, 5), x, y, radius)
    canvas.stroke([*path, path[0]], ink, weight)
