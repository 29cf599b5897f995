"""The outbox: a mail is written with its cause, and sent by the worker."""

from email import message_from_bytes
from email.policy import SMTP, default

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, Settings

from newsroom.outbox import mail
from newsroom.outbox.models import Mail
from newsroom.outbox.sending import message
from tests.mail_server import MailServer
from tests.workers import run_waiting_tasks

pytestmark = pytest.mark.django_db(transaction=True)  # the worker closes connections


@pytest.fixture
def server(settings: Settings) -> MailServer:
    server = MailServer()
    settings.MAILERS = server.mailers
    return server


def write(**fields: object) -> Mail:
    """A mail that was just written."""
    defaults = {"to": "rita@readers.example", "subject": "A subject", "text": "A text."}
    with transaction.atomic():
        return mail.write(**defaults | fields)  # type: ignore[arg-type]


def test_worker_sends_what_was_written(server: MailServer) -> None:
    write(
        text="Łódź, Ünï, €", html="<p>Łódź</p>", headers={"List-Unsubscribe": "<https://paper.example/u/1>"}
    )

    with server.up():
        run_waiting_tasks()

    [sent] = server.mails
    assert server.recipients == ["rita@readers.example"]
    assert (sent["To"], sent["Subject"], sent["From"]) == (
        "rita@readers.example",
        "A subject",
        "newsroom@localhost",
    )
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["List-Unsubscribe"] == "<https://paper.example/u/1>"
    plain, html = sent.get_body(["plain"]), sent.get_body(["html"])
    assert plain
    assert html
    assert plain.get_content() == "Łódź, Ünï, €\r\n"
    assert html.get_content() == "<p>Łódź</p>\r\n"
    assert Mail.objects.get().sent_at


def test_long_address_in_a_header_is_neither_broken_nor_encoded() -> None:
    header = f"<https://a-long-name-of-a-paper.example/{'u' * 90}/>"

    mail = write(headers={"List-Unsubscribe": header})

    lines = bytes(message(mail).message(policy=SMTP)).split(b"\r\n")
    assert f"List-Unsubscribe: {header}".encode() in lines


@pytest.mark.parametrize(
    "subject",
    [
        "=?utf-8?q?=E2=80=AEevil?= replied to you",
        "=?utf-8?b?YQpCY2M6IHhAeS56?= =?utf-8?q?_more?= replied to you",
        "Zoë =?utf-8?q?x=0D=0ABcc:_eve@evil.example?= " * 4 + "replied to you",
        "Who =? me replied to you",
        "Your order 7F3K of Łódź is on its way, with all that goes along and then some",
    ],
)
def test_reader_sees_a_subject_as_it_was_written(subject: str) -> None:
    sent = bytes(message(write(subject=subject)).message(policy=SMTP))

    read = message_from_bytes(sent, policy=default)
    assert (read["Subject"], read["Bcc"]) == (subject, None)
    assert max(map(len, sent.split(b"\r\n"))) <= 78


def test_mail_is_sent_once_however_often_the_worker_runs(server: MailServer) -> None:
    write()

    with server.up():
        run_waiting_tasks()
        run_waiting_tasks()

    assert len(server.mails) == 1


def test_what_did_not_happen_writes_no_mail() -> None:
    with transaction.atomic():
        mail.write(to="rita@readers.example", subject="A subject", text="A text.")
        transaction.set_rollback(True)

    assert not Mail.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_mail_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        mail.write(to="rita@readers.example", subject="A subject", text="A text.")


def test_many_are_written_at_once_and_sent_in_rounds(
    server: MailServer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    drafts = [mail.draft(to=f"r{number}@r.example", subject="A", text="B") for number in range(6)]

    with django_assert_max_num_queries(10), transaction.atomic():  # the mails, and the round that sends them
        count = mail.write_all(drafts)
    with server.up():
        run_waiting_tasks()

    assert count == len(server.mails) == 6
    assert len({sent["Message-ID"] for sent in server.mails}) == 6


def test_none_are_written_without_a_round_and_many_not_outside_a_transaction() -> None:
    with transaction.atomic():
        assert mail.write_all([]) == 0
    with pytest.raises(TransactionManagementError):
        mail.write_all([mail.draft(to="rita@readers.example", subject="A", text="B")])

    assert not Mail.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_subject_becomes_one_line_of_bounded_length(server: MailServer) -> None:
    write(subject="One\r\nBcc: eve@evil.example\n" + "long " * 100)

    with server.up():
        run_waiting_tasks()

    [sent] = server.mails
    assert sent["Bcc"] is None
    assert sent["Subject"].startswith("One Bcc: eve@evil.example long long")
    assert len(sent["Subject"]) <= 250
    assert server.recipients == ["rita@readers.example"]


@pytest.mark.parametrize(
    "fields",
    [
        {"to": "rita@readers.example\nBcc: eve@evil.example"},
        {"to": "rita@readers.example, eve@evil.example"},
        {"to": "nobody"},
        {"to": ""},
        {"headers": {"List-Unsubscribe": "<https://a.example>\r\nBcc: eve@evil.example"}},
        {"headers": {"Bcc": "eve@evil.example"}},
        {"headers": {"X-A: b\r\nBcc": "eve@evil.example"}},
    ],
)
def test_what_is_no_address_or_header_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(mail.RefusedError):
        write(**fields)

    assert not Mail.objects.exists()


def test_message_id_is_the_same_at_each_try_and_another_for_each_mail(server: MailServer) -> None:
    write()
    write()
    first, second = Mail.objects.order_by("pk")
    server.answers = {"DATA": "451 Try later"}
    with server.up():
        run_waiting_tasks()

        server.answers = {}
        for each in (first, second, first):
            Mail.objects.filter(pk=each.pk).update(sent_at=None, error="451")
            mail.send_again(each)
            run_waiting_tasks()

    one, other, again = (sent["Message-ID"] for sent in server.mails)
    assert one == again
    assert one != other
    assert one.endswith("@127.0.0.1>")


def test_mail_that_was_given_up_is_sent_again(server: MailServer) -> None:
    written = write()
    server.answers = {"RCPT": "550 No such person"}
    with server.up():
        run_waiting_tasks()
        server.answers = {}
        was_tried = mail.send_again(Mail.objects.get())
        run_waiting_tasks()

    assert was_tried
    assert Mail.objects.sent().get() == written
    assert len(server.mails) == 1


def test_of_a_mail_that_was_sent_a_copy_is_sent(server: MailServer) -> None:
    write()

    with server.up():
        run_waiting_tasks()
        mail.send_again(Mail.objects.get())
        run_waiting_tasks()

    assert Mail.objects.sent().count() == 2
    assert len({sent["Message-ID"] for sent in server.mails}) == 2


def test_mail_that_is_about_to_be_sent_is_not_sent_again() -> None:
    assert not mail.send_again(write())
