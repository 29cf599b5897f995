"""Generated replies of both kinds, decided as moderators and rules would have done over the last ninety days."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched, islice
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.models import Article
from comments.models import Act, Actor, Comment, Decision, Reason, Rule, State
from comments.signals.signal import LIKELY_SPAM
from comments.signals.submission import digest_of
from newsroom.demo.chatter import Said, said
from newsroom.people import name_of

BATCH = 1000
DAYS = 90
BY_RULE, ALARM, MISSED, REJECTED = (
    0.3,
    0.01,
    0.03,
    0.06,
)  # shares of spam, of marks, of spam, and of what is none
TOLD = [reason for reason in Reason if reason != Reason.OTHER]


@dataclass(frozen=True)
class Step:
    """One decision about a reply: what was done, who did it, and how long after the one before."""

    act: Act
    after: State
    hours: float
    rule: Rule | None = None
    reason: str = ""


@transaction.atomic
def load_decided(count: int, seed: int) -> None:
    """Add so many decided replies to published articles, the same ones for the same seed.

    Raises CommandError where nothing is published.
    """
    draw = random.Random(seed)
    articles = list(Article.objects.exclude(first_published_on=None).order_by("pk")[:500])
    if not articles:
        raise CommandError("Replies are decided under published articles: there are none.")
    moderator = User.objects.get(username="moderator")
    for replies in batched(islice(said(seed), count), BATCH):
        _load(draw, list(replies), articles, moderator)


def _load(draw: random.Random, replies: list[Said], articles: list[Article], moderator: User) -> None:
    comments, decisions = [], []
    for reply in replies:
        sent_at = timezone.now() - timedelta(days=1 + draw.random() * (DAYS - 1))
        steps = list(_steps(draw, is_spam=reply.is_spam))
        comment = _comment(draw, reply, draw.choice(articles), sent_at)
        if reply.is_spam and (steps[0].rule is not None or draw.random() > MISSED):
            comment.score, comment.is_likely_spam = LIKELY_SPAM, True
        comments.append(comment)
        decisions.append((comment, steps))
    Comment.objects.bulk_create(comments)
    Decision.objects.bulk_create(
        decision for comment, steps in decisions for decision in _decisions(comment, steps, moderator)
    )
    last = Decision.objects.filter(comment=OuterRef("pk")).order_by("-made_at", "-pk")[:1]
    Comment.objects.filter(pk__in=[comment.pk for comment in comments]).update(
        state=Subquery(last.values("after")), decision=Subquery(last.values("pk")), version=1
    )


def _steps(draw: random.Random, *, is_spam: bool) -> Iterator[Step]:
    hours = draw.expovariate(1 / 5)
    if not is_spam and draw.random() < REJECTED:
        yield Step(Act.REJECT, State.REJECTED, hours, reason=draw.choice(TOLD))
    elif not is_spam and draw.random() < ALARM:
        yield Step(Act.SPAM, State.SPAM, 0, rule=Rule.SIGNALS)
        yield Step(Act.APPROVE, State.APPROVED, hours)
    elif not is_spam:
        yield Step(Act.APPROVE, State.APPROVED, hours)
    elif draw.random() < BY_RULE:
        yield Step(Act.SPAM, State.SPAM, 0, rule=Rule.SIGNALS)
    elif draw.random() < MISSED:
        yield Step(Act.APPROVE, State.APPROVED, hours)
        yield Step(Act.SPAM, State.SPAM, hours)
    else:
        yield Step(Act.SPAM, State.SPAM, hours)


def _comment(draw: random.Random, reply: Said, article: Article, sent_at: datetime) -> Comment:
    return Comment(
        article=article,
        text=reply.text,
        text_digest=digest_of(reply.text),
        name=reply.name,
        email=f"reader-{draw.randrange(10_000)}@readers.example",
        website=reply.website,
        created_at=sent_at,
        held_at=sent_at,
        announced_at=sent_at,
    )


def _decisions(comment: Comment, steps: list[Step], moderator: User) -> Iterator[Decision]:
    state, at = State.PENDING, comment.created_at
    for step in steps:
        at += timedelta(hours=step.hours)
        by: dict[str, Any] = {"actor": Actor.RULE, "rule": step.rule}
        if step.rule is None:
            by = {"actor": Actor.MODERATOR, "made_by": moderator, "made_by_name": name_of(moderator)}
        yield Decision(
            comment=comment,
            act=step.act,
            before=state,
            after=step.after,
            reason=step.reason,
            made_at=min(at, timezone.now()),
            **by,
        )
        state = step.after
