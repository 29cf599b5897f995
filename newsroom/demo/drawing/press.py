"""The press: prints a cut block on grained paper, its dark plate out of register."""

from functools import cache
from random import Random

from PIL import Image, ImageChops, ImageFilter

from newsroom.demo.drawing.canvas import SCALE, Canvas
from newsroom.demo.drawing.palette import Ink, flat_palette

_SHEET = (1600, 1200)


def pull(canvas: Canvas) -> Image.Image:
    """Print the canvas and return the RGB sheet at one pixel to the unit."""
    size = (canvas.width, canvas.height)
    plate = canvas.colour.copy()
    plate.putpalette(flat_palette())
    sheet = plate.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    sheet.paste(Ink.INK.rgb, (0, 0), _key_plate(canvas))
    return ImageChops.multiply(sheet, _paper_grain().crop((0, 0, *size)))


def _key_plate(canvas: Canvas) -> Image.Image:
    """Shrink the dark plate, shifted by a pixel or two and unevenly inked."""
    width, height = canvas.width * SCALE, canvas.height * SCALE
    size = (canvas.width, canvas.height)
    slipped = (5, 3, width - 1, height)
    plate = canvas.key.resize(size, Image.Resampling.LANCZOS, box=slipped)
    return ImageChops.multiply(plate, _salt().crop((0, 0, *size)))


@cache
def noise(width: int, height: int, seed: str) -> Image.Image:
    """Return repeatable grey noise, one random value from 0 to 255 to the pixel."""
    return Image.frombytes("L", (width, height), Random(seed).randbytes(width * height))


@cache
def _paper_grain() -> Image.Image:
    fine = noise(*_SHEET, "fibre").filter(ImageFilter.GaussianBlur(0.7))
    broad = noise(100, 75, "cloud").resize(_SHEET, Image.Resampling.BICUBIC)
    mixed = Image.blend(fine, broad, 0.25)
    shade = mixed.point([min(255, 226 + value * 36 // 160) for value in range(256)])
    return Image.merge("RGB", (shade, shade, shade))


@cache
def _salt() -> Image.Image:
    """Return the coverage of the dark ink: full, but for flecks and thin places."""
    flecks = noise(*_SHEET, "salt").filter(ImageFilter.GaussianBlur(1.1))
    broad = noise(64, 48, "roller").resize(_SHEET, Image.Resampling.BICUBIC)
    mixed = Image.blend(flecks, broad, 0.18)
    return mixed.point([min(255, 160 + max(0, value - 82) * 7) for value in range(256)])
