"""Replies that wait at the demonstration's desk: each comes in as a guest's does, with all that speaks for or against it."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from articles.models import Revision
from comments import moderation, receiving, writers
from comments.models import Comment, Mode, Reason, Report
from comments.signals.submission import Submission
from newsroom.visitors import Visitor

CONTENT = Path(__file__).parent / "content" / "replies.toml"

Row = dict[str, Any]


def load(*, now: datetime) -> None:
    """Send the replies to the articles that were published last, one each."""
    stories = Revision.objects.live().select_related("article").order_by("-first_published_at", "-pk")
    moderator = User.objects.get(username="moderator")
    for row, story in zip(tomllib.loads(CONTENT.read_text())["replies"], stories, strict=False):
        comment = _sent(row, story)
        at = now - timedelta(hours=row["hours_ago"])
        Comment.objects.filter(pk=comment.pk).update(created_at=at, held_at=at)
        for number, (complaint, words) in enumerate(row.get("reports", [])):
            Report.objects.create(
                comment=comment, address=f"demo-{number}", complaint=complaint, words=words, made_at=at
            )
        if "refused" in row:
            reason, note = row["refused"]
            moderation.reject(comment, by=moderator, reason=Reason(reason), note=note)
            writers.ask_again(comment, row["appeal"])


def _sent(row: Row, story: Revision) -> Comment:
    typed = {name: row.get(name, "") for name in ("name", "email", "website", "text")}
    comment = Comment(article=story.article, **typed)
    submission = Submission.of(
        comment,
        guest=f"demo-{row['person']}",
        visitor=Visitor(row["person"], f"block-{row['person']}", "network"),
        trap=row.get("trap", ""),
        milliseconds=row.get("milliseconds"),
    )
    comment = receiving.take(comment, submission, mode=Mode.ALL, topics=[])
    if row.get("confirmed"):
        Comment.objects.filter(pk=comment.pk).update(email_confirmed_at=comment.created_at)
    return comment
