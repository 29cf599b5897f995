"""Saving while one types leaves out what is typed wrongly or not yet wholly: it stays as it was stored, and is said."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Article, Revision, SourceText
from tests.articles.desk import ADD, errors_of, fields_of, open_article, stored, type_into
from tests.factories import make_article, make_author, make_draft, make_product, make_source
from tests.responses import Response

pytestmark = pytest.mark.django_db

BODY = "<p>Typed meanwhile.</p>"
REQUIRED = "This field is required."


def row(part: str, number: int, **typed: Any) -> dict[str, Any]:
    """A row that is typed at the end of those that are stored."""
    return {f"{part}-TOTAL_FORMS": number + 1} | {
        f"{part}-{number}-{name}": text for name, text in typed.items()
    }


def faults_in(answer: Response) -> dict[str, str]:
    assert answer.status_code == 200
    return {fault["field"]: fault["message"] for fault in answer.json()["unfinished"]}


def rows_of(revision: Revision) -> list[list[str]]:
    """Every row of every part, as stored."""
    return [
        [str(each) for each in getattr(revision, part).all()]
        for part in ("key_points", "bylines", "attributions", "promotions", "recommendations")
    ]


def make_full() -> Article:
    """A draft with a row in each part."""
    draft = make_draft(
        key_points=["One."], authors=[make_author()], sources=[make_source()], products=[make_product()]
    )
    draft.recommendations.create(article=make_article(), position=1)
    return draft.article


@pytest.mark.parametrize(
    ("part", "typed", "faults"),
    [
        ("key_points", {"text": "x" * 301}, ["id_key_points-1-text"]),
        ("bylines", {"role": "translated by"}, ["id_bylines-1-author"]),
        ("attributions", {"title": "The wall"}, [f"id_attributions-1-{name}" for name in ("source", "relation", "url")]),
        ("promotions", {"product": "0"}, ["id_promotions-1-product"]),
        ("recommendations", {"article": "0"}, ["id_recommendations-1-article"]),
    ],
)  # fmt: skip
def test_row_that_is_not_finished_keeps_nothing_else_from_being_stored(
    desk: Client, part: str, typed: dict[str, str], faults: list[str]
) -> None:
    article = make_full()
    before = rows_of(stored(article))
    address, fields = open_article(desk, article)

    answer = type_into(desk, address, fields, body=BODY, **row(part, 1, **typed))

    assert list(faults_in(answer)) == faults
    assert stored(article).body == BODY
    assert rows_of(stored(article)) == before


def test_doubled_row_keeps_nothing_else_from_being_stored(desk: Client) -> None:
    author = make_author()
    article = make_draft(authors=[author]).article
    address, fields = open_article(desk, article)

    answer = type_into(desk, address, fields, body=BODY, **row("bylines", 1, author=author.pk))

    assert faults_in(answer) == {"bylines-group": "An author is named twice: take one of the two out."}
    assert stored(article).body == BODY
    assert [byline.author for byline in stored(article).bylines.all()] == [author]


def test_other_parts_are_stored_beside_an_unfinished_one(desk: Client) -> None:
    article = make_draft(key_points=["One."], sources=[make_source()]).article
    address, fields = open_article(desk, article)

    answer = type_into(
        desk, address, fields | {"key_points-0-text": "Once."} | row("attributions", 1, title="The wall")
    )

    assert answer.json()["unfinished"]
    assert [point.text for point in stored(article).key_points.all()] == ["Once."]


def test_stored_rows_outlast_whatever_is_typed_over_them_unfinished(desk: Client) -> None:
    article = make_draft(sources=[make_source(name="Gazette"), make_source(name="Herald")]).article
    before = list(stored(article).attributions.values())
    address, fields = open_article(desk, article)

    answer = type_into(desk, address, fields, **{"attributions-0-url": "", "attributions-TOTAL_FORMS": "1"})

    assert faults_in(answer) == {"id_attributions-0-url": REQUIRED}
    assert list(stored(article).attributions.values()) == before


def test_row_is_stored_once_it_is_finished(desk: Client) -> None:
    source = make_source()
    article = make_draft().article
    address, fields = open_article(desk, article)
    half = row("attributions", 0, source=source.pk)
    fields["opened_version"] = type_into(desk, address, fields | half).json()["version"]
    whole = half | {"attributions-0-relation": "summary", "attributions-0-url": "https://gazette.example/"}

    answer = type_into(desk, address, fields | whole)

    assert faults_in(answer) == {}
    assert [each.source for each in stored(article).attributions.all()] == [source]


def test_new_article_is_made_without_its_unfinished_row(desk: Client) -> None:
    fields = fields_of(desk.get(ADD)) | row("attributions", 0, source=make_source().pk)

    answer = type_into(desk, ADD, fields, headline="The wall", body=BODY)

    assert set(faults_in(answer)) == {"id_attributions-0-relation", "id_attributions-0-url"}
    draft = Revision.objects.get()
    assert (draft.headline, draft.body, draft.attributions.count()) == ("The wall", BODY, 0)


def test_part_that_is_sent_in_pieces_stays_as_it_is(desk: Client) -> None:
    article = make_full()
    before = rows_of(stored(article))
    address, fields = open_article(desk, article)
    del fields["bylines-TOTAL_FORMS"]

    answer = type_into(desk, address, fields, body=BODY)

    assert list(faults_in(answer)) == ["bylines-group"]
    assert (stored(article).body, rows_of(stored(article))) == (BODY, before)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"headline": ""}, "id_headline"),
        ({"headline": "x" * 151}, "id_headline"),
        ({"slug": "the wall"}, "id_slug"),
        ({"section": "0"}, "id_section"),
        ({"topics": ["0"]}, "id_topics"),
        ({"relation": "hearsay"}, "id_relation"),
        ({"embargoed_until_0": "2026-05-01"}, "id_embargoed_until_0"),
        ({"publish_at_1": "12:00"}, "id_publish_at_0"),
        ({"body": '<figure data-file="0"><img src="/x.jpg" alt=""></figure>'}, "id_body"),
        ({"body": f"<p>{'word ' * 110_000}</p>"}, "id_body"),
        ({"source_text": "x" * 200_001}, "id_source_text"),
    ],
)
def test_field_that_is_typed_wrongly_stays_as_it_is_stored(
    desk: Client, typed: dict[str, Any], field: str
) -> None:
    article = make_full()
    SourceText.objects.create(article=article, text="What the source says.")
    address, fields = open_article(desk, article)
    before = fields_of(desk.get(address))

    answer = type_into(desk, address, fields, dek="Typed meanwhile.", **typed)

    assert list(faults_in(answer)) == [field]
    changing = {"csrfmiddlewaretoken": "", "opened_key": "", "opened_version": "1", "dek": "Typed meanwhile."}
    assert fields_of(desk.get(address)) | changing == before | changing


def test_unfinished_row_is_no_excuse_to_write_over_somebody_else(desk: Client) -> None:
    article = make_draft().article
    address, fields = open_article(desk, article)
    _address, theirs = open_article(desk, article)
    desk.post(address, theirs | {"headline": "Theirs", "_save": ""})

    answer = type_into(desk, address, fields, headline="Mine", **row("attributions", 0, title="The wall"))

    assert answer.status_code == 409
    assert stored(article).headline == "Theirs"


@pytest.mark.parametrize("verb", ["save", "review", "publish"])
def test_button_refuses_an_unfinished_row_beside_its_field(desk: Client, verb: str) -> None:
    article = make_draft(headline="Before").article
    address, fields = open_article(desk, article)

    page = desk.post(
        address, fields | {"headline": "After", f"_{verb}": ""} | row("attributions", 0, title="The wall")
    )

    assert page.status_code == 200
    assert REQUIRED in errors_of(page)
    assert stored(article).headline == "Before"


def test_unfinished_row_of_a_live_article_changes_nothing_that_readers_see(
    desk: Client, editor: User
) -> None:
    article = make_article(sources=[make_source(name="Gazette")])
    publishing.working_copy(article)
    address, fields = open_article(desk, article)

    type_into(desk, address, fields, body=BODY, **{"attributions-0-url": ""})

    page = desk.get(article.get_absolute_url()).text
    assert "Gazette" in page
    assert "Typed meanwhile." not in page
