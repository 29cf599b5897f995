"""What moderators do: decide about comments, in their own name."""

from django.contrib.auth.models import User
from django.utils import timezone

from comments.models import CommentQuerySet, State


def approve(comments: CommentQuerySet, *, by: User) -> int:
    """Publish comments; returns how many were not published before."""
    return _decide(comments, State.APPROVED, by)


def reject(comments: CommentQuerySet, *, by: User) -> int:
    """Keep comments from readers; returns how many were not rejected before."""
    return _decide(comments, State.REJECTED, by)


def mark_as_spam(comments: CommentQuerySet, *, by: User) -> int:
    """Keep spam from readers; returns how many were not marked before."""
    return _decide(comments, State.SPAM, by)


def _decide(comments: CommentQuerySet, state: State, by: User) -> int:
    return comments.exclude(state=state).update(state=state, decided_at=timezone.now(), decided_by=by)
