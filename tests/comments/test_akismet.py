"""Akismet is one signal among others: what it says is weighed, and where it says nothing the reply waits."""

import logging
import os
import socket
import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from articles.models import Article
from comments import moderation
from comments.models import Comment, Decision, Mode, ReplyRules, Rule, State
from comments.signals import akismet as opinion
from comments.signals import examine
from comments.signals.submission import Submission
from tests.comments.akismet_server import KEY, FakeAkismet, seconds_of
from tests.comments.replying import post_reply
from tests.factories import make_article, make_user

SITE_WITHOUT_AKISMET = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
from django.core.checks import run_checks
run_checks()
print({"akismet", "httpx"} & set(sys.modules))
"""
pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    """An article on a site where nothing waits: whatever is held, a signal holds."""
    ReplyRules.objects.create(mode=Mode.AFTERWARDS)
    return make_article(slug="ferry")


def fired(comment: Comment) -> dict[str, tuple[int, str]]:
    """The signals of a reply: their weights and details."""
    return {name: (weight, detail) for name, weight, detail in comment.signals}


# What it says


def test_reply_that_akismet_takes_for_none_is_published(
    client: Client, article: Article, at_akismet: FakeAkismet
) -> None:
    post_reply(client, article)

    comment = Comment.objects.get()
    assert (comment.state, comment.signals) == (State.APPROVED, [])


def test_likely_spam_waits_and_says_why(client: Client, article: Article, at_akismet: FakeAkismet) -> None:
    at_akismet.answer = (200, "true", {})

    post_reply(client, article)

    comment = Comment.objects.get()
    assert (comment.state, comment.is_likely_spam) == (State.PENDING, True)
    assert fired(comment) == {"akismet": (5, "")}


def test_what_akismet_would_discard_is_spam_by_rule_and_kept(
    client: Client, article: Article, at_akismet: FakeAkismet
) -> None:
    at_akismet.answer = (200, "true", {"X-akismet-pro-tip": "discard"})

    post_reply(client, article)

    comment = Comment.objects.get()
    assert (comment.state, Decision.objects.get().rule) == (State.SPAM, Rule.SIGNALS)
    assert fired(comment) == {"akismet-certain": (10, "")}


# Where it says nothing of use


@pytest.mark.parametrize(
    "answer",
    [
        (500, "false", {}),
        (403, "false", {}),
        (200, "", {}),
        (200, "FALSE", {}),
        (200, "<html>Sign in to the network</html>", {}),
        (200, "false" * 100_000, {}),
        (302, "false", {"Location": "http://127.0.0.1:1/"}),
    ],
    ids=["500", "403", "empty", "other", "portal", "long", "redirect"],
)
def test_reply_waits_where_the_answer_is_none(
    client: Client, article: Article, at_akismet: FakeAkismet, answer: tuple[int, str, dict[str, str]]
) -> None:
    at_akismet.answer = answer

    response = post_reply(client, article)

    comment = Comment.objects.get()
    assert response.status_code == 303
    assert comment.state == State.PENDING
    assert fired(comment) == {"unavailable": (1, "akismet")}


def test_reply_waits_where_the_key_is_wrong_and_the_log_does_not_show_it(
    client: Client,
    article: Article,
    at_akismet: FakeAkismet,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    settings.AKISMET_KEY = "wrong-key"

    post_reply(client, article)

    comment = Comment.objects.get()
    assert comment.state == State.PENDING
    assert fired(comment) == {"unavailable": (1, "akismet")}
    assert "The check “akismet” failed; the reply waits." in caplog.text
    assert "wrong-key" not in caplog.text


def test_nobody_waits_longer_than_three_seconds_for_akismet(
    client: Client, article: Article, at_akismet: FakeAkismet, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opinion.CONNECTING + opinion.ANSWERING <= 3
    monkeypatch.setattr(opinion, "ANSWERING", 0.2)
    at_akismet.is_slow = True

    seconds = seconds_of(lambda: post_reply(client, article))

    assert seconds < 2
    assert Comment.objects.pending().get().signals == [["unavailable", 1, "akismet"]]


def test_reply_waits_where_nobody_listens(client: Client, article: Article, at_akismet: FakeAkismet) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        at_akismet.transport.port = free.getsockname()[1]
        post_reply(client, article)

    assert Comment.objects.pending().get().signals == [["unavailable", 1, "akismet"]]


def test_reply_that_waited_for_akismets_sake_is_published_by_a_moderator(
    client: Client, article: Article, at_akismet: FakeAkismet
) -> None:
    at_akismet.answer = (500, "", {})
    post_reply(client, article)

    moderation.approve(Comment.objects.get(), by=make_user())

    assert Comment.objects.approved().exists()


# What it is shown


def test_akismet_is_shown_what_the_settings_say_and_nothing_else(
    article: Article, at_akismet: FakeAkismet
) -> None:
    browser = Client(
        headers={"Sec-Fetch-Site": "same-origin", "User-Agent": "Firefox"}, REMOTE_ADDR="8.8.8.8"
    )

    post_reply(browser, article, text="At last!", website="bea.example", elapsed="900000")

    assert at_akismet.sent == [
        (
            "/1.1/comment-check",
            {
                "api_key": KEY,
                "blog": "https://courier.example",
                "user_ip": "8.8.8.8",
                "user_agent": "Firefox",
                "comment_type": "comment",
                "comment_content": "At last!",
                "comment_author": "Bea",
                "comment_author_email": "bea@readers.example",
                "comment_author_url": "https://bea.example",
                "permalink": f"https://courier.example{article.get_absolute_url()}",
                "blog_lang": "en",
                "blog_charset": "UTF-8",
            },
        )
    ]


def test_akismet_is_told_of_an_answer_and_of_a_change(article: Article, at_akismet: FakeAkismet) -> None:
    examine(Submission(article, "Yes.", "Bea", "bea@readers.example", parent=1, key=2, address="127.0.0.1"))

    [(_path, form)] = at_akismet.sent
    assert (form["comment_type"], form["recheck_reason"]) == ("reply", "edit")


@pytest.mark.parametrize("fields", [{"subject": "Hello"}, {"text": "https://a.example " * 5, "subject": "x"}])
def test_what_is_spam_already_is_not_shown(
    client: Client, article: Article, at_akismet: FakeAkismet, fields: dict[str, str]
) -> None:
    post_reply(client, article, **fields)

    assert Comment.objects.get().state == State.SPAM
    assert at_akismet.sent == []


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_akismet_thinks(
    client: Client, article: Article, at_akismet: FakeAkismet
) -> None:
    was_open: list[bool] = []
    at_akismet.transport.told = lambda: was_open.append(connection.in_atomic_block)

    post_reply(client, article)

    assert was_open == [False]


# An extra


def test_without_a_key_nobody_is_asked(
    client: Client, article: Article, at_akismet: FakeAkismet, settings: Settings
) -> None:
    settings.AKISMET_KEY = ""

    post_reply(client, article)

    assert Comment.objects.get().state == State.APPROVED
    assert at_akismet.sent == []


@pytest.mark.parametrize("key", ["", KEY])
def test_library_is_not_loaded_with_the_site(key: str) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "AKISMET_KEY": key}
    command = [sys.executable, "-W", "error", "-c", SITE_WITHOUT_AKISMET]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout.strip() == "set()"


def test_key_without_the_library_stops_the_start(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.AKISMET_KEY = KEY
    assert opinion.check_settings() == []

    monkeypatch.setattr(opinion, "find_spec", lambda name: None)

    assert [error.id for error in opinion.check_settings()] == ["comments.E001"]
    settings.AKISMET_KEY = ""
    assert opinion.check_settings() == []
