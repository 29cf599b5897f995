"""What the database knows of a writer: whom trust sticks to, and how much comes from where."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from comments import log, moderation
from comments.models import Act, Comment, Rule, State
from comments.signals import evidence
from comments.signals.evidence import BLOCK_RATE, NETWORK_RATE, SITE_RATE, duplicates, gather, history, rates
from tests.comments.examining import make_submission, names
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

CONFIRMED = {"email": "bea@readers.example", "email_confirmed_at": timezone.now()}


# Trust


@pytest.mark.parametrize(
    ("earlier", "sent", "is_trusted"),
    [
        ({"guest": "g1"}, {"guest": "g1"}, True),
        ({"guest": "g1"}, {"guest": "g2"}, False),
        ({"guest": ""}, {"guest": ""}, False),
        (CONFIRMED, {"email_is_confirmed": True}, True),
        (CONFIRMED, {"email_is_confirmed": False}, False),
        ({"email": "bea@readers.example"}, {"email_is_confirmed": True}, False),
        (CONFIRMED | {"email": "other@readers.example"}, {"email_is_confirmed": True}, False),
    ],
    ids=["key", "another key", "no key", "confirmed", "typed", "was typed", "another address"],
)
def test_trust_sticks_to_a_key_or_a_confirmed_address_and_not_to_a_typed_one(
    earlier: dict[str, Any], sent: dict[str, Any], is_trusted: bool
) -> None:
    make_comment(state=State.APPROVED, **earlier)

    assert gather(make_submission(**sent)).is_trusted is is_trusted


@pytest.mark.parametrize(
    ("state", "days", "is_trusted"),
    [(State.REJECTED, 1, False), (State.SPAM, 1, False), (State.SPAM, 91, True), (State.TRASH, 1, True)],
)
def test_what_was_refused_of_late_costs_the_trust(state: State, days: int, is_trusted: bool) -> None:
    make_comment(state=State.APPROVED, guest="g")
    make_comment(state=state, guest="g", created_at=timezone.now() - timedelta(days=days))

    assert gather(make_submission(guest="g")).is_trusted is is_trusted


def test_key_and_confirmed_address_count_each_reply_once() -> None:
    make_comment(state=State.APPROVED, guest="g", **CONFIRMED)
    make_comment(state=State.APPROVED, guest="g")
    make_comment(state=State.APPROVED, **CONFIRMED)

    assert gather(make_submission(guest="g", email_is_confirmed=True)).published == 3


def test_what_a_rule_alone_published_earns_no_trust() -> None:
    comment = make_comment(guest="g")
    log.record(comment, State.APPROVED, Act.APPROVE, by=Rule.AFTERWARDS)
    before = gather(make_submission(guest="g")).is_trusted

    moderation.approve(comment, by=make_user())

    assert (before, gather(make_submission(guest="g")).is_trusted) == (False, True)
    assert (evidence.is_trusted("g"), evidence.is_trusted("h"), evidence.is_trusted("")) == (
        True,
        False,
        False,
    )


def test_undoing_stands_for_the_decision_that_it_restores() -> None:
    comment = make_comment(guest="g")
    log.record(comment, State.APPROVED, Act.APPROVE, by=Rule.AFTERWARDS)

    moderation.undo(moderation.decide(comment, Act.TRASH, by=make_user()), by=make_user())
    by_a_rule = gather(make_submission(guest="g")).is_trusted, evidence.is_trusted("g")
    comment.refresh_from_db()
    moderation.approve(comment, by=make_user())
    moderation.undo(moderation.decide(comment, Act.TRASH, by=make_user()), by=make_user())
    by_a_person = gather(make_submission(guest="g")).is_trusted, evidence.is_trusted("g")

    assert (by_a_rule, by_a_person) == ((False, False), (True, True))


def test_address_is_the_same_whatever_its_case() -> None:
    make_comment(state=State.APPROVED, **CONFIRMED)

    assert gather(make_submission(email="Bea@Readers.example", email_is_confirmed=True)).is_trusted


def test_waiting_reply_earns_no_trust() -> None:
    make_comment(guest="g")

    assert not gather(make_submission(guest="g")).is_trusted


def test_comment_that_is_changed_earns_no_trust_for_itself() -> None:
    comment = make_comment(state=State.APPROVED, guest="g")

    assert not gather(make_submission(article=comment.article, guest="g", key=comment.pk)).is_trusted


def test_history_speaks_for_and_against() -> None:
    make_comment(state=State.APPROVED, guest="good")
    for state in (State.APPROVED, State.SPAM, State.REJECTED):
        make_comment(state=state, guest="bad")
    make_comment(state=State.SPAM, block="block")

    good, bad = (
        {signal.name: signal.weight for signal in history(gather(make_submission(guest=guest)))}
        for guest in ("good", "bad")
    )

    assert good["good-history"] < 0 < good["network-history"]
    assert bad["bad-history"] > 0
    assert "good-history" not in bad


# Rates


def in_bulk(count: int, **fields: Any) -> None:
    article = make_article()
    common = {"article": article, "text": "x", "name": "x", "email": "x@readers.example"} | fields
    Comment.objects.bulk_create(Comment(**common) for _ in range(count))


@pytest.mark.parametrize(
    ("count", "fields", "fired"),
    [
        (BLOCK_RATE - 1, {"block": "block"}, []),
        (BLOCK_RATE, {"block": "block"}, ["block-rate"]),
        (BLOCK_RATE, {"block": "elsewhere"}, []),
        (NETWORK_RATE, {"network": "network"}, ["network-rate"]),
        (SITE_RATE, {}, ["flood"]),
        (SITE_RATE, {"created_at": timezone.now() - timedelta(minutes=11)}, []),
    ],
    ids=["few", "block", "another block", "network", "all", "long ago"],
)
def test_much_at_once_is_told(count: int, fields: dict[str, Any], fired: list[str]) -> None:
    in_bulk(count, **fields)

    assert names(rates(gather(make_submission()))) == fired


def test_much_from_one_browser_is_told_wherever_it_comes_from() -> None:
    in_bulk(BLOCK_RATE, guest="key")

    assert names(rates(gather(make_submission(guest="key")))) == ["guest-rate"]
    assert names(rates(gather(make_submission(guest="another")))) == []


# Duplicates


def test_same_text_is_a_duplicate_under_the_same_parent_only() -> None:
    article = make_article()
    parent, other = (make_comment(article=article, state=State.APPROVED) for _ in range(2))
    submission = make_submission(article=article, parent=parent.pk, text="Hear,  HEAR!")
    make_comment(article=article, parent=other, text_digest=submission.digest)
    under_another = names(duplicates(gather(submission)))

    make_comment(article=article, parent=parent, text_digest=submission.digest)

    assert (under_another, names(duplicates(gather(submission)))) == ([], ["duplicate"])


def test_same_text_under_many_articles_in_a_day_is_told() -> None:
    submission = make_submission()
    for hours in (1, 2, 30):
        make_comment(text_digest=submission.digest, created_at=timezone.now() - timedelta(hours=hours))

    [signal] = duplicates(gather(submission))

    assert (signal.name, signal.detail) == ("duplicate-elsewhere", "2")


@pytest.mark.parametrize(
    "text", ["at last,  a word on the HARBOUR wall.", "At last, a word\non the harbour wall."]
)
def test_case_and_white_space_make_no_other_text(text: str) -> None:
    assert make_submission(text=text).digest == make_submission().digest
