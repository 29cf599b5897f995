"""The outbox when the mail server fails: nothing is lost, nothing is sent twice without need."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from newsroom import recurring, schedule
from newsroom.outbox import mail, sending, tasks
from newsroom.outbox.models import Mail
from tests.mail_server import MailServer
from tests.races import at_once
from tests.test_outbox import server, write
from tests.workers import run_waiting_tasks

__all__ = ["server"]

pytestmark = pytest.mark.django_db(transaction=True)  # the worker closes connections

REFUSED = {"RCPT": "550 No such person"}
LATER = {"RCPT": "451 Try later"}
SEND_ONE = """
import django; django.setup()
from newsroom.outbox import sending
from newsroom.outbox.models import Mail
sending.deliver(Mail.objects.get())
"""


def work(after: timedelta = timedelta()) -> datetime:
    """Have the worker do what is due then; returns that time."""
    at = timezone.now() + after
    with time_machine.travel(at, tick=True):
        run_waiting_tasks()
    return at


def test_mail_waits_while_the_server_is_down_and_goes_once_it_is_back(server: MailServer) -> None:
    write()

    work()

    waiting = Mail.objects.waiting().get()
    assert "ConnectionRefusedError" in waiting.error
    assert timedelta(seconds=50) < waiting.next_try_at - timezone.now() <= timedelta(minutes=1)
    with server.up():
        work(timedelta(seconds=40))
        assert server.mails == []
        work(timedelta(seconds=61))
    assert len(server.mails) == 1
    assert Mail.objects.sent().get().error == ""


@pytest.mark.parametrize("answers", [LATER, {"DATA": "452 Full"}, {"MAIL": "550 Who are you?"}])
def test_what_may_pass_is_tried_again(server: MailServer, answers: dict[str, str]) -> None:
    write()
    server.answers = answers

    with server.up():
        work()
        assert Mail.objects.waiting().count() == 1

        server.answers = {}
        work(timedelta(seconds=61))

    assert len(server.mails) == 1


@pytest.mark.parametrize("answers", [REFUSED, {"DATA": "554 Spam"}])
def test_mail_that_is_refused_for_good_is_given_up_at_once(
    server: MailServer, answers: dict[str, str]
) -> None:
    write()
    server.answers = answers

    with server.up():
        work()

    given_up = Mail.objects.given_up().get()
    assert given_up.tries == 1
    assert next(iter(answers.values()))[4:] in given_up.error


def test_mail_is_given_up_after_three_days_of_growing_pauses(server: MailServer) -> None:
    write()
    server.answers = LATER
    start, at = timezone.now(), timezone.now()
    pauses = []

    with server.up():
        work()
        while waiting := Mail.objects.waiting().first():
            pauses.append(waiting.next_try_at - at)
            at = work(waiting.next_try_at - timezone.now() + timedelta(seconds=1))

    assert pauses[0] < pauses[1] < pauses[2] < pauses[3] < pauses[4]
    assert timedelta(days=2, hours=20) < at - start < timedelta(days=3, hours=1)
    given_up = Mail.objects.given_up().get()
    assert given_up.tries == len(sending.PAUSES) + 1
    assert "Try later" in given_up.error


def test_round_ends_at_the_first_sign_that_the_server_is_down(server: MailServer) -> None:
    for _ in range(3):
        write()
    server.answers = {"MAIL": "421 Closing"}

    with server.up():
        tasks.send_waiting.call()

    assert server.connections == 1
    assert sorted(Mail.objects.values_list("tries", flat=True)) == [0, 0, 1]


def test_refused_mail_holds_up_no_other(server: MailServer) -> None:
    Mail.objects.create(to="rita@readers.example", subject="Bad", text="A", headers={"Bcc": "no header"})
    write()

    with server.up():
        tasks.send_waiting.call()

    assert Mail.objects.given_up().get().subject == "Bad"
    assert len(server.mails) == 1


def test_mail_whose_task_was_lost_is_sent_by_the_round(server: MailServer) -> None:
    Mail.objects.create(to="rita@readers.example", subject="A subject", text="A text.")
    schedule.start()

    with server.up():
        work(timedelta(minutes=2))

    assert len(server.mails) == 1


def test_round_is_planned_for_ever() -> None:
    recurring.ensure_queued(tasks.send_waiting)

    run_waiting_tasks()

    runs = DBTaskResult.objects.filter(task_path=tasks.send_waiting.module_path)
    assert runs.filter(status="READY").count() == 1


def test_mails_are_kept_for_30_days_after_they_were_sent_or_given_up() -> None:
    long_ago = timezone.now() - timedelta(days=30, seconds=1)
    for subject, fields in {
        "sent": {"sent_at": long_ago},
        "given up": {"given_up_at": long_ago},
        "sent lately": {"sent_at": long_ago + timedelta(minutes=5)},
        "waits": {"written_at": long_ago, "next_try_at": timezone.now() + timedelta(days=1)},
    }.items():
        Mail.objects.create(to="rita@readers.example", subject=subject, text="A text.", **fields)

    tasks.send_waiting.call()

    assert set(Mail.objects.values_list("subject", flat=True)) == {"sent lately", "waits"}


# Two workers, and a worker that is killed


def test_of_two_workers_one_sends(server: MailServer) -> None:
    write()
    seen, seen_by_other = Mail.objects.get(), Mail.objects.get()

    with server.up():
        at_once(lambda: sending.deliver(seen), lambda: sending.deliver(seen_by_other))

    assert len(server.mails) == 1
    assert Mail.objects.get().tries == 1


def test_without_the_claim_two_workers_send_twice(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    seen, seen_by_other = Mail.objects.get(), Mail.objects.get()
    monkeypatch.setattr(sending, "_claim", lambda mail: True)

    with server.up():
        at_once(lambda: sending.deliver(seen), lambda: sending.deliver(seen_by_other))

    assert len(server.mails) == 2


def test_mail_of_a_worker_that_was_killed_is_sent_again_under_its_message_id(server: MailServer) -> None:
    """The server had taken it, which nobody can know: at least once."""
    write()

    with server.up():
        killed = start_worker(server)
        server.on_mail = killed.kill
        assert killed.wait(timeout=60) == -signal.SIGKILL
        assert Mail.objects.waiting().count() == 1

        server.on_mail = lambda: None
        work(timedelta(minutes=9))
        assert len(server.mails) == 1
        tasks.send_waiting.enqueue()
        work(timedelta(minutes=11))

    first, second = server.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert Mail.objects.sent().count() == 1


def test_mail_that_ends_every_worker_is_given_up(server: MailServer) -> None:
    written = write()
    Mail.objects.filter(pk=written.pk).update(tries=len(sending.PAUSES) + 1, next_try_at=timezone.now())

    with server.up():
        work()

    assert server.mails == []
    assert "The worker ended" in Mail.objects.given_up().get().error


def test_mail_that_a_worker_sends_just_now_is_not_sent_again_by_hand() -> None:
    written = write()
    sending._claim(written)

    assert not mail.send_again(written)
    assert Mail.objects.due().count() == 0


def test_mail_that_is_due_first_goes_first(server: MailServer) -> None:
    write(subject="Second")
    first = write(subject="First")
    Mail.objects.filter(pk=first.pk).update(next_try_at=timezone.now() - timedelta(minutes=1))

    with server.up():
        tasks.send_waiting.call()

    assert [sent["Subject"] for sent in server.mails] == ["First", "Second"]


def start_worker(server: MailServer) -> subprocess.Popen[bytes]:
    """A process of its own that sends the one mail there is."""
    db = connection.settings_dict
    address = f"sqlite:///{db['NAME']}"
    if connection.vendor == "postgresql":
        address = f"postgres://{db['USER']}:{db['PASSWORD']}@{db['HOST']}:{db['PORT'] or 5432}/{db['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": address,
        "MAIL_URL": f"smtp://127.0.0.1:{server.port}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    command = [sys.executable, "-c", SEND_ONE]
    return subprocess.Popen(command, cwd=django_settings.BASE_DIR, env=environment)  # noqa: S603
