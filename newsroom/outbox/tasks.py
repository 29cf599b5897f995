"""The worker's part: each mail as soon as it is written, and again and again what still waits."""

from contextlib import suppress
from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from newsroom import recurring
from newsroom.outbox import sending
from newsroom.outbox.models import Mail

EVERY = timedelta(minutes=15)
SHORTEST = timedelta(seconds=1)
AT_ONCE = 500  # mails of one round


@task()
def send(key: int) -> None:
    """Send a mail that was just written; what fails is left to `send_waiting`."""
    mail = Mail.objects.waiting().filter(pk=key).first()
    if mail is None:
        return
    sent = False
    with suppress(sending.ServerDownError):
        sent = sending.deliver(mail)
    if not sent:
        _plan_next()


@task(priority=-5)
def send_waiting() -> int:
    """Send what is due, the oldest first, up to the first sign that the server is down; how many were sent."""
    recurring.ensure_queued(send_waiting, after=EVERY)
    sent = 0
    with suppress(sending.ServerDownError):
        for mail in Mail.objects.due()[:AT_ONCE]:
            sent += sending.deliver(mail)
    Mail.objects.done_with().delete()
    _plan_next()
    return sent


def _plan_next() -> None:
    """Have a round begin when the next mail is due."""
    first = Mail.objects.waiting().first()
    if first:
        pause = first.next_try_at - timezone.now()
        recurring.ensure_queued(send_waiting, after=min(max(pause, SHORTEST), EVERY))
