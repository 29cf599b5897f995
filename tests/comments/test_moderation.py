"""What moderators do: each decision is a row of the log; what was not seen as it is, is not decided."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import User

from comments import moderation, receiving
from comments.log import StaleError
from comments.models import Act, Actor, Comment, Decision, Mode, Reason, State
from tests.comments.examining import make_submission
from tests.constraints import refused
from tests.factories import make_comment

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

every_act = pytest.mark.parametrize(("act", "state"), moderation.OUTCOMES.items())

pytestmark = pytest.mark.django_db


@every_act
def test_decision_is_logged_with_who_when_and_why(act: Act, state: State, moderator: User) -> None:
    comment = make_comment()

    with time_machine.travel(NOON, tick=False):
        moderation.decide(comment, act, by=moderator, reason=Reason.INSULT, note="Be kind.")

    decision = Decision.objects.get()
    assert Comment.objects.get().decision == decision
    assert (decision.act, decision.before, decision.after) == (act, State.PENDING, state)
    assert (decision.actor, decision.made_by, decision.made_by_name) == (Actor.MODERATOR, moderator, "mona")
    assert (decision.reason, decision.note, decision.made_at) == (Reason.INSULT, "Be kind.", NOON)
    assert Comment.objects.get().state == state


@every_act
def test_comment_that_another_moderator_decided_is_not_decided_again(
    act: Act, state: State, moderator: User, editor: User
) -> None:
    comment = make_comment()
    seen_by_editor = Comment.objects.get()
    moderation.decide(comment, act, by=moderator)

    with pytest.raises(StaleError):
        moderation.decide(seen_by_editor, Act.TRASH if act != Act.TRASH else Act.SPAM, by=editor)

    assert Comment.objects.get().state == state
    assert Decision.objects.get().made_by == moderator


def test_later_decision_replaces_an_earlier_one(moderator: User) -> None:
    comment = make_comment(state=State.APPROVED)

    moderation.decide(comment, Act.SPAM, by=moderator)

    assert Comment.objects.get().state == State.SPAM
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("state", [State.REJECTED, State.SPAM, State.TRASH, State.WITHDRAWN])
def test_nothing_is_brought_where_it_is_and_nothing_that_was_withdrawn_elsewhere(
    state: State, moderator: User
) -> None:
    comment = make_comment(state=state)
    act = {State.REJECTED: Act.REJECT, State.SPAM: Act.SPAM, State.TRASH: Act.TRASH}.get(state, Act.APPROVE)

    with pytest.raises(StaleError):
        moderation.decide(comment, act, by=moderator)


def test_published_comment_can_be_approved_once_more(moderator: User) -> None:
    comment = make_comment(state=State.APPROVED)

    moderation.approve(comment, by=moderator)

    assert Decision.objects.latest("pk").made_by == moderator


# Many at once


def test_many_are_decided_but_for_what_changed_meanwhile(moderator: User, editor: User) -> None:
    seen = [make_comment() for _ in range(3)]
    moderation.reject(Comment.objects.get(pk=seen[1].pk), by=editor, reason=Reason.OTHER)

    batch = moderation.decide_all(seen, Act.APPROVE, by=moderator)

    assert ([decision.comment for decision in batch.done], batch.stale) == ([seen[0], seen[2]], [seen[1]])
    assert [comment.state for comment in Comment.objects.order_by("pk")] == [
        State.APPROVED,
        State.REJECTED,
        State.APPROVED,
    ]


# Undoing


@every_act
def test_undoing_brings_a_comment_back_and_can_be_undone(act: Act, state: State, moderator: User) -> None:
    decision = moderation.decide(make_comment(), act, by=moderator)

    undoing = moderation.undo(decision, by=moderator)
    undone = Comment.objects.get().state
    moderation.undo(undoing, by=moderator)

    assert (undone, Comment.objects.get().state) == (State.PENDING, state)
    assert [decision.act for decision in Decision.objects.order_by("pk")] == [act, Act.UNDO, Act.UNDO]


def test_decision_is_undone_once(moderator: User) -> None:
    decision = moderation.approve(make_comment(), by=moderator)
    moderation.undo(decision, by=moderator)

    with pytest.raises(StaleError):
        moderation.undo(Decision.objects.get(pk=decision.pk), by=moderator)


def test_what_was_decided_since_is_not_undone(moderator: User, editor: User) -> None:
    comment = make_comment()
    decision = moderation.approve(comment, by=moderator)
    moderation.decide(comment, Act.SPAM, by=editor)

    with pytest.raises(StaleError):
        moderation.undo(Decision.objects.get(pk=decision.pk), by=moderator)

    assert Comment.objects.get().state == State.SPAM


def test_undoing_publishes_no_text_that_nobody_has_read(moderator: User) -> None:
    comment = make_comment()
    moderation.approve(comment, by=moderator)
    submission = make_submission(article=comment.article, text="Buy at https://pills.example", key=comment.pk)
    receiving.change(comment, submission, mode=Mode.FIRST)
    held = Decision.objects.latest("pk")

    with pytest.raises(StaleError):
        moderation.undo(held, by=moderator)

    assert Comment.objects.get().state == State.PENDING


def test_bulk_is_undone_at_once_but_for_what_was_decided_since(moderator: User, editor: User) -> None:
    comments = [make_comment() for _ in range(3)]
    batch = moderation.decide_all(comments, Act.SPAM, by=moderator)
    moderation.approve(comments[0], by=editor)

    undone = moderation.undo_all(Decision.objects.filter(batch=batch.key), by=moderator)

    assert len(undone.done) == 2
    assert undone.stale == [comments[0]]
    assert [comment.state for comment in Comment.objects.order_by("pk")] == [
        State.APPROVED,
        State.PENDING,
        State.PENDING,
    ]


# The log


@pytest.mark.parametrize(
    "change",
    [
        {"act": Act.REJECT},
        {"after": State.SPAM},
        {"reason": Reason.HATE},
        {"note": "No."},
        {"made_by_name": "Somebody"},
        {"made_at": NOON},
    ],
    ids=lambda change: next(iter(change)),
)
def test_log_is_not_changed(change: dict[str, object], moderator: User) -> None:
    moderation.approve(make_comment(), by=moderator)

    with refused("comments_decision is append-only"):
        Decision.objects.update(**change)


def test_decision_outlives_the_moderator_and_the_comment(moderator: User) -> None:
    comment = make_comment()
    moderation.approve(comment, by=moderator)

    moderator.delete()
    comment.article.delete()

    decision = Decision.objects.get()
    assert (decision.made_by, decision.made_by_name, decision.comment) == (None, "mona", None)


@pytest.mark.parametrize(
    "actor",
    [
        {"actor": Actor.MODERATOR},
        {"actor": Actor.RULE},
        {"actor": Actor.WRITER, "made_by_name": "Mona"},
    ],
    ids=["no moderator", "no rule", "a writer with a name"],
)
def test_decision_is_somebodys(actor: dict[str, str]) -> None:
    comment = make_comment()

    with refused("comments_decision_made_by_somebody"):
        Decision.objects.create(
            comment=comment, act=Act.APPROVE, before=State.PENDING, after=State.APPROVED, **actor
        )


def test_undone_reply_goes_back_to_its_place_in_the_queue(moderator: User) -> None:
    comment = make_comment(held_at=NOON)

    moderation.undo(moderation.approve(comment, by=moderator), by=moderator)

    assert Comment.objects.get().held_at == NOON
