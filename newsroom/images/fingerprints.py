"""By what a picture is known again: its exact pixels, and its look.

A fingerprint is 64 hexadecimal digits: the first 128 bits of the SHA-256 of size and pixels, then a difference hash of
128 bits. That one says, for an 8 × 8 grid of brightness, where it grows to the right (64 bits) and downwards (64), so
it stays nearly the same when the picture is saved again or made smaller. A picture with too little in it to have a
look carries more of its SHA-256 there, and is known by its exact pixels alone.
"""

import hashlib
from collections.abc import Iterator

from PIL import Image, ImageStat

HALF = 32  # digits of each part
BAND = 4  # digits of a band: two looks that differ in at most 7 bits agree in one of the eight bands
MOST_BITS_APART = 6
LEAST_DEVIATION = 4.0  # of brightness, of 255


def fingerprint(image: Image.Image) -> str:
    """The fingerprint of an upright picture in sRGB, RGB or RGBA."""
    digest = hashlib.sha256(f"{image.mode} {image.size}".encode() + image.tobytes()).hexdigest()
    return digest[:HALF] + (_look(image) or digest[HALF:])


def bands(known: str) -> Iterator[tuple[int, str]]:
    """Place (from 1, as SQL counts) and digits of each band; a like picture shares at least one."""
    for start in range(HALF, len(known), BAND):
        yield start + 1, known[start : start + BAND]


def are_alike(one: str, other: str) -> bool:
    """Whether two fingerprints are of the same picture, as far as one can see."""
    return one == other or (int(one[HALF:], 16) ^ int(other[HALF:], 16)).bit_count() <= MOST_BITS_APART


def _look(image: Image.Image) -> str:
    ground = Image.new("RGBA", image.size, "white")
    grey = (Image.alpha_composite(ground, image) if image.mode == "RGBA" else image).convert("L")
    across = grey.resize((9, 8), Image.Resampling.BOX)
    down = grey.resize((8, 9), Image.Resampling.BOX).transpose(Image.Transpose.TRANSPOSE)
    if ImageStat.Stat(across).stddev[0] < LEAST_DEVIATION:
        return ""
    bits = [*_growth(across), *_growth(down)]
    return f"{sum(bit << place for place, bit in enumerate(bits)):0{HALF}x}"


def _growth(grey: Image.Image) -> Iterator[bool]:
    """For each of the 64 pairs of neighbours in 8 rows of 9 whether the second is brighter."""
    pixels = grey.tobytes()
    for row in range(8):
        for column in range(8):
            yield pixels[row * 9 + column] < pixels[row * 9 + column + 1]
