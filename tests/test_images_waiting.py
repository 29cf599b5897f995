"""Uploads that wait while their form is corrected."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core import signing
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from newsroom.images import CleanPicture, put_by, sanitised, taken_up
from newsroom.images.waiting import throw_away
from tests.factories import image_bytes

pytestmark = pytest.mark.django_db


def clean() -> CleanPicture:
    return sanitised(BytesIO(image_bytes()))


def test_file_is_taken_up_as_it_was() -> None:
    file = clean()

    again = taken_up(put_by(file))

    assert again is not None
    assert again.read() == file.read()
    assert (again.name, again.words, again.content_hash) == (file.name, file.words, file.content_hash)


@pytest.mark.parametrize(
    "token",
    ["", "x", "a:b:c", signing.dumps({"name": "pictures/a.jpg"})],
    ids=["empty", "letter", "parts", "signed"],
)
def test_token_that_is_not_ours_yields_nothing(token: str) -> None:
    assert taken_up(token) is None


def test_file_waits_for_a_day() -> None:
    token = put_by(clean())
    task = DBTaskResult.objects.get()

    assert timedelta(hours=23) < task.run_after - timezone.now() < timedelta(hours=25)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert taken_up(token) is None
    throw_away.func(**task.args_kwargs["kwargs"])
    assert default_storage.listdir("pictures/waiting") == ([], [])
    assert taken_up(token) is None
