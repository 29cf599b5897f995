"""A new article, from the form to the front page."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Revision
from tests.articles.desk import ARTICLES, errors_of, fields_of, new_article, readable
from tests.factories import (
    make_author,
    make_picture,
    make_product,
    make_section,
    make_source,
    make_topic,
)

pytestmark = pytest.mark.django_db


def test_new_article_is_a_draft_that_readers_do_not_see(desk: Client, editor: User) -> None:
    response = new_article(desk, _save="")

    assert response.status_code == 302
    draft = Revision.objects.get(is_working_copy=True)
    assert draft.is_working_copy
    assert (draft.article.slug, draft.article.first_published_on) == ("the-wall-is-raised", None)
    assert draft.article.created_by == draft.saved_by == editor
    assert "The wall" not in desk.get("/").text


def test_new_article_is_stored_with_all_its_parts(desk: Client) -> None:
    author, source, product, topic, picture = (
        make_author(), make_source(), make_product(), make_topic(), make_picture()
    )  # fmt: skip
    parts = {
        "key_points-0-text": "Second.", "key_points-0-position": "2",
        "key_points-1-text": "First.", "key_points-1-position": "1",
        "bylines-0-author": author.pk, "bylines-0-role": "photographs by",
        "attributions-0-source": source.pk, "attributions-0-relation": "summary",
        "attributions-0-url": "https://gazette.example/wall",
        "promotions-TOTAL_FORMS": "1", "promotions-0-product": product.pk, "promotions-0-position": "",
        "topics": [topic.pk], "lead_picture": picture.pk,
    }  # fmt: skip

    new_article(desk, **readable(make_section()) | parts | {"relation": "summary"}, _publish="")

    html = desk.get(Article.objects.get().get_absolute_url()).text
    assert html.index("First.") < html.index("Second.")
    for words in ("photographs by", author.name, source.name, product.title, topic.name, picture.file.url):
        assert words in html


def test_parts_without_a_number_keep_the_order_of_the_form(desk: Client) -> None:
    new_article(
        desk, **{"key_points-0-text": "One.", "key_points-1-text": "Two.", "key_points-2-text": "Three."}
    )

    points = Revision.objects.get(is_working_copy=True).key_points.all()
    assert [(point.text, point.position) for point in points] == [("One.", 1), ("Two.", 2), ("Three.", 3)]


def test_article_is_published_from_the_form(desk: Client) -> None:
    response = new_article(desk, **readable(make_section()), _publish="")

    article = Article.objects.get()
    assert (response.status_code, response["Location"]) == (302, ARTICLES)
    assert "Published:" in desk.get(ARTICLES).text
    assert "The wall is raised" in desk.get("/").text
    assert "The council voted." in desk.get(article.get_absolute_url()).text


@pytest.mark.parametrize("missing", ["dek", "body", "section", "relation"])
def test_article_without_what_readers_need_is_kept_a_draft_and_explained(desk: Client, missing: str) -> None:
    response = new_article(desk, **readable(make_section()) | {missing: ""}, _publish="")

    assert response.status_code == 200
    assert "Readers need this: fill it in before you publish." in errors_of(response)
    assert fields_of(response)["headline"] == "The wall is raised"
    assert not Revision.objects.live().exists()


@pytest.mark.parametrize(
    ("typed", "explanation"),
    [
        ({"headline": ""}, "This field is required."),
        ({"headline": "x" * 151}, "at most 150 characters"),
        ({"headline": "水"}, "No slug can be made from this headline"),
        ({"slug": "with space"}, "Enter a valid “slug”"),
        ({"dek": "x" * 401}, "at most 400 characters"),
        ({"section": "999"}, "Select a valid choice."),
        ({"body": '<img src="https://tracker.example/1.gif">'}, "is not from the library"),
        ({"body": "<img src='https://tracker.example/1.gif'>"}, "is not from the library"),
        ({"body": '<figure><img src="/a.jpg" data-file="999"></figure>'}, "is not from the library"),
        ({"attributions-0-url": "javascript:alert(1)", "attributions-0-relation": "summary"}, "valid URL"),
    ],
    ids=str,
)
def test_what_is_typed_wrongly_is_explained_and_nothing_stored(
    desk: Client, typed: dict[str, str], explanation: str
) -> None:
    response = new_article(desk, **typed)

    assert response.status_code == 200
    assert explanation in errors_of(response)
    assert not Article.objects.exists()


def test_author_named_twice_is_explained(desk: Client) -> None:
    author = make_author()

    response = new_article(
        desk, **{"bylines-TOTAL_FORMS": "2", "bylines-0-author": author.pk, "bylines-1-author": author.pk}
    )

    assert response.status_code == 200
    assert not Article.objects.exists()


def test_headline_is_one_line(desk: Client) -> None:
    new_article(desk, headline=" The wall\r\n is  raised ")

    assert Revision.objects.get(is_working_copy=True).headline == "The wall is raised"


def test_body_is_stored_without_scripts(desk: Client) -> None:
    new_article(desk, body='<p onclick="alert(1)">Text</p><script>alert(1)</script>')

    assert Revision.objects.get(is_working_copy=True).body == "<p>Text</p>"


def test_second_article_of_a_day_with_the_same_slug_is_explained(desk: Client) -> None:
    section = make_section()
    new_article(desk, **readable(section), _publish="")

    response = new_article(desk, **readable(section), _publish="")

    assert response.status_code == 200
    assert "Another article of that day has this slug, or had it." in errors_of(response)
    assert Revision.objects.live().count() == 1
