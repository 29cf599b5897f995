"""The log of decisions in the admin: read by whom it concerns, changed by nobody; what stands can be undone from it."""

from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Actor, Decision
from comments.models.decision import DecisionQuerySet
from newsroom.counting import Rows
from newsroom.desk import DeskAdmin

MONTHS = 24


class OfferedFilter(admin.SimpleListFilter):
    """A filter that hears nothing but what it offers."""

    def value(self) -> str | None:
        """The chosen one; none where the address says something else."""
        chosen = super().value()
        return chosen if chosen in dict(self.lookup_choices) else None


class WhoFilter(OfferedFilter):
    """Acts by who did them."""

    title = gettext_lazy("whom")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """The staff, the site's rules, and writers."""
        people = User.objects.filter(is_staff=True).order_by("username")
        others = [(actor.value, actor.label) for actor in (Actor.RULE, Actor.WRITER)]
        return [(str(person.pk), person.get_full_name() or person.username) for person in people] + others

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Keep what they did."""
        who = self.value()
        if who is None:
            return None
        return queryset.filter(actor=who) if who in Actor.values else queryset.filter(made_by=who)


class MonthFilter(OfferedFilter):
    """Acts by month."""

    title = gettext_lazy("month")
    parameter_name = "month"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """The last two years, as far as the log goes back."""
        made_at = Decision.objects.order_by("pk").values_list("made_at", flat=True).first()
        begun = timezone.localdate(made_at)  # today where there is none
        months = [timezone.localdate().replace(day=1)]
        while len(months) < MONTHS and months[-1] > begun:
            months.append((months[-1] - timedelta(days=1)).replace(day=1))
        return [(f"{month:%Y-%m}", date_format(month, "YEAR_MONTH_FORMAT")) for month in months]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Keep those of the month, in the site's own time."""
        if not self.value():
            return None
        first = date.fromisoformat(f"{self.value()}-01")
        start, end = _midnight(first), _midnight((first + timedelta(days=31)).replace(day=1))
        return queryset.filter(made_at__gte=start, made_at__lt=end)


class Log(ChangeList):
    """A page of the log, which says what of it can be undone."""

    def get_results(self, request: HttpRequest) -> None:
        """Find out to whom it is shown."""
        super().get_results(request)
        for decision in self.result_list:
            decision.may_undo = request.user.has_perm("comments.change_comment")


@admin.register(Decision)
class DecisionAdmin(DeskAdmin):
    """A list to read, and a page of each decision with the text that it was made upon."""

    list_display = ["made_at", "done", "reply", "why", "who", "undoing"]
    list_display_links = ["made_at"]
    fields = readonly_fields = ("made_at", "done", "reply", "decided_text", "why", "who")
    list_filter = ["act", WhoFilter, MonthFilter]
    list_select_related = ["comment", "undone_by"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["comment__text", "comment__name", "made_by_name", "note"]
    actions = None

    class Media:
        css = {"all": ["newsroom/css-admin/replies.css"]}

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say what is to be read, where the stock title asks to choose."""
        return super().changelist_view(request, {"title": _("What was decided")} | (extra_context or {}))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list with its buttons."""
        return Log

    def get_queryset(self, request: HttpRequest) -> DecisionQuerySet:
        """Add what each was made upon, and how many were done with the same click."""
        decisions = cast("DecisionQuerySet", super().get_queryset(request))
        same_click = Decision.objects.filter(batch=OuterRef("batch")).order_by().values("pk")
        return decisions.with_texts().annotate(together=Rows(same_click))

    @admin.display(description=gettext_lazy("act"), ordering="act")
    def done(self, decision: Decision) -> str:
        """The act, and the states that it led from and to."""
        return (
            f"{decision.get_act_display()}: {decision.get_before_display()} → {decision.get_after_display()}"
        )

    @admin.display(description=gettext_lazy("reply"))
    def reply(self, decision: Decision) -> SafeString:
        """The reply, a link to its page."""
        return _piece("_log_reply", decision)

    @admin.display(description=gettext_lazy("comment"))
    def decided_text(self, decision: Decision) -> SafeString:
        """The whole text that it was made upon, with its lines."""
        return _piece("_log_text", decision)

    @admin.display(description=gettext_lazy("reason"))
    def why(self, decision: Decision) -> SafeString:
        """The reason and the note, or the rule."""
        return _piece("_log_why", decision)

    @admin.display(description=gettext_lazy("who"))
    def who(self, decision: Decision) -> str:
        """The moderator, or what else did it."""
        return decision.made_by_name or decision.get_actor_display()

    @admin.display(description=gettext_lazy("undo"))
    def undoing(self, decision: Decision) -> SafeString:
        """A button, where it stands still."""
        return _piece("_log_undo", decision)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Acts write it."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        """Nobody rewrites it: the database refuses that as well."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        """Nobody shortens it."""
        return False


def _piece(name: str, decision: Decision) -> SafeString:
    return render_to_string(f"admin/comments/decision/{name}.html", {"decision": decision})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
