"""How moderation goes: counted from the log, day by day where the site is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import Settings

from comments import figures, log, moderation, queue, writers
from comments.figures import Tally
from comments.models import Act, Comment, Reason, Rule, State
from newsroom.periods import Period
from tests.factories import make_article, make_comment, make_user

NOON = datetime(2026, 5, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


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

    assert queue.waiting() == queue.Waiting(3, 1, NOON - 2 * HOUR)


def test_nothing_may_wait() -> None:
    assert queue.waiting() == queue.Waiting(0, 0, None)


@pytest.mark.parametrize("end", [10, 9])  # of the days that are shown, today or earlier
def test_waiting_at_the_end_of_each_day_is_reckoned_back_from_now(
    clock: time_machine.Traveller, end: int
) -> None:
    first, second = make_comment(created_at=NOON - timedelta(days=60)), make_comment()
    Comment.objects.filter(pk=second.pk).update(created_at=NOON - timedelta(days=4))
    for days, act in ((3, Act.REJECT), (1, Act.UNDO)):
        clock.move_to(NOON - timedelta(days=days), tick=False)
        first.refresh_from_db()
        if act == Act.REJECT:
            moderation.reject(first, by=make_user(), reason=Reason.HATE)
        elif first.decision:
            moderation.undo(first.decision, by=make_user())
    clock.move_to(NOON, tick=False)
    moderation.approve(second, by=make_user())
    mark_by_rule()

    found = figures.by_day(Period(date(2026, 5, 5), date(2026, 5, end)))

    assert [tally.waiting for tally in found.values()] == [1, 2, 1, 1, 2, 1][: end - 4]


def test_what_is_gone_from_the_database_waited_on_no_day(clock: time_machine.Traveller) -> None:
    clock.move_to(NOON - timedelta(days=2), tick=False)
    comment = make_comment()
    clock.move_to(NOON, tick=False)
    moderation.reject(comment, by=make_user(), reason=Reason.HATE)
    comment.delete()

    assert {tally.waiting for tally in figures.by_day(week()).values()} == {0}
    assert (total().refused, total().median) == (1, None)


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

    assert total().median == (None if median is None else median * HOUR)


def test_what_came_back_waits_from_then_on(clock: time_machine.Traveller) -> None:
    comment = make_comment(created_at=NOON - 100 * HOUR)
    with time_machine.travel(NOON - 99 * HOUR):
        rejected = moderation.reject(comment, by=make_user(), reason=Reason.INSULT)
    with time_machine.travel(NOON - 10 * HOUR, tick=False):
        writers.ask_again(comment, "Please.")
    assert rejected.before == State.PENDING

    moderation.approve(comment, by=make_user())

    assert figures.by_day(week())[NOON.date()].median == 10 * HOUR


def test_what_rules_decide_does_not_wait() -> None:
    mark_by_rule(created_at=NOON - HOUR)
    moderation.approve(make_comment(state=State.REJECTED, created_at=NOON - 5 * HOUR), by=make_user("x"))

    assert total().median == 5 * HOUR  # the rejection alone was of a reply that waited


# What was decided


def test_received_approved_and_refused_are_counted_on_their_days() -> None:
    with time_machine.travel(NOON - timedelta(days=2), tick=False):
        first = make_comment()
    make_comment(state=State.APPROVED)
    moderation.reject(first, by=make_user(), reason=Reason.HATE)

    found = figures.by_day(week())

    assert len(found) == 7
    assert found[date(2026, 5, 8)] == Tally(received=1, waiting=1)
    today = found[date(2026, 5, 10)]
    assert (today.received, today.approved, today.refused, today.waiting) == (1, 1, 1, 0)
    assert sorted(today.waits) == [0 * HOUR, 48 * HOUR]
    assert total().approval == 0.5


def test_rates_of_nothing_are_none() -> None:
    assert (Tally().approval, Tally().found) == (None, None)


# Spam


def test_spam_is_caught_by_a_rule_or_held_as_likely() -> None:
    mark_by_rule()
    moderation.decide(make_comment(score=5), Act.SPAM, by=make_user())

    assert (total().caught, total().missed, total().alarms) == (2, 0, 0)


def test_spam_is_missed_where_it_was_published_or_held_as_if_it_were_none() -> None:
    moderation.decide(make_comment(score=4), Act.SPAM, by=make_user())
    moderation.decide(make_comment(state=State.APPROVED), Act.SPAM, by=make_user())
    moderation.decide(make_comment(state=State.APPROVED, score=5), Act.SPAM, by=make_user())

    assert (total().caught, total().missed) == (0, 3)
    assert total().found == 0.0


@pytest.mark.parametrize("is_undone", [False, True])
def test_mark_of_a_rule_that_a_moderator_overrules_is_a_false_alarm(*, is_undone: bool) -> None:
    comment = mark_by_rule()
    if is_undone:
        assert comment.decision
        moderation.undo(comment.decision, by=make_user())
    moderation.approve(Comment.objects.get(pk=comment.pk), by=make_user())

    assert (total().caught, total().missed, total().alarms) == (0, 0, 1)


def test_overruling_that_was_taken_back_leaves_the_mark() -> None:
    comment = mark_by_rule()
    approval = moderation.approve(comment, by=make_user())
    moderation.undo(approval, by=make_user())

    assert (total().caught, total().alarms) == (1, 0)


def test_mark_that_was_taken_back_counts_for_nothing() -> None:
    mark = moderation.decide(make_comment(), Act.SPAM, by=make_user())
    undoing = moderation.undo(mark, by=make_user())
    assert (total().caught, total().missed) == (0, 0)

    moderation.undo(undoing, by=make_user())
    assert (total().caught, total().missed) == (0, 1)


def test_reply_counts_once_however_often_it_is_marked() -> None:
    comment = make_comment(is_likely_spam=True, score=5)
    moderation.decide(comment, Act.SPAM, by=make_user())
    writers.ask_again(comment, "It is none.")
    moderation.decide(comment, Act.SPAM, by=make_user())

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
    assert [tally.waiting for tally in found.values()] == [1, 3, 4]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 10, 24, 22, 59, tzinfo=UTC), date(2026, 10, 24)),
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 26, 0, 0, tzinfo=UTC), date(2026, 10, 26)),
    ],
)
def test_decisions_count_on_the_day_of_the_site_when_clocks_change(
    settings: Settings, clock: time_machine.Traveller, moment: datetime, day: date
) -> None:
    settings.TIME_ZONE = "Europe/London"
    clock.move_to(moment, tick=False)
    moderation.approve(make_comment(created_at=moment - 3 * HOUR), by=make_user())

    found = figures.by_day(Period(date(2026, 10, 24), date(2026, 10, 26)))

    assert {each: tally.median for each, tally in found.items() if tally.approved} == {day: 3 * HOUR}
