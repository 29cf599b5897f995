"""The picture library in the admin: the list, the form, the focal point, the picker."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.models import Picture
from newsroom.images import sanitised
from tests.factories import (
    image_bytes,
    make_article,
    make_draft,
    make_picture,
    make_upload,
)

LIST = "/admin/articles/picture/"
ADD = "/admin/articles/picture/add/"
ARTIST = 0x013B
REMOVAL = "newsroom.images.renditions.remove_unwanted"

pytestmark = pytest.mark.django_db


def change(picture: Picture) -> str:
    return f"{LIST}{picture.pk}/change/"


def signed_photo() -> bytes:
    """A photograph that names who took it and whose it is."""
    exif = Image.Exif()
    exif[ARTIST], exif[0x8298] = "Ann", "The Press"
    return image_bytes(exif=exif)


def stored() -> Picture:
    """A picture that came in by the form, and so has its fingerprint."""
    return make_picture(file=sanitised(BytesIO(image_bytes())), alt="The first boat")


# The list


@pytest.mark.parametrize("field", ["alt", "caption", "credit", "copyright", "licence"])
def test_library_is_searched_by_every_word_of_a_picture(desk: Client, field: str) -> None:
    Picture.objects.filter(pk=make_picture(alt="The wanted one").pk).update(**{field: "Kittiwake"})
    make_picture(alt="Another one")

    html = desk.get(f"{LIST}?q=kittiwake").text

    assert "1 picture" in html
    assert "Another one" not in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("use=used", {"lead", "shown"}),
        ("use=unused", {"bare", "twin", "other twin"}),
        ("amiss=credit", {"bare"}),
        ("amiss=licence", {"lead", "shown", "bare", "twin", "other twin"}),
        ("amiss=words", {"bare"}),
        ("amiss=twice", {"twin", "other twin"}),
        ("amiss=renditions", {"lead", "shown", "bare", "twin", "other twin"}),
        ("amiss=nothing", {"lead", "shown", "bare", "twin", "other twin"}),
    ],
)
def test_library_is_sifted(desk: Client, query: str, expected: set[str]) -> None:
    lead, shown = make_picture(alt="lead", credit="Ann"), make_picture(alt="shown", credit="Ann")
    make_picture(alt="bare", needs_words=True)
    for alt in ("twin", "other twin"):
        make_picture(file=sanitised(BytesIO(image_bytes())), alt=alt, credit="Ann")
    make_article(lead_picture=lead, body=f'<img src="/a.jpg" data-file="{shown.pk}">')

    found = desk.get(f"{LIST}?{query}").context["cl"].queryset

    assert {picture.alt for picture in found} == expected


def test_list_counts_the_articles_that_a_picture_leads(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    picture = make_picture()
    for _ in range(2):
        publishing.working_copy(make_article(lead_picture=picture))

    with django_assert_num_queries(
        9
    ):  # session, user, permissions of 2 kinds, count of 2 kinds, dates of 2 kinds, rows
        html = desk.get(LIST).text

    assert '<td class="field-leads">2</td>' in html


def test_renditions_are_made_anew_where_asked(desk: Client) -> None:
    picture = make_picture(size=(800, 600))
    DBTaskResult.objects.all().delete()

    desk.post(LIST, {"action": "remake", "_selected_action": [picture.pk]})

    assert len(DBTaskResult.objects.get().args_kwargs["kwargs"]["new"]) == 10


# The form


def test_form_says_where_a_picture_stands(desk: Client) -> None:
    picture = make_picture()
    article = make_article(headline="Gulls return", lead_picture=picture)

    html = desk.get(change(picture)).text

    assert (
        f'<a href="/admin/articles/article/{article.pk}/change/">Gulls return</a>: Live (lead picture)'
        in html
    )
    assert "No article uses it." in desk.get(change(make_picture())).text


def test_words_of_the_file_fill_empty_fields_and_are_named(desk: Client) -> None:
    response = desk.post(
        ADD, {"file": make_upload(signed_photo()), "alt": "A boat", "credit": "Bo"}, follow=True
    )

    picture = Picture.objects.get()
    assert (picture.credit, picture.copyright) == ("Bo", "The Press")
    assert "Taken from the file: copyright." in response.text
    with picture.file.open() as file:
        assert Image.open(file).getexif()[ARTIST] == "Ann"


def test_file_is_kept_while_its_form_is_corrected_with_what_it_says(desk: Client) -> None:
    response = desk.post(ADD, {"file": make_upload(signed_photo()), "alt": ""})
    form = response.context["adminform"].form
    assert "you need not choose it again" in response.text
    assert 'value="The Press"' in response.text

    desk.post(ADD, {"kept": form.kept, "alt": "A boat", "copyright": ""})

    picture = Picture.objects.get()
    assert (picture.alt, picture.copyright, picture.credit) == ("A boat", "", "")
    assert picture.content_hash
    assert not picture.file.name.startswith("pictures/waiting/")
    assert default_storage.exists(picture.file.name)


def test_token_of_a_file_that_is_gone_asks_for_the_file(desk: Client) -> None:
    response = desk.post(ADD, {"kept": "made:up:token", "alt": "A boat"})

    assert "This field is required." in response.text
    assert not Picture.objects.exists()


def test_picture_that_is_there_already_is_shown_and_not_stored(desk: Client) -> None:
    first = stored()

    response = desk.post(ADD, {"file": make_upload(), "alt": "A boat"})

    assert "This picture seems to be in the library already." in response.text
    assert f'href="{change(first)}"' in response.text
    assert f'<img src="{first.thumbnail_url}"' in response.text
    assert Picture.objects.count() == 1


def test_both_are_kept_where_the_editor_says_so(desk: Client) -> None:
    first = stored()
    form = desk.post(ADD, {"file": make_upload(), "alt": "A boat"}).context["adminform"].form

    desk.post(ADD, {"kept": form.kept, "alt": "A boat", "_keep_both": "1"})

    second = Picture.objects.exclude(pk=first.pk).get()
    assert second.content_hash == first.content_hash
    assert f'href="{change(second)}"' in desk.get(change(first)).text


@pytest.mark.parametrize(
    ("query", "popup", "expected"),
    [
        ("", {}, "/admin/articles/picture/{}/change/"),
        ("?CKEditorFuncNum=3", {}, "/admin/articles/picture/picker/?CKEditorFuncNum=3&only={}"),
    ],
)
def test_picture_that_is_there_is_used_instead(
    desk: Client, query: str, popup: dict[str, str], expected: str
) -> None:
    first = stored()

    response = desk.post(ADD + query, {"_use": first.pk, **popup})

    assert response["Location"] == expected.format(first.pk)
    assert "The first boat" in desk.get(response["Location"]).text


def test_picture_that_is_there_is_handed_to_the_form_that_opened_the_window(desk: Client) -> None:
    first = stored()

    html = desk.post(f"{ADD}?_popup=1", {"_use": first.pk, "_popup": "1"}).text

    assert f"&quot;value&quot;: &quot;{first.pk}&quot;" in html


@pytest.mark.parametrize("key", ["999999", "abc", ""])
def test_picture_that_is_not_there_is_not_used(desk: Client, key: str) -> None:
    assert desk.post(ADD, {"_use": key}).status_code == 403


def test_made_up_words_wait_until_they_are_written(desk: Client) -> None:
    picture = make_picture(alt="IMG 2034", needs_words=True)

    desk.post(change(picture), {"alt": "IMG 2034", "needs_words": "on", "credit": "Ann"})
    picture.refresh_from_db()
    assert picture.needs_words
    desk.post(change(picture), {"alt": "A boat at anchor", "needs_words": "on"})

    picture.refresh_from_db()
    assert not picture.needs_words


def test_words_are_saved_beside_what_the_worker_notes_meanwhile(desk: Client) -> None:
    picture = make_picture()

    with CaptureQueriesContext(connection) as queries:
        desk.post(change(picture), {"alt": "A better word"})

    [update] = [query["sql"] for query in queries if query["sql"].startswith('UPDATE "articles_picture"')]
    assert "A better word" in update
    assert "has_crops" not in update
    assert "has_renditions" not in update


def test_old_file_goes_in_a_day(desk: Client) -> None:
    picture = make_picture()

    desk.post(change(picture), {"file": make_upload(image_bytes("PNG", size=(50, 50))), "alt": "A boat"})

    task = DBTaskResult.objects.get(task_path=REMOVAL)
    assert picture.file.name in task.args_kwargs["kwargs"]["names"]
    assert default_storage.exists(picture.file.name)


# Deleting


def test_picture_in_use_is_not_deleted(desk: Client) -> None:
    lead, shown = make_picture(), make_picture()
    make_draft(lead_picture=lead, body=f'<img src="/a.jpg" data-file="{shown.pk}">')

    for picture in (lead, shown):
        desk.post(f"{LIST}{picture.pk}/delete/", {"post": "yes"})
        desk.post(LIST, {"action": "delete_selected", "_selected_action": [picture.pk], "post": "yes"})

    assert Picture.objects.count() == 2


def test_files_of_deleted_pictures_go_in_a_day(desk: Client) -> None:
    one, other = make_picture(), make_picture()

    desk.post(f"{LIST}{one.pk}/delete/", {"post": "yes"})
    desk.post(LIST, {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"})

    assert not Picture.objects.exists()
    tasks = DBTaskResult.objects.filter(task_path=REMOVAL)
    names = [name for task in tasks for name in task.args_kwargs["kwargs"]["names"]]
    assert {one.file.name, other.file.name} <= set(names)


def test_reporter_describes_a_picture_that_waits_for_words_and_no_other(
    reporters_desk: Client,
) -> None:
    waiting, done = make_picture(alt="rep", needs_words=True), make_picture(alt="A boat")
    for picture in (waiting, done):
        form = {"alt": "A quay at six", "caption": "", "credit": "Rolf", "file": ""}
        reporters_desk.post(f"/admin/articles/picture/{picture.pk}/change/", form)

    waiting.refresh_from_db()
    done.refresh_from_db()
    assert (waiting.alt, waiting.needs_words, done.alt) == ("A quay at six", False, "A boat")
