"""What moderators look at: the views of the queue, each counted, searched, and taken a page at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, F, Min, OuterRef, Prefetch, Q, Subquery
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Revision
from comments import histories, places
from comments.histories import Kin
from comments.models import Actor, Badge, Comment, CommentQuerySet, Report, State, decided_by
from newsroom.counting import in_words, up_to

PER_PAGE = 25
LATELY = timedelta(days=7)
# Of what is published: none of the staff has looked, nor written it.
UNREAD = decided_by(Actor.RULE) & Q(badge=Badge.NONE)


@dataclass(frozen=True)
class Waiting:
    """What waits now: how many, how many of them likely spam, and since when the longest of the others."""

    count: int
    likely_spam: int
    since: datetime | None


def waiting() -> Waiting:
    """What waits now; one query, which an index answers."""
    is_likely_spam = Q(is_likely_spam=True)
    return Waiting(
        **Comment.objects.pending().aggregate(
            count=Count("pk"),
            likely_spam=Count("pk", filter=is_likely_spam),
            since=Min("held_at", filter=~is_likely_spam),
        )
    )


@dataclass(frozen=True)
class View:
    """Some replies that want the same look, in the order in which they are taken."""

    title: Any
    replies: Callable[[], CommentQuerySet]


def _likely_spam() -> CommentQuerySet:
    # Written so, SQLite finds them by the index; as a bare condition it would go through all that waits.
    return Comment.objects.queued().filter(is_likely_spam__in=[True])


def _reported() -> CommentQuerySet:
    reported = Report.objects.open().values("comment")
    replies = Comment.objects.filter(pk__in=reported, state__in=[State.PENDING, State.APPROVED])
    return replies.order_by("held_at", "pk")  # by key alone, SQLite would go through all of them


def _asked_again() -> CommentQuerySet:
    return Comment.objects.pending().filter(asked_again_at__isnull=False).order_by("held_at", "pk")


def _published_unread() -> CommentQuerySet:
    since = timezone.now() - LATELY
    return Comment.objects.approved().filter(UNREAD, created_at__gt=since).order_by("-created_at", "-pk")


def _of_state(state: State) -> Callable[[], CommentQuerySet]:
    return lambda: Comment.objects.filter(state=state).order_by("-created_at", "-pk")


WAITING, ALL = "waiting", "all"
VIEWS: dict[str, View] = {
    WAITING: View(_("Waiting"), Comment.objects.queued),
    "likely-spam": View(_("Likely spam"), _likely_spam),
    "reported": View(_("Reported"), _reported),
    "asked-again": View(_("Asked again"), _asked_again),
    "unread": View(_("Published unread"), _published_unread),
    "rejected": View(_("Not published"), _of_state(State.REJECTED)),
    "spam": View(_("Spam"), _of_state(State.SPAM)),
    "trash": View(_("Trash"), _of_state(State.TRASH)),
    ALL: View(_("All"), lambda: Comment.objects.order_by("-created_at", "-pk")),
}


@dataclass(frozen=True)
class Choice:
    """What a moderator has chosen to see: a view, and of it what has these words, or belongs to this or that.

    `kin` and `of` are the replies of whoever wrote one of them, as far as that is known. The page is the one that
    begins `after` a place, or ends `before` one (`comments.places`); without either the first.
    """

    view: str = WAITING
    words: str = ""
    section: int | None = None
    article: int | None = None
    kin: Kin | None = None
    of: int | None = None
    after: str = ""
    before: str = ""

    def replies(self) -> CommentQuerySet:
        """The chosen replies, in their order."""
        found = VIEWS[self.view].replies()
        if self.words:
            words = self.words
            found = found.filter(
                Q(text__icontains=words) | Q(name__icontains=words) | Q(email__icontains=words)
            )
        if self.section:
            found = found.filter(
                article__in=Revision.objects.live().filter(section=self.section).values("article")
            )
        if self.article:
            found = found.filter(article=self.article)
        if self.kin and self.of:
            found = found.filter(self.kin.like(self.of))
        return found


@dataclass(frozen=True)
class Page:
    """Some replies of a choice, ready to be shown; whether others stand before and behind them.

    `begin` and `end` are the places of the first and the last; empty where there are none.
    """

    comments: list[Comment]
    begin: str
    end: str
    is_first: bool
    has_more: bool


def page_of(choice: Choice) -> Page:
    """A page of what was chosen; three queries, however many wait, and as quick as the first however deep it is.

    It starts from a place in the order, not from a number, so that what is decided on it makes nobody skip the next
    ones, wherever the reply that stood there has moved. Where less than a page stands before, it is the first page.
    """
    replies = choice.replies()
    start = places.read(choice.after or choice.before, _order(replies))
    if start and choice.before:
        keys = _keys(_beyond(replies.reverse(), start, is_backwards=True))
        if len(keys) > PER_PAGE:
            return _page(replies, keys[PER_PAGE - 1 :: -1], is_first=False, has_more=True)
        start = None
    keys = _keys(_beyond(replies, start) if start else replies)
    return _page(replies, keys[:PER_PAGE], is_first=start is None, has_more=len(keys) > PER_PAGE)


def _page(replies: CommentQuerySet, keys: list[int], **stands: bool) -> Page:
    comments = _loaded(keys)
    ends = (places.written(comment, _order(replies)) for comment in (comments[:1] + comments[-1:]))
    begin, end = tuple(ends) or ("", "")
    return Page(comments, begin, end, **stands)


def _beyond(
    replies: CommentQuerySet, start: tuple[Any, ...], *, is_backwards: bool = False
) -> CommentQuerySet:
    """What comes after a place in an order whose fields all rise or all fall."""
    is_falling = str(replies.query.order_by[0]).startswith("-")
    compared = TupleLessThan if is_falling != is_backwards else TupleGreaterThan
    return replies.filter(compared(Tuple(*map(F, _order(replies))), start))


def _order(replies: CommentQuerySet) -> list[str]:
    return [str(name).removeprefix("-") for name in replies.query.order_by]


def _keys(replies: CommentQuerySet) -> list[int]:
    """The keys of a page, and one more where there are more."""
    return list(replies.values_list("pk", flat=True)[: PER_PAGE + 1])


def _loaded(keys: list[int]) -> list[Comment]:
    by_key = {comment.pk: comment for comment in for_desk(Comment.objects.filter(pk__in=keys))}
    return [by_key[key] for key in keys if key in by_key]


def for_desk(comments: CommentQuerySet) -> CommentQuerySet:
    """Load what moderators see of each: its article, what it answers, its last act, open reports, its writer's past."""
    live = Revision.objects.live().filter(article=OuterRef("article"))
    return (
        comments.select_related("article", "parent", "decision")
        .prefetch_related(Prefetch("reports", Report.objects.open(), to_attr="open_reports"))
        .annotate(
            headline=Subquery(live.values("headline")[:1]),  # none, where readers see the article no longer
            is_unread=UNREAD,
            **histories.counts(),
        )
    )


@dataclass(frozen=True)
class Tab:
    """A view beside the others: how many there are, in words."""

    name: str
    title: Any
    count: str
    is_chosen: bool = field(compare=False)


def tabs(chosen: str, user: User) -> list[Tab]:
    """All views with their numbers; one query."""
    counted = {
        f"in_{name}".replace("-", "_"): up_to(view.replies()) for name, view in VIEWS.items() if name != ALL
    }
    numbers = User.objects.filter(pk=user.pk).values_list(*counted.values())[0]
    return [
        Tab(name, view.title, in_words(number), name == chosen)
        for (name, view), number in zip(VIEWS.items(), numbers, strict=False)
    ] + [Tab(ALL, VIEWS[ALL].title, "", chosen == ALL)]
