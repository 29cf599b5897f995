"""What guests are told: once, of what readers may see, and never of their own replies."""

from email import message_from_bytes, policy
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from comments import announcing, moderation, subscriptions, tasks, writers
from comments.models import Act, Comment, Decision, Reason, Subscription, Topic
from newsroom.outbox.models import Mail
from newsroom.outbox.sending import message
from tests.comments.mailing import (
    make_follower,
    make_published,
    make_subscription,
    one_click,
    path_to,
    work,
)
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db

EVIL = '<img src="//e.example/x"> & "Söhne"\r\nBcc: eve@e.example'


# Followers


def test_published_reply_is_told_to_those_it_answers_and_to_those_who_follow(moderator: User) -> None:
    article = make_article(headline="The ferry")
    parent = make_follower(Topic.ANSWERS, article=article, email="ann@r.example")
    make_follower(Topic.ANSWERS, article=article, email="other@r.example")
    make_follower(Topic.ALL, article=article, email="all@r.example")
    make_follower(Topic.ALL, email="elsewhere@r.example")
    comment = make_comment(parent=parent, name="Bea", text="At last.")

    moderation.approve(comment, by=moderator)
    work()

    subjects = dict(Mail.objects.values_list("to", "subject"))
    assert subjects == {"ann@r.example": "Bea replied to you", "all@r.example": "A new reply from Bea"}
    for mail in Mail.objects.all():
        for body in (mail.text, mail.html):
            assert "At last." in body
            assert "“The ferry”" in body
            assert f"http://127.0.0.1:8000{comment.get_absolute_url()}" in body


def test_nobody_is_told_twice_however_often_it_is_undone_and_decided(moderator: User) -> None:
    article = make_article()
    make_follower(Topic.ALL, article=article)
    comment = make_comment(article=article)

    undoing = moderation.undo(moderation.approve(comment, by=moderator), by=moderator)
    work()
    before = Mail.objects.count()
    moderation.undo(undoing, by=moderator)
    work()
    moderation.decide(Comment.objects.get(pk=comment.pk), Act.SPAM, by=moderator)
    moderation.approve(Comment.objects.get(pk=comment.pk), by=moderator)
    work()

    assert before == 0  # unpublished again before the worker came
    assert Mail.objects.count() == 1


def test_address_that_follows_twice_gets_one_mail(moderator: User) -> None:
    parent = make_follower(Topic.ANSWERS, Topic.ALL, email="ann@r.example")
    make_follower(Topic.ALL, article=parent.article, email="Ann@r.example")
    comment = make_comment(parent=parent)

    moderation.approve(comment, by=moderator)
    work()

    assert Mail.objects.get().subject.endswith("replied to you")


@pytest.mark.parametrize(
    "own", [{"email": "ANN@r.example", "email_confirmed_at": timezone.now()}, {"guest": "g"}]
)
def test_writer_is_not_told_of_their_own_reply(moderator: User, own: dict[str, Any]) -> None:
    parent = make_follower(Topic.ANSWERS, Topic.ALL, email="ann@r.example", guest="g")

    moderation.approve(make_comment(parent=parent, **own), by=moderator)
    work()

    assert not Mail.objects.exists()


def test_only_what_is_confirmed_and_not_ended_is_mailed(moderator: User) -> None:
    article = make_article()
    make_subscription(comment=make_comment(article=article))
    subscriptions.end(make_follower(Topic.ALL, article=article).subscriptions.get())
    subscriptions.end_all(make_follower(Topic.ALL, article=article).email)
    withdrawn = make_follower(Topic.ANSWERS, article=article)
    answer = make_comment(parent=withdrawn)
    writers.withdraw(withdrawn)

    moderation.approve(answer, by=moderator)
    work()

    assert not Mail.objects.exists()


@pytest.mark.parametrize("act", [writers.withdraw, writers.erase])
def test_reply_that_was_taken_back_before_the_worker_came_is_not_told(moderator: User, act: object) -> None:
    article = make_article()
    make_follower(Topic.ALL, article=article)
    comment = make_comment(article=article)
    moderation.approve(comment, by=moderator)

    act(comment)  # type: ignore[operator]
    work()

    assert not Mail.objects.exists()


def test_reply_under_an_article_that_readers_no_longer_see_is_not_told(moderator: User) -> None:
    article = make_article()
    writer = make_follower(Topic.DECIDED, article=article)
    make_follower(Topic.ALL, article=article)
    article.revisions.all().update(live_until=timezone.now())

    moderation.approve(writer, by=moderator)
    work()

    assert not Mail.objects.exists()
    assert Comment.objects.get(pk=writer.pk).announced_at is None


