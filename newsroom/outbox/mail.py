"""Mail is written together with its cause, and sent afterwards: never for what did not happen, and never lost."""

import re
from collections.abc import Iterable, Mapping
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from newsroom import recurring
from newsroom.outbox import tasks
from newsroom.outbox.models import Mail
from newsroom.outbox.sending import message

SUBJECT_LENGTH = 250
ROWS = 500  # that are written in one query
HEADER_NAME = re.compile(r"[!-9;-~]+")  # RFC 5322, section 3.6.8


class More(TypedDict, total=False):
    """What a mail may have beside its text; `about` is what it is found and opened by, see `Mail`."""

    html: str
    headers: Mapping[str, str]
    about: str


class RefusedError(ValueError):
    """No mail can be made of what was given."""


def write(*, to: str, subject: str, text: str, **more: Unpack[More]) -> Mail:
    """Put a mail in the outbox, to be sent once the transaction of its cause is committed; two queries.

    A subject becomes one line. Raises RefusedError for an address or a header that is none, and
    TransactionManagementError outside a transaction.
    """
    mail = draft(to=to, subject=subject, text=text, **more)
    _require_transaction()
    mail.save()
    tasks.send.enqueue(mail.pk)
    return mail


def write_all(mails: Iterable[Mail]) -> int:
    """Put many mails (see `draft`) in the outbox; how many. A few queries for each 500, and a few more.

    They are sent in rounds, after what is urgent. Raises TransactionManagementError outside a transaction.
    """
    _require_transaction()
    written = Mail.objects.bulk_create(mails, batch_size=ROWS)
    if written:
        recurring.ensure_queued(tasks.send_waiting)
    return len(written)


def draft(*, to: str, subject: str, text: str, **more: Unpack[More]) -> Mail:
    """A mail that is not in the outbox yet. Raises RefusedError for an address or a header that is none."""
    headers = dict(more.pop("headers", {}))
    mail = Mail(to=to, subject=" ".join(subject.split())[:SUBJECT_LENGTH], text=text, headers=headers, **more)
    _check(mail)
    return mail


@transaction.atomic
def send_again(mail: Mail) -> bool:
    """Try a mail that failed at once, and with all pauses to come; of one that was sent, send a copy.

    False for a mail that is about to be sent anyway.
    """
    if mail.sent_at:
        write(
            to=mail.to,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            headers=mail.headers,
            about=mail.about,
        )
        return True
    failed = Mail.objects.filter(pk=mail.pk, sent_at=None).exclude(error="")
    if not failed.update(given_up_at=None, tries=0, next_try_at=timezone.now()):
        return False
    tasks.send.enqueue(mail.pk)
    return True


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Mail is written in the transaction of its cause.")


def _check(mail: Mail) -> None:
    try:
        validate_email(mail.to)
        message(mail).message()
        if faulty := [name for name in mail.headers if not HEADER_NAME.fullmatch(name)]:
            raise ValueError(f"No names of headers: {faulty}")
    except (ValidationError, ValueError) as error:
        raise RefusedError(*error.args) from error
