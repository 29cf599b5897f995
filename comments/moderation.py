"""What moderators do: decide about comments, in their own name, as they saw them; and take it back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from comments import log, tasks
from comments.log import StaleError
from comments.models import Act, Actor, Comment, DecidedText, Decision, Reason, Report, State

OUTCOMES: dict[Act, State] = {
    Act.APPROVE: State.APPROVED,
    Act.REJECT: State.REJECTED,
    Act.SPAM: State.SPAM,
    Act.TRASH: State.TRASH,
}
FINAL = {State.WITHDRAWN, State.ERASED}  # the writer's own word, which no moderator overrules


@dataclass
class Batch:
    """What one click did: the decisions, and the comments that had changed since they were seen.

    A click that was sent twice finds its decisions made: they are `again`, and their batch is the one to undo.
    """

    key: UUID = field(default_factory=uuid4)
    done: list[Decision] = field(default_factory=list)
    again: list[Decision] = field(default_factory=list)
    stale: list[Comment] = field(default_factory=list)

    @property
    def shown(self) -> UUID | None:
        """The batch that the moderator is told of, and can undo; None where nothing was done."""
        return self.key if self.done else self.again[0].batch if self.again else None


def approve(comment: Comment, *, by: User) -> Decision:
    """Publish a comment; of a published one, say that it is right as it is, whatever was reported."""
    return decide(comment, Act.APPROVE, by=by)


def reject(comment: Comment, *, by: User, reason: Reason, note: str = "") -> Decision:
    """Keep a comment from readers, and tell its writer why."""
    return decide(comment, Act.REJECT, by=by, reason=reason, note=note)


@transaction.atomic
def decide(comment: Comment, act: Act, *, by: User, **said: Any) -> Decision:
    """Decide about a comment as this object has it; `said` are the decision's reason and note, and its batch.

    It settles the reports up to the object's `last_report`; those that came later stay open. Raises StaleError if it has changed since, has been withdrawn or erased, or is in that state already.
    """
    after = OUTCOMES[act]
    if comment.state in FINAL or (comment.state == after and act != Act.APPROVE):
        raise StaleError
    decision = log.record(comment, after, act, by=by, said=said, untold_since=timezone.now())
    seen = Report.objects.open().filter(comment=comment, pk__lte=comment.last_report)
    seen.update(handled_at=decision.made_at)
    tasks.decided.enqueue(decision.pk)
    return decision


@transaction.atomic
def decide_all(comments: Iterable[Comment], act: Act, *, by: User, **said: Any) -> Batch:
    """Decide about many, each by itself: what cannot be decided as it was seen is left as it is, and named.

    They are taken by key, so that two clicks at once wait for one another and never for each other.
    """
    batch = Batch()
    for comment in sorted(comments, key=lambda comment: comment.pk):
        try:
            batch.done.append(decide(comment, act, by=by, batch=batch.key, **said))
        except StaleError:
            _note_stale(batch, comment, act, by)
    return batch


@transaction.atomic
def undo(decision: Decision, *, by: User, batch: UUID | None = None) -> Decision:
    """Bring a comment back to where it was before a decision, to its old place in the queue; that can be undone too.

    Raises StaleError if anything was done to the comment since, for what its writer did or a moderator did at
    their wish, and where that would publish a text that was changed after it was approved: nobody has read it.
    """
    comment = decision.comment
    if comment is None or decision.actor == Actor.WRITER:
        raise StaleError
    comment.refresh_from_db(from_queryset=Comment.objects.select_for_update())
    if comment.decision_id != decision.pk or comment.state in FINAL:
        raise StaleError
    if decision.before == State.APPROVED and _was_changed(comment, before=decision):
        raise StaleError
    said = {"batch": batch, "undoes": decision}
    undoing = log.record(comment, decision.before, Act.UNDO, by=by, said=said, untold_since=timezone.now())
    _restore_reports(decision, undoing)
    tasks.decided.enqueue(undoing.pk)
    return undoing


@transaction.atomic
def undo_all(decisions: QuerySet[Decision], *, by: User) -> Batch:
    """Take decisions back, each by itself, but for what has changed since."""
    batch = Batch()
    for decision in decisions.select_related("comment").order_by("comment", "pk"):
        try:
            batch.done.append(undo(decision, by=by, batch=batch.key))
        except StaleError:
            if decision.comment:
                _note_stale(batch, decision.comment, Act.UNDO, by, undoes=decision)
    return batch


def _was_changed(comment: Comment, *, before: Decision) -> bool:
    """Whether the text is another than the one that was approved before a decision; two queries."""
    approvals = Decision.objects.filter(comment=comment, after=State.APPROVED, pk__lt=before.pk)
    last = approvals.order_by("pk").last()
    if last is None or (comment.edited_at and last.made_at < comment.edited_at):
        return True
    return DecidedText.objects.filter(comment=comment, decision__gte=last).exists()


def _restore_reports(decision: Decision, undoing: Decision) -> None:
    """Open the reports again that a decision settled; where it was an undoing itself, settle those that it opened."""
    reports = Report.objects.filter(comment=decision.comment_id)
    reopened = reports.filter(handled_at=decision.made_at).update(handled_at=None)
    if decision.act == Act.UNDO and not reopened:
        reports.open().filter(made_at__lte=decision.made_at).update(handled_at=undoing.made_at)


def _note_stale(batch: Batch, comment: Comment, act: Act, by: User, **of: Any) -> None:
    """Tell whether the one thing that has changed since is this same act: then it was sent twice."""
    of = of or {"comment__version": comment.version + 1}
    last = Decision.objects.filter(comment=comment.pk, comment__decision=F("pk"))
    same = last.filter(act=act, actor=Actor.MODERATOR, made_by=by, **of).first()
    if same:
        batch.again.append(same)
    else:
        batch.stale.append(comment)
