"""Many decided replies at once, as the demonstration generates them."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from articles.models import Article
from comments.models import Act, Actor, Comment, Decision, State
from newsroom.demo.chatter import Said, said
from tests.factories import make_article, make_user


def decide_many(spam: int, ham: int, *, seed: int = 1, article: Article | None = None) -> list[Comment]:
    """So many replies of each kind, marked as spam or approved by the member of staff “desk”."""
    replies = said(seed)
    chosen = [*_some(replies, spam, is_spam=True), *_some(replies, ham, is_spam=False)]
    article = article or make_article()
    comments = Comment.objects.bulk_create(
        Comment(
            article=article,
            text=one.text,
            name=one.name,
            website=one.website,
            email="someone@readers.example",
        )
        for one in chosen
    )
    desk = make_user()
    by: dict[str, Any] = {
        "actor": Actor.MODERATOR,
        "made_by": desk,
        "made_by_name": "desk",
        "before": State.PENDING,
    }
    for comment, one in zip(comments, chosen, strict=True):
        comment.state = State.SPAM if one.is_spam else State.APPROVED
    decisions = Decision.objects.bulk_create(
        Decision(
            comment=comment,
            act=Act.SPAM if comment.state == State.SPAM else Act.APPROVE,
            after=comment.state,
            **by,
        )
        for comment in comments
    )
    for comment, decision in zip(comments, decisions, strict=True):
        comment.decision = decision
    Comment.objects.bulk_update(comments, ["state", "decision"])
    return comments


def _some(replies: Iterator[Said], count: int, *, is_spam: bool) -> list[Said]:
    return list(islice((one for one in replies if one.is_spam == is_spam), count))
