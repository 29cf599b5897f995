"""Which links are watched, when each is looked at again, and when one counts as broken."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.links import watching
from articles.links.looking import Look, Outcome
from articles.models import LinkStatus, SourceLink
from tests.articles.resting import URL, make_link, resting_on, urls
from tests.factories import make_draft, make_source

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)

WORKS = Look(Outcome.WORKS, "Answers 200 OK.", 200)
FAILS = Look(Outcome.FAILS, "Answers 404 Not Found.", 404)
GONE = Look(Outcome.GONE, "Answers 410 Gone.", 410)
REFUSED = Look(Outcome.REFUSED, "10.0.0.1 is not a public host.")


def looked_at(link: SourceLink, *looks: Look) -> SourceLink:
    for look in looks:
        watching.record(link, look)
    link.refresh_from_db()
    return link


# What is watched


def test_links_of_live_and_scheduled_texts_are_watched(editor: User) -> None:
    resting_on("https://live.example/")
    resting_on("https://scheduled.example/", at=timezone.now() + DAY)
    resting_on("https://expired.example/", until=timezone.now() - timedelta(minutes=1))
    publishing.withdraw(resting_on("https://withdrawn.example/"), by=editor, note="Wrong.")
    make_draft(sources=[make_source(home_page="https://draft.example/")])

    watching.watch()

    assert urls(SourceLink.objects.all()) == ["https://live.example/", "https://scheduled.example/"]


def test_link_of_several_articles_is_watched_once_and_again_costs_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        resting_on(URL)
    watching.watch()

    with django_assert_num_queries(1):  # links that have no row
        watching.watch()

    assert urls(SourceLink.objects.all()) == [URL]


def test_due_links_are_those_whose_time_has_come_and_that_a_text_rests_on() -> None:
    now = timezone.now()
    for name in ("later", "earlier", "not-yet"):
        resting_on(f"https://{name}.example/")
    make_link("https://later.example/", check_after=now - DAY)
    make_link("https://earlier.example/", check_after=now - 2 * DAY)
    make_link("https://not-yet.example/", check_after=now + DAY)
    make_link("https://unused.example/", check_after=now - DAY)

    assert urls(watching.due()) == ["https://earlier.example/", "https://later.example/"]


# What looks say over time


def test_working_link_comes_again_in_a_week() -> None:
    resting_on(URL)
    link = looked_at(make_link(), WORKS)

    assert (link.status, link.failures) == (LinkStatus.WORKS, 0)
    assert link.checked_at
    assert 7 * DAY <= link.check_after - link.checked_at < 8 * DAY


def test_link_is_broken_at_the_third_failure_in_a_row() -> None:
    link = make_link()

    statuses = [looked_at(link, look).status for look in (WORKS, FAILS, FAILS, FAILS)]

    assert statuses == [LinkStatus.WORKS, LinkStatus.WORKS, LinkStatus.WORKS, LinkStatus.BROKEN]
    assert link.failures == 3
    assert list(SourceLink.objects.broken()) == [link]


def test_success_between_failures_starts_the_count_anew() -> None:
    link = looked_at(make_link(), FAILS, FAILS, WORKS, FAILS, FAILS)

    assert (link.status, link.failures) == (LinkStatus.WORKS, 2)


def test_link_that_never_worked_is_unknown_until_it_is_broken() -> None:
    link = make_link()

    assert [looked_at(link, FAILS).status for _ in range(3)] == ["unknown", "unknown", "broken"]


def test_page_that_is_gone_is_broken_at_once() -> None:
    assert looked_at(make_link(), WORKS, GONE).status == LinkStatus.BROKEN


def test_broken_link_that_answers_again_works() -> None:
    link = looked_at(make_link(), GONE, FAILS, WORKS)

    assert (link.status, link.failures) == (LinkStatus.WORKS, 0)


def test_refused_link_is_neither_broken_nor_working() -> None:
    link = looked_at(make_link(), FAILS, FAILS, REFUSED)

    assert (link.status, link.failures) == (LinkStatus.REFUSED, 0)
    assert looked_at(link, FAILS).status == LinkStatus.UNKNOWN


@pytest.mark.parametrize(("failures", "days"), [(1, 1), (3, 1), (10, 1), (11, 7)])
def test_failing_link_comes_again_in_a_day_and_later_in_a_week(failures: int, days: int) -> None:
    resting_on(URL)
    link = looked_at(make_link(failures=failures - 1), FAILS)

    assert link.checked_at
    assert days * DAY <= link.check_after - link.checked_at < days * 1.1 * DAY


def test_link_of_an_old_story_comes_again_in_four_weeks() -> None:
    resting_on(URL, at=timezone.now() - 400 * DAY)
    link = looked_at(make_link(), WORKS)

    assert link.checked_at
    assert link.check_after - link.checked_at >= 28 * DAY


@pytest.mark.parametrize(("wait", "days"), [(DAY, 7), (10 * DAY, 10), (1000 * DAY, 28)])
def test_host_that_asks_for_patience_gets_it(wait: timedelta, days: int) -> None:
    link = looked_at(make_link(), replace(WORKS, status_code=429, wait=wait))

    assert link.checked_at
    assert days * DAY <= link.check_after - link.checked_at < days * 1.1 * DAY


def test_links_published_together_do_not_stay_together() -> None:
    at = timezone.now()
    links = [make_link(f"{URL}/{number}") for number in range(20)]
    for link in links:
        watching.record(link, WORKS, at=at)

    times = {link.check_after for link in links}
    assert max(times) - min(times) > DAY / 4
    assert len(times) == 20


def test_each_look_is_kept_up_to_fifty() -> None:
    link, other = make_link(), make_link("https://other.example/")
    looked_at(other, WORKS)
    for number in range(52):
        watching.record(link, replace(FAILS, finding=f"Look {number}."))

    checks = list(link.checks.all())
    assert len(checks) == 50
    assert (checks[0].finding, checks[-1].finding) == ("Look 51.", "Look 2.")
    assert checks[0].status_code == 404
    assert other.checks.count() == 1


def test_long_finding_is_cut() -> None:
    link = looked_at(make_link(), replace(WORKS, finding="a" * 1000))

    assert len(link.checks.get().finding) == 200


def test_archived_copy_that_is_set_meanwhile_stays() -> None:
    link = make_link()
    SourceLink.objects.update(archived_url="https://archive.example/flood")

    assert looked_at(link, WORKS).archived_url == "https://archive.example/flood"
