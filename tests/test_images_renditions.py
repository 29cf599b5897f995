"""Renditions of pictures: made by the worker, offered once they are there."""

import pytest
from pictures.tasks import _process_picture
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from articles.models import Picture
from tests.factories import make_picture


@pytest.mark.django_db
def test_picture_without_renditions_offers_none() -> None:
    picture = make_picture(size=(800, 600))

    assert picture.srcset() == ""
    assert picture.thumbnail_url == picture.file.url


@pytest.mark.django_db
def test_picture_offers_its_renditions_once_the_worker_has_made_them(settings: Settings) -> None:
    picture, other = make_picture(size=(800, 600)), make_picture(size=(800, 600))
    wanted = [rendition.deconstruct() for rendition in picture.file.get_picture_files_list()]

    _process_picture(
        storage=picture.file.storage.deconstruct(),
        file_name=picture.file.name,
        sender=picture.file.sender,
        new=wanted,
    )

    picture.refresh_from_db()
    other.refresh_from_db()
    assert (picture.has_renditions, other.has_renditions) == (True, False)
    assert picture.thumbnail_url.endswith("/320w.avif")
    for address, _ in (candidate.split() for candidate in picture.srcset().split(", ")):
        assert (settings.MEDIA_ROOT / address.removeprefix("/media/")).is_file()


@pytest.mark.django_db
def test_storing_a_picture_leaves_the_renditions_to_the_worker(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        make_picture(size=(800, 600))

    assert len(callbacks) == 1
    assert not Picture.objects.get().has_renditions
