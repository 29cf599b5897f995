"""Rounds of looks at links: one of each host at a time, none by two workers at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.links import watching
from articles.links.wire import Rules
from articles.models import LinkStatus, SourceLink
from tests.articles.hosts import Host, answer, host
from tests.articles.resting import URL, make_link, resting_on, urls
from tests.races import at_once

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def found() -> Iterator[Host]:
    with host(answer()) as found:
        yield found


def test_round_looks_at_what_is_due_and_keeps_what_it_found(found: Host) -> None:
    resting_on(found.url)

    [link] = watching.look_round(found.rules)

    assert (link.url, link.status) == (found.url, LinkStatus.WORKS)
    assert link.checks.get().finding == "Answers 200 OK."
    assert list(watching.look_round(found.rules)) == []


def test_round_refuses_our_own_network(found: Host) -> None:
    resting_on(found.url)

    [link] = watching.look_round(replace(Rules(), ports=found.rules.ports))

    assert link.status == LinkStatus.REFUSED
    assert link.checks.get().finding == "127.0.0.1 is not a public host."
    assert not found.connections


def test_host_is_asked_for_one_link_in_a_round_and_in_a_minute(found: Host) -> None:
    for number in range(3):
        resting_on(f"{found.url}/{number}")

    first, second = (list(watching.look_round(found.rules)) for _ in range(2))
    SourceLink.objects.filter(checked_at__isnull=False).update(
        checked_at=timezone.now() - timedelta(minutes=2)
    )
    third = list(watching.look_round(found.rules))

    assert [len(first), len(second), len(third)] == [1, 0, 1]
    assert len(found.requests) == 2
    assert watching.due().count() == 1


def test_hosts_behind_one_with_many_links_are_not_kept_waiting(found: Host) -> None:
    long_ago = timezone.now() - 10 * DAY
    for number in range(5):
        resting_on(f"https://many.invalid/{number}")
        make_link(f"https://many.invalid/{number}", check_after=long_ago)
    resting_on(found.url)

    looked = urls(watching.look_round(found.rules, most=2))

    assert looked == ["https://many.invalid/0", found.url]


@pytest.mark.parametrize(("limits", "count"), [({"most": 1}, 1), ({"seconds": -1}, 0), ({}, 2)])
def test_round_ends_after_so_many_looks_or_seconds(limits: dict[str, Any], count: int) -> None:
    for name in ("a", "b"):
        resting_on(f"ftp://{name}.example/")

    assert len(list(watching.look_round(**limits))) == count


# Two workers at once


def claims(link: SourceLink) -> int:
    """How many of two workers that have seen the same link get it."""
    both = [SourceLink.objects.get(pk=link.pk) for _ in range(2)]
    won: list[bool] = []
    at_once(*[lambda each=each: won.append(watching.claim(each)) for each in both])
    return sum(won)


@pytest.mark.django_db(transaction=True)
def test_link_is_claimed_by_one_worker() -> None:
    assert [claims(make_link(f"{URL}/{number}")) for number in range(5)] == [1] * 5


@pytest.mark.django_db(transaction=True)
def test_both_would_claim_it_if_neither_looked_at_what_it_saw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        SourceLink.objects, "filter", lambda pk, **_seen: SourceLink.objects.get_queryset().filter(pk=pk)
    )

    assert claims(make_link()) == 2


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_look_at_a_link_once(found: Host) -> None:
    resting_on(found.url)
    watching.watch()

    at_once(*[lambda: list(watching.look_round(found.rules))] * 2)

    assert len(found.requests) == 1
    assert SourceLink.objects.get().checks.count() == 1


def test_link_whose_worker_died_comes_again() -> None:
    resting_on(URL)
    link = make_link()
    watching.claim(link)

    assert not watching.due().exists()
    assert watching.due(at=timezone.now() + timedelta(minutes=11)).get() == link
