"""What is stored about an address is handed out, or forgotten: no table holds it afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from comments import confirming, digests, erasing, learning, log, moderation, receiving, writers
from comments.models import (
    Act,
    Actor,
    Ban,
    BanKind,
    Comment,
    Complaint,
    Confirmation,
    Decision,
    Digest,
    Frequency,
    Mode,
    Reason,
    Report,
    State,
    Subscription,
    Topic,
    Word,
)
from newsroom.outbox import mail as outbox
from newsroom.outbox.models import Mail
from tests.comments.examining import make_submission
from tests.comments.mailing import make_follower
from tests.comments.replying import post_reply
from tests.factories import make_article, make_comment, make_user
from tests.workers import run_waiting_tasks

EMAIL = "zora@quill.example"
WORDS = "The quetzal nests behind the lighthouse, and nobody may know."

pytestmark = pytest.mark.django_db


def everything_stored() -> str:
    """All rows of all tables of the database, as the database has them."""
    rows: list[Any] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (a name of our own)
            rows += [(table, *row) for row in cursor.fetchall()]
    return str(rows).lower()


def found(*words: str) -> list[str]:
    stored = everything_stored()
    return [word for word in words if word.lower() in stored]


def make_story(client: Client) -> Comment:
    """A person who left something wherever something can be left, among others who did."""
    article = make_article()
    post_reply(
        client, article, text=WORDS, name="Zora Quill", email=EMAIL, website="quill.example", remember="on"
    )
    comment = Comment.objects.get()
    desk = make_user()
    moderation.approve(comment, by=desk)
    words = make_submission(article=article, text=f"{WORDS} Nobody!", key=comment.pk)
    receiving.change(comment, words, mode=Mode.AFTERWARDS)
    make_comment(parent=comment, text="I know it too.", name="Len", state=State.APPROVED)
    second = make_comment(article=article, text=f"{WORDS} Again.", name="Z. Quill", email=EMAIL.upper())
    moderation.reject(second, by=desk, reason=Reason.PRIVATE)
    writers.ask_again(second, "My quetzal again, says Zora.")
    Report.objects.create(
        comment=comment, address="v" * 32, complaint=Complaint.PRIVATE, words="Zora tells of the quetzal"
    )
    for topic, about in ((Topic.ANSWERS, comment), (Topic.ALL, None)):
        Subscription.objects.create(
            topic=topic, comment=about, article=article, email=EMAIL, confirmed_at=timezone.now()
        )
    Ban.objects.create(
        kind=BanKind.EMAIL, value=EMAIL, until=timezone.now(), made_by=desk, made_by_name="desk"
    )
    with transaction.atomic():
        mark = f"replies/{comment.pk}/"
        outbox.write(to=EMAIL, subject="Len replied to you", text="At last.", about="replies/999999/")
        outbox.write(to="mod@courier.example", subject="Waits", text=WORDS, about=f"{mark}999999/")
        outbox.write(to="fay@readers.example", subject="New", text="See Zora", about=mark)
        outbox.write(
            to="len@readers.example",
            subject="Other",
            text="Nothing of hers.",
            about=f"replies/9{comment.pk}/",
        )
    learning.train()
    return comment


# Erasing


def test_no_table_holds_the_address_or_the_text_afterwards(client: Client) -> None:
    comment = make_story(client)
    hers = (EMAIL, "zora", "quill", "quetzal", comment.guest)
    assert found(*hers) == list(hers)

    erased = erasing.erase(EMAIL, by=make_user())
    learning.train()

    assert found(*hers) == []
    assert (erased.comments, erased.others) == (2, 3)


def test_articles_and_others_stay(client: Client) -> None:
    comment = make_story(client)

    erasing.erase(EMAIL, by=make_user())

    answer = Comment.objects.get(name="Len")
    assert (answer.text, answer.state, answer.parent) == ("I know it too.", State.APPROVED, comment)
    assert Mail.objects.get().to == "len@readers.example"
    page = client.get(comment.article.get_absolute_url()).text
    assert "I know it too." in page
    assert "quetzal" not in page


def test_each_reply_is_noted_in_the_log_in_the_name_of_who_did_it(client: Client, moderator: User) -> None:
    make_story(client)
    before = list(Decision.objects.order_by("pk").values_list())

    erasing.erase(EMAIL, by=moderator)

    first, second = Decision.objects.filter(act=Act.ERASE)
    assert (first.actor, first.made_by, first.after) == (Actor.MODERATOR, moderator, State.ERASED)
    assert first.batch == second.batch is not None
    assert list(Decision.objects.order_by("pk").values_list())[: len(before)] == before


def test_erasing_is_not_undone(client: Client, moderator: User) -> None:
    make_story(client)
    erasing.erase(EMAIL, by=moderator)
    decision = Decision.objects.filter(act=Act.ERASE)[0]

    with pytest.raises(log.StaleError):
        moderation.undo(decision, by=moderator)


def test_learnt_words_of_the_person_go_with_the_next_training(client: Client) -> None:
    for _ in range(2):
        make_comment(text="quetzal", email=EMAIL, state=State.APPROVED)
    learning.train()
    assert Word.objects.filter(text="quetzal").exists()

    erasing.erase(EMAIL, by=None)
    assert learning.is_behind()
    learning.train()

    assert not Word.objects.exists()


def test_nobody_is_not_everybody() -> None:
    comment = make_comment()
    writers.erase(make_comment())

    assert erasing.erase("", by=None) == erasing.Erased(0, 0)
    assert erasing.erase("  ", by=None) == erasing.Erased(0, 0)
    assert erasing.erase("%@readers.example", by=None) == erasing.Erased(0, 0)

    comment.refresh_from_db()
    assert comment.state == State.PENDING


def test_mails_of_the_shop_are_neither_handed_out_nor_deleted() -> None:
    comment = make_comment(text="Yes.", name="Zora", email=EMAIL)
    with transaction.atomic():
        outbox.write(to=EMAIL, subject="Your order", text=f"Zora: Yes. /replies/{comment.pk}/")
        outbox.write(to="sam@shoppers.example", subject="Order", text="Yes. We have it, Zora.")

    told = erasing.export(EMAIL)
    counted = erasing.traces_of(EMAIL).counts()["mails"]
    erasing.erase(EMAIL, by=None)

    assert (told["mails"], counted) == ([], 0)
    assert Mail.objects.count() == 2


def test_reply_that_changes_meanwhile_is_taken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    comment = make_comment(email=EMAIL)
    erase = writers.erase

    def overtaken(fetched: Comment, **said: Any) -> None:
        """A moderator decides just before."""
        monkeypatch.setattr(writers, "erase", erase)
        moderation.approve(Comment.objects.get(pk=comment.pk), by=make_user())
        erase(fetched, **said)

    monkeypatch.setattr(writers, "erase", overtaken)

    assert erasing.erase(EMAIL, by=None).comments == 1
    assert [decision.act for decision in comment.decisions.order_by("pk")] == [Act.APPROVE, Act.ERASE]


def test_many_replies_are_all_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "AT_ONCE", 2)
    article = make_article()
    for _ in range(5):
        make_comment(article=article, email=EMAIL)

    assert erasing.erase(EMAIL, by=None).comments == 5


@pytest.mark.django_db(transaction=True)
def test_mails_that_the_site_itself_wrote_of_a_reply_go_too(client: Client) -> None:
    follower = make_follower(Topic.ALL, name="Len")
    boss = make_user("boss", is_superuser=True, email="boss@courier.example")
    Digest.objects.create(
        user=boss, frequency=Frequency.AT_ONCE, told_until=timezone.now() - timedelta(days=1)
    )
    said = {"text": WORDS, "name": "Zora Quill", "email": EMAIL, "topics": ["decided", "answers"]}
    post_reply(client, follower.article, **said)
    comment = Comment.objects.get(email=EMAIL)
    run_waiting_tasks()
    digests.send(at=timezone.now() + timedelta(minutes=1))
    confirming.confirm(Confirmation.objects.get(comment=comment))
    comment.refresh_from_db()
    moderation.approve(comment, by=boss)
    run_waiting_tasks()
    assert set(Mail.objects.values_list("to", flat=True)) == {EMAIL, boss.email, follower.email}

    erasing.erase(EMAIL, by=boss)

    assert found(EMAIL, "zora", "quill", "quetzal") == []
    assert not Mail.objects.exists()


# Handing out


def test_all_that_is_stored_is_handed_out(client: Client) -> None:
    make_story(client)

    told = erasing.export(f" {EMAIL.upper()} ")

    first, second = told["replies"]
    assert (first["text"], first["name"], first["email"]) == (f"{WORDS} Nobody!", "Zora Quill", EMAIL)
    assert [(decision["act"], decision["text"]) for decision in first["decisions"]] == [
        (Act.APPROVE, WORDS),
        (Act.APPROVE, f"{WORDS} Nobody!"),
    ]
    assert (second["appeal"], second["state"]) == ("My quetzal again, says Zora.", State.PENDING)
    assert [decision["act"] for decision in second["decisions"]] == [Act.REJECT, Act.ASK_AGAIN]
    assert [row["topic"] for row in told["subscriptions"]] == [Topic.ANSWERS, Topic.ALL]
    assert [row["subject"] for row in told["mails"]] == ["Len replied to you"]
    assert len(told["bans"]) == 1
    assert "desk" not in str(told)


@pytest.mark.parametrize("count", [1, 4])
def test_handing_out_takes_the_same_queries(count: int, django_assert_num_queries: Any) -> None:
    article = make_article()
    for _ in range(count):
        make_comment(article=article, email=EMAIL, state=State.APPROVED)

    with django_assert_num_queries(5):  # replies, decisions, subscriptions, mails, bans
        assert len(erasing.export(EMAIL)["replies"]) == count
