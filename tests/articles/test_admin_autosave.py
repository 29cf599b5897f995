"""Saving while one types: to the working copy alone, answered in JSON, and folded in the history."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Article, Revision
from tests.articles.desk import ADD, AUTOSAVE, fields_of, open_article, stored, type_into
from tests.factories import make_article, make_author, make_draft

pytestmark = pytest.mark.django_db


@time_machine.travel("2026-05-01T12:04:31Z", tick=False)
def test_typing_is_stored_and_answered_with_the_time_and_the_version(desk: Client) -> None:
    article = make_draft().article
    address, fields = open_article(desk, article)

    answer = type_into(desk, address, fields, headline="Half a head").json()

    assert stored(article).headline == "Half a head"
    assert (answer["saved_at"], answer["version"]) == ("12:04:31", 1)
    assert answer["action"] == address
    assert answer["preview"] == address.replace("change", "preview")
    assert set(answer["panels"]) == {"preflight", "overlap"}


def test_typing_goes_on_with_the_version_that_was_answered(desk: Client) -> None:
    article = make_draft(key_points=["One."]).article
    address, fields = open_article(desk, article)

    for text in ("O.", "On.", "Once."):
        answer = type_into(desk, address, fields, **{"key_points-0-text": text})
        fields["opened_version"] = answer.json()["version"]

    assert [point.text for point in stored(article).key_points.all()] == ["Once."]


def test_typing_leaves_one_text_in_the_history_however_often_it_is_saved(desk: Client) -> None:
    article = make_draft().article
    address, fields = open_article(desk, article)

    for number in range(3):
        answer = type_into(desk, address, fields, headline=f"Headline {number}")
        fields["opened_version"] = answer.json()["version"]
    desk.post(address, fields | {"headline": "Done", "_save": "", "note": "First round"})

    kept = article.revisions.filter(is_working_copy=False)
    assert [(text.headline, text.note) for text in kept] == [("Done", "First round")]
    assert LogEntry.objects.count() == 1


def test_first_typing_makes_the_article_without_a_slug_of_half_a_headline(desk: Client) -> None:
    fields = fields_of(desk.get(ADD))
    answer = type_into(desk, ADD, fields, headline="The w").json()

    again = fields | {"opened_version": answer["version"], "headline": "The wall is raised", "_save": ""}
    desk.post(answer["action"], again)

    assert Article.objects.get().slug == "the-wall-is-raised"


def test_typing_into_a_live_article_changes_nothing_that_readers_see(desk: Client) -> None:
    article = make_article(headline="Before", slug="flood")
    before = desk.get(article.get_absolute_url()).text
    address, fields = open_article(desk, article)

    type_into(desk, address, fields, headline="After", slug="drought", replies_closed="on")

    assert stored(article).headline == "After"
    assert desk.get(article.get_absolute_url()).text == before


def test_typing_into_a_scheduled_article_leaves_its_address(desk: Client, editor: User) -> None:
    with time_machine.travel("2026-05-01T12:00Z"):
        article = make_draft(slug="flood").article
        publishing.publish(publishing.working_copy(article), by=editor, at=datetime(2026, 5, 2, tzinfo=UTC))
        address, fields = open_article(desk, article)
        type_into(desk, address, fields, slug="")

    article.refresh_from_db()
    assert article.slug == "flood"


def test_new_article_is_not_made_without_a_headline_and_every_fault_is_said(desk: Client) -> None:
    author = make_author()
    fields = fields_of(desk.get(ADD))
    rows = {
        "attributions-TOTAL_FORMS": "1",
        "attributions-0-relation": "summary",
        "attributions-0-url": "nowhere",
    }
    twice = {"bylines-TOTAL_FORMS": "2", "bylines-0-author": author.pk, "bylines-1-author": author.pk}

    answer = type_into(desk, ADD, fields, headline="", **rows, **twice)

    assert answer.status_code == 422
    faults = {fault["field"]: fault["message"] for fault in answer.json()["errors"]}
    assert faults["id_headline"] == "This field is required."
    assert faults["id_attributions-0-url"] == "Enter a valid URL."
    assert faults["bylines-group"] == "An author is named twice: take one of the two out."
    assert not Article.objects.exists()


def test_typing_over_somebody_elses_save_is_told_and_not_stored(desk: Client) -> None:
    article = make_draft().article
    address, fields = open_article(desk, article)
    _address, others = open_article(desk, article)
    desk.post(address, others | {"headline": "Theirs", "_save": ""})

    answer = type_into(desk, address, fields, headline="Mine")

    assert answer.status_code == 409
    assert "while you were writing" in answer.json()["message"]
    assert stored(article).headline == "Theirs"


def test_typing_into_a_text_published_meanwhile_is_told(desk: Client, editor: User) -> None:
    draft = make_draft(headline="First")
    address, fields = open_article(desk, draft.article)
    publishing.publish(draft, by=editor)

    answer = type_into(desk, address, fields, headline="Late")

    assert answer.status_code == 409
    assert draft.article.revisions.get().headline == "First"


def test_typing_into_anothers_article_is_refused(reporters_desk: Client) -> None:
    draft = make_draft(headline="First")
    address, fields = open_article(reporters_desk, draft.article)

    answer = type_into(reporters_desk, address, fields, headline="Mine")

    assert answer.status_code == 403


def test_who_is_logged_out_is_led_to_the_door(client: Client) -> None:
    draft = make_draft()

    answer = client.post(f"/admin/articles/revision/{draft.pk}/change/", AUTOSAVE)

    assert answer.status_code == 302


def test_form_goes_on_though_the_answer_to_its_own_save_was_lost(desk: Client) -> None:
    article = make_draft().article
    address, fields = open_article(desk, article)
    type_into(desk, address, fields, headline="On")

    answer = type_into(desk, address, fields, headline="Once")

    assert answer.status_code == 200
    assert stored(article).headline == "Once"


def test_lost_answer_does_not_excuse_writing_over_somebody_else(desk: Client) -> None:
    article = make_draft().article
    address, fields = open_article(desk, article)
    _address, theirs = open_article(desk, article)
    type_into(desk, address, fields, headline="On")
    theirs["opened_version"] = "1"
    type_into(desk, address, theirs, headline="Theirs")

    answer = type_into(desk, address, fields, headline="Once")

    assert answer.status_code == 409
    assert stored(article).headline == "Theirs"


def test_new_article_is_made_once_though_the_answer_was_lost(desk: Client) -> None:
    fields = fields_of(desk.get(ADD))
    type_into(desk, ADD, fields, headline="The w")

    answer = type_into(desk, ADD, fields, headline="The wall")

    assert answer.status_code == 200
    assert [revision.headline for revision in Revision.objects.all()] == ["The wall"]
