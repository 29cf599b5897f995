"""Lines of breaking news at the desk."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.headlines import ChosenByHeadline
from articles.models import BreakingNews, Revision
from newsroom.desk import DeskAdmin

SHOWS_FOR = timedelta(hours=3)


class BreakingNewsForm(forms.ModelForm):
    """A line; one that shows can be ended at once, but none is written that has ended."""

    def clean_ends_at(self) -> datetime:
        """A new line ends in time to come."""
        ends_at: datetime = self.cleaned_data["ends_at"]
        if self.instance.pk is None and ends_at <= timezone.now():
            raise ValidationError(_("This time has passed: readers would never see the line."))
        return ends_at


@admin.register(BreakingNews)
class BreakingNewsAdmin(ChosenByHeadline, DeskAdmin):
    """Lines of breaking news, the newest first."""

    form = BreakingNewsForm
    fields = ["text", "article", "starts_at", "ends_at"]
    autocomplete_fields = ["article"]
    list_display = ["text", "state", "leads_to", "starts_at", "ends_at"]
    search_fields = ["text"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[BreakingNews]:
        """Add the headline of each line's article, as far as it is live, and which line readers see: `shown`."""
        live = Revision.objects.live().filter(article=OuterRef("article"))
        lines: QuerySet[BreakingNews] = super().get_queryset(request)
        shown = BreakingNews.objects.showing().values("pk")[:1]
        return lines.annotate(live_headline=Subquery(live.values("headline")[:1]), shown=Subquery(shown))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new line shows for some hours, unless its editor says otherwise."""
        now = timezone.localtime().replace(second=0, microsecond=0)
        return {"starts_at": now, "ends_at": now + SHOWS_FOR, **super().get_changeform_initial_data(request)}

    @admin.display(description=gettext_lazy("state"))
    def state(self, line: Any) -> str:
        """Whether readers see it."""
        now = timezone.now()
        if line.ends_at <= now:
            return _("Over")
        if line.starts_at > now:
            return _("To come")
        return _("Showing now") if line.pk == line.shown else _("Hidden by a newer line")

    @admin.display(description=gettext_lazy("leads to"))
    def leads_to(self, line: Any) -> str | None:
        """The story, once it is live."""
        if line.article_id and not line.live_headline:
            return _("Not live now")
        return line.live_headline  # type: ignore[no-any-return]
