"""Tasks that run again and again: one run waits at a time, and nothing breaks the chain for good."""

from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.tasks import Task, TaskContext, TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from newsroom import recurring, schedule
from tests.races import at_once
from tests.workers import run_waiting_tasks

pytestmark = pytest.mark.django_db(transaction=True)  # the worker closes connections

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@task
def tidy() -> None:
    recurring.ensure_queued(tidy, after=HOUR)


@task
def fail() -> None:
    recurring.ensure_queued(fail, after=HOUR)
    raise RuntimeError("The broom is broken.")


@task(takes_context=True)
def ask_for_others(context: TaskContext) -> bool:
    return recurring.runs_elsewhere(context)


def waiting() -> list[datetime]:
    return list(DBTaskResult.objects.filter(status="READY").values_list("run_after", flat=True))


def make_run(status: TaskResultStatus, **fields: datetime) -> DBTaskResult:
    """A run of `ask_for_others` in some state."""
    run = DBTaskResult.objects.get(pk=ask_for_others.enqueue().id)
    DBTaskResult.objects.filter(pk=run.pk).update(status=status, **fields)
    return run


def test_first_run_is_queued() -> None:
    recurring.ensure_queued(tidy, after=MINUTE)

    [at] = waiting()
    assert timedelta() < at - timezone.now() <= MINUTE


def test_run_that_waits_already_is_left_alone() -> None:
    recurring.ensure_queued(tidy, after=MINUTE)
    before = waiting()

    recurring.ensure_queued(tidy, after=HOUR)

    assert waiting() == before


def test_run_that_waits_for_longer_is_brought_forward() -> None:
    recurring.ensure_queued(tidy, after=HOUR)

    recurring.ensure_queued(tidy, after=MINUTE)

    [at] = waiting()
    assert at - timezone.now() <= MINUTE


def test_run_that_starts_at_once_is_not_put_off() -> None:
    tidy.enqueue()

    recurring.ensure_queued(tidy, after=MINUTE)
    run_waiting_tasks()

    assert DBTaskResult.objects.successful().count() == 1


def test_each_run_has_the_next_one_waiting() -> None:
    recurring.ensure_queued(tidy)

    run_waiting_tasks()

    assert DBTaskResult.objects.successful().count() == 1
    [at] = waiting()
    assert HOUR - MINUTE < at - timezone.now() <= HOUR


def test_run_that_fails_breaks_no_chain() -> None:
    recurring.ensure_queued(fail)

    run_waiting_tasks()

    assert DBTaskResult.objects.failed().count() == 1
    assert len(waiting()) == 1


def test_each_task_has_a_chain_of_its_own() -> None:
    recurring.ensure_queued(tidy)
    recurring.ensure_queued(fail)

    assert len(waiting()) == 2


def test_records_of_old_runs_are_dropped() -> None:
    old = make_run(TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - timedelta(days=8))
    new = make_run(TaskResultStatus.FAILED, finished_at=timezone.now() - timedelta(days=6))

    recurring.ensure_queued(ask_for_others)

    assert not DBTaskResult.objects.filter(pk=old.pk).exists()
    assert DBTaskResult.objects.filter(pk=new.pk).exists()


@pytest.fixture
def _both_find_nothing_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes get as far as queueing before one of them does."""
    using, both = Task.using, Barrier(2, timeout=20)

    def wait_and_use(task: Task, **options: Any) -> Task:
        both.wait()
        return using(task, **options)

    monkeypatch.setattr(Task, "using", wait_and_use)


@pytest.mark.usefixtures("_both_find_nothing_waiting")
def test_processes_that_queue_at_once_leave_one_run() -> None:
    at_once(*[lambda: recurring.ensure_queued(tidy, after=MINUTE)] * 2)

    assert len(waiting()) == 1


@pytest.mark.usefixtures("_both_find_nothing_waiting")
def test_two_would_be_left_if_both_kept_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recurring, "_keep_first", lambda _waiting: None)

    at_once(*[lambda: recurring.ensure_queued(tidy, after=MINUTE)] * 2)

    assert len(waiting()) == 2


@pytest.mark.parametrize(("minutes", "sees_it"), [(1, True), (11, False)])
def test_run_sees_another_unless_that_was_killed_long_ago(minutes: int, sees_it: bool) -> None:
    make_run(TaskResultStatus.RUNNING, started_at=timezone.now() - minutes * MINUTE)
    ask_for_others.enqueue()

    run_waiting_tasks()

    assert DBTaskResult.objects.successful().get().return_value is sees_it


def test_run_does_not_see_itself() -> None:
    ask_for_others.enqueue()

    run_waiting_tasks()

    assert DBTaskResult.objects.successful().get().return_value is False


def test_start_of_the_site_mends_each_chain() -> None:
    schedule.start()
    schedule.start()

    paths = DBTaskResult.objects.filter(status="READY").values_list("task_path", flat=True)
    assert sorted(paths) == sorted(task.module_path for task in schedule.RECURRING)
