"""How moderation goes: counted from the log, day by day where the site is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from comments import figures, log, moderation, writers
from comments.figures import Tally
from comments.models import Act, Comment, Reason, Rule, State
from newsroom.periods import Period
from tests.factories import make_article, make_comment, make_user

NUMBERS = "/admin/comments/comment/numbers/"
NOON = datetime(2026, 5, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    """A moderator's browser."""
    client.force_login(moderator)
    return client


def week() -> Period:
    return Period.of_days(7)


def total() -> Tally:
    return figures.together(figures.by_day(week()))


def mark_by_rule(**fields: Any) -> Comment:
    comment = make_comment(**fields)
    log.record(comment, State.SPAM, Act.SPAM, by=Rule.SIGNALS)
    return comment


# What waits


def test_waiting_replies_are_counted_and_likely_spam_does_not_hurry_anybody() -> None:
    make_comment(held_at=NOON - 2 * HOUR)
    make_comment(held_at=NOON - HOUR)
    make_comment(held_at=NOON - 9 * HOUR, is_likely_spam=True)
    make_comment(state=State.APPROVED)

    assert figures.waiting() == figures.Waiting(3, 1, NOON - 2 * HOUR)


def test_nothing_may_wait() -> None:
    assert figures.waiting() == figures.Waiting(0, 0, None)


# How long


def waits(*hours: float) -> None:
    for each in hours:
        comment = make_comment(created_at=NOON - each * HOUR)
        moderation.approve(comment, by=make_user())


@pytest.mark.parametrize(
    ("hours", "median"), [((), None), ((3,), 3), ((1, 9), 1), ((1, 2, 40), 2), ((5, 1, 3, 2), 2)]
)
def test_half_of_the_replies_waited_no_longer_than_the_median(
    hours: tuple[float, ...], median: float | None
) -> None:
    waits(*hours)

    assert figures.median_wait(week()) == (None if median is None else median * HOUR)


def test_what_came_back_waits_from_then_on(clock: time_machine.Traveller) -> None:
    comment = make_comment(created_at=NOON - 100 * HOUR)
    with time_machine.travel(NOON - 99 * HOUR):
        rejected = moderation.reject(comment, by=make_user(), reason=Reason.INSULT)
    with time_machine.travel(NOON - 10 * HOUR, tick=False):
        writers.ask_again(comment, "Please.")
    assert rejected.before == State.PENDING

    moderation.approve(comment, by=make_user())

    assert figures.median_wait(Period(NOON.date(), NOON.date())) == 10 * HOUR


def test_what_rules_decide_does_not_wait() -> None:
    mark_by_rule(created_at=NOON - HOUR)
    moderation.approve(make_comment(state=State.REJECTED, created_at=NOON - 5 * HOUR), by=make_user("x"))

    assert figures.median_wait(week()) == 5 * HOUR  # the rejection alone was of a reply that waited


# What was decided


def test_received_approved_and_refused_are_counted_on_their_days() -> None:
    with time_machine.travel(NOON - timedelta(days=2), tick=False):
        first = make_comment()
    make_comment(state=State.APPROVED)
    moderation.reject(first, by=make_user(), reason=Reason.HATE)

    found = figures.by_day(week())

    assert len(found) == 7
    assert found[date(2026, 5, 8)] == Tally(received=1)
    assert found[date(2026, 5, 10)] == Tally(received=1, approved=1, refused=1)
    assert total().approval == 0.5


def test_rates_of_nothing_are_none() -> None:
    assert (Tally().approval, Tally().found) == (None, None)


# Spam


def test_spam_is_caught_by_a_rule_or_held_as_likely() -> None:
    mark_by_rule()
    moderation.mark_as_spam(make_comment(score=5), by=make_user())

    assert (total().caught, total().missed, total().alarms) == (2, 0, 0)


def test_spam_is_missed_where_it_was_published_or_held_as_if_it_were_none() -> None:
    moderation.mark_as_spam(make_comment(score=4), by=make_user())
    moderation.mark_as_spam(make_comment(state=State.APPROVED), by=make_user())
    moderation.mark_as_spam(make_comment(state=State.APPROVED, score=5), by=make_user())

    assert (total().caught, total().missed) == (0, 3)
    assert total().found == 0.0


