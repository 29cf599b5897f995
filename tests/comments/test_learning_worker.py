"""When the classifier learns: by the worker, soon after decisions, and by hand."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.tasks import TaskResultStatus
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments import learning, moderation
from comments.learning import learn
from comments.models import Act, Reason, State, Training, Word
from newsroom import recurring
from tests.comments.deciding import decide_many
from tests.factories import make_comment, make_user
from tests.workers import run_waiting_tasks as work

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_decision_is_learnt_from_by_the_worker() -> None:
    make_comment(text="Pills pills", state=State.SPAM)
    make_comment(text="More pills", state=State.SPAM)
    learn.enqueue()

    work()

    assert Word.objects.get(text="pills").spam == 2


@pytest.mark.django_db(transaction=True)
def test_worker_learns_once_for_many_decisions_and_not_without_any() -> None:
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        make_comment(state=State.SPAM)
    learn.enqueue()
    work()
    trainings = Training.objects.count()

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        work()
        assert Training.objects.count() == trainings
        make_comment(state=State.SPAM)
        make_comment(state=State.APPROVED)

    with time_machine.travel(timezone.now() + timedelta(minutes=12)):
        work()
    assert Training.objects.count() == trainings + 1


@pytest.mark.django_db(transaction=True)
def test_next_run_waits_before_the_work_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    make_comment(state=State.SPAM)
    recurring.ensure_queued(learn)
    monkeypatch.setattr(learning, "lessons", lambda: 1 / 0)

    work()

    assert (
        DBTaskResult.objects.filter(task_path=learn.module_path, status=TaskResultStatus.READY).count() == 1
    )


def test_decision_that_was_stored_while_a_training_read_is_not_missed() -> None:
    comment = make_comment(text="Late")
    with time_machine.travel(timezone.now() - timedelta(seconds=2)):
        decision = moderation.decide(comment, Act.SPAM, by=make_user())
    Training.objects.create(made_at=decision.made_at + timedelta(seconds=1), spam=0, ham=0)

    assert learning.is_behind()


def test_learning_is_not_part_of_a_decision(client: Client, moderator: object) -> None:
    moderation.reject(make_comment(), by=make_user(), reason=Reason.INSULT)

    assert not Training.objects.exists()
    assert not DBTaskResult.objects.filter(task_path=learn.module_path).exists()


# The command


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What the command prints."""

    def run(*options: str) -> str:
        call_command("train_classifier", *options)
        return capsys.readouterr().out

    return run


def test_command_learns_and_says_how_right_it_is(said: Callable[..., str]) -> None:
    decide_many(spam=60, ham=620)

    lines = said().splitlines()

    assert lines[0] == "Learnt from 60 replies that are spam and 620 that are not."
    numbers = r"precision \d+\.\d%, recall \d+\.\d%, false alarms 0\.\d\d%\."
    assert re.fullmatch(rf"Likelier spam than not \(from 0\.0\): {numbers}", lines[1])
    assert re.fullmatch(rf"Marked as spam \(from \d+\.\d\): {numbers}", lines[2])
    assert Training.objects.count() == 1


def test_command_that_tests_learns_nothing(said: Callable[..., str]) -> None:
    decide_many(spam=12, ham=12)

    lines = said("--test").splitlines()

    assert lines[0] == "Tested on 12 replies that are spam and 12 that are not."
    assert lines[2] == "Marks nothing: that takes 598 replies that are not spam."
    assert not Training.objects.exists()
    assert not Word.objects.exists()


def test_command_works_on_an_empty_site(said: Callable[..., str], tmp_path: Path) -> None:
    words = said("--plot", str(tmp_path / "plot.svg"))

    assert "It says nothing before there are 10 of each." in words
    assert (tmp_path / "plot.svg").exists()


def test_command_draws_the_curve(said: Callable[..., str], tmp_path: Path) -> None:
    decide_many(spam=30, ham=30)

    said("--test", "--plot", str(tmp_path / "plot.svg"))

    svg = (tmp_path / "plot.svg").read_text()
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert svg.count("<polyline") == 2
    assert ">Recall</text>" in svg


def test_command_says_where_it_cannot_write(said: Callable[..., str], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        said("--test", "--plot", str(tmp_path / "nowhere" / "plot.svg"))
