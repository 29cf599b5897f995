"""The picture library and its picker."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.factories import (
    make_draft,
    make_picture,
    make_upload,
)

pytestmark = pytest.mark.django_db


def test_picker_lists_the_pictures_of_the_library(desk: Client) -> None:
    boat, wall = make_picture(alt="A boat", caption="The <Nell>"), make_picture(alt="A wall")

    html = desk.get("/admin/articles/picture/picker/?CKEditorFuncNum=3").text

    assert 'data-picker="3"' in html
    assert f'data-id="{boat.pk}" data-url="{boat.file.url}" data-alt="A boat"' in html
    assert 'data-caption="The &lt;Nell&gt;"' in html
    assert html.index("A wall") < html.index("A boat")
    assert f'data-id="{wall.pk}"' not in desk.get("/admin/articles/picture/picker/?q=boat").text


@pytest.mark.parametrize(
    "query", ["q=%00", "p=0", "p=abc", "p=999999", "CKEditorFuncNum=%3Cscript%3E", "q=nothing"]
)
def test_picker_bears_any_question(desk: Client, query: str) -> None:
    make_picture()

    response = desk.get(f"/admin/articles/picture/picker/?{query}")

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

    assert response["Location"] == "/admin/articles/picture/picker/?CKEditorFuncNum=3"
    assert "A boat" in desk.get(response["Location"]).text


def test_picker_is_for_the_staff_that_sees_pictures(client: Client, moderator: User) -> None:
    assert client.get("/admin/articles/picture/picker/").status_code == 302
    client.force_login(moderator)
    assert client.get("/admin/articles/picture/picker/").status_code == 403


def test_picture_in_use_is_not_deleted(desk: Client) -> None:
    picture = make_picture()
    make_draft(lead_picture=picture)

    response = desk.post(f"/admin/articles/picture/{picture.pk}/delete/", {"post": "yes"})

    assert response.status_code in {200, 403}
    picture.refresh_from_db()
