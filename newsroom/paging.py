"""Pages of a listing, newest first: each starts where the one before ended, so a deep page costs what the first does."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Self

from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

FIRST = "1"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: its time, and a key that parts rows of the same time."""

    at: datetime
    key: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // MICROSECOND}-{self.key}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str()` wrote; raises ValueError or OverflowError for anything else."""
        microseconds, key = text.split("-")
        if not (microseconds.isascii() and microseconds.isdecimal() and key.isascii() and key.isdecimal()):
            raise ValueError(text)
        if int(key) >= 2**63:
            raise OverflowError(text)
        return cls(EPOCH + int(microseconds) * MICROSECOND, int(key))


@dataclass(frozen=True)
class Page[M: Model]:
    """Some rows of a listing, and the token of the page after it."""

    rows: list[M]
    is_first: bool
    older: Cursor | None


def page_of[M: Model](
    queryset: QuerySet[M], request: HttpRequest, *, time: str, key: str, size: int = 20
) -> Page[M]:
    """The page that `?page=` asks for; one query, which an index on (time, key) answers without counting.

    `time` and `key` name the fields that order the listing. Raises Http404 for a token that is not one of ours and
    for a page past the end.
    """
    rows = queryset.order_by(f"-{time}", f"-{key}")
    token = request.GET.get("page", FIRST)
    if token != FIRST:
        try:
            last = Cursor.parse(token)
        except (ValueError, OverflowError):
            raise Http404(_("There is no such page.")) from None
        before = Q(**{f"{time}__lt": last.at}) | Q(**{time: last.at, f"{key}__lt": last.key})
        rows = rows.filter(before, **{f"{time}__lte": last.at})
    found = list(rows[: size + 1])
    if token != FIRST and not found:
        raise Http404(_("There is no such page."))
    shown = found[:size]
    older = Cursor(*(attrgetter(name)(shown[-1]) for name in (time, key))) if len(found) > size else None
    return Page(shown, token == FIRST, older)
