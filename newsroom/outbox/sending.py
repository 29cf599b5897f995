"""How a mail is sent: claimed, so that of two workers one sends it, and tried again where the server fails.

A worker may be killed after the server took a mail and before that was noted. Such a mail is sent a second time, under the
same Message-ID: at least once, since a receipt that arrives twice is better than one that never does.
"""

import smtplib
from datetime import datetime, timedelta
from email.header import Header
from email.headerregistry import HeaderRegistry, UniqueUnstructuredHeader, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, default
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from newsroom.outbox.models import Mail

# The pauses after each try that failed; three days in all.
PAUSES = [
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15)),
    *(timedelta(hours=hours) for hours in (1, 3, 6, 12, 12, 12, 12, 13)),
]
LONGEST_TRY = timedelta(minutes=10)  # a worker that takes longer was killed
PERMANENT = 500  # replies from here on say that the same mail will never be taken (RFC 5321, section 4.2.1)
ERROR_LENGTH = 1000


class _OneLine(UnstructuredHeader):
    """A header that stays as it is: Python would break a long address, and encode its parts as if they were words."""

    def fold(self, *, policy: EmailPolicy) -> str:
        """The one line."""
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


class _Subject(UniqueUnstructuredHeader):
    """A subject that readers see as it was typed: what looks like an encoded word (RFC 2047) is encoded itself."""

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        """Keep what Python would decode."""
        super().parse(value, kwds)
        kwds["decoded"] = value

    def fold(self, *, policy: EmailPolicy) -> str:
        """The lines of it."""
        name: str = self.name  # type: ignore[attr-defined]
        written = str(self)
        if "=?" not in written:
            return str(super().fold(policy=policy))  # type: ignore[misc]
        encoded = Header(written, "utf-8", header_name=name).encode(linesep=policy.linesep)
        return f"{name}: {encoded}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("subject", _Subject)  # type: ignore[arg-type]
HEADERS.map_to_type("list-unsubscribe", _OneLine)  # type: ignore[arg-type]  # RFC 2369: addresses in brackets


class _Message(EmailMultiAlternatives):
    """A message whose headers other programs can read."""

    def message(self, *, policy: Any = default) -> EmailMessage:
        """As it goes over the wire."""
        return super().message(policy=policy.clone(header_factory=HEADERS))


class ServerDownError(Exception):
    """The mail server takes nothing now, whatever the mail."""


def deliver(mail: Mail) -> bool:
    """Send a mail that is due, unless another worker does; whether it is sent.

    A mail that cannot be sent stays for a later try, or is given up. Raises ServerDownError, after that, where
    the fault is not this mail's.
    """
    if not _claim(mail):
        return False
    try:
        message(mail).send()
    except (ValueError, smtplib.SMTPDataError, smtplib.SMTPRecipientsRefused) as error:
        _failed(mail, error, is_final=_is_permanent(error))
        return False
    except OSError as error:  # smtplib's own errors are of this kind too
        _failed(mail, error, is_final=False)
        raise ServerDownError from error
    Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), given_up_at=None, error="")
    return True


def message(mail: Mail) -> EmailMultiAlternatives:
    """The mail as it is sent: it says that a machine wrote it, and has the same Message-ID at each try."""
    own = {"Auto-Submitted": "auto-generated", "Message-ID": _message_id(mail)}
    made = _Message(mail.subject, mail.text, to=[mail.to], headers=own | mail.headers)
    if mail.html:
        made.attach_alternative(mail.html, "text/html")
    return made


def _claim(mail: Mail, *, at: datetime | None = None) -> bool:
    """Take a mail that is due for this worker alone, until it is sent, fails or has taken too long."""
    at = at or timezone.now()
    due = Mail.objects.waiting().filter(pk=mail.pk, tries=mail.tries, next_try_at__lte=at)
    if not due.order_by().update(tries=mail.tries + 1, next_try_at=at + LONGEST_TRY, error=""):
        return False
    mail.tries += 1
    if mail.tries > len(PAUSES) + 1:
        _failed(mail, TimeoutError(_("The worker ended while it was sent.")), is_final=True)
        return False
    return True


def _failed(mail: Mail, error: Exception, *, is_final: bool) -> None:
    """Note a try that failed, for this one alone: whoever claimed the mail since then says what becomes of it."""
    at = timezone.now()
    mine = Mail.objects.filter(pk=mail.pk, tries=mail.tries, sent_at=None)
    words = f"{type(error).__name__}: {error}"[:ERROR_LENGTH]
    if is_final or mail.tries > len(PAUSES):
        mine.update(given_up_at=at, error=words)
    else:
        mine.update(next_try_at=at + PAUSES[mail.tries - 1], error=words)


def _is_permanent(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= PERMANENT
    return True  # what it says is no mail


def _message_id(mail: Mail) -> str:
    """Tells nothing of how many mails there are."""
    own = f"{mail.pk} {mail.written_at.isoformat()}"
    name = salted_hmac("newsroom.outbox", own, algorithm="sha256").hexdigest()[:32]
    return f"<{name}@{urlsplit(settings.SITE_URL).hostname}>"
