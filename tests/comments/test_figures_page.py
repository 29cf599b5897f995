"""The moderators' page of numbers: plots, and a table with the same figures."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from comments import log, moderation
from comments.models import Act, Rule, State
from tests.factories import make_comment, make_user

NUMBERS = "/admin/comments/comment/numbers/"
NOON = datetime(2026, 5, 10, 12, tzinfo=UTC)

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


def decide_some() -> None:
    """A reply that waits, spam that a rule caught, and one that was approved after two hours."""
    make_comment()
    log.record(make_comment(), State.SPAM, Act.SPAM, by=Rule.SIGNALS)
    moderation.approve(make_comment(created_at=NOON - timedelta(hours=2)), by=make_user())


def test_page_shows_the_same_figures_as_plots_and_as_a_table(desk: Client) -> None:
    decide_some()

    page = desk.get(NUMBERS).text

    assert "<title>10 May 2026: 1</title>" in page
    assert "2 hours" in page.replace("\xa0", " ")
    assert "<title>10 May 2026: 100.0%</title>" in page
    assert "<title>9 May 2026: –</title>" in page
    for name in (
        "Waiting at the end of the day",
        "Median time to a decision by day",
        "Approved by day",
        "Spam caught by day",
        "Spam missed by day",
    ):
        assert f'aria-label="{name}"' in page
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
        decide_some()

    # session, account, two of permissions; four by day, one of what waits
    with django_assert_num_queries(9):
        desk.get(NUMBERS)


@pytest.mark.parametrize("role", ["Reporters", "Editors", "Shopkeepers"])
def test_page_is_for_those_who_may_see_replies(client: Client, role: str) -> None:
    client.force_login(make_user("other", role=role))

    assert client.get(NUMBERS).status_code == 403


def test_page_changes_nothing(desk: Client) -> None:
    assert desk.post(NUMBERS).status_code == 405
