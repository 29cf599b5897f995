"""How moderation goes, for moderators: plots with their tables."""

from datetime import date
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

from comments import figures
from comments.figures import Tally
from newsroom import plots
from newsroom.periods import Period, chosen_span


class Numbers(admin.ModelAdmin):
    """The page of the replies' admin that adds up."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        view = self.admin_site.admin_view(require_safe(self.numbers_view))
        return [path("numbers/", view, name="comments_comment_numbers"), *super().get_urls()]

    def numbers_view(self, request: HttpRequest) -> HttpResponse:
        """What waits now, and how it went day by day; seven queries beside the account's."""
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
            "waiting": figures.waiting(),
            "median": figures.median_wait(period),
            "total": figures.together(tallies),
            "by_day": list(tallies.items())[::-1],
            "plots": [
                (_("Replies received by day"), _columns(tallies, "received")),
                (_("Spam caught by day"), _columns(tallies, "caught")),
                (_("Spam missed by day"), _columns(tallies, "missed")),
            ],
        }
        return render(request, "admin/comments/comment/numbers.html", context)


def _columns(tallies: dict[date, Tally], name: str) -> plots.Plot:
    amounts = [(date_format(day, "j M Y"), Decimal(getattr(tally, name))) for day, tally in tallies.items()]
    return plots.columns(amounts)
