"""The printmaker's marks: grained fades, glows, hatching, stipple, reflections."""

from collections.abc import Sequence
from functools import cache
from math import cos, pi, sin, sqrt

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from newsroom.demo.drawing.canvas import SCALE, Box, Canvas, Point
from newsroom.demo.drawing.palette import Ink
from newsroom.demo.drawing.press import noise

_STEP = [0] + [255] * 255


def fade(canvas: Canvas, box: Box, ink: Ink, start: float, end: float) -> None:
    """Sprinkle ink over a box (left, top, right, bottom).

    The share of paper covered runs from start at the top to end at the bottom,
    normally 0 to 1; beyond that the ramp is
    clipped.
    """
    left, top, right, bottom = (round(edge * SCALE) for edge in box)
    ramp = _ramp(start, end).resize((right - left, bottom - top))
    _sprinkle(canvas, ramp, (left, top), ink)


def glow(canvas: Canvas, x: float, y: float, radius: float, ink: Ink, *, strength: float = 1) -> None:
    """Sprinkle ink around a point, thinning outwards; strength from 0 to 1."""
    side = round(radius * 2 * SCALE)
    levels = [max(0, round(strength * (255 - level * sqrt(2)))) for level in range(256)]
    ramp = Image.radial_gradient("L").point(levels).resize((side, side))
    _sprinkle(canvas, ramp, (round((x - radius) * SCALE), round((y - radius) * SCALE)), ink)


def stipple(canvas: Canvas, points: Sequence[Point], ink: Ink, density: float) -> None:
    """Sprinkle ink evenly over a polygon; density from 0 to 1."""
    at, mask = _silhouette(points)
    _sprinkle(canvas, mask.point([round(value * density) for value in range(256)]), at, ink)


def shade(
    canvas: Canvas,
    points: Sequence[Point],
    ink: Ink,
    start: float,
    end: float,
    *,
    turn: int = 0,
) -> None:
    """Sprinkle ink over a polygon, from the share start to end, each 0 to 1.

    The ramp runs from top to bottom, or, with turn=1, from left to right.
    """
    at, mask = _silhouette(points)
    ramp = _ramp(start, end)
    if turn:
        ramp = ramp.transpose(Image.Transpose.TRANSPOSE)
    _sprinkle(canvas, ImageChops.darker(ramp.resize(mask.size), mask), at, ink)


def soft_shadow(
    canvas: Canvas,
    points: Sequence[Point],
    ink: Ink,
    blur: float = 26,
    density: float = 0.6,
) -> None:
    """Sprinkle a blurred patch of shade; blur in units, density from 0 to 1."""
    (left, top), mask = _silhouette(points)
    pad = round(blur * SCALE * 2)
    ramp = Image.new("L", (mask.width + 2 * pad, mask.height + 2 * pad), 0)
    ramp.paste(mask, (pad, pad))
    ramp = ramp.reduce(8).filter(ImageFilter.GaussianBlur(blur * SCALE / 8)).resize(ramp.size)
    ramp = ramp.point([round(value * density) for value in range(256)])
    _sprinkle(canvas, ramp, (left - pad, top - pad), ink)


def hatch(
    canvas: Canvas,
    points: Sequence[Point],
    ink: Ink,
    spacing: float = 9,
    weight: float = 3,
    *,
    angle: float = pi / 4,
) -> None:
    """Rule uneven parallel cuts over a polygon; angle in radians."""
    at, mask = _silhouette(points)
    lines = Image.new("L", mask.size, 0)
    pen = ImageDraw.Draw(lines)
    reach = (mask.width + mask.height) / 2
    ax, ay = cos(angle), sin(angle)
    offset = -reach
    while offset < reach:
        offset += spacing * SCALE * canvas.rng.uniform(0.8, 1.2)
        tilt = canvas.rng.uniform(-0.01, 0.01) * reach
        x, y = mask.width / 2 - ay * offset, mask.height / 2 + ax * offset
        path = (
            x - ax * reach,
            y - ay * reach - tilt,
            x + ax * reach,
            y + ay * reach + tilt,
        )
        pen.line(path, 255, max(1, round(weight * SCALE * canvas.rng.uniform(0.6, 1.2))))
    canvas.stamp(ImageChops.darker(lines, mask), at, ink)


def ripples(
    canvas: Canvas,
    box: Box,
    ink: Ink,
    count: int,
    length: float = 90,
    *,
    weight: float = 6,
) -> None:
    """Cut level marks over water, small at the top of the box and large below.

    length and weight are those of the nearest marks, in units.
    """
    left, top, right, bottom = box
    for _ in range(count):
        near = canvas.rng.random() ** 1.4
        size = 0.14 + 0.86 * near
        x, y = canvas.rng.uniform(left, right), top + (bottom - top) * near
        canvas.gouge(x, y, length * size * canvas.rng.uniform(0.5, 1.3), weight * size, ink)


def reflect(canvas: Canvas, waterline: float, depth: float, squash: float = 1, sway: float = 5) -> None:
    """Mirror what stands above a waterline into the depth below it.

    squash is the height of the image to that of the thing; sway the largest
    sideways shift in units.
    """
    line, tall = round(waterline * SCALE), round(depth * SCALE)
    source = round(tall / squash)
    for plate in (canvas.colour, canvas.key):
        strip = plate.crop((0, line - source, plate.width, line))
        image = ImageOps.flip(strip).resize((plate.width, tall), Image.Resampling.NEAREST)
        plate.paste(image, (0, line))
    y = line
    bottom = min(line + tall, canvas.colour.height)
    while y < bottom:
        band = canvas.rng.randint(6, 18)
        _slide(canvas, y, band, round(canvas.rng.uniform(-1, 1) * sway * SCALE))
        y += band


def _slide(canvas: Canvas, top: int, tall: int, shift: int) -> None:
    for plate in (canvas.colour, canvas.key):
        strip = plate.crop((0, top, plate.width, min(top + tall, plate.height)))
        plate.paste(ImageChops.offset(strip, shift, 0), (0, top))


def _ramp(start: float, end: float) -> Image.Image:
    shares = (start + (end - start) * level / 255 for level in range(256))
    levels = [round(255 * min(1, max(0, share))) for share in shares]
    return Image.linear_gradient("L").point(levels)


def _silhouette(points: Sequence[Point]) -> tuple[tuple[int, int], Image.Image]:
    """Return the corner, in device pixels, and the mask of a polygon."""
    xs = [round(x * SCALE) for x, _ in points]
    ys = [round(y * SCALE) for _, y in points]
    left, top = min(xs), min(ys)
    mask = Image.new("L", (max(xs) - left + 1, max(ys) - top + 1), 0)
    path = [(x - left, y - top) for x, y in zip(xs, ys, strict=True)]
    ImageDraw.Draw(mask).polygon(path, 255)
    return (left, top), mask


def _sprinkle(canvas: Canvas, ramp: Image.Image, at: tuple[int, int], ink: Ink) -> None:
    left, top = at[0] % 512, at[1] % 512
    grain = _grain().crop((left, top, left + ramp.width, top + ramp.height))
    canvas.stamp(ImageChops.subtract(ramp, grain).point(_STEP), at, ink)


@cache
def _grain() -> Image.Image:
    """Return coarse noise of even distribution, large enough for any ramp."""
    tile = noise(400, 400, "grain").resize((1024, 1024), Image.Resampling.BICUBIC)
    tile = ImageOps.equalize(tile)
    sheet = Image.new("L", (4096, 4096))
    for x in range(0, 4096, 1024):
        for y in range(0, 4096, 1024):
            sheet.paste(tile, (x, y))
    return sheet
