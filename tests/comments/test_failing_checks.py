"""A check that breaks holds the reply: it is stored, it waits, and the log says what broke."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from comments import confirming, signals
from comments.models import Comment, Mode, ReplyRules, State, Subscription, Topic
from comments.signals import links, lists
from comments.signals.signal import Signal
from comments.signals.submission import Submission
from tests.comments.mailing import asked
from tests.comments.replying import post_reply
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def half_way(submission: Submission) -> Iterator[Signal]:
    """Says something, then breaks."""
    yield Signal("links", 2, "1")
    raise ZeroDivisionError


def at_once(submission: Submission) -> Iterator[Signal]:
    """Breaks before it says anything, and is no generator."""
    raise RuntimeError


@contextmanager
def out_of_reach(table: str) -> Iterator[None]:
    """The database has no such table: whatever reads it fails."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_away")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table}_away RENAME TO {table}")


@pytest.mark.parametrize(
    ("check", "kept"),
    [
        (half_way, [["links", 2, "1"], ["unavailable", 1, "half_way"]]),
        (at_once, [["unavailable", 1, "at_once"]]),
    ],
)
def test_reply_waits_where_a_check_breaks(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    check: signals.Check,
    kept: list[list[object]],
) -> None:
    ReplyRules.objects.create(mode=Mode.AFTERWARDS)
    monkeypatch.setattr(signals, "CHECKS", [check])

    response = post_reply(client, make_article())

    comment = Comment.objects.get()
    assert response.status_code == 303
    assert (comment.state, comment.signals) == (State.PENDING, kept)
    assert f"The check “{check.__name__}” failed; the reply waits." in caplog.text
    assert "Traceback" in caplog.text


def test_other_checks_are_made_all_the_same(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "CHECKS", [at_once, links.links])
    monkeypatch.setattr(lists, "watched", at_once)

    post_reply(client, make_article(), text="See https://a.example")

    names = [name for name, _weight, _detail in Comment.objects.get().signals]
    assert names == ["unavailable", "links", "unavailable"]


def test_nothing_is_held_where_every_check_works(client: Client) -> None:
    ReplyRules.objects.create(mode=Mode.AFTERWARDS)

    post_reply(client, make_article())

    assert Comment.objects.get().state == State.APPROVED


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("table", "check"),
    [
        ("articles_author", "evidence"),
        ("comments_watched", "lists"),
        ("comments_ban", "lists"),
        ("comments_word", "classify"),
    ],
)
def test_reply_waits_where_what_checks_need_cannot_be_read(
    client: Client, caplog: pytest.LogCaptureFixture, table: str, check: str
) -> None:
    ReplyRules.objects.create(mode=Mode.AFTERWARDS)
    article = make_article()

    with out_of_reach(table):
        response = post_reply(client, article, text="See https://a.example")

    comment = Comment.objects.get()
    assert response.status_code == 303
    assert comment.state == State.PENDING
    assert ["unavailable", 1, check] in comment.signals
    assert ["links", 2, "1"] in comment.signals
    assert f"The check “{check}” failed; the reply waits." in caplog.text


@pytest.mark.django_db(transaction=True)
def test_change_waits_where_what_checks_need_cannot_be_read(client: Client) -> None:
    ReplyRules.objects.create(mode=Mode.AFTERWARDS)
    post_reply(client, make_article())
    published = Comment.objects.get()
    assert published.state == State.APPROVED

    with out_of_reach("articles_author"):
        client.post(
            f"{published.status_page}change/", {"text": "At long last.", "version": published.version}
        )

    comment = Comment.objects.get()
    assert (comment.text, comment.state) == ("At long last.", State.PENDING)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["articles_author", "comments_watched"])
def test_yes_is_kept_where_looking_again_fails(caplog: pytest.LogCaptureFixture, table: str) -> None:
    comment = make_comment()
    confirmation = asked(comment, Topic.ALL)

    with out_of_reach(table):
        assert confirming.confirm(confirmation)

    comment.refresh_from_db()
    assert comment.email_confirmed_at
    assert comment.state == State.PENDING
    assert Subscription.objects.active().exists()
    assert "Looking at a reply again failed; it waits." in caplog.text
