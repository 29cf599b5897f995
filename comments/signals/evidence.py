"""What the database knows that bears on a reply: its writer's history, how much comes from where, what was said before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from articles.models import Article
from comments.models import Comment, State
from comments.signals.signal import Signal
from comments.signals.submission import Submission
from newsroom.counting import Rows

SOON = timedelta(minutes=10)  # in which rates are counted
RECENT = timedelta(days=90)  # how long what was refused is held against somebody
LATELY = timedelta(days=7)  # how long spam speaks against its address block, if that is kept as long
A_DAY = timedelta(days=1)

BLOCK_RATE, NETWORK_RATE, SITE_RATE = 5, 40, 200  # replies in ten minutes that are still usual
MOST_FROM_A_BLOCK = 30  # and how many are taken at all
MOST_COUNTED = 1000
REFUSED = [State.REJECTED, State.SPAM]


@dataclass(frozen=True)
class Evidence:
    """Numbers of comments: within ten minutes by block, by network and in all; the same text; by the same person."""

    from_block: int
    from_network: int
    in_all: int
    same_here: int
    same_elsewhere: int
    published: int
    refused: int
    spam_from_block: int

    @property
    def is_trusted(self) -> bool:
        """Whether this person has shown whom one deals with: something published, nothing refused of late.

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
    mine, visitor = others.filter(_of_the_same_person(submission)), submission.visitor
    kept = timedelta(days=settings.REPLIES_NETWORK_DAYS)
    spam = others.filter(state=State.SPAM, created_at__gt=at - min(LATELY, kept))
    counted = {
        "from_block": soon.filter(block=visitor.block).exclude(block=""),
        "from_network": soon.filter(network=visitor.network).exclude(network=""),
        "in_all": soon,
        "same_here": same.filter(
            article=submission.article, parent=submission.parent, created_at__gt=at - RECENT
        ),
        "same_elsewhere": same.filter(created_at__gt=at - A_DAY).exclude(article=submission.article),
        "published": mine.filter(state=State.APPROVED),
        "refused": mine.filter(state__in=REFUSED, created_at__gt=at - RECENT),
        "spam_from_block": spam.filter(block=visitor.block).exclude(block=""),
    }
    numbers = {name: Rows(comments.order_by()[:MOST_COUNTED]) for name, comments in counted.items()}
    return Evidence(
        **Article.objects.filter(pk=submission.article.pk).annotate(**numbers).values(*numbers).get()
    )


def rates(evidence: Evidence) -> Iterator[Signal]:
    """Much comes from one place, or to all of the site: then nothing is published unread."""
    for name, count, most, weight in (
        ("block-rate", evidence.from_block, BLOCK_RATE, 4),
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


def _of_the_same_person(submission: Submission) -> Q:
    person = Q(pk=None)
    if submission.guest:
        person |= Q(guest=submission.guest)
    if submission.email_is_confirmed:
        person |= Q(email=submission.email, email_confirmed_at__isnull=False)
    return person
