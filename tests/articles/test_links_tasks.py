"""The watch as a task: it runs in the worker, queues its next run, and yields to a run that is under way."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.links.tasks import check_links
from articles.models import LinkStatus, SourceLink
from newsroom import recurring
from tests.factories import make_article, make_source
from tests.workers import run_waiting_tasks

pytestmark = pytest.mark.django_db(transaction=True)  # the worker closes connections


def rounds() -> Any:
    return DBTaskResult.objects.filter(task_path=check_links.module_path)


def next_run() -> timedelta:
    after: timedelta = rounds().get(status="READY").run_after - timezone.now()
    return after


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_worker_looks_at_links_and_has_the_next_run_waiting() -> None:
    make_article(sources=[make_source(home_page="http://127.0.0.1/")])
    recurring.ensure_queued(check_links)

    run_waiting_tasks()

    assert SourceLink.objects.get().status == LinkStatus.REFUSED
    assert rounds().successful().get().return_value == 1
    assert minutes(14) < next_run() <= minutes(15)


def test_next_run_comes_sooner_where_links_of_the_same_host_are_left() -> None:
    for _ in range(2):
        make_article(sources=[make_source(home_page=f"http://127.0.0.1/{_}/")])
    recurring.ensure_queued(check_links)

    run_waiting_tasks()

    assert SourceLink.objects.filter(checked_at=None).count() == 1
    assert next_run() <= minutes(1)


def test_run_yields_to_another_that_is_under_way() -> None:
    make_article(sources=[make_source(home_page="http://127.0.0.1/")])
    other = check_links.enqueue()
    DBTaskResult.objects.filter(pk=other.id).update(
        status=TaskResultStatus.RUNNING, started_at=timezone.now()
    )
    SourceLink.objects.create(url="http://127.0.0.1/story")
    recurring.ensure_queued(check_links)

    run_waiting_tasks()

    assert SourceLink.objects.get().checked_at is None
    assert rounds().successful().get().return_value == 0
    assert next_run() <= minutes(1)


def test_command_looks_at_once_and_says_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(2):
        make_article(sources=[make_source(home_page=f"http://127.0.0.1/{number}/")])

    call_command("check_links")

    assert capsys.readouterr().out.splitlines() == [
        "Not to be checked: http://127.0.0.1/0/story 127.0.0.1 is not a public host.",
        "Still due: 1.",
    ]


def test_quiet_command_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_links", verbosity=0)

    assert capsys.readouterr().out == ""
