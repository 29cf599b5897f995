"""The list of articles, corrections, and who may do what."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.models import Article, Correction, Revision
from tests.articles.desk import ADD, ARTICLES, new_article, open_article, readable
from tests.factories import (
    make_article,
    make_author,
    make_correction,
    make_draft,
    make_section,
)
from tests.responses import Response

pytestmark = pytest.mark.django_db


# Who may do what


def test_reporter_sees_no_publish_button(reporters_desk: Client) -> None:
    assert 'name="_publish"' not in reporters_desk.get(ADD).text
    assert 'name="_save"' in reporters_desk.get(ADD).text


def test_reporters_forged_publication_is_refused_with_nothing_changed(
    reporters_desk: Client, reporter: User
) -> None:
    draft = make_draft(by=reporter, headline="First")
    address, fields = open_article(reporters_desk, draft.article)

    responses = [
        reporters_desk.post(address, fields | {"headline": "Second", "_publish": ""}),
        new_article(reporters_desk, **readable(make_section()), _publish=""),
    ]

    assert [response.status_code for response in responses] == [403, 403]
    assert "Only editors publish." in responses[0].text
    assert Revision.objects.get(is_working_copy=True).headline == "First"
    assert not Revision.objects.live().exists()


def test_reporter_writes_an_article_and_changes_it(reporters_desk: Client, reporter: User) -> None:
    new_article(reporters_desk, _save="")
    address, fields = open_article(reporters_desk, Article.objects.get())

    reporters_desk.post(address, fields | {"headline": "The wall is not raised", "_save": ""})

    assert Revision.objects.get(is_working_copy=True).headline == "The wall is not raised"
    assert Article.objects.get().created_by == reporter


def test_reporter_reads_but_does_not_change_anothers_article(reporters_desk: Client) -> None:
    draft = make_draft(headline="First", key_points=["One."])
    address, fields = open_article(reporters_desk, draft.article)

    response = reporters_desk.post(address, {"headline": "Mine", "key_points-0-text": "Two."})

    assert response.status_code == 403
    assert "headline" not in fields
    assert Revision.objects.get(is_working_copy=True).headline == "First"
    assert Revision.objects.get(is_working_copy=True).key_points.get().text == "One."


def test_looking_at_anothers_live_article_makes_no_working_copy(reporters_desk: Client) -> None:
    article = make_article()

    open_article(reporters_desk, article)

    assert article.revisions.count() == 1


def test_reporter_deletes_a_draft_of_their_own(reporters_desk: Client, reporter: User) -> None:
    article = make_draft(by=reporter).article

    reporters_desk.post(f"{ARTICLES}{article.pk}/delete/", {"post": "yes"})

    assert not Article.objects.exists()


def test_reporter_does_not_delete_anothers_draft(reporters_desk: Client) -> None:
    article = make_draft().article

    response = reporters_desk.post(f"{ARTICLES}{article.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403
    assert Article.objects.exists()


def test_deleting_a_draft_deletes_its_article(desk: Client) -> None:
    draft = make_draft(key_points=["One."])

    response = desk.post(f"/admin/articles/revision/{draft.pk}/delete/")

    assert response["Location"] == f"{ARTICLES}{draft.article_id}/delete/"
    desk.post(response["Location"], {"post": "yes"})
    assert not Article.objects.exists()


def test_published_article_is_never_deleted(desk: Client) -> None:
    article = make_article()

    response = desk.post(f"{ARTICLES}{article.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403
    assert Article.objects.exists()


@pytest.mark.parametrize("path", ["1", "999/change/", "x/change/"])
def test_unknown_article_leads_away_with_a_message(desk: Client, path: str) -> None:
    response = desk.get(f"{ARTICLES}{path}", follow=True)

    assert "doesn’t exist" in response.text


# Corrections


def test_correction_is_added_and_shown_to_readers(desk: Client, editor: User) -> None:
    article = make_article()

    desk.post("/admin/articles/correction/add/", {"article": article.pk, "text": "The wall is 2 m high."})

    assert Correction.objects.get().made_by == editor
    assert "The wall is 2 m high." in desk.get(article.get_absolute_url()).text


@pytest.mark.parametrize("verb", ["change", "delete"])
def test_correction_is_neither_changed_nor_deleted(desk: Client, verb: str) -> None:
    correction = make_correction(article=make_article(), text="First.")

    response = desk.post(
        f"/admin/articles/correction/{correction.pk}/{verb}/", {"text": "Second.", "post": "yes"}
    )

    assert response.status_code == 403
    assert Correction.objects.get().text == "First."


def test_correction_can_be_looked_at(desk: Client) -> None:
    correction = make_correction(article=make_article(slug="flood"))

    response = desk.get(f"/admin/articles/correction/{correction.pk}/change/")

    assert response.status_code == 200
    assert "/flood/#corrections" in response.text


def test_draft_cannot_be_corrected(desk: Client) -> None:
    draft = make_draft()

    response = desk.post(
        "/admin/articles/correction/add/", {"article": draft.article_id, "text": "Too early."}
    )

    assert response.status_code == 200
    assert not Correction.objects.exists()


# Lists


def rows_of(response: Response) -> Iterator[str]:
    body = response.text.partition("<tbody>")[2].partition("</tbody>")[0]
    for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL):
        yield " ".join(re.sub(r"<[^>]*>", " ", row).split())


def make_three_states(editor: User) -> None:
    make_draft(headline="One", section=make_section(name="Town", slug="town"))
    make_article(headline="Two")
    changed = publishing.working_copy(make_article(headline="Three"))
    changed.headline, changed.version = "Four", 1
    changed.save()


def test_list_shows_the_state_of_each_article(desk: Client, editor: User) -> None:
    make_three_states(editor)

    rows = list(rows_of(desk.get(ARTICLES)))

    assert [re.findall(r"One Draft|Two Live(?!,)|Four Live, with unpublished changes", row) for row in rows] == [
        ["Four Live, with unpublished changes"], ["Two Live"], ["One Draft"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=draft", ["One"]),
        ("state=live", ["Four", "Two"]),
        ("state=changed", ["Four"]),
        ("section=town", ["One"]),
        ("q=two", ["Two"]),
        ("q=three", ["Four"]),
        ("state=nonsense", ["Four", "Two", "One"]),
    ],
)
def test_list_is_filtered_and_searched(desk: Client, editor: User, query: str, found: list[str]) -> None:
    make_three_states(editor)

    rows = list(rows_of(desk.get(f"{ARTICLES}?{query}")))

    assert [row.split()[0] for row in rows] == found


@pytest.mark.parametrize("count", [3, 6])
def test_list_costs_the_same_however_long_it_is(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        make_article(authors=[make_author()])

    # session, user, groups' and own permissions; sections of the filter; articles counted twice, articles,
    # earliest and latest date, and the dates between, of the hierarchy
    with django_assert_max_num_queries(10):
        response = desk.get(ARTICLES)

    assert len(list(rows_of(response))) == count
