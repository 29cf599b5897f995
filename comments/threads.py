"""Threads: comments in the order in which they are read, each with its depth; a page of them at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, Window
from django.db.models.functions import Coalesce, RowNumber

from articles.models import Article
from comments.models import Comment, State
from comments.models.comment import CommentQuerySet
from newsroom.counting import Rows

PER_PAGE = 50  # threads
ANSWERS = 20  # the first of each thread, that stand on a page of the article; all of them have pages of their thread
PER_THREAD_PAGE = 500  # answers
THREAD = Coalesce("root", "pk")


@dataclass(frozen=True)
class Entry:
    """A comment where it stands in its thread; deeper than `REPLIES_DEPTH` is shown at that depth.

    Of one that readers may no longer see, only the place is left: its name and text are empty.
    The last entry of a thread says how many `more` answers there are.
    """

    comment: Comment
    depth: int
    answers: Comment | None
    more: int = 0


@dataclass(frozen=True)
class Page:
    """Some threads of an article, or some answers of one `thread`; how many comments and pages there are in all."""

    entries: list[Entry]
    count: int
    number: int
    pages: int
    is_newest_first: bool
    thread: int | None = None

    @property
    def numbers(self) -> Iterator[int | str]:
        """The numbers of pages to offer: the first, the last, and those around this one; “…” for the others."""
        pages = Paginator(range(self.pages), per_page=1)
        return pages.get_elided_page_range(self.number, on_each_side=2, on_ends=1)


def page_of(article: Article, *, number: int, is_newest_first: bool, thread: int | None = None) -> Page:
    """A page of an article's threads, or of the one that begins with the comment of that key; one query.

    However long threads are, a page has a few hundred comments at most. Past the last one, `pages` is less than `number`.
    """
    everything = Comment.objects.in_threads().filter(article=article)
    roots = everything.filter(root=None)
    comments = list(
        _rows(everything, roots, number=number, is_newest_first=is_newest_first, thread=thread)
        .defer("email", "secret", "signals", "appeal")
        .annotate(
            in_thread=Window(Count("pk"), partition_by=THREAD),
            in_all=Rows(Comment.objects.approved().filter(article=article).order_by().values("pk")),
            threads=Rows(roots.order_by().values("pk")),
        )
    )
    for comment in comments:
        comment.article = article
    entries = threaded(comments, is_newest_first=is_newest_first)
    if not comments:
        return Page(entries, 0, number, 0, is_newest_first, thread)
    count, threads = comments[0].in_all, comments[0].threads
    if thread:
        pages = max(-(-(comments[0].in_thread - 1) // PER_THREAD_PAGE), 1)
        return Page(entries, count, number, pages, is_newest_first, thread)
    more = {each.pk: each.in_thread - 1 - ANSWERS for each in comments if each.in_thread - 1 > ANSWERS}
    return Page(_cut(entries, more), count, number, -(-threads // PER_PAGE), is_newest_first)


def query_of(comment: Comment) -> str:
    """The query string of the page, oldest or newest first as the site has it, with a published comment; two queries."""
    places = Comment.objects.in_threads().filter(article=comment.article_id)
    if comment.root_id:
        place = places.filter(_before(comment), root=comment.root_id).count()
        if place >= ANSWERS:
            return f"?thread={comment.root_id}&replies={1 + place // PER_THREAD_PAGE}"
    root = comment.root or comment
    before = places.filter(_before(root, is_newest_first=settings.REPLIES_NEWEST_FIRST), root=None)
    number = 1 + before.count() // PER_PAGE
    return f"?replies={number}" if number > 1 else ""


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


def _rows(
    everything: CommentQuerySet,
    roots: CommentQuerySet,
    *,
    number: int,
    is_newest_first: bool,
    thread: int | None,
) -> CommentQuerySet:
    """The comments of a page: the first of a thread, and some of its answers."""
    if thread:
        shown = roots.filter(pk=thread)
        first, last = (number - 1) * PER_THREAD_PAGE, number * PER_THREAD_PAGE
    else:
        direction = "-" if is_newest_first else ""
        start = (number - 1) * PER_PAGE
        shown = roots.order_by(f"{direction}created_at", f"{direction}pk")[start : start + PER_PAGE]
        first, last = 0, ANSWERS
    place = Window(
        RowNumber(),
        partition_by=THREAD,
        order_by=[F("root").asc(nulls_first=True), "created_at", "pk"],
    )
    return (
        everything.filter(Q(pk__in=shown.values("pk")) | Q(root__in=shown.values("pk")))
        .annotate(place=place - 1)
        .filter(Q(place=0) | Q(place__gt=first, place__lte=last))
    )


def _cut(entries: list[Entry], more: Mapping[int, int]) -> list[Entry]:
    """Say at the end of each thread how many more answers it has, by the key of its first comment."""
    return [
        replace(entry, more=more.get(entry.comment.root_id or entry.comment.pk, 0))
        if following is None or following.depth == 0
        else entry
        for entry, following in pairwise([*entries, None])
        if entry
    ]


def _before(comment: Comment, *, is_newest_first: bool = False) -> Q:
    """What stands before a comment of its own level."""
    way = "gt" if is_newest_first else "lt"
    same_time = Q(**{"created_at": comment.created_at, f"pk__{way}": comment.pk})
    return Q(**{f"created_at__{way}": comment.created_at}) | same_time


def _as_seen(comment: Comment) -> Comment:
    if comment.state != State.APPROVED:
        comment.name = comment.text = comment.website = ""
        comment.badge = ""
    return comment
