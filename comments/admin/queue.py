"""The queue: what waits, a page at a time, with all that bears on the decision."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Section
from comments import queue
from comments.admin.act_forms import DAYS, LARGEST_KEY, ActForm, BanForm, without_outcome
from comments.admin.outcomes import outcome_of
from comments.admin.rows import BUTTONS, rows_of
from comments.histories import Kin
from comments.models import BanKind, Reason
from comments.queue import VIEWS, Choice
from newsroom.desk import module, staff

SCRIPTS: Any = [module("reply-queue"), module("reply-choice")]


class ChoiceForm(forms.Form):
    """What an address chooses to see; what it says wrongly, it does not say."""

    view = forms.ChoiceField(choices=[(name, view.title) for name, view in VIEWS.items()])
    q = forms.CharField(max_length=200)
    section = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)
    article = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)
    by = forms.ChoiceField(choices=Kin)
    of = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)
    after = forms.CharField(max_length=60)
    before = forms.CharField(max_length=60)

    def read(self) -> Choice:
        """The choice, and the page of it."""
        self.full_clean()
        said = self.cleaned_data
        kin = Kin(said["by"]) if "by" in said and "of" in said else None
        return Choice(
            view=said.get("view", queue.WAITING),
            words=said.get("q", "").strip(),
            section=said.get("section"),
            article=said.get("article"),
            kin=kin,
            of=said.get("of"),
            after=said.get("after", ""),
            before=said.get("before", ""),
        )


@dataclass(frozen=True)
class Tried:
    """An act that was sent and cannot be done as it was sent: its form, and whether it was about many."""

    form: ActForm | BanForm
    is_bulk: bool

    @property
    def panel(self) -> str:
        """What was filled in wrongly."""
        return "ban" if isinstance(self.form, BanForm) else "reject"

    @property
    def key(self) -> int | None:
        """The one reply that it was about."""
        return next(iter(self.form.seen), None) if not self.is_bulk else None

    @property
    def chosen(self) -> set[int]:
        """The replies that were chosen."""
        return set(self.form.seen) if self.is_bulk else set()


class Queue(admin.ModelAdmin):
    """The page of the queue."""

    def get_urls(self) -> list[URLPattern]:
        """Add it."""
        view = self.admin_site.admin_view(require_safe(self.queue_view))
        return [path("queue/", view, name="comments_comment_queue"), *super().get_urls()]

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        """Show what the address asks for."""
        return self.queue_page(request, request.GET)

    def queue_page(self, request: HttpRequest, query: QueryDict, tried: Tried | None = None) -> HttpResponse:
        """A page of the queue; at most fourteen queries. With what was `tried` and is not complete, if anything was."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        choice = ChoiceForm(query).read()
        page = queue.page_of(choice)
        rows = rows_of(page.comments)
        context = self.act_context(request, tried) | {
            "title": _("Replies to decide") if choice.view == queue.WAITING else VIEWS[choice.view].title,
            "choice": choice,
            "page": page,
            "rows": rows,
            "tabs": queue.tabs(choice.view, staff(request)),
            "sections": Section.objects.order_by("name").values_list("pk", "name"),
            "story": rows[0].comment if rows and choice.article else None,
            "query": without_outcome(query),
            "outcome": outcome_of(query),
            "chosen": {row.comment.pk for row in rows}
            if query.get("all")
            else tried.chosen
            if tried
            else set(),
        }
        return render(request, "admin/comments/comment/queue.html", context, status=422 if tried else 200)

    def act_context(self, request: HttpRequest, tried: Tried | None) -> dict[str, Any]:
        """What the templates of acts need."""
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media + forms.Media(js=SCRIPTS),
            "tried": tried,
            "buttons": BUTTONS,
            "reasons": Reason.choices,
            "kinds": BanKind.choices,
            "days": DAYS.items(),
            "may_decide": self.has_change_permission(request),
            "may_ban": request.user.has_perm("comments.add_ban"),
        }
