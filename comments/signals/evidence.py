"""What the database knows that bears on a reply: its writer's history, how much comes from where, what was said before."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, Value
from django.utils import timezone

from articles.models import Article, Author
from comments.models import Actor, Comment, CommentQuerySet, State, decided_by
from comments.signals.signal import Signal
from comments.signals.submission import Submission
from comments.signals.unseen import visible
from newsroom.counting import Rows

SOON = timedelta(minutes=10)  # in which rates are counted
RECENT = timedelta(days=90)  # how long what was refused is held against somebody
LATELY = timedelta(days=7)  # how long spam speaks against its address block, if that is kept as long
A_DAY = timedelta(days=1)

BLOCK_RATE, NETWORK_RATE, SITE_RATE = 5, 40, 200  # replies in ten minutes that are still usual
MOST_FROM_A_BLOCK = 30  # and how many are taken at all
MOST_COUNTED = 1000
OF_HISTORY = {"bad-history", "good-history", "network-history"}
# Published, and by a moderator at last: what a rule alone let through shows nothing of its writer.
PUBLISHED = Q(state=State.APPROVED) & decided_by(Actor.MODERATOR)
# What speaks against its writer; the trash is for what is nobody's fault.
HELD_AGAINST = [State.REJECTED, State.SPAM]


@dataclass(frozen=True)
class Evidence:
    """Numbers of comments: of ten minutes by block, browser, network and in all; of one text; by the same person."""

    from_block: int = 0
    from_guest: int = 0
    from_network: int = 0
    in_all: int = 0
    same_here: int = 0
    same_elsewhere: int = 0
    published: int = 0
    refused: int = 0
    spam_from_block: int = 0
    of_our_name: int = 0

    @property
    def is_trusted(self) -> bool:
        """Whether this person has shown whom one deals with: something a moderator published, nothing refused of late.

        A person is a browser that keeps our signed cookie, or an address that was confirmed for this very reply;
        never what somebody typed.
        """
        return self.published > 0 and not self.refused


def gather(submission: Submission, *, at: datetime | None = None) -> Evidence:
    """All of it in one query, whose cost does not grow with the number of comments.

    The comment that is being changed does not count.
    """
    at = at or timezone.now()
    others = Comment.objects.exclude(pk=submission.key) if submission.key else Comment.objects.all()
    soon = others.filter(created_at__gt=at - SOON)
    same = others.filter(text_digest=submission.digest)
    mine, visitor = _of_the_same_person(others, submission), submission.visitor
    kept = timedelta(days=settings.REPLIES_NETWORK_DAYS)
    spam = others.filter(state=State.SPAM, created_at__gt=at - min(LATELY, kept))
    counted = {
        "from_block": [soon.filter(block=visitor.block).exclude(block="")],
        "from_guest": [soon.filter(guest=submission.guest).exclude(guest="")],
        "from_network": [soon.filter(network=visitor.network).exclude(network="")],
        "in_all": [soon],
        "same_here": [
            same.filter(article=submission.article, parent=submission.parent, created_at__gt=at - RECENT)
        ],
        "same_elsewhere": [same.filter(created_at__gt=at - A_DAY).exclude(article=submission.article)],
        "published": [theirs.filter(PUBLISHED) for theirs in mine],
        "refused": [theirs.filter(state__in=HELD_AGAINST, created_at__gt=at - RECENT) for theirs in mine],
        "spam_from_block": [spam.filter(block=visitor.block).exclude(block="")],
    }
    # SQLite's `iexact` knows no case but ASCII's.
    ours = Author.objects.filter(name__iregex=rf"^{re.escape(visible(submission.name))}$")
    numbers = {name: _number(querysets) for name, querysets in counted.items()}
    numbers["of_our_name"] = Rows(ours.order_by().values("pk"))
    return Evidence(
        **Article.objects.filter(pk=submission.article.pk).annotate(**numbers).values(*numbers).get()
    )


def rates(evidence: Evidence) -> Iterator[Signal]:
    """Much comes from one place, or to all of the site: then nothing is published unread."""
    for name, count, most, weight in (
        ("block-rate", evidence.from_block, BLOCK_RATE, 4),
        ("guest-rate", evidence.from_guest, BLOCK_RATE, 4),
        ("network-rate", evidence.from_network, NETWORK_RATE, 2),
        ("flood", evidence.in_all, SITE_RATE, 1),
    ):
        if count >= most:
            yield Signal(name, weight, str(count))


def duplicates(evidence: Evidence) -> Iterator[Signal]:
    """Said before under the same parent; the same short answer to two people is none, but one to many articles is."""
    if evidence.same_here:
        yield Signal("duplicate", 4)
    elif evidence.same_elsewhere >= 2:
        yield Signal("duplicate-elsewhere", 3, str(evidence.same_elsewhere))


def history(evidence: Evidence) -> Iterator[Signal]:
    """What became of earlier replies of this person, and of their address block."""
    if evidence.refused:
        yield Signal("bad-history", min(2 * evidence.refused, 6), str(evidence.refused))
    elif evidence.published:
        yield Signal("good-history", -min(evidence.published, 3), str(evidence.published))
    if evidence.spam_from_block:
        yield Signal(
            "network-history", min(1 + evidence.spam_from_block // 3, 4), str(evidence.spam_from_block)
        )


def is_trusted(guest: str, *, at: datetime | None = None) -> bool:
    """Whether the person who has this key has shown whom one deals with; two queries."""
    theirs = Comment.objects.filter(guest=guest).exclude(guest="")
    refused = theirs.filter(state__in=HELD_AGAINST, created_at__gt=(at or timezone.now()) - RECENT)
    return theirs.filter(PUBLISHED).exists() and not refused.exists()


def _of_the_same_person(comments: CommentQuerySet, submission: Submission) -> list[CommentQuerySet]:
    """Those of the browser's key, and the others of the confirmed address; each by an index of its own."""
    found = []
    if submission.guest:
        found.append(comments.filter(guest=submission.guest).exclude(guest=""))
    if submission.email_is_confirmed:
        confirmed = comments.filter(email=submission.email.lower(), email_confirmed_at__isnull=False)
        found.append(confirmed.exclude(guest=submission.guest) if submission.guest else confirmed)
    return found


def names(submission: Submission, evidence: Evidence) -> Iterator[Signal]:
    """Signed as one of the paper's own authors would: a moderator looks whether it is."""
    if evidence.of_our_name:
        yield Signal("staff-name", 3, submission.name)


def _number(querysets: Iterable[CommentQuerySet]) -> Any:
    counts = [Rows(comments.order_by().values("pk")[:MOST_COUNTED]) for comments in querysets]
    return sum(counts, Value(0))
