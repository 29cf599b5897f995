"""The focal point: moved on the picture's form and from the article's, refused to those who may not."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Picture
from tests.factories import make_article, make_picture, make_upload

pytestmark = pytest.mark.django_db


def focal_point(picture: Picture) -> str:
    return f"/admin/articles/picture/{picture.pk}/focal-point/"


def test_form_shows_and_moves_the_focal_point(desk: Client) -> None:
    picture = make_picture(focal_x=20, focal_y=30)
    address = f"/admin/articles/picture/{picture.pk}/change/"

    html = desk.get(address).text
    assert '<circle cx="20%" cy="30%"' in html
    assert 'name="focus_x" value="20"' in html
    desk.post(address, {"alt": "A boat", "focus_x": "70", "focus_y": "80"})

    picture.refresh_from_db()
    assert picture.focal_point == (70, 80)


@pytest.mark.parametrize(("x", "y"), [("-1", "50"), ("50", "101"), ("1.5", "50"), ("left", "50")])
def test_focal_point_outside_the_picture_is_refused(desk: Client, x: str, y: str) -> None:
    picture = make_picture()

    response = desk.post(
        f"/admin/articles/picture/{picture.pk}/change/", {"alt": "A boat", "focus_x": x, "focus_y": y}
    )
    assert response.status_code == 200
    assert desk.post(focal_point(picture), {"x": x, "y": y}).status_code == 400

    picture.refresh_from_db()
    assert picture.focal_point == (50, 50)


def test_focal_point_that_is_left_out_stays(desk: Client) -> None:
    picture = make_picture(focal_x=20, focal_y=30)

    desk.post(
        f"/admin/articles/picture/{picture.pk}/change/", {"alt": "A boat", "focus_x": "", "focus_y": "40"}
    )

    picture.refresh_from_db()
    assert picture.focal_point == (20, 40)


def test_new_picture_takes_its_focal_point_with_it(desk: Client) -> None:
    upload = {"file": make_upload(), "alt": "A boat", "focus_x": "10", "focus_y": "90"}

    desk.post("/admin/articles/picture/add/", upload)

    assert Picture.objects.get().focal_point == (10, 90)


def test_article_form_learns_of_a_picture_what_it_shows(desk: Client) -> None:
    picture = make_picture(alt="A boat", credit="Ann", focal_x=20, focal_y=30)

    answer = desk.get(focal_point(picture)).json()

    shown = {name: answer[name] for name in ("thumbnail", "alt", "credit", "x", "y", "may_change")}
    assert shown == {
        "thumbnail": picture.preview_url,
        "alt": "A boat",
        "credit": "Ann",
        "x": 20,
        "y": 30,
        "may_change": True,
    }


def test_focal_point_is_moved_from_the_article_form_and_logged(desk: Client) -> None:
    picture = make_picture()

    answer = desk.post(focal_point(picture), {"x": "25", "y": "75"})

    picture.refresh_from_db()
    assert (answer.json()["x"], picture.focal_point) == (25, (25, 75))
    assert "focal point" in desk.get(f"/admin/articles/picture/{picture.pk}/history/").text.lower()


def test_reporter_sees_the_focal_point_and_may_not_move_it(reporters_desk: Client) -> None:
    picture = make_picture(focal_x=20)

    assert reporters_desk.get(focal_point(picture)).json()["may_change"] is False
    assert reporters_desk.post(focal_point(picture), {"x": "1", "y": "1"}).status_code == 403
    html = reporters_desk.get(f"/admin/articles/picture/{picture.pk}/change/").text
    assert '<circle cx="20%"' in html
    assert 'name="focus_x"' not in html


@pytest.mark.parametrize("method", ["get", "post"])
def test_focal_point_is_for_the_desk(client: Client, moderator: User, method: str) -> None:
    picture = make_picture()
    ask: Any = getattr(client, method)

    assert ask(focal_point(picture)).status_code == 302
    client.force_login(moderator)
    assert ask(focal_point(picture)).status_code == 403
    assert client.get("/admin/articles/picture/999/focal-point/").status_code == 404


def test_cards_show_the_crop_once_it_is_made(client: Client) -> None:
    picture = make_picture(size=(800, 600), focal_x=10)
    make_article(lead_picture=picture)

    before = client.get("/").text
    Picture.objects.update(has_crops=True, has_renditions=True)
    after = client.get("/").text

    assert f'src="{picture.file.url}" alt="" width="800" height="600"' in before
    assert "/16x9-10-50/640w.avif 640w" in after
    assert '/16x9-10-50/800w.jpeg" alt="" width="800" height="450"' in after
