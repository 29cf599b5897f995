"""Mail when several do the same at once: it is written once, asked for no oftener than allowed, and really sent."""

from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from comments import announcing, confirming, digests, log, mails, moderation, subscriptions, writers
from comments.models import (
    Act,
    Comment,
    CommentQuerySet,
    Confirmation,
    Decision,
    Digest,
    Frequency,
    State,
    Subscription,
    Topic,
)
from newsroom.outbox.models import Mail
from tests.comments.mailing import asked, make_follower, one_click, path_to
from tests.factories import make_article, make_comment, make_user
from tests.mail_server import MailServer
from tests.races import at_once, meeting
from tests.workers import run_waiting_tasks

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS = 4


@pytest.fixture
def server(settings: Settings) -> MailServer:
    server = MailServer()
    settings.MAILERS = server.mailers
    return server


def approved(comment: Comment) -> Comment:
    log.record(comment, State.APPROVED, Act.APPROVE, by=make_user())
    return comment


def test_workers_at_once_tell_once() -> None:
    article = make_article()
    make_follower(Topic.ALL, article=article)
    writer = make_follower(Topic.DECIDED, article=article)
    comment = approved(writer)
    decisions = [Decision.objects.select_related("comment__article").latest("pk") for _ in range(WORKERS)]
    Mail.objects.all().delete()

    at_once(
        *(partial(announcing.announce, Comment.objects.get(pk=comment.pk)) for _ in range(WORKERS)),
        *(partial(announcing.tell_writer, decision) for decision in decisions),
    )

    assert sorted(Mail.objects.values_list("subject", flat=True)) == [
        f"A new reply from {comment.name}",
        "Your reply is published",
    ]


def test_without_the_claim_workers_at_once_would_tell_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article()
    make_follower(Topic.ALL, article=article)
    comment = approved(make_comment(article=article))
    meet = meeting()
    monkeypatch.setattr(Comment.objects.all().__class__, "update", lambda *args, **changes: meet() or 1)
    seen = [Comment.objects.get(pk=comment.pk) for _ in range(2)]

    at_once(*(partial(announcing.announce, one) for one in seen))

    assert Mail.objects.count() == 2


def test_asking_at_once_stays_within_the_limit() -> None:
    comments = [make_comment(email="bea@readers.example") for _ in range(10)]

    at_once(*(partial(subscriptions.ask, comment, ["all"]) for comment in comments))

    assert Confirmation.objects.count() == Mail.objects.count() == subscriptions.MOST_TO_A_MAILBOX


def test_reply_received_twice_at_once_is_asked_about_once() -> None:
    comment = make_comment(topics=",".join(Topic))

    at_once(*(partial(subscriptions.take_up, comment) for _ in range(WORKERS)))

    assert Mail.objects.count() == 1
    assert Subscription.objects.count() == 3


def test_yes_at_once_with_a_moderator_leaves_one_decision_standing() -> None:
    known = approved(make_follower(email="bea@readers.example"))
    comment = make_comment(email=known.email)
    confirmation, seen = asked(comment), Comment.objects.get(pk=comment.pk)

    def mark() -> None:
        try:
            moderation.decide(seen, Act.SPAM, by=make_user())
        except log.StaleError:
            return

    at_once(partial(confirming.confirm, confirmation), mark)

    comment.refresh_from_db()
    assert comment.email_confirmed_at
    assert comment.state in {State.SPAM, State.APPROVED}
    assert Decision.objects.filter(comment=comment).count() == 1


def yes_and_erasing_at_once(*, rounds: int) -> list[Comment]:
    """Say yes and erase at the same moment, again and again; the replies that were erased."""
    comments = [make_comment() for _ in range(rounds)]
    for comment in comments:
        confirmation = asked(comment, *Topic)
        seen = Comment.objects.get(pk=comment.pk)
        at_once(partial(confirming.confirm, confirmation), partial(writers.erase, seen))
    return comments


def test_yes_at_once_with_erasing_leaves_no_mail_and_neither_fails() -> None:
    comments = yes_and_erasing_at_once(rounds=10)

    erased = Comment.objects.filter(state=State.ERASED, email_confirmed_at=None, untold_since=None)
    assert erased.count() == len(comments)
    assert not Subscription.objects.exists()
    assert not Confirmation.objects.exists()


def test_without_the_lock_yes_and_erasing_would_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control; SQLite has one writer at a time anyway."""
    monkeypatch.setattr(CommentQuerySet, "select_for_update", lambda comments, **_: comments)
    deadlocks: AbstractContextManager[object] = (
        pytest.raises(ExceptionGroup) if connection.vendor == "postgresql" else nullcontext()
    )

    with deadlocks:
        yes_and_erasing_at_once(rounds=40)


def test_digest_at_once_with_erasing_keeps_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    user = make_user("mona", role="Moderators", email="mona@paper.example")
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Digest.objects.create(user=user, frequency=Frequency.AT_ONCE, told_until=an_hour_ago)
    comment = make_comment(text="My secret illness.", held_at=timezone.now() - timedelta(minutes=10))
    read, erased, write = meeting(), meeting(), mails.digest
    monkeypatch.setattr(mails, "digest", lambda *args: (read(), erased(), write(*args))[-1])

    def erase() -> None:
        read()
        writers.erase(comment)
        erased()

    at_once(digests.send, erase)

    assert Comment.objects.get().state == State.ERASED
    assert not Mail.objects.filter(text__contains="My secret illness.").exists()


def test_asking_at_once_with_erasing_leaves_no_address() -> None:
    for _ in range(10):
        comment = make_comment()
        asking = partial(subscriptions.ask, Comment.objects.get(pk=comment.pk), list(Topic))
        at_once(asking, partial(writers.erase, Comment.objects.get(pk=comment.pk)))

    assert not Subscription.objects.exists()
    assert not Mail.objects.exists()


def test_rounds_at_once_write_one_digest() -> None:
    user = make_user("mona", role="Moderators", email="mona@paper.example")
    digest = Digest.objects.create(user=user, frequency=Frequency.AT_ONCE)
    digest.told_until -= 4 * digests.PAUSE
    digest.save()
    make_comment(held_at=digest.told_until + digests.PAUSE)

    at_once(*(digests.send for _ in range(WORKERS)))

    assert Mail.objects.count() == 1


def test_mail_goes_over_the_wire_from_the_first_question_to_the_end(server: MailServer) -> None:
    article = make_article()
    comment = make_comment(article=article, email="bea@readers.example", topics="all")
    with server.up():
        subscriptions.take_up(comment)
        run_waiting_tasks()
        confirming.confirm(Confirmation.objects.get())
        moderation.approve(make_comment(article=article, name="Ann\u0301 Łódź"), by=make_user())
        run_waiting_tasks()
        status = one_click(path_to(Mail.objects.latest("pk"), "/replies/mail/"))
        moderation.approve(make_comment(article=article), by=make_user())
        run_waiting_tasks()

    assert status == 200
    assert server.recipients == ["bea@readers.example"] * 2
    asking, notice = server.mails
    assert asking["List-Unsubscribe"] is None
    assert notice["Subject"] == "A new reply from Ann\u0301 Łódź"
    assert notice["List-Unsubscribe"] == f"<http://127.0.0.1:8000{Subscription.objects.get().page}>"
    assert notice["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert notice["Auto-Submitted"] == "auto-generated"
