"""Threads: comments in the order in which they are read, each with its depth; a page of them at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q

from articles.models import Article
from comments.models import Comment, State
from newsroom.counting import Rows

PER_PAGE = 50  # threads, each with all its answers


@dataclass(frozen=True)
class Entry:
    """A comment where it stands in its thread; deeper than `REPLIES_DEPTH` is shown at that depth.

    Of one that readers may no longer see, only the place is left: its name and text are empty.
    """

    comment: Comment
    depth: int
    answers: Comment | None


@dataclass(frozen=True)
class Page:
    """Some threads of an article, and how many comments and pages there are in all."""

    entries: list[Entry]
    count: int
    number: int
    pages: int
    is_newest_first: bool

    @property
    def numbers(self) -> Iterator[int | str]:
        """The numbers of pages to offer: the first, the last, and those around this one; “…” for the others."""
        pages = Paginator(range(self.pages), per_page=1)
        return pages.get_elided_page_range(self.number, on_each_side=2, on_ends=1)


def page_of(article: Article, *, number: int, is_newest_first: bool) -> Page:
    """A page of an article's threads; one query. Past the last one there are no entries."""
    everything = Comment.objects.in_threads().filter(article=article)
    roots = everything.filter(root=None)
    direction = "-" if is_newest_first else ""
    first = (number - 1) * PER_PAGE
    shown = roots.order_by(f"{direction}created_at", f"{direction}pk")[first : first + PER_PAGE].values("pk")
    comments = list(
        everything.filter(Q(pk__in=shown) | Q(root__in=shown))
        .defer("email", "secret", "signals", "appeal")
        .annotate(
            in_all=Rows(Comment.objects.approved().filter(article=article).order_by().values("pk")),
            threads=Rows(roots.order_by().values("pk")),
        )
    )
    for comment in comments:
        comment.article = article
    count, threads = (comments[0].in_all, comments[0].threads) if comments else (0, 0)
    entries = threaded(comments, is_newest_first=is_newest_first)
    return Page(entries, count, number, -(-threads // PER_PAGE), is_newest_first)


def number_of_page(comment: Comment) -> int:
    """The page, oldest or newest first as the site has it, on which a published comment stands; one query."""
    root = comment.root or comment
    roots = Comment.objects.in_threads().filter(article=comment.article_id, root=None)
    way = "gt" if settings.REPLIES_NEWEST_FIRST else "lt"
    before = Q(**{f"created_at__{way}": root.created_at}) | Q(
        **{"created_at": root.created_at, f"pk__{way}": root.pk}
    )
    return 1 + roots.filter(before).count() // PER_PAGE


def threaded(comments: Iterable[Comment], *, is_newest_first: bool = False) -> list[Entry]:
    """Each comment before the answers to it; answers oldest first, threads as asked for.

    An answer to a comment that is not among them (because it is not published) stands in its place under the first
    comment of the thread, or, where that is not among them either, on its own.
    """
    given = {comment.pk: comment for comment in sorted(comments, key=lambda one: (one.created_at, one.pk))}
    answers: dict[int | None, list[Comment]] = defaultdict(list)
    for comment in given.values():
        above = (key for key in (comment.parent_id, comment.root_id) if key in given)
        answers[next(above, None)].append(comment)
    roots = answers[None] if is_newest_first else answers[None][::-1]

    def walk() -> Iterator[Entry]:
        stack = [(comment, 0) for comment in roots]
        while stack:
            comment, depth = stack.pop()
            parent = given.get(comment.parent_id) if comment.parent_id else None
            yield Entry(_as_seen(comment), min(depth, settings.REPLIES_DEPTH), parent)
            stack.extend((answer, depth + 1) for answer in reversed(answers[comment.pk]))

    return list(walk())


def _as_seen(comment: Comment) -> Comment:
    if comment.state != State.APPROVED:
        comment.name = comment.text = comment.website = ""
        comment.badge = ""
    return comment
