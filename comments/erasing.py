"""What is stored about an email address, to be handed out, and to be forgotten: articles and others' replies stay.

An address was typed, and may have been typed by several people: what stands under it is handed out and forgotten together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from comments import log, mails, writers
from comments.learning import learn
from comments.models import Ban, BanKind, Comment, CommentQuerySet, Decision, Subscription
from newsroom import recurring
from newsroom.outbox.models import MailQuerySet
from newsroom.outbox.readers import without_secrets

AT_ONCE = 50  # replies that are fetched at once; each is erased in a transaction of its own


@dataclass(frozen=True)
class Traces:
    """What is stored about an address, as sets."""

    comments: CommentQuerySet
    subscriptions: QuerySet[Subscription]
    mails: MailQuerySet
    bans: QuerySet[Ban]

    @property
    def names(self) -> list[str]:
        """Under which names was written; more than one may be more than one person. One query."""
        return list(self.comments.order_by("name").values_list("name", flat=True).distinct()[:20])

    def counts(self) -> dict[str, int]:
        """How much there is of each; four queries."""
        return {name: getattr(self, name).count() for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class Erased:
    """How much was forgotten."""

    comments: int
    others: int  # subscriptions, mails and bans


def traces_of(email: str) -> Traces:
    """What is stored about an address, in whichever case it was typed; nothing about no address."""
    email = email.strip()
    return Traces(
        Comment.objects.filter(email__iexact=email).exclude(email=""),
        Subscription.objects.filter(email__iexact=email).exclude(email=""),
        mails.written().filter(to__iexact=email).exclude(to=""),
        Ban.objects.filter(kind=BanKind.EMAIL, value__iexact=email),
    )


def export(email: str) -> dict[str, Any]:
    """All of it as data for JSON; five queries. Who moderated is not told, nor what the staff notes beside a ban.

    The secret addresses in mails are left out, for staff hand this out.
    Reports of other replies are not among it: they were made without an address.
    """
    traces = traces_of(email)
    decisions = Prefetch("decisions", Decision.objects.with_texts().order_by("pk"))
    comments = traces.comments.select_related("article").prefetch_related(decisions).order_by("pk")
    return {
        "email": email.strip(),
        "made_at": timezone.now(),
        "replies": [_comment(comment) for comment in comments],
        "subscriptions": list(
            traces.subscriptions.order_by("pk").values(
                "topic", "article", "asked_at", "confirmed_at", "ended_at"
            )
        ),
        "mails": [
            mail | {"text": without_secrets(mail["text"])}
            for mail in traces.mails.order_by("pk").values("subject", "text", "written_at", "sent_at")
        ],
        "bans": list(traces.bans.order_by("pk").values("made_at", "until")),
    }


def erase(email: str, *, by: User | None, name_bans: Iterable[Ban] = ()) -> Erased:
    """Forget the person: each reply by itself, noted in the log under one batch; then all that goes by the address.

    `by` is a member of staff, or None where it is done at the server. Bans of a name (`bans.fitting`) may be meant
    for others who have it: those given are deleted first, for once the names are gone nothing leads to them. What was
    being changed meanwhile is taken again. If this is interrupted, what was erased stays erased; erase again.
    """
    batch, count = uuid4(), 0
    named = Ban.objects.filter(pk__in=[ban.pk for ban in name_bans]).delete()[0]
    while comments := list(traces_of(email).comments.order_by("pk")[:AT_ONCE]):
        count += sum(_erase(comment, by, batch) for comment in comments)
    traces = traces_of(email)
    with transaction.atomic():
        others = sum(rows.delete()[0] for rows in (traces.subscriptions, traces.mails, traces.bans))
    recurring.ensure_queued(learn)  # what the classifier has learnt from these words goes too
    return Erased(count, named + others)


def _erase(comment: Comment, by: User | None, batch: UUID) -> bool:
    """Erase one reply; False if it has changed since it was fetched."""
    try:
        writers.erase(comment, by=by, batch=batch)
    except log.StaleError:
        return False
    return True


def _comment(comment: Comment) -> dict[str, Any]:
    told = (
        "text",
        "name",
        "email",
        "website",
        "created_at",
        "edited_at",
        "state",
        "appeal",
        "asked_again_at",
    )
    made = ("act", "before", "after", "actor", "rule", "reason", "note", "text", "made_at")
    return {
        "article": comment.article.get_absolute_url(),
        **{name: getattr(comment, name) for name in told},
        "email_confirmed_at": comment.email_confirmed_at,
        "signals": comment.signals,
        "hashes_of_the_network": [part for part in (comment.block, comment.network) if part],
        "decisions": [
            {name: getattr(decision, name) for name in made} for decision in comment.decisions.all()
        ],
    }
