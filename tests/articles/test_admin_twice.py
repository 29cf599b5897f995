"""A button that is pressed twice, or once more because its answer was lost: nobody is in conflict with oneself."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Article, Revision
from tests.articles.colliding import collide
from tests.articles.desk import ADD, ARTICLES, fields_of, open_article, readable, stored
from tests.factories import make_author, make_draft, make_section

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATER = {"publish_at_0": "2026-05-02", "publish_at_1": "09:00"}
VERBS: list[dict[str, str]] = [
    {"_publish": ""},
    {"_schedule": "", **LATER},
    {"_schedule": "", **LATER, "ends_at_0": "2026-05-03", "ends_at_1": "09:00"},
]


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("verb", VERBS, ids=["publish", "schedule", "schedule with an end"])
def test_draft_is_published_once_and_its_form_told_twice(desk: Client, verb: dict[str, str]) -> None:
    article = make_draft(headline="The wall").article
    address, fields = open_article(desk, article)

    answers = [desk.post(address, fields | verb) for _ in range(2)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, ARTICLES)] * 2
    assert article.revisions.filter(live_from__isnull=False).count() == 1
    assert desk.get(ARTICLES).text.count('<li class="success">') == 2


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("verb", VERBS, ids=["publish", "schedule", "schedule with an end"])
def test_new_article_is_published_once_and_its_form_told_twice(desk: Client, verb: dict[str, str]) -> None:
    form = fields_of(desk.get(ADD)) | {"headline": "The wall"} | readable(make_section())

    answers = [desk.post(ADD, form | verb) for _ in range(2)]

    assert [(answer.status_code, answer.get("Location")) for answer in answers] == [(302, ARTICLES)] * 2
    assert Article.objects.count() == 1


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    "changed",
    [
        {"headline": "The new wall"},
        {"bylines-0-role": "photographs by"},
        {"publish_at_1": "10:00"},
        {"ends_at_0": "2026-05-03", "ends_at_1": "09:00"},
    ],
    ids=["text", "row", "start", "end"],
)
def test_what_was_typed_between_two_presses_is_not_taken_for_done(
    desk: Client, changed: dict[str, Any]
) -> None:
    article = make_draft(headline="The wall").article
    address, fields = open_article(desk, article)
    desk.post(address, fields | LATER | {"_schedule": ""})

    answer = desk.post(address, fields | LATER | changed | {"_schedule": ""})

    assert answer.status_code == 409


@time_machine.travel(NOW, tick=False)
def test_what_somebody_else_has_published_is_not_taken_for_ones_own(desk: Client, editor: User) -> None:
    article = make_draft().article
    address, fields = open_article(desk, article)
    publishing.publish(stored(article), by=editor, at=NOW + timedelta(hours=21))

    answer = desk.post(address, fields | LATER | {"_schedule": ""})

    assert answer.status_code == 409


@time_machine.travel(NOW, tick=False)
def test_what_was_taken_back_since_is_not_taken_for_done(desk: Client, editor: User) -> None:
    article = make_draft().article
    address, fields = open_article(desk, article)
    desk.post(address, fields | LATER | {"_schedule": ""})
    publishing.unschedule(article, by=editor)

    answer = desk.post(address, fields | LATER | {"_schedule": ""})

    assert answer.status_code == 409


@pytest.mark.parametrize("button", ["_save", "_continue"])
def test_choice_that_is_sent_twice_is_no_new_conflict(desk: Client, button: str) -> None:
    article = make_draft().article
    page = collide(desk, article, {"headline": "Theirs"}, {"headline": "Mine"})
    address = f"/admin/articles/revision/{stored(article).pk}/change/"
    chosen = fields_of(page) | {"choose-headline": "mine", button: ""}

    answers = [desk.post(address, chosen) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert stored(article).headline == "Mine"


# A refusal in between


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({"publish_at_0": "2026-05-01"}, {}),
        ({"publish_at_0": "tomorrow"}, {}),
        ({"ends_at_0": "2026-05-02", "ends_at_1": "08:00"}, {"ends_at_1": "10:00"}),
        (
            {"embargoed_until_0": "2026-05-02", "embargoed_until_1": "10:00"},
            {"embargoed_until_0": "", "embargoed_until_1": ""},
        ),
        ({"dek": "x" * 301}, {"accept_warnings": "on"}),
        ({"dek": ""}, {"dek": "By two votes."}),
    ],
    ids=["past", "no time", "ends too early", "embargo", "warning", "missing"],
)
@pytest.mark.parametrize("has_typed", [True, False])
def test_refused_schedule_that_was_mended_goes_on(
    desk: Client, wrong: dict[str, str], right: dict[str, str], has_typed: bool
) -> None:
    article = make_draft(authors=[make_author()]).article
    address, fields = open_article(desk, article)
    refused = desk.post(address, fields | LATER | wrong | {"_schedule": ""})
    assert refused.status_code == 200
    again = fields_of(refused)
    if has_typed:  # and the answer to what the form has saved by itself was lost
        desk.post(address, again | {"_autosave": "1"})

    answer = desk.post(address, again | {"publish_at_0": "2026-05-02"} | right | {"_schedule": ""})

    assert answer.status_code == 302
    assert Revision.objects.get(live_from__isnull=False).article == article
