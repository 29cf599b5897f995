"""How moderation goes, for moderators: plots with their tables."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments import figures, queue
from comments.figures import Tally
from comments.templatetags.comment_figures import duration, percent
from newsroom import plots
from newsroom.periods import Period, chosen_span


class Numbers(admin.ModelAdmin):
    """The page of the replies' admin that adds up."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        view = self.admin_site.admin_view(require_safe(self.numbers_view))
        return [path("numbers/", view, name="comments_comment_numbers"), *super().get_urls()]

    def numbers_view(self, request: HttpRequest) -> HttpResponse:
        """What waits now, and how it went day by day; five queries beside the account's."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        days = chosen_span(request.GET.get("days"), figures.SPANS)
        period = Period.of_days(days)
        tallies = figures.by_day(period)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Numbers"),
            "opts": self.opts,
            "media": self.media,
            "days": days,
            "spans": figures.SPANS,
            "waiting": queue.waiting(),
            "total": figures.together(tallies),
            "by_day": list(tallies.items())[::-1],
            "plots": _plots(tallies),
        }
        return render(request, "admin/comments/comment/numbers.html", context)


def _plots(tallies: dict[date, Tally]) -> list[tuple[str, plots.Plot]]:
    """Each plot with its name."""

    def by_day(amount: Callable[[Tally], float | None], written: plots.Written = str) -> plots.Plot:
        told = [(date_format(day, "j M Y"), amount(tally)) for day, tally in tallies.items()]
        return plots.columns([(day, None if each is None else Decimal(each)) for day, each in told], written)

    return [
        (_("Replies received by day"), by_day(lambda tally: tally.received)),
        (_("Waiting at the end of the day"), by_day(lambda tally: tally.waiting)),
        (_("Median time to a decision by day"), by_day(_median_seconds, _duration)),
        (_("Approved by day"), by_day(lambda tally: tally.approval, lambda share: percent(float(share)))),
        (_("Spam caught by day"), by_day(lambda tally: tally.caught)),
        (_("Spam missed by day"), by_day(lambda tally: tally.missed)),
    ]


def _median_seconds(tally: Tally) -> float | None:
    return None if tally.median is None else tally.median.total_seconds()


def _duration(seconds: Decimal) -> str:
    return duration(timedelta(seconds=float(seconds)))
