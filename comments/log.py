"""How a comment's state is changed: by one row of the log, and only as it was seen."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from comments.models import Act, Actor, Comment, Decision, Rule, State
from newsroom.people import name_of


class StaleError(Exception):
    """The comment has changed since it was seen: somebody decided, or its writer did something."""


@transaction.atomic(savepoint=False)
def record(
    comment: Comment,
    after: State | str,
    act: Act,
    *,
    by: User | Rule | None,
    said: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Decision:
    """Bring a comment, as this object has it, into another state; two queries.

    `by` is a moderator, a rule of the site, or None for its writer. `said` are more fields of the decision (reason,
    note, batch, undoes); `changes` are fields of the comment that change with its state. Raises StaleError if the row is
    no longer at the object's version; the whole transaction then changes nothing.
    """
    decision = Decision.objects.create(
        comment=comment, act=act, before=comment.state, after=after, **_actor(by), **(said or {})
    )
    seen = Comment.objects.filter(pk=comment.pk, version=comment.version)
    if not seen.update(state=after, decision=decision, version=F("version") + 1, **changes):
        raise StaleError
    comment.version += 1
    for name, value in (changes | {"state": str(after), "decision": decision}).items():
        setattr(comment, name, value)
    return decision


def explaining(decision: Decision) -> Decision:
    """The decision that says why its reply stands as it does: this one, or the one that it brought back by undoing.

    Where a reply is back in the queue as it came, none does but the undoing. One query, if any.
    """
    if decision.act != Act.UNDO:
        return decision
    brought_back = Decision.objects.in_force().filter(comment=decision.comment_id)
    return brought_back.order_by("-pk").first() or decision


def _actor(by: User | Rule | None) -> dict[str, Any]:
    if by is None:
        return {"actor": Actor.WRITER}
    if isinstance(by, Rule):
        return {"actor": Actor.RULE, "rule": by}
    return {"actor": Actor.MODERATOR, "made_by": by, "made_by_name": name_of(by)}
