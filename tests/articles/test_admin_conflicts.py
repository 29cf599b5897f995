"""What staff may not do to each other's work, and what happens when they do it at once."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Article, Picture, Revision, Section
from tests.articles.desk import ADD, errors_of, fields_of, new_article, open_article, readable
from tests.factories import make_article, make_draft, make_picture, make_section
from tests.races import at_once
from tests.responses import Response

pytestmark = pytest.mark.django_db


def body_with(picture: Picture) -> str:
    return f'<p>Look.</p><figure><img src="{picture.file.url}" alt="" data-file="{picture.pk}"></figure>'


def test_picture_that_stands_in_a_text_cannot_be_deleted(desk: Client) -> None:
    picture = make_picture()
    make_article(headline="The flood", body=body_with(picture))

    response = desk.post(f"/admin/articles/picture/{picture.pk}/delete/", {"post": "yes"})

    assert response.status_code == 200
    assert "Article: The flood" in response.text
    assert Picture.objects.exists()


def test_pictures_in_use_are_not_deleted_in_bulk_either(desk: Client) -> None:
    picture = make_picture()
    make_article(headline="The flood", body=body_with(picture))

    response = desk.post(
        "/admin/articles/picture/",
        {"action": "delete_selected", "_selected_action": picture.pk, "post": "yes"},
    )

    assert "Article: The flood" in response.text
    assert Picture.objects.exists()


def test_picture_that_stands_nowhere_can_be_deleted(desk: Client) -> None:
    picture = make_picture()
    make_article(body=body_with(make_picture()))

    desk.post(f"/admin/articles/picture/{picture.pk}/delete/", {"post": "yes"})

    assert not Picture.objects.filter(pk=picture.pk).exists()


def test_reporter_cannot_change_a_picture_that_readers_see(client: Client, reporter: User) -> None:
    picture = make_picture(alt="A boat")
    client.force_login(reporter)

    response = client.post(f"/admin/articles/picture/{picture.pk}/change/", {"alt": "A lie", "file": ""})

    assert response.status_code == 403
    assert Picture.objects.get().alt == "A boat"


def test_reporter_cannot_close_replies(client: Client, reporter: User) -> None:
    article = make_article(by=reporter)
    client.force_login(reporter)
    address, fields = open_article(client, article)

    client.post(address, fields | {"replies_closed": "on", "_save": ""})

    article.refresh_from_db()
    assert not article.replies_closed


def test_anothers_article_is_read_as_readers_will(client: Client, reporter: User, editor: User) -> None:
    draft = make_draft(by=editor, body="<p>The <strong>wall</strong>.</p>")
    client.force_login(reporter)

    page = client.get(f"/admin/articles/revision/{draft.pk}/change/").text

    assert "<strong>wall</strong>" in page
    assert "until you publish it" not in page


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="www.example.com">a</a></p>',
        "<p><a href='www.example.com'>a</a></p>",
        '<p><a href="javascript:x()">a</a></p>',
    ],
)
def test_link_that_leads_nowhere_is_explained(desk: Client, body: str) -> None:
    response = new_article(desk, body=body)

    assert "A link in the text leads nowhere" in errors_of(response)
    assert not Article.objects.exists()


def test_row_without_a_number_goes_to_the_end(desk: Client) -> None:
    new_article(
        desk,
        **{
            "key_points-0-text": "Second.",
            "key_points-0-position": "20",
            "key_points-1-text": "First.",
            "key_points-1-position": "10",
            "key_points-2-text": "Last.",
        },
    )

    points = [point.text for point in Revision.objects.get(is_working_copy=True).key_points.all()]
    assert points == ["First.", "Second.", "Last."]


def test_long_headline_gives_a_slug_of_whole_words(desk: Client) -> None:
    new_article(
        desk, headline="The council of the town decides about the wall along the river for the third time"
    )

    assert Article.objects.get().slug == (
        "the-council-of-the-town-decides-about-the-wall-along-the-river-for-the-third"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", ["delete", "history"])
def test_pages_of_a_text_take_a_post_outside_a_transaction(desk: Client, page: str) -> None:
    draft = make_draft()

    response = desk.post(f"/admin/articles/revision/{draft.pk}/{page}/")

    assert response.status_code in {200, 302}


@pytest.mark.django_db(transaction=True)
def test_two_drafts_with_one_slug_published_at_once_are_told_apart(editor: User) -> None:
    section = make_section()
    answers: list[Response] = []

    def publish() -> None:
        desk = Client()
        desk.force_login(editor)
        form = fields_of(desk.get(ADD)) | {"headline": "Flood", "slug": "flood"} | readable(section)
        answers.append(desk.post(ADD, form | {"_publish": ""}))

    at_once(publish, publish)

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    refused = next(answer for answer in answers if answer.status_code == 200)
    assert "Another article of that day has this slug, or had it." in errors_of(refused)
    assert Revision.objects.live().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_saves_of_one_form_at_once_keep_one_and_refuse_one(editor: User) -> None:
    draft = make_draft(headline="First")
    answers: list[Response] = []

    def save(headline: str) -> None:
        desk = Client()
        desk.force_login(editor)
        address, fields = open_article(desk, draft.article)
        answers.append(
            desk.post(address, fields | {"opened_version": "0", "headline": headline, "_save": ""})
        )

    at_once(lambda: save("Mine"), lambda: save("Theirs"))

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert Revision.objects.get(is_working_copy=True).version == 1


def test_section_in_which_a_live_article_stands_cannot_be_deleted(desk: Client) -> None:
    section = make_section()
    make_article(headline="The flood", section=section)

    response = desk.post(f"/admin/articles/section/{section.pk}/delete/", {"post": "yes"})

    assert "Article: The flood" in response.text
    assert Section.objects.filter(pk=section.pk).exists()


def test_section_of_older_texts_is_deleted_and_the_pre_flight_asks_for_another(
    desk: Client, editor: User
) -> None:
    section = make_section()
    article = make_article(section=section)
    draft = publishing.working_copy(article)
    draft.section = make_section()
    publishing.publish(draft, by=editor)
    other = make_draft(section=section)

    desk.post(f"/admin/articles/section/{section.pk}/delete/", {"post": "yes"})

    assert not Section.objects.filter(pk=section.pk).exists()
    page = desk.get(f"/admin/articles/revision/{other.pk}/change/").text
    assert '<a href="#id_section">Section</a>' in page
