"""Whom mails pass over, what they explain, and which replies they tell of."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from comments import confirming, digests, mails, moderation, writers
from comments.models import Comment, Decision, Reason, Topic
from newsroom.outbox import mail as outbox
from newsroom.outbox.models import Mail
from tests.comments.mailing import asked, make_follower, work
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


def test_every_mail_says_which_replies_it_tells_of_and_goes_when_its_writer_erases(moderator: User) -> None:
    article = make_article()
    parent = make_follower(Topic.ANSWERS, article=article)
    make_follower(Topic.ALL, article=article)
    comment, other = make_comment(parent=parent), make_comment(article=article)
    asked(comment, Topic.DECIDED)
    moderator.email = "mona@paper.example"
    mails.digest(moderator, digests.summary())
    confirming.confirm(comment.confirmations.get())
    comment.refresh_from_db()
    moderation.approve(comment, by=moderator)
    moderation.approve(other, by=moderator)
    work()
    marks = list(Mail.objects.order_by("pk").values_list("about", flat=True))
    Mail.objects.filter(about=marks[0]).update(sent_at=timezone.now())

    writers.erase(comment)

    own, others = f"replies/{comment.pk}/", f"replies/{other.pk}/"
    assert marks.count(own) == 4  # asked, decided, answered, added
    assert marks.count(others) == 1
    [digest] = set(marks) - {own, others}
    assert f"/{comment.pk}/" in digest
    assert f"/{other.pk}/" in digest
    assert [mail.about for mail in Mail.objects.all()] == [others]


def test_longest_mark_has_its_place() -> None:
    longest = mails._about(*(Comment(pk=2**63 - 1) for _ in range(digests.SHOWN)))

    Mail(about=longest, to="mod@paper.example", subject="Waits", text="Waits").full_clean()


def test_copy_of_a_mail_tells_of_the_same(moderator: User) -> None:
    asked(make_comment(), Topic.DECIDED)
    Mail.objects.update(sent_at=timezone.now())

    outbox.send_again(Mail.objects.get())

    first, copy = Mail.objects.all()
    assert first.about == copy.about != ""


def test_long_reply_is_cut_short(moderator: User) -> None:
    article = make_article()
    make_follower(Topic.ALL, article=article)

    moderation.approve(make_comment(article=article, text="word " * 900), by=moderator)
    work()

    assert len(Mail.objects.get().text) < 1600
