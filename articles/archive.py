"""The archive: every article by the month of its address, which is a month of the site's time zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Count, Func, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Revision, RevisionQuerySet
from newsroom.paging import page_of

# No two time zones are further apart than 26 hours, should the site's have changed since.
FURTHEST = timedelta(days=2)


@dataclass(frozen=True)
class Month:
    """A month, by its first day, and how many articles of it are live."""

    first_day: date
    count: int

    def get_absolute_url(self) -> str:
        """The page that lists its articles."""
        return reverse("articles:month", kwargs={"month": self.first_day})


class YearAndMonth(Func):
    """A day as “2026-05”; Django’s own function calls Python for each row on SQLite and takes twice as long."""

    template = "to_char(%(expressions)s, 'YYYY-MM')"
    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        """SQLite keeps a day as text."""
        return self.as_sql(compiler, connection, template="substr(%(expressions)s, 1, 7)")


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """The months that have articles, newest first."""
    return render(request, "articles/archive.html", {"months": months(Revision.objects.live())})


@require_safe
def archive_month(request: HttpRequest, month: date) -> HttpResponse:
    """The articles of one month, newest first; a month without any is not there."""
    revisions = of_month(Revision.objects.live().for_cards(), month)
    page = page_of(revisions, request, time="first_published_at", key="article_id")
    if not page.rows:
        raise Http404(_("Nothing was published in this month."))
    return render(request, "articles/archive_month.html", {"month": month, "page": page})


def months(revisions: QuerySet[Revision]) -> list[Month]:
    """The months of some revisions, newest first; one query, which counts in the database."""
    by_month = revisions.order_by().values(month=YearAndMonth("article__first_published_on"))
    counts = by_month.annotate(count=Count("pk")).order_by("-month")
    return [Month(date.fromisoformat(f"{row['month']}-01"), row["count"]) for row in counts]


def of_month(revisions: RevisionQuerySet, month: date) -> RevisionQuerySet:
    """Those whose address is of a month, given by its first day; the index on the time narrows the search."""
    end = (month + timedelta(days=31)).replace(day=1)
    start_time, end_time = (datetime.combine(day, time(), UTC) for day in (month, end))
    return revisions.filter(
        article__first_published_on__gte=month,
        article__first_published_on__lt=end,
        first_published_at__gt=start_time - FURTHEST,
        first_published_at__lt=end_time + FURTHEST,
    )
