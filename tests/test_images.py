"""Uploads: judged by their content, before they are decoded, and stored clean."""

import re
import struct
import zlib
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from PIL import Image
from pytest_django import Settings

from articles.models import Picture
from newsroom.images import sanitised, uploads
from tests.factories import image_bytes, make_picture, make_upload
from tests.responses import Response

ADD = "/admin/articles/picture/add/"
ORIENTATION, GPS, COPYRIGHT = 0x0112, 0x8825, 0x8298


def chunk(name: bytes, content: bytes) -> bytes:
    """A part of a PNG file (PNG specification, section 5.3)."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\0" * 1000)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def photo_with_exif(orientation: int = 1) -> bytes:
    """A JPEG, red above blue, that says where it was taken."""
    image = Image.new("RGB", (60, 40), "red")
    image.paste("blue", (0, 20, 60, 40))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[COPYRIGHT] = "Somebody"
    exif[GPS] = {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)}
    file = BytesIO()
    image.save(file, "JPEG", exif=exif, quality=95)
    return file.getvalue()


def avif_of_noise() -> bytes:
    """An AVIF whose header is whole and whose pixels are not."""
    head, mark, pixels = image_bytes("AVIF").partition(b"mdat")
    return head + mark + b"\xff" * len(pixels)


def cleaned(content: bytes) -> Image.Image:
    return Image.open(BytesIO(sanitised(BytesIO(content)).read()))


NOT_A_PICTURE = "This is not a JPEG, PNG, WebP or AVIF picture."
TOO_MANY_PIXELS = "This picture has over 40 megapixels."
DAMAGED = "This picture is damaged"
REFUSED = {
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', NOT_A_PICTURE),
    "text": (b"Dear editor, here is my picture.", NOT_A_PICTURE),
    "html": (b"<!doctype html><script>alert(1)</script>", NOT_A_PICTURE),
    "gif": (image_bytes("GIF"), NOT_A_PICTURE),
    "tiff": (image_bytes("TIFF"), NOT_A_PICTURE),
    "pdf": (image_bytes("PDF"), NOT_A_PICTURE),
    "bomb": (png_bomb(13_000, 13_000), TOO_MANY_PIXELS),
    "huge bomb": (png_bomb(60_000, 60_000), TOO_MANY_PIXELS),
    "one pixel too many": (png_bomb(8001, 5000), TOO_MANY_PIXELS),
    "truncated jpeg": (image_bytes(size=(600, 400))[:900], DAMAGED),
    "truncated png": (image_bytes("PNG", size=(600, 400))[:80], DAMAGED),
    "png without its pixels": (png_bomb(600, 400), DAMAGED),
    "avif of noise": (avif_of_noise(), DAMAGED),
    "beginning of a jpeg": (image_bytes()[:12], NOT_A_PICTURE),
}
every_refusal = pytest.mark.parametrize(("content", "explanation"), REFUSED.values(), ids=REFUSED)


@every_refusal
def test_what_is_no_good_picture_is_refused(content: bytes, explanation: str) -> None:
    with pytest.raises(ValidationError, match=explanation):
        sanitised(BytesIO(content))


def test_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_BYTES", 100)

    with pytest.raises(ValidationError, match="larger than 20 MB"):
        sanitised(BytesIO(image_bytes()))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_opaque_picture_becomes_a_jpeg(format: str) -> None:
    image = cleaned(image_bytes(format))

    assert (image.format, image.size) == ("JPEG", (64, 48))


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_picture_with_clear_parts_stays_one(format: str) -> None:
    file = BytesIO()
    Image.new("RGBA", (64, 48), (255, 0, 0, 0)).save(file, format)

    image = cleaned(file.getvalue())

    assert (image.format, image.mode) == ("PNG", "RGBA")
    assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("mode", ["L", "CMYK", "1", "I;16"])
def test_picture_of_any_colours_becomes_one_that_browsers_show(mode: str) -> None:
    format = "PNG" if mode in {"1", "I;16"} else "JPEG"
    file = BytesIO()
    Image.new(mode, (64, 48)).save(file, format)

    assert cleaned(file.getvalue()).mode == "RGB"


def test_of_a_photographs_metadata_its_owner_alone_is_kept() -> None:
    content = photo_with_exif()
    assert Image.open(BytesIO(content)).getexif()[GPS]

    image = cleaned(content)

    assert dict(image.getexif()) == {COPYRIGHT: "Somebody"}


def test_photograph_whose_metadata_is_wrong_is_turned_upright_too() -> None:
    north_as_text, north_as_numbers = b"\0\x01\0\x02\0\0\0\x02N", b"\0\x01\0\x06\0\0\0\x02N"
    content = photo_with_exif(orientation=6)
    assert north_as_text in content

    assert cleaned(content.replace(north_as_text, north_as_numbers)).size == (40, 60)


def test_comments_and_profiles_of_a_picture_are_gone() -> None:
    content = image_bytes("JPEG", comment=b"secret", icc_profile=b"secret", xmp=b"secret")

    assert b"secret" not in sanitised(BytesIO(content)).read()


def test_garbled_colour_profile_is_passed_over() -> None:
    assert cleaned(image_bytes("JPEG", icc_profile=b"no profile")).size == (64, 48)


@pytest.mark.parametrize(
    ("orientation", "size", "top"), [(1, (60, 40), "red"), (3, (60, 40), "blue"), (6, (40, 60), "red")]
)
def test_photograph_taken_sideways_is_turned_upright(
    orientation: int, size: tuple[int, int], top: str
) -> None:
    image = cleaned(photo_with_exif(orientation))

    corner = image.getpixel((size[0] - 2, 2))
    assert image.size == size
    assert isinstance(corner, tuple)
    assert ("red" if corner[0] > corner[2] else "blue") == top


@pytest.mark.parametrize(
    ("size", "expected"), [((3000, 30), (2560, 26)), ((30, 3000), (26, 2560)), ((2560, 10), (2560, 10))]
)
def test_large_picture_is_made_smaller(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert cleaned(image_bytes(size=size)).size == expected


def test_file_gets_a_name_of_our_own() -> None:
    names = {sanitised(BytesIO(image_bytes())).name for _ in range(3)}

    assert len(names) == 3
    assert all(re.fullmatch(r"[0-9a-f]{20}\.jpg", str(name)) for name in names)


# Through the form of the picture library


def add_picture(desk: Client, content: bytes, name: str = "boat.jpg", **typed: str) -> Response:
    return desk.post(ADD, {"file": make_upload(content, name), "alt": "A boat", **typed})


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """An editor's browser."""
    client.force_login(editor)
    return client


