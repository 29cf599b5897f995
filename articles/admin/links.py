"""The links to sources: which are dead, what every look found, and where a copy is kept."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.validators import URLValidator
from django.db.models import Case, Count, QuerySet, When
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.links import tasks, watching
from articles.models import Attribution, LinkStatus, Revision, SourceLink
from newsroom.desk import DeskAdmin

SHOWN_LOOKS = 20
SHOWN_ARTICLES = 50


class StatusFilter(admin.SimpleListFilter):
    """Links by what the looks found; the broken ones, which want somebody, come first."""

    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """The statuses."""
        statuses = sorted(LinkStatus, key=lambda status: status != LinkStatus.BROKEN)
        return [(status.value, status.label) for status in statuses]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the links of the chosen status."""
        return queryset.filter(status=self.value()) if self.value() else queryset


class LinkList(ChangeList):
    """A page of links, each with the number of live articles that rest on it: one query for all."""

    def get_results(self, request: HttpRequest) -> None:
        """Add the numbers."""
        super().get_results(request)
        live = Attribution.objects.filter(
            url__in=[link.url for link in self.result_list], revision__in=Revision.objects.live()
        )
        counts = live.order_by().values_list("url").annotate(Count("revision__article", distinct=True))
        by_url = dict(counts)
        for link in self.result_list:
            link.article_count = by_url.get(link.url, 0)


class SourceLinkForm(forms.ModelForm):
    """Where a copy is kept, which is all that a person says of a link."""

    archived_url = forms.URLField(
        label=gettext_lazy("Archived copy"),
        required=False,
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput(attrs={"class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "Where a copy is kept, such as https://web.archive.org/web/2026/https://…: "
            "articles offer it beside the link while that is broken."
        ),
    )

    class Meta:
        model = SourceLink
        fields = ["archived_url"]

    def clean_archived_url(self) -> str:
        """A copy lies elsewhere."""
        copy: str = self.cleaned_data["archived_url"]
        if copy == self.instance.url:
            raise forms.ValidationError(
                _("This is the link itself. Give the address of a copy, or leave it empty.")
            )
        return copy


@admin.register(SourceLink)
class SourceLinkAdmin(DeskAdmin):
    """The links that articles rest on; rows come and go with the texts, by themselves."""

    form = SourceLinkForm
    list_display = ["url", "state", "article_count", "misses", "checked_at"]
    list_filter = [StatusFilter]
    asked_by = ["archived_url"]
    search_fields = ["url"]
    ordering = [Case(When(status=LinkStatus.BROKEN, then=0), default=1), "-failures", "url"]
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    actions = ["check_again"]
    fields = ["address", "state", "checked_at", "check_after", "archived_url", "articles", "looks"]
    readonly_fields = ["address", "state", "checked_at", "check_after", "articles", "looks"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list with its numbers."""
        return LinkList

    @admin.display(description=gettext_lazy("link"))
    def address(self, link: SourceLink) -> SafeString:
        """The link, to be followed."""
        return format_html('<a href="{}" rel="noreferrer">{}</a>', link.url, link.url)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, link: SourceLink) -> str:
        """The status in words, with failures that it does not tell of yet."""
        if not link.failures or link.status == LinkStatus.BROKEN:
            return link.get_status_display()
        failed = ngettext("Failed at the last look", "Failed at the last %(count)d looks", link.failures)
        failed %= {"count": link.failures}
        return failed if link.status == LinkStatus.UNKNOWN else f"{link.get_status_display()}. {failed}"

    @admin.display(description=gettext_lazy("live articles"))
    def article_count(self, link: Any) -> int:
        """How many articles that readers see rest on it."""
        return link.article_count  # type: ignore[no-any-return]

    @admin.display(description=gettext_lazy("failures"), ordering="failures")
    def misses(self, link: SourceLink) -> int:
        """How many looks in a row have failed, under a head that is short."""
        return link.failures

    @admin.display(description=gettext_lazy("articles"))
    def articles(self, link: SourceLink) -> SafeString:
        """The articles that rest on it, live or scheduled, each leading to its form."""
        resting = watching.attributions().filter(url=link.url).order_by("-revision__live_from")
        rows = resting.values_list("revision__article", "revision__headline").distinct()[:SHOWN_ARTICLES]
        return format_html_join(
            SafeString("<br>"),
            '<a href="{}">{}</a>',
            ((reverse("admin:articles_article_change", args=[key]), headline) for key, headline in rows),
        ) or SafeString(_("None that readers see or will see; the link is not looked at."))

    @admin.display(description=gettext_lazy("newest looks"))
    def looks(self, link: SourceLink) -> SafeString:
        """What the newest looks found."""
        looks = link.checks.all()[:SHOWN_LOOKS]
        return render_to_string("admin/articles/sourcelink/_looks.html", {"looks": looks})

    @admin.action(description=gettext_lazy("Check again now"), permissions=["change"])
    def check_again(self, request: HttpRequest, queryset: QuerySet[SourceLink]) -> None:
        """Put the links at the head of the queue."""
        if count := tasks.check_again(queryset):
            words = ngettext(
                "%d link will be looked at in the next minutes.",
                "%d links will be looked at in the next minutes, one of each host at a time.",
                count,
            )
            self.message_user(request, words % count)
        else:
            words = _("No article rests on these links any more, so they are not looked at.")
            self.message_user(request, words, messages.WARNING)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Links are found in the articles."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SourceLink | None = None) -> bool:
        """What was found of a link is kept."""
        return False
