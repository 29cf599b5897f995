"""An article with a few threads, and what a page of it shows."""

import re
from datetime import UTC, datetime, timedelta

from articles.models import Article
from comments.models import Comment, State
from tests.factories import make_comment

START = datetime(2026, 5, 1, tzinfo=UTC)


def one(article: Article, text: str, *, minute: int, parent: Comment | None = None) -> Comment:
    """A published comment, written so many minutes after the first."""
    at = START + timedelta(minutes=minute)
    return make_comment(article=article, text=text, parent=parent, created_at=at, state=State.APPROVED)


def texts(html: str) -> list[str]:
    """The first lines of the comments that a page shows, in their order."""
    return re.findall(r'<div class="comment__text" dir="auto"><p>(.*?)</p>', html)
