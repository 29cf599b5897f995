"""Decisions at the same moment: one holds, and the log says so. Without the version, two would."""

import pytest
from django.contrib.auth.models import User

from comments import log, moderation, writers
from comments.models import Act, Comment, Decision, State
from tests.factories import make_comment, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 6


def decide_at_once(moderators: list[User]) -> list[str]:
    """Each decides about the comment as they saw it; what each is told."""
    seen = [Comment.objects.get() for _ in moderators]
    told: list[str] = []

    def act(comment: Comment, by: User) -> None:
        try:
            told.append(moderation.decide(comment, Act.APPROVE, by=by).made_by_name)
        except log.StaleError:
            told.append("stale")

    at_once(*(lambda c=comment, u=user: act(c, u) for comment, user in zip(seen, moderators, strict=True)))
    return told


def test_of_many_moderators_at_once_one_decides() -> None:
    make_comment()

    told = decide_at_once([make_user(f"m{number}") for number in range(PEOPLE)])

    assert told.count("stale") == PEOPLE - 1
    decision = Decision.objects.get()
    assert (Comment.objects.get().decision, decision.made_by_name in told) == (decision, True)


def test_without_the_version_more_than_one_would_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the same verb, but for the one condition that guards it."""
    make_comment()
    unguarded = Comment.objects.filter

    def by_key_alone(*args: object, version: int | None = None, **kwargs: object) -> object:
        return unguarded(*args, **kwargs)

    monkeypatch.setattr(Comment.objects, "filter", by_key_alone)
    told = decide_at_once([make_user(f"m{number}") for number in range(PEOPLE)])

    assert told.count("stale") < PEOPLE - 1


def test_writer_and_moderator_at_once_leave_one_state_and_one_row() -> None:
    make_comment()
    for_writer, for_moderator = Comment.objects.get(), Comment.objects.get()
    moderator = make_user()
    stale: list[str] = []

    def withdraw() -> None:
        try:
            writers.withdraw(for_writer)
        except log.StaleError:
            stale.append("writer")

    def approve() -> None:
        try:
            moderation.approve(for_moderator, by=moderator)
        except log.StaleError:
            stale.append("moderator")

    at_once(withdraw, approve)

    assert len(stale) == 1
    assert Comment.objects.get().state == {"writer": State.APPROVED, "moderator": State.WITHDRAWN}[stale[0]]
    assert Decision.objects.count() == 1


def test_bulk_is_undone_once_however_often_it_is_pressed() -> None:
    comments = [make_comment() for _ in range(4)]
    moderator = make_user()
    batch = moderation.decide_all(comments, Act.SPAM, by=moderator)
    done: list[int] = []

    def undo() -> None:
        done.append(len(moderation.undo_all(Decision.objects.filter(batch=batch.key), by=moderator).done))

    at_once(undo, undo, undo)

    assert sum(done) == 4
    assert Decision.objects.filter(act=Act.UNDO).count() == 4
    assert set(Comment.objects.values_list("state", flat=True)) == {State.PENDING}
