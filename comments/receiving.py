"""How a reply comes in: it passes the pipeline, is stored once, and waits unless a rule of the site publishes it."""

from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from comments import log, tasks
from comments.models import Act, Badge, Comment, Mode, Rule, State
from comments.signals import Finding, examine
from comments.signals.evidence import MOST_FROM_A_BLOCK
from comments.signals.signal import LIKELY_SPAM, Signal
from comments.signals.submission import Submission

RULED: dict[Rule, tuple[State, Act]] = {
    Rule.BANNED: (State.REJECTED, Act.REJECT),
    Rule.SIGNALS: (State.SPAM, Act.SPAM),
    Rule.STAFF: (State.APPROVED, Act.APPROVE),
    Rule.TRUSTED: (State.APPROVED, Act.APPROVE),
    Rule.AFTERWARDS: (State.APPROVED, Act.APPROVE),
}
UNPUBLISHED = {rule for rule, (state, _act) in RULED.items() if state != State.APPROVED}


class TooManyError(Exception):
    """More replies came from one address block than are taken at once."""


def take(
    comment: Comment, submission: Submission, *, mode: Mode, user: User | None = None, topics: list[str]
) -> Comment:
    """Store a reply and say what becomes of it; `topics` are what its writer wants to be told of by mail.

    The same reply sent again is the one that is stored already. Raises TooManyError, and stores nothing, where a
    flood comes from one address block. At most nine queries.
    """
    finding = examine(submission)
    if finding.evidence.from_block >= MOST_FROM_A_BLOCK:
        raise TooManyError
    comment.stand_under(comment.parent)
    for name, value in (_kept(finding) | _origin(submission)).items():
        setattr(comment, name, value)
    comment.badge = _badge(comment, user)
    try:
        with transaction.atomic():
            comment.save(force_insert=True)
            _apply(comment, _rule(finding, mode, is_staff=user is not None))
            tasks.received.enqueue(comment.pk, topics)
    except IntegrityError:
        return Comment.objects.select_related("article").get(fingerprint=submission.fingerprint)
    return comment


def change(comment: Comment, submission: Submission, *, mode: Mode) -> None:
    """Give a comment another text, which passes the pipeline as a new one does.

    What was published, and would not be now, waits again; what a decision holds, no change publishes. Raises
    `log.StaleError` if the comment has changed since it was seen.
    """
    finding = examine(submission)
    finding.signals.append(Signal("edited", 0))
    text = {"text": submission.text, "text_digest": submission.digest, "edited_at": timezone.now()}
    with transaction.atomic():
        _set(comment, _kept(finding) | text)
        rule = _rule(finding, mode)
        if comment.state == State.PENDING and (comment.decision is None or rule in UNPUBLISHED):
            _apply(comment, rule)
        elif comment.state == State.APPROVED and (rule is None or rule in UNPUBLISHED):
            log.record(comment, State.PENDING, Act.HOLD, by=Rule.EDITED, held_at=timezone.now())


def _set(comment: Comment, changes: dict[str, Any]) -> None:
    """Change what a comment says, as it was seen."""
    seen = Comment.objects.filter(pk=comment.pk, version=comment.version)
    if not seen.update(version=F("version") + 1, **changes):
        raise log.StaleError
    comment.version += 1
    for name, value in changes.items():
        setattr(comment, name, value)


def _rule(finding: Finding, mode: Mode, *, is_staff: bool = False) -> Rule | None:
    """The rule that decides, the first that fits; None where a moderator does."""
    fitting = {
        Rule.BANNED: finding.is_banned,
        Rule.STAFF: is_staff,
        Rule.SIGNALS: finding.is_spam,
        None: finding.is_held or mode == Mode.ALL,
        Rule.TRUSTED: finding.evidence.is_trusted,
        Rule.AFTERWARDS: mode == Mode.AFTERWARDS,
    }
    return next((rule for rule, fits in fitting.items() if fits), None)


def _apply(comment: Comment, rule: Rule | None) -> None:
    if rule is not None:
        state, act = RULED[rule]
        log.record(comment, state, act, by=rule)


def _kept(finding: Finding) -> dict[str, Any]:
    return {
        "signals": [signal.stored() for signal in finding.signals],
        "score": finding.score,
        "is_likely_spam": finding.score >= LIKELY_SPAM,
    }


def _origin(submission: Submission) -> dict[str, Any]:
    return {
        "guest": submission.guest,
        "block": submission.visitor.block,
        "network": submission.visitor.network,
        "fingerprint": submission.fingerprint,
        "text_digest": submission.digest,
    }


def _badge(comment: Comment, user: User | None) -> Badge:
    if user is None:
        return Badge.NONE
    return Badge.AUTHOR if comment.article.created_by_id == user.pk else Badge.STAFF
