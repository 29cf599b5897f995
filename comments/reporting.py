"""How readers report a reply: once a browser and once an address.

Enough of those who can be trusted hide it until a moderator has looked.
"""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments import log
from comments.log import StaleError
from comments.models import Act, Actor, Comment, Decision, Report, Rule, State
from comments.signals import evidence
from newsroom.limits import counted
from newsroom.visitors import Visitor

SOON = timedelta(minutes=10)  # in which the reports of one address block are counted
MOST_FROM_A_BLOCK = 10


def take(report: Report, *, visitor: Visitor, guest: str = "", user: User | None = None) -> None:
    """Store what somebody says of a published reply; who says it of the same reply again is thanked for nothing new.

    That is whoever has the same browser, or the same address; but of the trusted, who cannot be made by clearing
    cookies, several behind one address count each. The first report stands, also where only a later one would have
    been trusted.
    `guest` is the key of a signed cookie, `user` a member of staff who is logged in, whose own key goes before the
    browser's: each of them counts once, also where no address tells them apart. Raises `limits.ReachedError`, and
    stores nothing, where a flood comes from one address block. At most nine queries.
    """
    key = _key_of(user) if user else guest
    report.guest, report.address, report.block = key, visitor.address, visitor.block
    report.is_trusted = user is not None or evidence.is_trusted(guest)
    limit = {visitor.block: MOST_FROM_A_BLOCK}
    with suppress(IntegrityError, _KnownError), counted("report", limit, within=SOON), transaction.atomic():
        _store(report)


class _KnownError(Exception):
    """Somebody reports again, or what is there no more."""


def _key_of(user: User) -> str:
    return salted_hmac("comments.reporting", str(user.pk), algorithm="sha256").hexdigest()[:32]


def _store(report: Report) -> None:
    """Store a report, and hide what enough readers have reported; of those who report at once, one by one."""
    comment = Comment.objects.select_for_update().get(pk=report.comment_id)
    neighbours = Report.objects.filter(comment=comment, address=report.address).exclude(address="")
    if report.is_trusted:
        neighbours = neighbours.filter(is_trusted=False)
    if comment.state == State.ERASED or neighbours.exists():
        raise _KnownError
    report.save(force_insert=True)
    if report.is_trusted and _is_to_be_hidden(comment):
        with suppress(StaleError), transaction.atomic():  # a moderator, or its writer, was faster
            log.record(comment, State.PENDING, Act.HOLD, by=Rule.REPORTED, held_at=timezone.now())


def _is_to_be_hidden(comment: Comment) -> bool:
    """Whether enough trusted readers report a text that was not hidden by reports, nor kept in spite of any."""
    if comment.state != State.APPROVED:
        return False
    settled = Report.objects.filter(comment=comment, handled_at=OuterRef("made_at"))
    kept = Q(Exists(settled), act=Act.APPROVE, before=State.APPROVED, actor=Actor.MODERATOR)
    about_text = Decision.objects.filter(
        comment=comment, made_at__gte=comment.edited_at or comment.created_at
    )
    if about_text.filter(kept | Q(rule=Rule.REPORTED)).exists():
        return False
    return Report.objects.open().filter(comment=comment, is_trusted=True).count() >= settings.REPLIES_REPORTS
