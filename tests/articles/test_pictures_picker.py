"""The window in which a picture is picked for a text."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.factories import make_picture, make_upload

PICKER = "/admin/articles/picture/picker/"

pytestmark = pytest.mark.django_db


def test_picker_lists_the_pictures_of_the_library(desk: Client) -> None:
    boat, wall = make_picture(alt="A boat", caption="The <Nell>"), make_picture(alt="A wall")

    html = desk.get(f"{PICKER}?CKEditorFuncNum=3").text

    assert 'data-picker="3"' in html
    assert f'data-id="{boat.pk}" data-url="{boat.file.url}" data-alt="A boat"' in html
    assert 'data-caption="The &lt;Nell&gt;"' in html
    assert html.index("A wall") < html.index("A boat")
    assert f'data-id="{wall.pk}"' not in desk.get(f"{PICKER}?q=boat").text


def test_picker_shows_the_one_picture_that_was_taken(desk: Client) -> None:
    boat, wall = make_picture(alt="A boat"), make_picture(alt="A wall")

    html = desk.get(f"{PICKER}?only={boat.pk}").text

    assert f'data-id="{boat.pk}"' in html
    assert f'data-id="{wall.pk}"' not in html


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "p=0",
        "p=abc",
        "p=999999",
        "CKEditorFuncNum=%3Cscript%3E",
        "q=nothing",
        "only=abc",
        f"only={'9' * 40}",
        "only=%C2%B2",
    ],
)
def test_picker_bears_any_question(desk: Client, query: str) -> None:
    make_picture()

    response = desk.get(f"{PICKER}?{query}")

    assert response.status_code == 200
    assert "<script>" not in response.text


@pytest.mark.parametrize("picker", ["abc", "1.5", "\N{SUPERSCRIPT TWO}", "-1"])
def test_picture_added_from_a_garbled_picker_is_stored_without_a_fault(desk: Client, picker: str) -> None:
    response = desk.post(
        f"/admin/articles/picture/add/?CKEditorFuncNum={picker}", {"file": make_upload(), "alt": "A boat"}
    )

    assert response.status_code == 302


def test_picture_added_from_the_picker_leads_back_to_it(desk: Client) -> None:
    response = desk.post(
        "/admin/articles/picture/add/?CKEditorFuncNum=3", {"file": make_upload(), "alt": "A boat"}
    )

    assert response["Location"] == f"{PICKER}?CKEditorFuncNum=3"
    assert "A boat" in desk.get(response["Location"]).text


def test_picker_is_for_the_staff_that_sees_pictures(client: Client, moderator: User) -> None:
    assert client.get(PICKER).status_code == 302
    client.force_login(moderator)
    assert client.get(PICKER).status_code == 403
