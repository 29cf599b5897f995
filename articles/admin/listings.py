"""Sections, topics, authors and sources in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from articles.models import Attribution, Author, Revision, Section, Source, Topic
from articles.tasks import index_texts_of
from newsroom.desk import DeskAdmin


class ListingAdmin(DeskAdmin):
    """Something that articles are listed by."""

    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Section)
class SectionAdmin(ListingAdmin):
    """The parts of the paper, in the order of its menu."""

    list_display = ["name", "position", "description"]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What readers see, or will, stands in a section; older texts and drafts may lose theirs."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        standing = Revision.objects.unended().filter(section__in=objs)
        protected += [_("Article: %s") % revision for revision in standing[:20]]
        return to_delete, counts, perms_needed, protected


@admin.register(Topic)
class TopicAdmin(ListingAdmin):
    """Subjects that run through sections."""


class SearchedAdmin(ListingAdmin):
    """Something by whose name readers find articles; `relation` leads from a text to it."""

    relation: str

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        """Have the worker index its texts anew where its name has changed."""
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            index_texts_of.enqueue(self.relation, obj.pk)


@admin.register(Author)
class AuthorAdmin(SearchedAdmin):
    """People whose names stand over articles."""

    relation = "authors"


@admin.register(Source)
class SourceAdmin(SearchedAdmin):
    """Outlets that articles rest on, with the share of the site's live articles that rests on each."""

    relation = "sources"
    list_display = ["name", "kind", "home_page", "article_count", "share"]
    list_filter = ["kind"]
    search_fields = ["name", "home_page"]
    fields = ["name", "slug", "home_page", "kind", "licence_note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source, Any]:
        """Count live articles beside each source: `article_count`, and `articles_of_all` of the whole site."""
        live = Revision.objects.live()
        resting = Attribution.objects.filter(source=OuterRef("pk"), revision__in=live)
        sources: QuerySet[Source, Any] = super().get_queryset(request)
        return sources.annotate(
            article_count=_count(resting.values("source"), "revision__article"),
            articles_of_all=_count(live.values(of_all=Value(1)), "article"),
        )

    @admin.display(description=_("live articles"), ordering="article_count")
    def article_count(self, source: Any) -> int:
        """How many live articles rest on it, in whatever way."""
        return int(source.article_count)

    @admin.display(description=_("share of all"), ordering="article_count")
    def share(self, source: Any) -> str:
        """Of the site's live articles, in percent; articles that rest on several sources count for each."""
        part = 100 * source.article_count / source.articles_of_all if source.articles_of_all else 0
        return f"{number_format(round(part, 1), decimal_pos=1)}%"  # which does not round


def _count(groups: QuerySet[Any, Any], field: str) -> Coalesce:
    """The number of different values of a field in the one group that a subquery yields; 0 where it yields none."""
    counted = groups.order_by().annotate(counted=Count(field, distinct=True)).values("counted")
    return Coalesce(Subquery(counted), 0)
