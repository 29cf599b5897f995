"""What a moderator does in the queue, as a browser sends it."""

import re
from collections.abc import Iterable
from typing import Any

from django.test import Client

from comments.models import Comment, Decision
from tests.responses import Response

COMMENTS = "/admin/comments/comment/"
QUEUE = f"{COMMENTS}queue/"


def seen(comment: Comment) -> str:
    """A reply as a page shows it just now, with its reports."""
    return f"{comment.pk}.{comment.version}.{last_report(comment)}"


def last_report(comment: Comment) -> int:
    """The key of its newest report."""
    return max(comment.reports.values_list("pk", flat=True), default=0)


def with_reports(comment: Comment) -> Comment:
    """A reply as a moderator sees it just now, with all that was reported."""
    comment = Comment.objects.get(pk=comment.pk)
    comment.last_report = last_report(comment)
    return comment


def shown(response: Response) -> list[str]:
    """The names of the writers, from above."""
    return re.findall(r'<h2 id="who-\d+">([^<(]*?)\s*(?:\(|</h2>)', response.text)


def act(client: Client, comments: Comment | Iterable[Comment], name: str, **sent: Any) -> Response:
    """Press a button of one reply, or of many that are chosen; goes on to the page that comes then."""
    chosen = [comments] if isinstance(comments, Comment) else comments
    sent |= {"reply": [seen(comment) for comment in chosen], "act": name}
    return client.post(f"{COMMENTS}act/", sent, follow=True)


def ban(client: Client, comments: Comment | Iterable[Comment], kind: str, **sent: Any) -> Response:
    """Ban the writer of one reply, or those of many."""
    chosen = [comments] if isinstance(comments, Comment) else comments
    sent = {"days": "7"} | sent | {"reply": [seen(comment) for comment in chosen], "kind": kind}
    return client.post(f"{COMMENTS}ban/", sent, follow=True)


def undo(client: Client, decision: Decision, **sent: Any) -> Response:
    """Press “Undo” after an act."""
    return client.post(f"{COMMENTS}undo/", {"batch": str(decision.batch)} | sent, follow=True)
