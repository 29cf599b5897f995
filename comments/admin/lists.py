"""The site's rules in the admin: how replies are taken, what is watched for, and what that would have caught."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from comments.models import Comment, ReplyRules, Watched, WatchedKind
from comments.signals import lists
from comments.signals.lists import Entry
from comments.signals.submission import Submission
from newsroom.desk import DeskAdmin

TRIED_ON = 200


@admin.register(ReplyRules)
class ReplyRulesAdmin(DeskAdmin):
    """Which replies wait, and when articles close."""

    list_display = ["__str__", "mode", "closing"]
    list_select_related = ["section"]
    ordering = ["section"]
    fieldsets = [
        (
            None,
            {
                "fields": ["section", "mode", "closed_after_days", "is_closed"],
                "description": gettext_lazy(
                    "Without a section these are the rules of all sections that have none of their own. "
                    "Whatever the rules, a reply that any signal speaks against waits for a moderator."
                ),
            },
        )
    ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say what holds where no rules do; one query more."""
        default = None if ReplyRules.objects.filter(section=None).exists() else ReplyRules()
        return super().changelist_view(request, {"default": default} | (extra_context or {}))

    @admin.display(description=gettext_lazy("replies close"))
    def closing(self, rules: ReplyRules) -> str:
        """When, in words."""
        if rules.is_closed:
            return _("Closed now")
        days = rules.closed_after_days
        if days is None:
            return _("They stay open")
        return ngettext("After %d day", "After %d days", days) % days


class TrialForm(forms.Form):
    """Something to watch for, before it is."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=WatchedKind)
    value = forms.CharField(label=gettext_lazy("What"), max_length=200)

    def clean(self) -> None:
        """A pattern is one."""
        self.watched = Watched(**self.cleaned_data)
        self.watched.clean()


@dataclass(frozen=True)
class Trial:
    """What would have been caught of the last replies; too slow a pattern was not looked for in all of them."""

    caught: list[Comment]
    is_slow: bool


@admin.register(Watched)
class WatchedAdmin(DeskAdmin):
    """What the site watches for."""

    list_display = ["value", "kind", "weighs", "note"]
    list_filter = ["kind"]
    search_fields = ["value", "note"]
    list_per_page = 100
    show_facets = admin.ShowFacets.NEVER
    fieldsets = [
        (
            None,
            {
                "fields": ["kind", "value", "weight", "note"],
                "description": gettext_lazy(
                    "A reply that has it waits for a moderator, who is told why; from a weight of 10 together "
                    "with its other signals on, it is spam. A word is found as a whole word, whatever its case: "
                    "“pill” is not found in “pillow”. A pattern is a regular expression and is found anywhere; "
                    "“(?i)” at its beginning lets the case be anything. A domain is that of the email address, "
                    "with all that stand below it."
                ),
            },
        )
    ]

    @admin.display(description=gettext_lazy("weight"), ordering="weight")
    def weighs(self, watched: Watched) -> str:
        """The weight, named where no column's head stands above it."""
        return _("Weight %d") % watched.weight

    def get_urls(self) -> list[URLPattern]:
        """Add trying out."""
        view = self.admin_site.admin_view(require_safe(self.trial_view))
        return [path("trial/", view, name="comments_watched_trial"), *super().get_urls()]

    def trial_view(self, request: HttpRequest) -> HttpResponse:
        """What something would have caught of the last replies; it changes nothing."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = TrialForm(request.GET or None)
        is_known = form.is_bound and form.is_valid()
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Try out what to watch for"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "trial": _tried(form.watched) if is_known else None,
            "count": TRIED_ON,
            "may_add": self.has_add_permission(request),
        }
        return render(request, "admin/comments/watched/trial.html", context)


def _tried(watched: Watched) -> Trial:
    """Look for it in the last replies; a pattern that is too slow once is given up."""
    entry, caught = Entry(watched.kind, watched.value, 1), list[Comment]()
    for comment in _last():
        names = {signal.name for signal in lists.watched(_submission(comment), [entry])}
        if "slow-pattern" in names:
            return Trial(caught, is_slow=True)
        if names:
            caught.append(comment)
    return Trial(caught, is_slow=False)


def _last() -> QuerySet[Comment]:
    replies: QuerySet[Comment] = (
        Comment.objects.exclude(text="").select_related("article").order_by("-created_at", "-pk")[:TRIED_ON]
    )
    return replies


def _submission(comment: Comment) -> Submission:
    return Submission(
        article=comment.article,
        text=comment.text,
        name=comment.name,
        email=comment.email,
        website=comment.website,
    )
