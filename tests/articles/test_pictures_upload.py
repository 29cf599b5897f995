"""Bulk upload: each file on its own, whatever becomes of the others."""

import gc
import tracemalloc
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Picture
from tests.factories import image_bytes, make_upload
from tests.responses import Response

UPLOAD = "/admin/articles/picture/upload/"
BY_SCRIPT = {"Accept": "application/json"}

pytestmark = pytest.mark.django_db


def picture_file(name: str, size: tuple[int, int] = (64, 48)) -> SimpleUploadedFile:
    return make_upload(image_bytes(size=size), name)


def send(desk: Client, *files: SimpleUploadedFile, **words: str) -> Response:
    """As a browser without script sends the form."""
    return desk.post(UPLOAD, {"files": list(files), **words})


def send_one(desk: Client, file: SimpleUploadedFile | None, **words: str) -> Any:
    """As the page's script sends one file."""
    return desk.post(UPLOAD, {**({"files": file} if file else {}), **words}, headers=BY_SCRIPT)


def test_list_leads_to_bulk_upload(desk: Client) -> None:
    assert f'href="{UPLOAD}"' in desk.get("/admin/articles/picture/").text
    assert 'type="file"' in desk.get(UPLOAD).text


def test_every_file_is_reported_and_a_broken_one_stops_no_other(desk: Client) -> None:
    response = send(
        desk,
        picture_file("quay.jpg"),
        make_upload(b"no picture", "letter.jpg"),
        picture_file("quay-again.jpg"),
        picture_file("wall.jpg", (70, 50)),
    )

    states = [report["state"] for report in response.context["reports"]]
    assert states == ["added", "refused", "there", "added"]
    assert "This is not a JPEG, PNG, WebP or AVIF picture." in response.text
    assert "In the library already:" in response.text
    assert set(Picture.objects.values_list("alt", flat=True)) == {"quay", "wall"}


def test_script_gets_the_report_on_its_one_file(desk: Client) -> None:
    answer = send_one(desk, picture_file("old_quay.jpg"), credit="Ann", licence="CC BY 4.0")

    picture = Picture.objects.get()
    assert answer.json() == {
        "state": "added",
        "name": "old_quay.jpg",
        "message": "Added; to describe:",
        "url": f"/admin/articles/picture/{picture.pk}/change/",
        "title": "old quay",
    }
    assert (picture.credit, picture.licence, picture.needs_words) == ("Ann", "CC BY 4.0", True)


def test_same_heap_again_adds_nothing(desk: Client) -> None:
    files = {f"{number}.jpg": (40 + number, 30) for number in range(5)}
    for name, size in files.items():
        send_one(desk, picture_file(name, size))

    answers = [send_one(desk, picture_file(name, size)).json() for name, size in files.items()]

    assert [answer["state"] for answer in answers] == ["there"] * 5
    assert all(answer["message"] == "In the library already:" for answer in answers)
    assert Picture.objects.count() == 5


def test_picture_that_is_there_is_added_where_asked(desk: Client) -> None:
    send_one(desk, picture_file("a.jpg"))

    assert send_one(desk, picture_file("b.jpg"), keep_both="on").json()["state"] == "added"
    assert Picture.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "fault"),
    [({"credit": "x" * 151}, "at most 150 characters"), ({}, "No file arrived. Choose it again.")],
)
def test_script_is_told_what_is_wrong_with_the_request(
    desk: Client, words: dict[str, str], fault: str
) -> None:
    answer = send_one(desk, picture_file("a.jpg") if words else None, **words)

    assert answer.status_code == 422
    assert answer.json()["state"] == "refused"
    assert fault in answer.json()["message"]
    assert not Picture.objects.exists()


def test_form_without_files_says_so(desk: Client) -> None:
    assert "No file arrived. Choose at least one." in send(desk).text


def test_reporter_may_upload_and_a_moderator_may_not(reporters_desk: Client, moderator: User) -> None:
    assert send_one(reporters_desk, picture_file("a.jpg")).json()["state"] == "added"

    reporters_desk.force_login(moderator)
    assert reporters_desk.get(UPLOAD).status_code == 403
    assert send_one(reporters_desk, picture_file("b.jpg")).status_code == 403


def test_session_that_has_ended_stores_nothing(client: Client) -> None:
    response = send_one(client, picture_file("a.jpg"))

    assert response["Location"].startswith("/admin/login/")
    assert not Picture.objects.exists()


def test_every_addition_is_in_the_history(desk: Client) -> None:
    send_one(desk, picture_file("a.jpg"))

    assert "Added." in desk.get(f"/admin/articles/picture/{Picture.objects.get().pk}/history/").text


def test_memory_stays_flat_however_many_files(desk: Client) -> None:
    tracemalloc.start()
    used: list[int] = []
    for number in range(40):
        send_one(desk, picture_file(f"{number}.jpg", (400 + number, 300)))
        gc.collect()
        used.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()

    assert Picture.objects.count() == 40
    assert used[-1] - used[9] < 500_000
