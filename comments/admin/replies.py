"""The moderators' desk: replies that wait, and what was decided."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Revision
from comments import moderation
from comments.models import Act, Comment, CommentQuerySet, State
from newsroom.desk import DeskAdmin, staff

EVERYWHERE = [admin.ActionLocation.CHANGE_LIST, admin.ActionLocation.CHANGE_FORM]


@admin.register(Comment)
class CommentAdmin(DeskAdmin):
    """Replies are read and decided about here, never rewritten."""

    list_display = ["excerpt", "name", "story", "state", "created_at"]
    list_filter = ["state", "created_at"]
    list_select_related = ["article"]
    list_per_page = 50
    ordering = [Case(When(state=State.PENDING, then=0), default=1), "-created_at"]  # what waits comes first
    search_fields = ["text", "name", "email"]
    actions = ["approve", "reject", "mark_as_spam"]
    fields = readonly_fields = (
        "text",
        "name",
        "email",
        "website",
        "story",
        "parent",
        "created_at",
        "state",
        "decision",
    )

    @admin.display(description=gettext_lazy("comment"))
    def excerpt(self, comment: Comment) -> str:
        """The beginning of the text."""
        return Truncator(comment.text).chars(120)

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

    @admin.action(description=gettext_lazy("Approve"), permissions=["change"], location=EVERYWHERE)
    def approve(self, request: HttpRequest, queryset: CommentQuerySet) -> None:
        """Publish the chosen replies."""
        self._decide(request, queryset, Act.APPROVE, _("Approved: %d."))

    @admin.action(description=gettext_lazy("Reject"), permissions=["change"], location=EVERYWHERE)
    def reject(self, request: HttpRequest, queryset: CommentQuerySet) -> None:
        """Keep the chosen replies from readers."""
        self._decide(request, queryset, Act.REJECT, _("Rejected: %d."))

    @admin.action(
        description=gettext_lazy("Mark as spam"),
        permissions=["change"],
        location=EVERYWHERE,
    )
    def mark_as_spam(self, request: HttpRequest, queryset: CommentQuerySet) -> None:
        """Keep spam from readers."""
        self._decide(request, queryset, Act.SPAM, _("Marked as spam: %d."))

    def _decide(
        self,
        request: HttpRequest,
        queryset: CommentQuerySet,
        act: Act,
        message: str,
    ) -> None:
        batch = moderation.decide_all(queryset, act, by=staff(request))
        self.message_user(request, message % len(batch.done))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """There is nothing to save: what can be done are the actions."""
        context |= {"show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Replies come from readers."""
        return False

    def view_on_site(self, comment: Comment) -> str | None:
        """Where readers find it, once it is approved."""
        return comment.get_absolute_url() if comment.state == State.APPROVED else None
