"""Whom mails pass over, what they explain and what they are about: never by what somebody merely typed."""

import pytest
from django.contrib.auth.models import User

from comments import moderation
from comments.models import Decision, Reason, Topic
from newsroom.outbox.models import Mail
from tests.comments.mailing import make_follower, work
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def test_who_types_a_followers_address_does_not_silence_the_follower(moderator: User) -> None:
    parent = make_follower(Topic.ANSWERS, email="ann@r.example")

    moderation.approve(make_comment(parent=parent, email="Ann@r.example"), by=moderator)
    work()

    assert Mail.objects.get().to == "ann@r.example"


def test_writer_is_told_the_reason_that_an_undoing_brought_back(moderator: User) -> None:
    comment = make_follower(Topic.DECIDED)
    decision = moderation.reject(comment, by=moderator, reason=Reason.INSULT, note="Be kind.")
    moderation.undo(moderation.undo(decision, by=moderator), by=moderator)

    work()

    mail = Mail.objects.get()
    assert Decision.objects.filter(comment=comment).count() == 3
    for body in (mail.text, mail.html):
        assert "It insults or harasses somebody." in body
        assert "Be kind." in body