@pytest.mark.parametrize("is_undone", [False, True])
def test_mark_of_a_rule_that_a_moderator_overrules_is_a_false_alarm(*, is_undone: bool) -> None:
    comment = mark_by_rule()
    if is_undone:
        assert comment.decision
        moderation.undo(comment.decision, by=make_user())
        comment.refresh_from_db()
    moderation.approve(comment, by=make_user())

    assert (total().caught, total().missed, total().alarms) == (0, 0, 1)


def test_overruling_that_was_taken_back_leaves_the_mark() -> None:
    comment = mark_by_rule()
    approval = moderation.approve(comment, by=make_user())
    moderation.undo(approval, by=make_user())

    assert (total().caught, total().alarms) == (1, 0)


def test_mark_that_was_taken_back_counts_for_nothing() -> None:
    mark = moderation.mark_as_spam(make_comment(), by=make_user())
    undoing = moderation.undo(mark, by=make_user())
    assert (total().caught, total().missed) == (0, 0)

    moderation.undo(undoing, by=make_user())
    assert (total().caught, total().missed) == (0, 1)


def test_reply_counts_once_however_often_it_is_marked() -> None:
    comment = make_comment(is_likely_spam=True, score=5)
    moderation.mark_as_spam(comment, by=make_user())
    writers.ask_again(comment, "It is none.")
    moderation.mark_as_spam(comment, by=make_user())

    assert (total().caught, total().missed) == (1, 0)


# Days


@pytest.mark.parametrize(
    ("day", "first", "hours"),
    [
        (date(2026, 3, 29), datetime(2026, 3, 29, 0, tzinfo=UTC), 23),
        (date(2026, 10, 25), datetime(2026, 10, 24, 23, tzinfo=UTC), 25),
    ],
)
def test_days_begin_where_the_site_is_when_clocks_change(
    settings: Settings, day: date, first: datetime, hours: int
) -> None:
    settings.TIME_ZONE = "Europe/London"
    after = first + hours * HOUR
    article = make_article()
    for moment in (first - timedelta(seconds=1), first, after - timedelta(seconds=1), after):
        make_comment(article=article, created_at=moment)

    found = figures.by_day(Period(day - timedelta(days=1), day + timedelta(days=1)))

    assert [tally.received for tally in found.values()] == [1, 2, 1]


# The page


def test_page_shows_the_same_figures_as_plots_and_as_a_table(desk: Client) -> None:
    make_comment()
    mark_by_rule()
    waits(2)

    page = desk.get(NUMBERS).text

    assert "<title>10 May 2026: 1</title>" in page
    assert "2 hours" in page.replace("\xa0", " ")
    assert 'aria-label="Spam caught by day"' in page
    assert "<script" not in page.split('<div class="figures">')[1].split("</main>")[0]


@pytest.mark.parametrize(("days", "shown"), [("90", 90), ("365", 365), ("", 30), ("7", 30), ("\0", 30)])
def test_page_has_the_days_that_were_asked_for(desk: Client, days: str, shown: int) -> None:
    assert len(desk.get(NUMBERS, {"days": days}).context["by_day"]) == shown


def test_page_of_a_site_without_replies_has_dashes(desk: Client) -> None:
    page = desk.get(NUMBERS).text

    assert page.count("<dd>–") == 2
    assert "<small>–</small>" in page


@pytest.mark.parametrize("times", [1, 5])
def test_page_takes_the_same_queries_however_much_was_decided(
    desk: Client, times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(times):
        make_comment()
        mark_by_rule()
        waits(1)

    # session, account, two of permissions; three by day, two of what waits, two of the median
    with django_assert_num_queries(11):
        desk.get(NUMBERS)


@pytest.mark.parametrize("role", ["Reporters", "Editors", "Shopkeepers"])
def test_page_is_for_those_who_may_see_replies(client: Client, role: str) -> None:
    client.force_login(make_user("other", role=role))

    assert client.get(NUMBERS).status_code == 403


def test_page_changes_nothing(desk: Client) -> None:
    assert desk.post(NUMBERS).status_code == 405
