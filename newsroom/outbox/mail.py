"""Mail is written together with its cause, and sent afterwards: never lost, never sent for what did not happen."""

from collections.abc import Mapping

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from newsroom.outbox.models import Mail


def write(
    *, to: str, subject: str, text: str, html: str = "", headers: Mapping[str, str] | None = None
) -> Mail:
    """Put a mail in the outbox, to be sent once the transaction of its cause is committed; two queries.

    Raises TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Mail is written in the transaction of its cause.")
    mail = Mail.objects.create(
        to=to, subject=" ".join(subject.split())[:250], text=text, html=html, headers=dict(headers or {})
    )
    send.enqueue(mail.pk)
    return mail


@task()
def send(key: int) -> None:
    """Send a mail, unless it was sent."""
    mail = Mail.objects.waiting().filter(pk=key).first()
    if mail is None:
        return
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=mail.headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    message.send()
    mail.sent_at = timezone.now()
    mail.save(update_fields=["sent_at"])
