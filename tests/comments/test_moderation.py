"""What moderators do: each decision notes who made it and when."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import User

from comments import moderation
from comments.models import Comment, State
from tests.factories import make_comment

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

VERBS = {
    State.APPROVED: moderation.approve,
    State.REJECTED: moderation.reject,
    State.SPAM: moderation.mark_as_spam,
}
every_verb = pytest.mark.parametrize(("state", "verb"), VERBS.items(), ids=VERBS)

pytestmark = pytest.mark.django_db


@every_verb
def test_decision_notes_who_and_when(state: State, verb: Callable[..., int], moderator: User) -> None:
    make_comment()

    with time_machine.travel(NOON, tick=False):
        verb(Comment.objects.all(), by=moderator)

    comment = Comment.objects.get()
    assert (comment.state, comment.decided_by, comment.decided_at) == (state, moderator, NOON)


@every_verb
def test_deciding_twice_counts_once_and_keeps_the_first_decision(
    state: State, verb: Callable[..., int], moderator: User, editor: User
) -> None:
    make_comment()

    counts = [verb(Comment.objects.all(), by=user) for user in (moderator, editor)]

    assert counts == [1, 0]
    assert Comment.objects.get().decided_by == moderator


def test_later_decision_replaces_an_earlier_one(moderator: User) -> None:
    make_comment(state=State.APPROVED)

    assert moderation.mark_as_spam(Comment.objects.all(), by=moderator) == 1
    assert Comment.objects.get().state == State.SPAM


def test_only_the_chosen_comments_are_decided(moderator: User) -> None:
    chosen, other = make_comment(), make_comment()

    moderation.approve(Comment.objects.filter(pk=chosen.pk), by=moderator)

    assert Comment.objects.pending().get() == other