@every_refusal
def test_refusal_is_a_message_in_the_form_and_nothing_is_stored(
    desk: Client, settings: Settings, content: bytes, explanation: str
) -> None:
    response = add_picture(desk, content, credit="Photo: Ada")

    assert response.status_code == 200
    assert explanation in response.text
    assert 'value="Photo: Ada"' in response.text
    assert not Picture.objects.exists()
    assert not list(settings.MEDIA_ROOT.glob("**/*.*"))


def test_file_that_is_too_large_is_a_message_in_the_form(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MAX_BYTES", 100)

    assert "This file is larger than 20 MB." in add_picture(desk, image_bytes()).text
    assert not Picture.objects.exists()


@pytest.mark.parametrize("name", ["boat.jpg", "boat.php", "../../boat.jpg", "boat", "b" * 200 + ".jpg"])
def test_uploaded_picture_is_stored_under_our_name_whatever_it_was_called(desk: Client, name: str) -> None:
    response = add_picture(desk, image_bytes("PNG"), name)

    picture = Picture.objects.get()
    assert response.status_code == 302
    assert re.fullmatch(r"pictures/\d{4}/\d\d/[0-9a-f]{20}\.jpg", picture.file.name)
    assert (picture.width, picture.height, picture.has_renditions) == (64, 48, False)


@pytest.mark.parametrize("typed", [{"alt": ""}, {"alt": "A boat", "is_decorative": "on"}])
def test_picture_is_described_or_decorative(desk: Client, typed: dict[str, str]) -> None:
    response = add_picture(desk, image_bytes(), **typed)

    assert (
        "Describe the picture in its alternative text, or mark it as decorative (one of the two)."
        in response.text
    )
    assert not Picture.objects.exists()


def test_words_of_a_picture_are_changed_without_a_new_file(desk: Client) -> None:
    picture = make_picture()

    desk.post(f"/admin/articles/picture/{picture.pk}/change/", {"alt": "A better word"})

    changed = Picture.objects.get()
    assert (changed.alt, changed.file.name) == ("A better word", picture.file.name)


def test_new_file_of_a_picture_waits_for_its_renditions(desk: Client) -> None:
    picture = make_picture()
    Picture.objects.update(has_renditions=True)

    desk.post(
        f"/admin/articles/picture/{picture.pk}/change/",
        {"file": make_upload(image_bytes("PNG")), "alt": "A boat"},
    )

    changed = Picture.objects.get()
    assert changed.file.name != picture.file.name
    assert not changed.has_renditions


def test_form_offers_pictures_alone(desk: Client) -> None:
    assert 'accept="image/jpeg,image/png,image/webp,image/avif"' in desk.get(ADD).text
