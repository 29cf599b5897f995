"""Colours of uploads: what a picture shows stays, whatever its file calls it."""

from io import BytesIO

import pytest
from PIL import Image

from newsroom.images import sanitised


def cleaned(image: Image.Image) -> Image.Image:
    file = BytesIO()
    image.save(file, "PNG")
    return Image.open(BytesIO(sanitised(BytesIO(file.getvalue())).read()))


@pytest.mark.parametrize(("sixteen_bits", "eight_bits"), [(300, 1), (40_000, 156), (65_535, 255)])
def test_grey_of_sixteen_bits_is_scaled(sixteen_bits: int, eight_bits: int) -> None:
    image = cleaned(Image.new("I;16", (32, 32), sixteen_bits))

    red, _green, _blue = image.getpixel((16, 16))  # type: ignore[misc]
    assert abs(red - eight_bits) <= 1


def test_opaque_picture_with_an_unused_alpha_becomes_a_jpeg() -> None:
    assert cleaned(Image.new("RGBA", (32, 32), (10, 20, 30, 255))).format == "JPEG"
