"""What the buttons of an article's form do: review, schedule, take back, discard; and the page that withdraws."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from articles import publishing
from articles.models import Article, Revision
from tests.articles.desk import ADD, ARTICLES, errors_of, fields_of, new_article, open_article, readable
from tests.factories import make_article, make_draft, make_section

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATER = {"publish_at_0": "2026-05-02", "publish_at_1": "09:00"}


def stored(article: Article) -> Revision:
    return article.revisions.get(is_working_copy=True)


def press(desk: Client, article: Article, verb: str, **typed: Any) -> Any:
    address, fields = open_article(desk, article)
    return desk.post(address, fields | typed | {verb: ""}, follow=True)


# Saving


def test_each_save_is_kept_with_who_when_and_why(desk: Client) -> None:
    article = make_draft().article

    press(desk, article, "_save", headline="One", note="Shorter")
    press(desk, article, "_save", headline="Two")
    press(desk, article, "_save", headline="Two")
    press(desk, article, "_save", headline="Two", note="The lawyer has seen it")

    kept = article.revisions.filter(is_working_copy=False).order_by("saved_at")
    assert [(text.headline, text.note, text.saved_by_name) for text in kept] == [
        ("One", "Shorter", "eva"),
        ("Two", "", "eva"),
        ("Two", "The lawyer has seen it", "eva"),
    ]


# Review


def test_reporter_sends_an_article_to_review_and_an_editor_sends_it_back(
    client: Client, reporter: User, editor: User
) -> None:
    article = make_draft(by=reporter).article
    client.force_login(reporter)
    page = press(client, article, "_review", headline="Ready")
    assert "Ready waits for an editor now." in page.text
    assert stored(article).ready_at

    client.force_login(editor)
    assert "Ready for review since" in client.get(f"{ARTICLES}{article.pk}/change/", follow=True).text
    press(client, article, "_send_back", note="Who said that?")

    assert stored(article).ready_at is None
    client.force_login(reporter)
    page = client.get(f"{ARTICLES}{article.pk}/change/", follow=True)
    assert "Sent back: Who said that?" in page.text


def test_reporter_takes_an_article_back_from_review(reporters_desk: Client, reporter: User) -> None:
    draft = make_draft(by=reporter)
    publishing.send_to_review(draft, by=reporter)

    page = press(reporters_desk, draft.article, "_recall", headline="Better")

    assert "Better waits no longer: you can go on writing." in page.text
    assert (stored(draft.article).ready_at, stored(draft.article).headline) == (None, "Better")


def test_sending_back_needs_a_word(desk: Client, reporter: User) -> None:
    draft = make_draft(by=reporter)
    publishing.send_to_review(draft, by=reporter)

    page = press(desk, draft.article, "_send_back")

    assert "Say why: the writer reads it here." in errors_of(page)
    assert stored(draft.article).ready_at


def test_what_waits_for_review_is_listed(desk: Client, reporter: User) -> None:
    draft = make_draft(headline="Waiting", by=reporter)
    make_draft(headline="Other")
    publishing.send_to_review(draft, by=reporter)

    page = desk.get(f"{ARTICLES}?state=ready").text

    assert "Waiting" in page
    assert "Other" not in page


# Schedule


@time_machine.travel(NOW, tick=False)
def test_article_is_scheduled_and_seen_by_the_clock_alone(desk: Client, settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    page = new_article(desk, **readable(make_section()), **LATER, _schedule="")

    assert page.status_code == 302
    assert "goes live on 2 May 2026, 09:00 CEST." in desk.get(ARTICLES).text
    address = Article.objects.get().get_absolute_url()
    assert address.startswith("/2026/05/02/")
    start = datetime(2026, 5, 2, 7, tzinfo=UTC)
    with time_machine.travel(start - timedelta(microseconds=1), tick=False):
        assert desk.get(address).status_code == 404
    with time_machine.travel(start, tick=False):
        assert desk.get(address).status_code == 200


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("button", "typed", "explanation"),
    [
        ("_schedule", {}, "Say when it goes live."),
        ("_schedule", {"publish_at_0": "2026-05-01", "publish_at_1": "12:00"}, "This time is past."),
        ("_schedule", {"publish_at_0": "tomorrow", "publish_at_1": "12:00"}, "Enter a valid date."),
        ("_publish", LATER, "Press “Schedule” for this time, or empty it to publish now."),
        ("_publish", {"ends_at_0": "2026-05-01", "ends_at_1": "11:00"}, "It must end after it goes live."),
        ("_schedule", LATER | {"ends_at_0": "2026-05-02", "ends_at_1": "09:00"}, "It must end after it goes"),
        (
            "_publish",
            {"embargoed_until_0": "2026-05-02", "embargoed_until_1": "00:00"},
            "Under embargo until",
        ),
    ],
    ids=str,
)
def test_time_that_does_not_fit_is_explained(
    desk: Client, button: str, typed: dict[str, str], explanation: str
) -> None:
    page = new_article(desk, **readable(make_section()), **typed, **{button: ""})

    assert explanation in errors_of(page)
    assert not Revision.objects.filter(live_from__isnull=False).exists()
    for name, value in typed.items():
        assert fields_of(page)[name] == value


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(("query", "found"), [("today", "Tonight"), ("later", "Tomorrow")])
def test_what_is_scheduled_is_listed_by_day(desk: Client, editor: User, query: str, found: str) -> None:
    for headline, hours in (("Tonight", 11), ("Tomorrow", 12)):
        publishing.publish(make_draft(headline=headline), by=editor, at=NOW + timedelta(hours=hours))

    page = desk.get(f"{ARTICLES}?state={query}").text

    assert [headline for headline in ("Tonight", "Tomorrow") if headline in page] == [found]


@time_machine.travel(NOW, tick=False)
def test_scheduled_article_is_taken_back(desk: Client) -> None:
    draft = make_draft(headline="Tomorrow")
    publishing.publish(draft, by=draft.saved_by, at=NOW + timedelta(days=1))  # type: ignore[arg-type]
    assert (
        "Goes live on 2 May 2026, 12:00 UTC"
        in desk.get(f"{ARTICLES}{draft.article_id}/change/", follow=True).text
    )

    press(desk, draft.article, "_unschedule")

    assert not Revision.objects.filter(live_from__isnull=False).exists()
    assert stored(draft.article).headline == "Tomorrow"


@time_machine.travel(NOW, tick=False)
def test_change_of_a_live_article_is_scheduled(desk: Client) -> None:
    article = make_article(headline="Today", at=NOW - timedelta(days=1))

    press(desk, article, "_schedule", headline="Tomorrow", **LATER)

    assert "Today" in desk.get(article.get_absolute_url()).text
    assert "Another text replaces it on 2 May 2026, 09:00 UTC." in (
        desk.get(f"{ARTICLES}{article.pk}/change/", follow=True).text
    )
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert "Tomorrow" in desk.get(article.get_absolute_url()).text


@time_machine.travel(NOW, tick=False)
def test_article_ends_when_it_was_said_to(desk: Client) -> None:
    new_article(desk, **readable(make_section()), ends_at_0="2026-05-03", ends_at_1="00:00", _publish="")

    address = Article.objects.get().get_absolute_url()
    assert (
        "It ends on 3 May 2026, 00:00 UTC."
        in desk.get(f"{ARTICLES}{Article.objects.get().pk}/change/", follow=True).text
    )
    assert desk.get(address).status_code == 200
    with time_machine.travel(datetime(2026, 5, 3, tzinfo=UTC), tick=False):
        assert desk.get(address).status_code == 410


# Pre-flight


def test_text_that_is_not_fit_is_stored_and_stays_with_the_desk(desk: Client) -> None:
    page = new_article(desk, dek="A dek.", note="Round one", _publish="")

    assert "Your text is saved, but not published yet" in errors_of(page)
    assert "successfully" not in page.text
    assert page.text.index("Pre-flight") < page.text.index('id="id_headline"')
    assert '<a href="#id_section">Section</a>' in page.text
    draft = Revision.objects.get(is_working_copy=True)
    assert f'action="/admin/articles/revision/{draft.pk}/change/"' in page.text
    desk.post(
        f"/admin/articles/revision/{draft.pk}/change/",
        fields_of(page) | readable(make_section()) | {"_publish": ""},
    )
    assert Article.objects.count() == 1
    assert Revision.objects.live().get().dek == "Nine votes to four."


def test_warning_stops_once_and_is_accepted(desk: Client) -> None:
    long_dek = {"dek": "x" * 301}

    page = new_article(desk, **readable(make_section()) | long_dek, _publish="")

    assert "301 characters; from 300 on it is cut off elsewhere." in page.text
    assert not Revision.objects.live().exists()
    draft = Revision.objects.get(is_working_copy=True)
    address = f"/admin/articles/revision/{draft.pk}/change/"
    desk.post(address, fields_of(page) | {"accept_warnings": "on", "_publish": ""})
    assert Revision.objects.live().exists()


def test_accepting_warnings_accepts_nothing_that_blocks(desk: Client) -> None:
    new_article(desk, accept_warnings="on", _publish="")

    assert not Revision.objects.live().exists()


def test_pre_flight_stands_in_the_form(desk: Client) -> None:
    page = desk.get(f"{ARTICLES}{make_draft(dek='').article_id}/change/", follow=True)

    assert '<a href="#id_dek">Dek</a>' in page.text


# Discard


def test_changes_of_a_live_article_are_discarded_and_stay_in_the_history(desk: Client) -> None:
    article = make_article(headline="Live")
    press(desk, article, "_save", headline="Changed")

    page = press(desk, article, "_discard", headline="Changed again")

    assert "The changes are discarded" in page.text
    assert fields_of(page)["headline"] == "Live"
    assert article.revisions.filter(headline="Changed", is_working_copy=False).exists()


def test_draft_without_another_text_cannot_be_discarded(desk: Client) -> None:
    article = make_draft(headline="Only").article

    page = press(desk, article, "_discard")

    assert "There is no other text to go back to." in page.text
    assert stored(article).headline == "Only"


def test_empty_form_of_a_new_article_says_nothing_of_missing_things(desk: Client) -> None:
    assert "Must be fixed" not in desk.get(ADD).text
