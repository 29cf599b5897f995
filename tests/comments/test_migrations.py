"""Migrations of data, on rows of the time before them: decisions get a log, reports the key of a guest; and backwards."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from tests.factories import make_user
from tests.migrating import Migrate, migrations_of

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
BEFORE, AFTER = "0007_learning", "0008_log_earlier_decisions"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def migrate() -> Iterator[Migrate]:
    with migrations_of("comments") as migrate:
        yield migrate


def make_comments(models: Any) -> dict[str, Any]:
    """A thread of three levels, and one comment of each state."""
    moderator = make_user("mona", first_name="Mona", last_name="Reed")
    article = models.get_model("articles", "Article").objects.create(slug="flood")
    comments: dict[str, Any] = {}
    for text, parent, state in (
        ("root", None, "approved"),
        ("answer", "root", "approved"),
        ("deep", "answer", "rejected"),
        ("other", None, "spam"),
        ("waiting", None, "pending"),
    ):
        decided = {} if state == "pending" else {"decided_at": NOON, "decided_by_id": moderator.pk}
        comments[text] = models.get_model("comments", "Comment").objects.create(
            article=article,
            parent=comments.get(parent or ""),
            text=text,
            name="Bea",
            email="bea@readers.example",
            state=state,
            created_at=NOON,
            **decided,
        )
    return comments


def test_what_was_decided_is_in_the_log_and_each_comment_in_its_thread(migrate: Migrate) -> None:
    make_comments(migrate(BEFORE))

    models = migrate(AFTER)

    comments = models.get_model("comments", "Comment").objects.select_related("decision", "root")
    by_text = {comment.text: comment for comment in comments}
    acts = {text: comment.decision and comment.decision.act for text, comment in by_text.items()}
    places = {text: (comment.root and comment.root.text, comment.depth) for text, comment in by_text.items()}
    assert acts == {
        "root": "approve",
        "answer": "approve",
        "deep": "reject",
        "other": "spam",
        "waiting": None,
    }
    assert places == {
        "root": (None, 0),
        "answer": ("root", 1),
        "deep": ("root", 2),
        "other": (None, 0),
        "waiting": (None, 0),
    }
    decision = by_text["deep"].decision
    assert (decision.before, decision.after, decision.actor) == ("pending", "rejected", "moderator")
    assert (decision.made_by_name, decision.made_at) == ("Mona Reed", NOON)
    assert by_text["waiting"].held_at == NOON


def test_going_back_says_again_who_decided_and_holds_what_only_the_log_knows(migrate: Migrate) -> None:
    make_comments(migrate(BEFORE))
    models = migrate(AFTER)
    comments = models.get_model("comments", "Comment").objects
    decision = models.get_model("comments", "Decision").objects.create(
        comment=comments.get(text="waiting"),
        act="withdraw",
        before="pending",
        after="withdrawn",
        actor="writer",
    )
    comments.filter(text="waiting").update(state="withdrawn", decision=decision)

    models = migrate(BEFORE)

    rows = models.get_model("comments", "Comment").objects.values_list("text", "state", "decided_at")
    assert {text: (state, decided_at) for text, state, decided_at in rows} == {
        "root": ("approved", NOON),
        "answer": ("approved", NOON),
        "deep": ("rejected", NOON),
        "other": ("spam", NOON),
        "waiting": ("pending", None),
    }
    assert not models.get_model("comments", "Decision").objects.exists()


def test_what_was_the_key_of_a_guest_is_told_from_the_hash_of_an_address(migrate: Migrate) -> None:
    models = migrate("0022_report_guest_and_address")
    article = models.get_model("articles", "Article").objects.create(slug="flood")
    said = {"article": article, "text": "At last.", "name": "Bea", "email": "bea@readers.example"}
    comment = models.get_model("comments", "Comment").objects.create(**said)
    guest, address = "kJ3_-x" + "a" * 26, "0f" * 16
    for visitor in (guest, address, ""):
        report = {"comment": comment, "complaint": "spam", "address": visitor}
        models.get_model("comments", "Report").objects.create(**report)

    after = migrate("0024_reports_once").get_model("comments", "Report").objects.order_by("pk")
    told = list(after.values_list("guest", "address"))
    before = migrate("0021_decided_text").get_model("comments", "Report").objects.order_by("pk")

    assert told == [(guest, ""), ("", address), ("", "")]
    assert list(before.values_list("visitor", flat=True)) == [guest, address, ""]


def test_what_led_to_people_is_forgotten(migrate: Migrate) -> None:
    models = migrate("0028_reports_of_trusted_neighbours")
    article = models.get_model("articles", "Article").objects.create(slug="flood")
    for number, block in enumerate(["", "block"]):
        models.get_model("comments", "Comment").objects.create(
            article=article, text="Why?", name="Bea", block=block, fingerprint=str(number)
        )
    user = make_user()
    ban, _ = ContentType.objects.get_or_create(app_label="comments", model="ban")
    LogEntry.objects.create(user=user, content_type=ban, action_flag=1, object_repr="bea@readers.example")

    models = migrate("0029_what_still_led_to_people")

    comments = models.get_model("comments", "Comment").objects.order_by("pk")
    assert list(comments.values_list("fingerprint", flat=True)) == [None, "1"]
    assert LogEntry.objects.get().object_repr == "–"
