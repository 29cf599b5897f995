"""Replies in the admin: the list of all, and the page of each with its whole log."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Revision
from comments import queue
from comments.admin.acts import Acts
from comments.admin.numbers import Numbers
from comments.admin.outcomes import outcome_of
from comments.admin.people import People
from comments.admin.queue import Queue, Tried
from comments.admin.rows import rows_of
from comments.models import Comment, State
from newsroom.desk import DeskAdmin

SHOWN = 50  # answers, and ancestors


@admin.register(Comment)
class CommentAdmin(Acts, Queue, Numbers, People, DeskAdmin):
    """Replies are read and decided about here, never rewritten."""

    list_display = ["excerpt", "name", "story", "state", "created_at"]
    list_filter = ["state", "is_likely_spam", "created_at"]
    list_select_related = ["article"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    ordering = ["-created_at", "-pk"]
    search_fields = ["text", "name", "email"]
    actions = None

    @admin.display(description=gettext_lazy("comment"))
    def excerpt(self, comment: Comment) -> str:
        """The beginning of the text; an erased one has none."""
        return Truncator(comment.text).chars(120) or "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        """Add what readers see the article headed."""
        live = Revision.objects.live().filter(article=OuterRef("article"))
        comments: QuerySet[Comment] = super().get_queryset(request)
        return comments.annotate(headline=Subquery(live.values("headline")[:1]))

    @admin.display(description=gettext_lazy("article"), ordering="article")
    def story(self, comment: Any) -> SafeString:
        """The article, a link to it."""
        words = comment.headline or comment.article
        return format_html('<a href="{}">{}</a>', comment.article.get_absolute_url(), words)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show a reply; there is no form that changes it."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        comment = self.get_object(request, object_id)
        if comment is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        return self.reply_page(request, comment.pk)

    def reply_page(self, request: HttpRequest, pk: int, tried: Tried | None = None) -> HttpResponse:
        """The page of a reply; with what was `tried` and is not complete, if anything was."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        comment = queue.for_desk(Comment.objects.filter(pk=pk)).first()
        if comment is None:
            raise Http404
        context = self.act_context(request, tried) | {
            "title": _("Reply by %s") % (comment.name or _("somebody who was erased")),
            "row": rows_of([comment])[0],
            "log": comment.decisions.with_texts().select_related("undone_by"),
            "reports": comment.reports.all(),
            "ancestors": _ancestors(comment),
            "answers": comment.answers.order_by("created_at", "pk")[:SHOWN],
            "outcome": outcome_of(request.GET),
            "address_for_readers": comment.get_absolute_url() if comment.state == State.APPROVED else "",
        }
        return render(request, "admin/comments/comment/page.html", context, status=422 if tried else 200)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Replies come from readers."""
        return False


def _ancestors(comment: Comment) -> list[Comment]:
    """What it answers, and what that answers, from the first comment of the thread on; two queries at most."""
    if comment.root_id is None:
        return []
    before = Comment.objects.filter(root=comment.root_id, pk__lt=comment.pk, depth__lt=comment.depth)
    by_key = {each.pk: each for each in (comment.root, *before.order_by("-pk")[:1000]) if each}
    found, parent = list[Comment](), by_key.get(comment.parent_id or 0, comment.parent)
    while parent and len(found) < SHOWN:
        found.append(parent)
        parent = by_key.get(parent.parent_id or 0)
    return found[::-1]
