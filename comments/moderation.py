"""What moderators do: decide about comments, in their own name, as they saw them; and take it back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments import log, tasks
from comments.log import StaleError
from comments.models import Act, Actor, Comment, Decision, Reason, Report, State

OUTCOMES: dict[Act, State] = {
    Act.APPROVE: State.APPROVED,
    Act.REJECT: State.REJECTED,
    Act.SPAM: State.SPAM,
    Act.TRASH: State.TRASH,
}
FINAL = {State.WITHDRAWN, State.ERASED}  # the writer's own word, which no moderator overrules


@dataclass
class Batch:
    """What one click did: the decisions, and the comments that had changed since they were seen."""

    key: UUID = field(default_factory=uuid4)
    done: list[Decision] = field(default_factory=list)
    stale: list[Comment] = field(default_factory=list)


def approve(comment: Comment, *, by: User) -> Decision:
    """Publish a comment; of a published one, say that it is right as it is, whatever was reported."""
    return decide(comment, Act.APPROVE, by=by)


def reject(comment: Comment, *, by: User, reason: Reason, note: str = "") -> Decision:
    """Keep a comment from readers, and tell its writer why."""
    return decide(comment, Act.REJECT, by=by, reason=reason, note=note)


def mark_as_spam(comment: Comment, *, by: User) -> Decision:
    """Keep spam from readers."""
    return decide(comment, Act.SPAM, by=by)


def trash(comment: Comment, *, by: User) -> Decision:
    """Put a comment away."""
    return decide(comment, Act.TRASH, by=by)


@transaction.atomic
def decide(comment: Comment, act: Act, *, by: User, **said: Any) -> Decision:
    """Decide about a comment as this object has it; `said` are the decision's reason and note, and its batch.

    Raises StaleError if it has changed since, has been withdrawn or erased, or is in that state already.
    """
    after = OUTCOMES[act]
    if comment.state in FINAL or (comment.state == after and act != Act.APPROVE):
        raise StaleError
    decision = log.record(comment, after, act, by=by, said=said)
    Report.objects.open().filter(comment=comment).update(handled_at=decision.made_at)
    tasks.decided.enqueue(decision.pk)
    return decision


def decide_all(comments: Iterable[Comment], act: Act, *, by: User, **said: Any) -> Batch:
    """Decide about many, each by itself: what cannot be decided as it was seen is left as it is, and named."""
    batch = Batch()
    for comment in comments:
        try:
            batch.done.append(decide(comment, act, by=by, batch=batch.key, **said))
        except StaleError:
            batch.stale.append(comment)
    return batch


@transaction.atomic
def undo(decision: Decision, *, by: User, batch: UUID | None = None) -> Decision:
    """Bring a comment back to where it was before a decision; an undoing can be undone too.

    Raises StaleError if anything was done to the comment since, for what its writer did or a moderator did at their
    wish, and for what changed nothing.
    """
    comment = decision.comment
    if comment is None or comment.decision_id != decision.pk or decision.actor == Actor.WRITER:
        raise StaleError
    if comment.state in FINAL or decision.before == decision.after:
        raise StaleError
    held: dict[str, Any] = {"held_at": timezone.now()} if decision.before == State.PENDING else {}
    said = {"batch": batch, "undoes": decision}
    try:
        undoing = log.record(comment, decision.before, Act.UNDO, by=by, said=said, **held)
    except IntegrityError as error:  # somebody else has undone it at the same moment
        raise StaleError from error
    tasks.decided.enqueue(undoing.pk)
    return undoing


def undo_batch(key: UUID, *, by: User) -> Batch:
    """Take back all that one click did, but for what has changed since."""
    batch = Batch()
    for decision in Decision.objects.filter(batch=key).select_related("comment").order_by("pk"):
        try:
            batch.done.append(undo(decision, by=by, batch=batch.key))
        except StaleError:
            if decision.comment:
                batch.stale.append(decision.comment)
    return batch
