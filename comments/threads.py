"""Threads: comments in the order in which they are read, each with its depth."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comments.models import Comment

MAX_DEPTH = 4


@dataclass(frozen=True)
class Entry:
    """A comment where it stands in its thread; deeper than `MAX_DEPTH` is shown at that depth."""

    comment: Comment
    depth: int
    answers: Comment | None


def threaded(comments: Iterable[Comment]) -> list[Entry]:
    """Each comment before the answers to it, both oldest first.

    An answer to a comment that is not among them (because it is not published) stands on its own, without depth.
    """
    given = {comment.pk: comment for comment in comments}
    answers: dict[int | None, list[Comment]] = defaultdict(list)
    for comment in given.values():
        answers[comment.parent_id if comment.parent_id in given else None].append(comment)

    def walk() -> Iterator[Entry]:
        stack = [(comment, 0) for comment in reversed(answers[None])]
        while stack:
            comment, depth = stack.pop()
            parent = given.get(comment.parent_id) if comment.parent_id else None
            yield Entry(comment, min(depth, MAX_DEPTH), parent)
            stack.extend((answer, depth + 1) for answer in reversed(answers[comment.pk]))

    return list(walk())
