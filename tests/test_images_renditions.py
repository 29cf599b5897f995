"""Renditions of pictures: made by the worker, around the focal point, and offered once they are there."""

from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult
from pictures.tasks import _process_picture
from PIL import Image
from pytest_django import Settings

from articles.models import Picture
from newsroom.images.renditions import frame, remove_unwanted
from newsroom.templatetags.components import picture as picture_tag
from tests.factories import make_photo, make_picture

pytestmark = pytest.mark.django_db

SHAPES = {"16/9": Fraction(16, 9), "4/3": Fraction(4, 3), "1": Fraction(1)}


def work(picture: Any, wanted: Any = None) -> None:
    """Make renditions (all, if none are named) as the worker does."""
    renditions = picture.file.get_picture_files_list() if wanted is None else wanted
    _process_picture(
        storage=picture.file.storage.deconstruct(),
        file_name=picture.file.name,
        sender=picture.file.sender,
        new=[rendition.deconstruct() for rendition in renditions],
    )
    picture.refresh_from_db()


def stored(address: str) -> Image.Image:
    """The file at an address below `MEDIA_URL`."""
    with default_storage.open(address.removeprefix("/media/")) as file:
        return Image.open(BytesIO(file.read()))


def quartered(size: tuple[int, int]) -> ContentFile:
    """A picture, red in its upper left quarter, blue elsewhere."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    file = BytesIO()
    image.save(file, "PNG")
    return ContentFile(file.getvalue(), name="quarters.png")


def test_picture_without_renditions_offers_none() -> None:
    picture = make_picture(size=(800, 600))

    assert picture.srcset() == ""
    assert picture.thumbnail_url == picture.tile_url == picture.preview_url == picture.file.url
    assert picture.crops() == [picture.file.url]
    assert picture.crop_url("16/9") == picture.file.url


def test_picture_offers_its_renditions_once_the_worker_has_made_them() -> None:
    picture, other = make_picture(size=(800, 600)), make_picture(size=(800, 600))

    work(picture)

    other.refresh_from_db()
    assert (picture.has_renditions, picture.has_crops) == (True, True)
    assert (other.has_renditions, other.has_crops) == (False, False)
    assert picture.thumbnail_url.endswith("/320w.avif")
    assert picture.preview_url.endswith("/640w.avif")
    for shape in (None, *SHAPES):
        for address, width in (candidate.split() for candidate in picture.srcset(shape).split(", ")):
            image = stored(address)
            assert (image.format, image.width) == ("AVIF", int(width[:-1]))


def test_crops_have_their_shapes_and_one_jpeg_each() -> None:
    picture = make_picture(size=(800, 600))

    work(picture)

    for shape, address in zip(SHAPES, picture.crops(), strict=True):
        image = stored(address)
        assert image.format == "JPEG"
        assert abs(image.width / image.height - SHAPES[shape]) < 0.01
        assert picture.crop_url(shape) == address
    assert picture.crop("16/9").width == 800  # type: ignore[union-attr]


def test_large_picture_has_jpegs_of_1200_pixels() -> None:
    picture = Picture(width=2560, height=1700, file="boat.jpg", has_crops=True)

    assert [url.rsplit("/", 1)[1] for url in picture.crops()] == ["1200w.jpeg"] * 3


def test_small_picture_is_not_made_larger() -> None:
    picture = make_picture(size=(200, 100))

    work(picture)

    assert (picture.srcset(), picture.srcset("16/9")) == ("", "")
    assert picture.crop_url("1").endswith("/1x1-50-50/100w.jpeg")


def test_photo_of_the_shop_has_no_crops() -> None:
    photo = make_photo(size=(800, 600))

    work(photo)

    assert photo.has_renditions
    assert photo.crop_url("16/9") == photo.file.url
    assert photo.srcset("16/9") == ""


@pytest.mark.parametrize(
    ("focus", "shape", "expected"),
    [
        ((50, 50), None, (0, 0, 800, 600)),
        ((50, 50), "1", (100, 0, 700, 600)),
        ((0, 0), "1", (0, 0, 600, 600)),
        ((100, 100), "1", (200, 0, 800, 600)),
        ((40, 90), "1", (20, 0, 620, 600)),
        ((50, 10), "16/9", (0, 0, 800, 450)),
        ((50, 60), "16/9", (0, 135, 800, 585)),
        ((0, 100), "16/9", (0, 150, 800, 600)),
    ],
)
def test_frame_has_the_focal_point_as_near_its_middle_as_the_edges_allow(
    focus: tuple[int, int], shape: str | None, expected: tuple[int, ...]
) -> None:
    assert frame((800, 600), SHAPES.get(shape or ""), focus) == expected


@pytest.mark.parametrize("size", [(400, 1200), (1200, 400)], ids=["tall", "wide"])
@pytest.mark.parametrize("shape", SHAPES)
def test_focal_point_stays_in_every_crop(size: tuple[int, int], shape: str) -> None:
    picture = make_picture(file=quartered(size), focal_x=10, focal_y=10)

    work(picture)

    red, _green, blue = stored(picture.crop_url(shape)).getpixel((5, 5))  # type: ignore[misc]
    assert red > 200
    assert blue < 50


def test_names_of_crops_hold_the_focal_point_and_others_do_not() -> None:
    picture = make_picture(size=(800, 600))
    before = picture.file.names()

    picture.focal_x = 20

    changed = picture.file.names() - before
    assert len(changed) == len(picture.file.crops())
    assert all("-20-50/" in name for name in changed)


def test_crops_of_an_old_focal_point_that_come_late_do_not_count() -> None:
    picture = make_picture(size=(800, 600))
    late = list(picture.file.crops())
    Picture.objects.update(focal_x=10)

    work(picture, late)

    assert not picture.has_crops


def test_some_of_the_crops_do_not_count() -> None:
    picture = make_picture(size=(800, 600))

    work(picture, picture.file.crops()[1:])

    assert (picture.has_renditions, picture.has_crops) == (False, False)


def test_storing_a_picture_leaves_the_renditions_to_the_worker() -> None:
    make_picture(size=(800, 600))

    task = DBTaskResult.objects.get()
    assert (task.queue_name, len(task.args_kwargs["kwargs"]["new"])) == ("pictures", 10)
    assert not Picture.objects.get().has_renditions


def test_files_that_no_row_wants_are_removed(settings: Settings) -> None:
    picture = make_picture(size=(800, 600))
    work(picture)
    before = {crop.name for crop in picture.file.crops()}
    Picture.objects.update(focal_x=10)
    picture.refresh_from_db()
    work(picture)

    remove_unwanted.func(
        sender=list(picture.file.sender),
        file_name=picture.file.name,
        names=[*before, *picture.file.names()],
    )

    assert not any((settings.MEDIA_ROOT / name).exists() for name in before)
    assert all((settings.MEDIA_ROOT / name).exists() for name in picture.file.names())


@pytest.mark.parametrize(
    ("size", "focus", "edge"),
    [
        ((800, 200), (10, 10), "left"),
        ((800, 200), (90, 10), "right"),
        ((800, 200), (50, 10), ""),
        ((200, 800), (10, 10), "top"),
        ((200, 800), (10, 90), "bottom"),
    ],
)
def test_page_holds_a_file_not_yet_cropped_where_its_focal_point_is(
    size: tuple[int, int], focus: tuple[int, int], edge: str
) -> None:
    picture = make_picture(size=size, focal_x=focus[0], focal_y=focus[1])

    before = picture_tag(picture, sizes="100vw", shape="16/9")
    work(picture)
    after = picture_tag(picture, sizes="100vw", shape="16/9")

    assert (before["src"], before["edge"], before["srcset"]) == (picture.file.url, edge, "")
    assert (before["width"], before["height"]) == size
    assert (after["src"], after["edge"]) == (picture.crop_url("16/9"), "")
    assert abs(after["width"] / after["height"] - SHAPES["16/9"]) < 0.02
