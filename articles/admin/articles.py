"""The list of articles, from which each opens as the form of its working copy; and corrections."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.admin import wording
from articles.admin.addresses import Addresses
from articles.admin.history import History
from articles.admin.orders import Bought
from articles.admin.previews import PreviewLinks
from articles.admin.withdrawal import Withdrawing
from articles.models import Article, Correction, Revision, Section
from articles.states import CONDITIONS, State, next_midnight, with_state
from newsroom.desk import DeskAdmin, staff
from newsroom.people import name_of


class StateFilter(admin.SimpleListFilter):
    """Articles by what readers see of them."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """The states an article can be in, and what else an editor looks for."""
        return [
            *State.choices,
            ("changed", _("Live, with unpublished changes")),
            ("expiring", _("Ending within a week")),
            ("today", _("Scheduled today")),
            ("later", _("Scheduled later")),
            ("returned", _("Sent back to its writer")),
            ("dead-product", _("With a product that cannot be bought")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the articles of the chosen state; whatever waits for review is ready, live or not, and so on."""
        soon = timezone.now() + timedelta(days=7)
        midnight = next_midnight()
        wanted = CONDITIONS | {
            State.READY: Q(ready_at__isnull=False),
            State.SCHEDULED: Q(goes_live_at__isnull=False),
            "changed": Q(is_live=True, has_changes=True),
            "expiring": Q(is_live=True, expires_at__lte=soon),
            "today": Q(goes_live_at__lt=midnight),
            "later": Q(goes_live_at__gte=midnight),
            "returned": Q(was_sent_back=True),
            "dead-product": Exists(
                Revision.objects.live().with_dead_promotions().filter(article=OuterRef("pk"))
            ),
        }
        return queryset.filter(wanted.get(self.value() or "", Q()))


class MineFilter(admin.SimpleListFilter):
    """One's own articles."""

    title = gettext_lazy("writer")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Mine, or everybody's."""
        return [("1", _("Begun by me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep what the person who asks has begun."""
        return queryset.filter(created_by=request.user) if self.value() == "1" else queryset


class SectionFilter(admin.SimpleListFilter):
    """Articles by the section of their newest text."""

    title = gettext_lazy("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """The sections of the paper."""
        return [(section.slug, section.name) for section in Section.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the articles of the chosen section."""
        return queryset.filter(section_slug=self.value()) if self.value() else queryset


@admin.register(Article)
class ArticleAdmin(History, PreviewLinks, Addresses, Withdrawing, Bought, DeskAdmin):
    """The list of articles; opening one leads to the form of its working copy."""

    list_display = ["headline", "state", "section", "published", "saved"]
    list_filter = [StateFilter, MineFilter, SectionFilter]
    search_fields = ["revisions__headline", "slug"]
    date_hierarchy = "first_published_on"
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Add what the list shows of each article's newest text."""
        newest = Revision.objects.filter(article=OuterRef("pk")).order_by(
            "-is_working_copy", *publishing.NEWEST_FIRST
        )
        articles: QuerySet[Article] = super().get_queryset(request)
        return with_state(articles).annotate(
            headline=Subquery(newest.values("headline")[:1]),
            section_name=Subquery(newest.values("section__name")[:1]),
            section_slug=Subquery(newest.values("section__slug")[:1]),
            published_at=Subquery(newest.values("first_published_at")[:1]),
            saved_at=Subquery(newest.values("saved_at")[:1]),
        )

    @admin.display(description=gettext_lazy("headline"))
    def headline(self, article: Any) -> str:
        """What the newest text is headed."""
        return str(article.headline)

    @admin.display(description=gettext_lazy("state"))
    def state(self, article: Any) -> str:
        """What readers see of it, and when that changes."""
        return wording.in_list(article)

    @admin.display(description=gettext_lazy("section"), ordering="section_name")
    def section(self, article: Any) -> str | None:
        """Where it stands in the paper."""
        return article.section_name  # type: ignore[no-any-return]

    @admin.display(description=gettext_lazy("first published"), ordering="published_at")
    def published(self, article: Any) -> datetime | None:
        """When readers first saw it."""
        return article.published_at  # type: ignore[no-any-return]

    @admin.display(description=gettext_lazy("last saved"), ordering="saved_at")
    def saved(self, article: Any) -> datetime:
        """When somebody last worked on it."""
        return article.saved_at  # type: ignore[no-any-return]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """A new article starts in the form of its working copy."""
        return redirect("admin:articles_revision_add")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Open the working copy; who may only look sees the newest text, and nothing is made."""
        article = self.get_object(request, object_id)
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if self.has_change_permission(request, article):
            revision = publishing.working_copy(article)
        else:
            revision = article.revisions.order_by("-is_working_copy", *publishing.NEWEST_FIRST)[0]
        return redirect("admin:articles_revision_change", revision.pk)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Who may publish changes any article, others the ones they began."""
        return super().has_change_permission(request, obj) and self._is_theirs(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """As changing; but what readers have seen is never deleted."""
        was_published = obj is not None and obj.first_published_on is not None
        may_delete = super().has_delete_permission(request, obj) and self._is_theirs(request, obj)
        return may_delete and not was_published

    def _is_theirs(self, request: HttpRequest, article: Article | None) -> bool:
        is_editor = request.user.has_perm("articles.publish_article")
        return article is None or is_editor or article.created_by_id == request.user.pk

    def view_on_site(self, article: Any) -> str | None:
        """The article's page, while it is live."""
        return article.get_absolute_url() if article.is_live else None


@admin.register(Correction)
class CorrectionAdmin(DeskAdmin):
    """Corrections: added, never changed."""

    list_display = ["text", "article", "made_at", "made_by_name"]
    autocomplete_fields = ["article"]
    search_fields = ["text"]

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: Any) -> None:
        """Note who made the correction."""
        obj.made_by = staff(request)
        obj.made_by_name = name_of(obj.made_by)
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        """A correction is written once."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        """A correction stays."""
        return False

    def view_on_site(self, correction: Correction) -> str | None:
        """The corrected article, if it has a page."""
        article = correction.article
        return f"{article.get_absolute_url()}#corrections" if article.first_published_on else None