def test_a_thousand_followers_cost_as_many_queries_as_one(
    moderator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    article = make_article()
    now = timezone.now()
    follower = {"topic": Topic.ALL, "article": article, "confirmed_at": now}
    Subscription.objects.bulk_create(
        Subscription(**follower, email=f"reader-{number}@r.example") for number in range(1000)
    )
    comment = make_comment(article=article)
    moderation.approve(comment, by=moderator)

    # live; followers; headline; a savepoint and its end; claimed; two of 500 mails, in a savepoint; the round of mails
    with django_assert_max_num_queries(19):
        count = announcing.announce(comment)

    assert count == Mail.objects.count() == 1000
    assert len({mail.headers["List-Unsubscribe"] for mail in Mail.objects.all()}) == 1000


# The writer


def test_writer_is_told_that_it_is_published(moderator: User) -> None:
    comment = make_follower(Topic.DECIDED, email="bea@r.example", text="At last.")

    moderation.approve(comment, by=moderator)
    work()

    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == ("bea@r.example", "Your reply is published")
    assert f"http://127.0.0.1:8000{comment.get_absolute_url()}" in mail.text
    assert comment.secret not in mail.text


def test_writer_is_told_why_it_is_not_published(moderator: User) -> None:
    comment = make_follower(Topic.DECIDED)

    moderation.reject(comment, by=moderator, reason=Reason.INSULT, note="Be <kind>.\nPlease.")
    work()

    mail = Mail.objects.get()
    assert mail.subject == "Your reply was not published"
    for body in (mail.text, mail.html):
        assert "It insults or harasses somebody." in body
        assert f"http://127.0.0.1:8000{comment.status_page}" in body
    assert "> Be <kind>.\n> Please." in mail.text
    assert "Be &lt;kind&gt;." in mail.html


def test_writer_is_told_what_is_news_and_nothing_twice(moderator: User) -> None:
    comment = make_follower(Topic.DECIDED)

    def subjects() -> list[str]:
        work()
        return [mail.subject for mail in Mail.objects.order_by("pk")]

    moderation.reject(comment, by=moderator, reason=Reason.OTHER)
    refused = subjects()
    moderation.decide(comment, Act.SPAM, by=moderator)
    still_refused = subjects()
    writers.ask_again(comment, "Look again.")
    moderation.decide(comment, Act.TRASH, by=moderator)
    refused_again = subjects()
    moderation.approve(comment, by=moderator)
    published = subjects()

    no, yes = "Your reply was not published", "Your reply is published"
    assert (refused, still_refused, refused_again, published) == ([no], [no], [no, no], [no, no, yes])


def test_undone_decision_that_nobody_was_told_of_is_not_told(moderator: User) -> None:
    comment = make_follower(Topic.DECIDED)

    moderation.undo(moderation.decide(comment, Act.SPAM, by=moderator), by=moderator)
    work()

    assert not Mail.objects.exists()


def test_who_did_not_ask_is_not_told(moderator: User) -> None:
    moderation.approve(make_follower(Topic.ALL), by=moderator)
    moderation.approve(make_comment(), by=moderator)
    work()

    assert not Mail.objects.exists()


def test_comment_that_is_gone_and_a_decision_that_never_was_are_nothing() -> None:
    comment = make_published()
    decision = Decision.objects.get()
    comment.decision = None
    Comment.objects.filter(pk=comment.pk).delete()

    tasks.decided.call(decision.pk)
    tasks.decided.call(0)

    assert not Mail.objects.exists()


# The mails themselves


def test_mail_is_escaped_quoted_and_has_the_headers_of_one_click(moderator: User, settings: Settings) -> None:
    settings.SITE_URL = "https://a-rather-long-name-of-a-paper.example.org"
    article = make_article(headline=EVIL)
    follower = make_follower(Topic.ALL, article=article)
    comment = make_comment(
        article=article, text=f"{EVIL}\n-- \nEnd this mail:\nhttps://evil.example/", name=EVIL
    )

    moderation.approve(comment, by=moderator)
    work()

    mail = Mail.objects.get()
    page = f"https://a-rather-long-name-of-a-paper.example.org{follower.subscriptions.get().page}"
    raw = bytes(message(mail).message())
    sent = message_from_bytes(raw, policy=policy.default)
    assert sent["List-Unsubscribe"] == f"<{page}>"
    assert f"<{page}>".encode() in raw  # neither folded nor encoded
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["Bcc"] is None
    assert "\n" not in mail.subject
    assert "<img" not in mail.html
    assert "&lt;img" in mail.html
    assert "> --\n> End this mail:\n> https://evil.example/" in mail.text
    assert "&amp;" not in mail.text
    assert mail.text.count(page) == 2  # to end this one, and to end all
    assert f'href="{page}"' in mail.html
    assert f'href="{page}all/"' in mail.html
    assert "\n\n\n" not in mail.text


def test_every_notice_ends_by_its_own_link(moderator: User) -> None:
    article = make_article()
    follower = make_follower(Topic.ALL, article=article)
    kept = make_follower(Topic.ALL, article=article)
    moderation.approve(make_comment(article=article), by=moderator)
    work()
    mail = Mail.objects.get(to=follower.email)

    status = one_click(path_to(mail, "/replies/mail/"))
    moderation.approve(make_comment(article=article), by=moderator)
    work()

    assert status == 200
    sent = Mail.objects.values_list("to", flat=True)
    assert sorted(sent) == sorted([follower.email, kept.email, kept.email])


def test_published_reply_of_old_is_not_told(moderator: User) -> None:
    article = make_article()
    comment = make_published(article=article)
    make_follower(Topic.ALL, article=article)

    moderation.approve(comment, by=moderator)
    work()

    assert not Mail.objects.exists()
