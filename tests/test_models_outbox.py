"""What the database itself says of mails."""

import pytest
from django.utils import timezone

from newsroom.outbox.models import Mail
from tests.constraints import refused

pytestmark = pytest.mark.django_db


def test_mail_is_either_sent_or_given_up() -> None:
    with refused("outbox_mail_sent_or_given_up"):
        Mail.objects.create(
            to="rita@readers.example",
            subject="A",
            text="A",
            sent_at=timezone.now(),
            given_up_at=timezone.now(),
        )
