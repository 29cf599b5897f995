"""A check that breaks holds the reply: it is stored, it waits, and the log says what broke."""

from collections.abc import Iterator

import pytest
from django.test import Client

from comments import signals
from comments.models import Comment, Mode, ReplyRules, State
from comments.signals import links, lists
from comments.signals.signal import Signal
from comments.signals.submission import Submission
from tests.comments.replying import post_reply
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def half_way(submission: Submission) -> Iterator[Signal]:
    """Says something, then breaks."""
    yield Signal("links", 2, "1")
    raise ZeroDivisionError


def at_once(submission: Submission) -> Iterator[Signal]:
    """Breaks before it says anything, and is no generator."""
    raise RuntimeError


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
