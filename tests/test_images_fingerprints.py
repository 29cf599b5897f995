"""Fingerprints: the same picture is known again, saved anew or made smaller; another one is not."""

from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image

from newsroom.demo import drawing
from newsroom.images import are_alike, bands, fingerprint, sanitised
from tests.factories import image_bytes

DRAWINGS = ["ferry", "salt-marsh", "flood-street", "football"]


def drawn(name: str) -> Image.Image:
    return drawing.draw(name).convert("RGB")


def known_by(image: Image.Image, format: str = "JPEG", quality: int = 90) -> str:
    """The fingerprint of an image after a way through a file."""
    file = BytesIO()
    image.save(file, format, quality=quality)
    return sanitised(file).content_hash


def test_same_pixels_have_the_same_fingerprint_whatever_the_file_says() -> None:
    one, other = image_bytes(), image_bytes(comment=b"another day")

    assert one != other
    assert sanitised(BytesIO(one)).content_hash == sanitised(BytesIO(other)).content_hash


def test_fingerprint_has_64_digits_and_eight_bands() -> None:
    known = fingerprint(drawn("ferry"))

    assert len(known) == 64
    assert int(known, 16)
    assert "".join(digits for _place, digits in bands(known)) == known[32:]
    assert [place for place, _digits in bands(known)] == [33, 37, 41, 45, 49, 53, 57, 61]


@pytest.mark.parametrize("name", DRAWINGS)
def test_picture_saved_again_or_made_smaller_is_known(name: str) -> None:
    image = drawn(name)
    known = known_by(image)

    for copy in (
        known_by(image, quality=40),
        known_by(image, "WEBP", quality=60),
        known_by(image.resize((image.width // 3, image.height // 3))),
    ):
        assert copy != known
        assert are_alike(copy, known)
        assert set(bands(copy)) & set(bands(known))


def test_different_pictures_are_not_alike() -> None:
    known = [fingerprint(drawn(name)) for name in DRAWINGS]

    assert not any(are_alike(one, other) for one, other in combinations(known, 2))


def test_pictures_without_a_look_are_told_apart_by_their_pixels() -> None:
    green, blue = (fingerprint(Image.new("RGB", (60, 40), colour)) for colour in ("seagreen", "navy"))

    assert not are_alike(green, blue)


def test_clear_parts_count_as_white() -> None:
    image = drawn("ferry").convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, image.width // 2, image.height))
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))

    assert are_alike(fingerprint(image), fingerprint(white))
