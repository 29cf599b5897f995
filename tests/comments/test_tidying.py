"""What is not kept, and that nothing rests on its being tidied away in time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import F
from django.utils import timezone
from pytest_django import Settings

from comments import subscriptions, tidying
from comments.models import Ban, BanKind, Comment, Complaint, Confirmation, Report, State, Subscription, Topic
from comments.signals import evidence
from comments.signals.submission import Submission
from newsroom.visitors import Visitor
from tests.factories import make_article, make_comment, make_user

NOW = datetime(2026, 5, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
PLACE: dict[str, Any] = {"block": "b" * 32, "network": "n" * 32}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_network_of_a_reply_is_forgotten_after_the_days_of_the_setting(settings: Settings) -> None:
    settings.REPLIES_NETWORK_DAYS = 30
    old = make_comment(created_at=NOW - 30 * DAY - SECOND, **PLACE)
    new = make_comment(created_at=NOW - 30 * DAY, **PLACE)

    assert tidying.forget() == 1

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.block, old.network, old.text != "") == ("", "", True)
    assert (new.block, new.network) == (PLACE["block"], PLACE["network"])
    assert tidying.forget() == 0


def test_reports_forget_who_made_them_and_stay() -> None:
    comment = make_comment(state=State.APPROVED)
    for number in range(2):
        Report.objects.create(
            comment=comment,
            address=str(number) * 32,
            block=PLACE["block"],
            complaint=Complaint.SPAM,
            words="Look",
            made_at=NOW - 31 * DAY,
        )
    Report.objects.create(comment=comment, address="x" * 32, complaint=Complaint.HATE, made_at=NOW - DAY)

    tidying.forget()

    assert not Report.objects.exclude(block="").exists()
    assert list(Report.objects.values_list("address", "words")) == [
        ("", "Look"),
        ("", "Look"),
        ("x" * 32, ""),
    ]


def test_address_that_nobody_confirmed_is_forgotten_after_a_week() -> None:
    article = make_article()
    common: dict[str, Any] = {"topic": Topic.ALL, "article": article, "email": "bea@readers.example"}
    Subscription.objects.create(**common, asked_at=NOW - 7 * DAY - SECOND)
    waiting = Subscription.objects.create(**common, asked_at=NOW - 7 * DAY)
    confirmed = Subscription.objects.create(**common, asked_at=NOW - 300 * DAY, confirmed_at=NOW - 299 * DAY)

    subscriptions.forget()

    assert list(Subscription.objects.all()) == [waiting, confirmed]


def test_address_that_was_asked_again_is_kept_as_long_as_that_can_be_answered() -> None:
    comment = make_comment()
    Subscription.objects.create(
        topic=Topic.ALL, comment=comment, article=comment.article, email=comment.email, asked_at=NOW - 8 * DAY
    )
    Confirmation.objects.create(comment=comment, mailbox="m" * 32, asked_at=NOW - 2 * DAY)

    subscriptions.forget()
    assert Subscription.objects.exists()

    subscriptions.forget(at=NOW + 6 * DAY)
    assert not Subscription.objects.exists()


def test_ban_of_a_block_holds_by_its_own_hash_until_it_ends() -> None:
    make_comment(created_at=NOW - 40 * DAY, **PLACE)
    by: dict[str, Any] = {"made_by": make_user(), "made_by_name": "desk"}
    for until in (NOW + DAY, NOW - DAY, NOW - 31 * DAY):
        Ban.objects.create(kind=BanKind.BLOCK, value=PLACE["block"], until=until, **by)
    Ban.objects.create(kind=BanKind.NAME, value="Spam.*", until=NOW - 300 * DAY, **by)

    tidying.forget()

    assert Ban.objects.in_force().get().value == PLACE["block"]
    assert Ban.objects.filter(kind=BanKind.BLOCK).count() == 2
    assert Ban.objects.filter(kind=BanKind.NAME).exists()


@pytest.mark.parametrize(("kept", "days", "counted"), [(30, 6, 1), (30, 8, 0), (3, 2, 1), (3, 4, 0)])
def test_network_is_not_asked_for_once_its_time_is_over(
    settings: Settings, kept: int, days: int, counted: int
) -> None:
    settings.REPLIES_NETWORK_DAYS = kept
    make_comment(state=State.SPAM, created_at=NOW - days * DAY, **PLACE)
    submission = Submission(make_article(), "Yes.", "Bea", "bea@readers.example", visitor=Visitor(**PLACE))

    assert evidence.gather(submission).spam_from_block == counted


def test_much_is_forgotten_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "CHUNK", 2)
    article = make_article()
    for _ in range(5):
        make_comment(article=article, created_at=NOW - 31 * DAY, **PLACE)

    assert tidying.forget(chunks=1) == 2
    assert tidying.forget() == 3
    assert not Comment.objects.exclude(block="").exists()


def test_what_a_moderator_has_seen_does_not_become_stale(clock: time_machine.Traveller) -> None:
    comment = make_comment(created_at=NOW - 31 * DAY, **PLACE)

    tidying.forget(at=timezone.now())

    assert Comment.objects.filter(pk=comment.pk, version=F("version")).get().version == comment.version
