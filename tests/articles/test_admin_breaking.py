"""Lines of breaking news at the desk."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import BreakingNews
from tests.articles.desk import errors_of, fields_of
from tests.factories import make_article, make_draft
from tests.responses import Response

BREAKING = "/admin/articles/breakingnews/"
NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def write(desk: Client, **typed: Any) -> Response:
    """Write a line, with nothing but its text unless more is given."""
    fields = fields_of(desk.get(f"{BREAKING}add/")) | {"text": "The wall has broken"} | typed
    return desk.post(f"{BREAKING}add/", fields)


def column(desk: Client, name: str) -> list[str]:
    """What the list says of each line, the newest first."""
    return re.findall(rf'<td class="field-{name}[^"]*">(.*?)</td>', desk.get(BREAKING).text)


def test_line_shows_for_some_hours_unless_said_otherwise(desk: Client, client: Client) -> None:
    with time_machine.travel(NOON + timedelta(seconds=20), tick=False):
        assert write(desk).status_code == 302

    line = BreakingNews.objects.get()
    assert (line.starts_at, line.ends_at) == (NOON, NOON + 3 * HOUR)


def test_times_name_their_zone(desk: Client) -> None:
    assert "Time zone: UTC." in desk.get(f"{BREAKING}add/").text


def test_line_leads_to_the_article_that_is_chosen(desk: Client) -> None:
    article = make_article(headline="The wall")

    write(desk, article=article.pk)

    line = BreakingNews.objects.get()
    assert line.article == article
    assert ">The wall</option>" in desk.get(f"{BREAKING}{line.pk}/change/").text


def test_list_says_what_readers_see(desk: Client) -> None:
    now = timezone.now()
    for start, end in ((-5, -4), (-3, 1), (-2, 1), (1, 2)):
        BreakingNews.objects.create(text="Line", starts_at=now + start * HOUR, ends_at=now + end * HOUR)

    assert column(desk, "state") == ["To come", "Showing now", "Hidden by a newer line", "Over"]


@pytest.mark.parametrize("count", [2, 12])
def test_list_costs_few_queries(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    now = timezone.now()
    for _ in range(count):
        BreakingNews.objects.create(text="Line", starts_at=now - HOUR, ends_at=now + HOUR)
    desk.get(BREAKING)

    # session, user, two of permissions, two counts, lines
    with django_assert_num_queries(7):
        states = column(desk, "state")

    assert states == ["Showing now"] + ["Hidden by a newer line"] * (count - 1)


def test_list_says_where_a_line_leads(desk: Client) -> None:
    now = timezone.now()
    for hours, article in ((1, make_article(headline="The wall")), (2, make_draft().article), (3, None)):
        BreakingNews.objects.create(
            text="Line", article=article, starts_at=now - hours * HOUR, ends_at=now + HOUR
        )

    assert column(desk, "leads_to") == ["The wall", "Not live now", "-"]


def test_line_that_ends_before_it_starts_is_refused(desk: Client) -> None:
    response = write(
        desk, starts_at_0="2099-01-02", starts_at_1="12:00", ends_at_0="2099-01-02", ends_at_1="12:00"
    )

    assert "The line must end after it starts." in errors_of(response)
    assert not BreakingNews.objects.exists()


def test_new_line_that_has_ended_is_refused(desk: Client) -> None:
    response = write(
        desk, starts_at_0="2020-01-01", starts_at_1="12:00", ends_at_0="2020-01-02", ends_at_1="12:00"
    )

    assert "This time has passed: readers would never see the line." in errors_of(response)


@pytest.mark.parametrize(
    "typed", [{"text": ""}, {"text": "x" * 151}, {"ends_at_0": ""}, {"ends_at_1": "noon"}]
)
def test_half_a_line_is_refused(desk: Client, typed: dict[str, str]) -> None:
    assert errors_of(write(desk, **typed))
    assert not BreakingNews.objects.exists()


def test_line_is_ended_at_once(desk: Client) -> None:
    now = timezone.now()
    line = BreakingNews.objects.create(text="Line", starts_at=now - 2 * HOUR, ends_at=now + HOUR)
    fields = fields_of(desk.get(f"{BREAKING}{line.pk}/change/"))
    ended = now - timedelta(minutes=1)

    desk.post(
        f"{BREAKING}{line.pk}/change/",
        fields | {"ends_at_0": f"{ended:%Y-%m-%d}", "ends_at_1": f"{ended:%H:%M:%S}"},
    )

    assert not BreakingNews.objects.showing().exists()


def test_reporter_breaks_no_news(reporters_desk: Client) -> None:
    assert reporters_desk.get(BREAKING).status_code == 403
    assert reporters_desk.get(f"{BREAKING}add/").status_code == 403
