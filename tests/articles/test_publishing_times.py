"""When readers see a text: scheduled, expiring, under embargo, taken back; what “updated” says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import IntegrityError
from pytest_django import Settings

from articles import publishing
from articles.models import Revision
from tests.articles.writing import live_headline, publish, windows, write
from tests.factories import make_article, make_draft, make_section

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
BEFORE, MONDAY, TUESDAY, FRIDAY = NOW - DAY, NOW + 3 * DAY, NOW + 4 * DAY, NOW + 7 * DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that stands still, until a test moves it."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


# Scheduling


def test_scheduled_text_takes_the_place_of_the_live_one_at_its_time() -> None:
    article = make_article(headline="Old", at=BEFORE)

    publish(article, headline="New", at=MONDAY)

    assert windows(article) == [("Old", BEFORE, MONDAY), ("New", MONDAY, None)]


@pytest.mark.parametrize("second", [MONDAY - HOUR, MONDAY, TUESDAY])
def test_text_scheduled_later_takes_the_place_of_the_one_scheduled_before(second: datetime) -> None:
    article = make_article(headline="Old", at=BEFORE)
    publish(article, headline="New", at=MONDAY)

    publish(article, headline="Newer", at=second)

    assert windows(article) == [("Old", BEFORE, second), ("Newer", second, None)]
    assert article.revisions.get(headline="New").live_from is None


def test_publishing_now_drops_what_is_scheduled() -> None:
    article = make_article(headline="Old", at=BEFORE)
    publish(article, headline="Later", at=MONDAY)

    publish(article, headline="Now")

    assert windows(article) == [("Old", BEFORE, NOW), ("Now", NOW, None)]


def test_text_ends_at_the_time_given() -> None:
    article = make_article(headline="Old", at=BEFORE)

    publish(article, headline="New", until=FRIDAY)

    assert live_headline(article, at=FRIDAY - timedelta(microseconds=1)) == "New"
    assert live_headline(article, at=FRIDAY) is None


def test_text_that_would_end_before_it_starts_is_refused(editor: User) -> None:
    draft = make_draft()

    for end in (MONDAY, BEFORE):
        with pytest.raises(ValueError, match="end before it starts"):
            publishing.publish(draft, by=editor, at=MONDAY, until=end)

    draft.refresh_from_db()
    assert draft.is_working_copy


def test_text_under_embargo_is_published_for_its_end_and_not_before(editor: User) -> None:
    draft = make_draft(embargoed_until=MONDAY)

    for early in (None, MONDAY - timedelta(microseconds=1)):
        with pytest.raises(ValueError, match="embargo"):
            publishing.publish(draft, by=editor, at=early)
    publishing.publish(draft, by=editor, at=MONDAY)

    assert draft.live_from == MONDAY


# The first publication


def test_scheduled_first_publication_fixes_the_day_in_the_zone_of_the_site(settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    draft = make_draft(slug="flood")

    publish(draft.article, at=datetime(2026, 5, 3, 15, tzinfo=UTC))

    draft.article.refresh_from_db()
    assert draft.article.get_absolute_url() == "/2026/05/04/flood/"


def test_scheduling_the_first_publication_anew_moves_its_day(clock: time_machine.Traveller) -> None:
    article = make_draft().article
    publish(article, at=MONDAY)

    again = publish(article, at=TUESDAY)

    article.refresh_from_db()
    assert article.first_published_on == TUESDAY.date()
    assert again.first_published_at == TUESDAY
    clock.move_to(TUESDAY)
    publish(article, at=FRIDAY)
    article.refresh_from_db()
    assert article.first_published_on == TUESDAY.date()


def test_first_publication_that_is_taken_back_leaves_no_address(editor: User) -> None:
    article = make_draft(headline="Flood").article
    publish(article, at=MONDAY)

    draft = publishing.unschedule(article, by=editor)

    article.refresh_from_db()
    assert article.first_published_on is None
    assert (draft.headline, draft.first_published_at) == ("Flood", None)
    assert not article.revisions.exclude(first_published_at=None).exists()
    assert windows(article) == []


def test_address_that_was_left_is_not_given_to_another_article(editor: User) -> None:
    publishing.move(make_article(slug="flood"), "wall")
    draft = make_draft(slug="flood")

    with pytest.raises(IntegrityError, match="leads to another"):
        publishing.publish(draft, by=editor)

    draft.refresh_from_db()
    assert draft.is_working_copy


# Taking back


def test_text_that_is_taken_back_is_the_working_copy_again(editor: User) -> None:
    article = make_article(headline="Old", at=BEFORE)
    publish(article, headline="New", at=MONDAY)

    draft = publishing.unschedule(article, by=editor)

    assert (draft.headline, draft.is_working_copy, draft.saved_by) == ("New", True, editor)
    assert windows(article) == [("Old", BEFORE, None)]


def test_working_copy_begun_after_scheduling_is_left_as_it_is(editor: User) -> None:
    article = make_article(headline="Old", at=BEFORE)
    publish(article, headline="New", at=MONDAY)
    write(article, headline="Newest")

    assert publishing.unschedule(article, by=editor).headline == "Newest"
    assert article.revisions.get(headline="New").live_from is None


@pytest.mark.parametrize("expiry", [FRIDAY, MONDAY, TUESDAY])
@pytest.mark.parametrize("its_own", [None, FRIDAY])
def test_taking_back_gives_the_text_before_its_own_end_again(
    editor: User, expiry: datetime, its_own: datetime | None
) -> None:
    article = make_draft(headline="Old").article
    publish(article, at=BEFORE, until=expiry)
    publish(article, headline="New", at=MONDAY, until=its_own)

    publishing.unschedule(article, by=editor)

    assert windows(article) == [("Old", BEFORE, expiry)]


@pytest.mark.parametrize("second", [None, TUESDAY, FRIDAY])
def test_text_that_expires_is_not_prolonged_by_what_is_scheduled_anew(second: datetime | None) -> None:
    article = make_draft(headline="Old").article
    publish(article, at=BEFORE, until=TUESDAY)
    publish(article, headline="New", at=MONDAY)

    publish(article, headline="Newer", at=second)

    assert windows(article)[0] == ("Old", BEFORE, min(second or NOW, TUESDAY))


def test_nothing_is_taken_back_where_nothing_is_scheduled(editor: User) -> None:
    with pytest.raises(ValueError, match="Nothing is scheduled"):
        publishing.unschedule(make_article(), by=editor)


# Withdrawing


def test_withdrawn_article_is_gone_with_what_was_scheduled(editor: User) -> None:
    article = make_article(headline="Old", at=BEFORE)
    publish(article, headline="New", at=MONDAY)

    publishing.withdraw(article, by=editor, note=" The photo was not ours. ")

    article.refresh_from_db()
    assert windows(article) == [("Old", BEFORE, NOW)]
    assert (article.withdrawn_at, article.withdrawn_by) == (NOW, editor)
    assert article.withdrawal_note == "The photo was not ours."
    assert article.get_absolute_url() == f"/2026/04/30/{article.slug}/"


@pytest.mark.parametrize("note", ["", " \n"])
def test_withdrawal_needs_a_note(editor: User, note: str) -> None:
    article = make_article(at=BEFORE)

    with pytest.raises(IntegrityError):
        publishing.withdraw(article, by=editor, note=note)

    assert live_headline(article)


def test_draft_is_not_withdrawn(editor: User) -> None:
    with pytest.raises(ValueError, match="Only a live article"):
        publishing.withdraw(make_draft().article, by=editor, note="Wrong.")


def test_withdrawn_article_is_published_again_at_its_address(
    editor: User, clock: time_machine.Traveller
) -> None:
    article = make_article(headline="Wrong", at=BEFORE)
    publishing.withdraw(article, by=editor, note="Wrong.")
    clock.move_to(MONDAY)

    publish(article, headline="Right")

    article.refresh_from_db()
    assert windows(article) == [("Wrong", BEFORE, NOW), ("Right", MONDAY, None)]
    assert article.first_published_on == BEFORE.date()


def test_section_of_the_text_before_may_be_gone_when_it_ends(editor: User) -> None:
    section = make_section()
    articles = [make_article(section=section, at=BEFORE) for _ in range(2)]
    for article in articles:
        publish(article, at=MONDAY, section=make_section())
    section.delete()

    publishing.withdraw(articles[0], by=editor, note="Wrong.")
    publish(articles[1], headline="Newer")

    assert not Revision.objects.live().filter(article=articles[0]).exists()
    assert live_headline(articles[1]) == "Newer"


# Updated


def test_updated_is_when_readers_see_the_change() -> None:
    article = make_article(at=BEFORE)

    assert publish(article, at=MONDAY, is_substantive=True).updated_at == MONDAY


def test_updated_is_carried_along_by_small_changes(clock: time_machine.Traveller) -> None:
    article = make_article(at=BEFORE)
    publish(article, is_substantive=True)
    clock.move_to(MONDAY)

    assert publish(article, headline="Typo mended").updated_at == NOW


def test_updated_of_a_text_that_was_taken_back_is_forgotten(editor: User) -> None:
    article = make_article(at=BEFORE)
    publish(article, at=MONDAY, is_substantive=True)
    publishing.unschedule(article, by=editor)

    assert publish(article, at=TUESDAY).updated_at is None


def test_first_publication_scheduled_anew_is_no_update() -> None:
    article = make_draft().article
    publish(article, at=MONDAY)

    assert publish(article, at=TUESDAY, is_substantive=True).updated_at is None


def test_dates_are_those_of_their_texts(settings: Settings) -> None:
    """Just before midnight in UTC, it is the next day where the paper is."""
    settings.TIME_ZONE = "Europe/Berlin"
    article = make_article(at=datetime(2026, 4, 30, 22, 30, tzinfo=UTC))

    assert article.first_published_on == date(2026, 5, 1)
