"""How a reply comes in: it passes the pipeline, is stored once, and waits unless a rule of the site publishes it."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from articles.models import Revision
from comments import log, tasks
from comments.models import Act, Badge, Comment, DecidedText, Mode, Rule, State
from comments.signals import Finding, evidence, examine, lists
from comments.signals.evidence import MOST_FROM_A_BLOCK, SOON
from comments.signals.signal import LIKELY_SPAM, OF_SENDING, Signal, read
from comments.signals.submission import Submission
from newsroom.limits import counted
from newsroom.people import name_of

RULED: dict[Rule, tuple[State, Act]] = {
    Rule.BANNED: (State.REJECTED, Act.REJECT),
    Rule.SIGNALS: (State.SPAM, Act.SPAM),
    Rule.STAFF: (State.APPROVED, Act.APPROVE),
    Rule.TRUSTED: (State.APPROVED, Act.APPROVE),
    Rule.AFTERWARDS: (State.APPROVED, Act.APPROVE),
}
UNPUBLISHED = {rule for rule, (state, _act) in RULED.items() if state != State.APPROVED}
RESENT = timedelta(minutes=10)  # for so long whoever sends a reply again is led to it


class KnownError(Exception):
    """The same reply was sent long ago, or from nobody knows where; who sends it now need not be who sent it then."""


class GoneError(Exception):
    """What was replied to, the article or a comment, was deleted while the reply was examined."""


def take(
    comment: Comment, submission: Submission, *, mode: Mode, user: User | None = None, topics: list[str]
) -> Comment:
    """Store a reply and say what becomes of it; `topics` are what its writer wants to be told of by mail.

    The same reply sent again within ten minutes, from the same address or browser, is the one that is stored already;
    otherwise it is refused by KnownError. Raises GoneError, or `limits.ReachedError` where a flood comes from one address
    block, and stores nothing. At most nine queries.
    """
    finding = examine(submission)
    comment.stand_under(comment.parent)
    for name, value in (_kept(finding) | _origin(submission)).items():
        setattr(comment, name, value)
    comment.badge = _badge(comment, user)
    comment.topics, comment.untold_since = ",".join(topics), timezone.now()
    try:
        limit, stored = {comment.block: MOST_FROM_A_BLOCK}, finding.evidence.from_block
        with counted("reply", limit, within=SOON, stored=stored), transaction.atomic():
            comment.save(force_insert=True)
            _decide(comment, _rule(finding, mode, is_staff=user is not None), staff=user, is_told=False)
            tasks.received.enqueue(comment.pk)
    except IntegrityError as error:
        return _sent_before(submission, error)
    return comment


def _sent_before(submission: Submission, error: IntegrityError) -> Comment:
    """The stored reply that the database refused another of; where there is none, it missed what was replied to."""
    stored = Comment.objects.select_related("article").filter(fingerprint=submission.fingerprint).first()
    if stored is None:
        raise GoneError from error
    is_theirs = submission.visitor.address or (stored.guest and stored.guest == submission.guest)
    if not is_theirs or stored.created_at < timezone.now() - RESENT:
        raise KnownError
    return stored


def change(comment: Comment, submission: Submission, *, mode: Mode) -> None:
    """Give a comment another text, which passes the pipeline as a new one does.

    What was published, and would not be now, waits again; what still would be is published by the rule that lets it,
    whoever published the former text. What a decision holds, no change publishes. The same text again is no change.
    Raises `log.StaleError` if the comment has changed since it was seen, or was answered while its text was examined.
    """
    stored = Comment.objects.filter(pk=comment.pk).values_list("text", flat=True)
    former = stored.first() or ""  # the object may have the new one already
    if former == submission.text:
        return
    finding = examine(submission)
    fired = {signal.name for signal in finding.signals}
    kept = (signal for signal in read(comment.signals) if signal.name in OF_SENDING - fired)
    finding.signals.extend(kept)
    finding.signals.append(Signal("edited", 0))
    text = {"text": submission.text, "text_digest": submission.digest, "edited_at": timezone.now()}
    staff = _staff_writer(comment)
    with transaction.atomic():
        _set(comment, _kept(finding) | text)
        if comment.is_answered():
            raise log.StaleError
        _keep_decided(comment, former)
        _decide_again(comment, _rule(finding, mode, is_staff=staff is not None), staff)


def reconsider(comment: Comment, *, mode: Mode) -> None:
    """Look at a reply that waits once more, since its address was confirmed; it can only be published by that.

    What spoke for or against it when it came still does; whose it is, and who is banned, is asked anew. What anybody
    has decided about stays. Raises `log.StaleError` if it has changed since it was seen. Three queries, five where it
    waits on, nine where it is published.
    """
    if comment.state != State.PENDING or comment.decision_id:
        return
    submission = Submission.of(comment)
    known = evidence.gather(submission)
    asked = [*evidence.history(known), *lists.banned(submission, lists.load())]
    anew = evidence.OF_HISTORY | lists.OF_BANS | {signal.name for signal in asked}
    kept = [signal for signal in read(comment.signals) if signal.name not in anew]
    finding = Finding(kept + asked, known)
    if _rule(finding, mode) == Rule.TRUSTED:
        _decide(comment, Rule.TRUSTED, **_kept(finding))
    else:
        seen = Comment.objects.filter(pk=comment.pk, version=comment.version)
        seen.update(**_kept(finding))


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


def _keep_decided(comment: Comment, text: str) -> None:
    """Keep what a comment said at its last decision, unless it has been changed since already."""
    if comment.decision_id:
        decided = DecidedText(decision_id=comment.decision_id, comment=comment, text=text)
        DecidedText.objects.bulk_create([decided], ignore_conflicts=True)


def _decide_again(comment: Comment, rule: Rule | None, staff: User | None) -> None:
    """Say what becomes of a changed text, where a rule of the site may say so."""
    is_refused = rule is None or rule in UNPUBLISHED
    if comment.state == State.PENDING and (comment.decision is None or rule in UNPUBLISHED):
        _decide(comment, rule, staff=staff)
    elif comment.state == State.APPROVED and is_refused:
        log.record(comment, State.PENDING, Act.HOLD, by=Rule.EDITED, held_at=timezone.now())
    elif comment.state == State.APPROVED:
        _decide(comment, rule, staff=staff, is_told=False)


def _decide(
    comment: Comment, rule: Rule | None, *, staff: User | None = None, is_told: bool = True, **changes: Any
) -> None:
    """Have a rule, if any, decide about a reply; that of the staff in the name of the member who wrote it.

    `is_told` has the worker tell of it: not where `tasks.received` does, nor where readers see the reply already.
    """
    if rule is None:
        return
    state, act = RULED[rule]
    said = {"made_by": staff, "made_by_name": name_of(staff)} if staff and rule == Rule.STAFF else {}
    if is_told:
        changes["untold_since"] = timezone.now()
    decision = log.record(comment, state, act, by=rule, said=said, **changes)
    if is_told:
        tasks.decided.enqueue(decision.pk)


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


def _staff_writer(comment: Comment) -> User | None:
    """The member of staff who wrote a reply, as the log tells, if they still are one; a query for what has a badge."""
    if not comment.badge:
        return None
    as_staff = {"decisions__comment": comment, "decisions__rule": Rule.STAFF}
    return User.objects.filter(is_active=True, is_staff=True, **as_staff).first()


def _badge(comment: Comment, user: User | None) -> Badge:
    """What readers are told of its writer: an author is whom the byline names just now; one query for staff."""
    if user is None:
        return Badge.NONE
    signed = Revision.objects.live().filter(article=comment.article_id).signed_by(user)
    return Badge.AUTHOR if signed.exists() else Badge.STAFF
