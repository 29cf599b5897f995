"""The archive: every live article under the month of its address."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from articles import archive
from articles.models import Revision
from tests.articles.reading import assert_in_order
from tests.factories import make_article, make_draft, make_section

MAY = datetime(2026, 5, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_months_are_counted_newest_first(client: Client) -> None:
    for day in (MAY, MAY + timedelta(days=30), MAY - timedelta(days=1), MAY - timedelta(days=365)):
        make_article(at=day)
    make_draft()

    html = client.get("/archive/").text

    assert_in_order(
        html, ["2026", "May 2026", "2 articles", "April 2026", "1 article", "2025", "May 2025", "1 article"]
    )
    assert 'href="/archive/2026/05/"' in html


def test_month_lists_its_articles_newest_first(client: Client) -> None:
    make_article(headline="Before", at=datetime(2026, 4, 30, 23, 59, 59, 999999, tzinfo=UTC))
    make_article(headline="First", at=datetime(2026, 5, 1, tzinfo=UTC))
    make_article(headline="Last", at=datetime(2026, 5, 31, 23, 59, 59, 999999, tzinfo=UTC))
    make_article(headline="After", at=datetime(2026, 6, 1, tzinfo=UTC))

    html = client.get("/archive/2026/05/").text

    assert_in_order(html, ["<h1>May 2026</h1>", ">Last</a>", ">First</a>"])
    assert ">Before</a>" not in html
    assert ">After</a>" not in html


@pytest.mark.parametrize(("zone", "month"), [("Pacific/Auckland", "06"), ("America/Los_Angeles", "05")])
def test_months_are_those_of_the_sites_time_zone(
    client: Client, settings: Settings, zone: str, month: str
) -> None:
    settings.TIME_ZONE = zone
    article = make_article(headline="Late", at=datetime(2026, 5, 31, 18, tzinfo=UTC))

    assert article.get_absolute_url().startswith(f"/2026/{month}/")
    assert f'href="/archive/2026/{month}/"' in client.get("/archive/").text
    assert ">Late</a>" in client.get(f"/archive/2026/{month}/").text


def test_archive_agrees_with_addresses_after_the_time_zone_was_changed(
    client: Client, settings: Settings
) -> None:
    settings.TIME_ZONE = "Pacific/Kiritimati"
    make_article(headline="Early", at=datetime(2026, 4, 30, 11, tzinfo=UTC))
    settings.TIME_ZONE = "Pacific/Niue"

    assert 'href="/archive/2026/05/"' in client.get("/archive/").text
    assert ">Early</a>" in client.get("/archive/2026/05/").text


@pytest.mark.parametrize(
    "path",
    ["2026/04/", "2026/13/", "2026/00/", "0000/05/", "2026/5/", "2026/", "9999/12/", "0001/01/", "2999/12/"],
)
def test_month_without_articles_is_not_there(client: Client, path: str) -> None:
    make_article(at=MAY)

    assert client.get(f"/archive/{path}").status_code == 404


def test_month_is_paged(client: Client) -> None:
    section = make_section()
    for hours in range(25):
        make_article(headline=f"Story {hours:02}", section=section, at=MAY + timedelta(hours=hours))
    first = client.get("/archive/2026/05/").text

    [older] = [line.split('"')[0] for line in first.split('class="pagination__older" href="')[1:]]
    second = client.get(f"/archive/2026/05/{older}").text

    assert first.count("<article ") == 20
    assert second.count("<article ") == 5
    assert_in_order(second, ["Story 04", "Story 00"])


def test_months_are_those_of_the_texts_that_are_asked_for() -> None:
    make_article(at=MAY)

    assert archive.months(Revision.objects.live()) == [archive.Month(date(2026, 5, 1), 1)]
    assert archive.months(Revision.objects.live(at=MAY - timedelta(days=1))) == []


def test_empty_archive_says_so(client: Client) -> None:
    assert "Nothing has been published yet." in client.get("/archive/").text


@pytest.mark.parametrize("count", [3, 6])
def test_archive_costs_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_article(at=MAY - number * timedelta(days=31))

    with django_assert_num_queries(2):  # months with counts, sections of the menu
        client.get("/archive/")
    with django_assert_num_queries(3):  # articles with section and picture, counts of comments, menu
        client.get("/archive/2026/05/")
