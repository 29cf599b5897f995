"""Articles as choices in the admin: by the headline that readers know, not by the slug."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from articles.models import Article, Revision


def with_headline(articles: QuerySet[Article]) -> QuerySet[Article, Any]:
    """Annotate articles with the `headline` that is live, else the newest."""
    revisions = Revision.objects.filter(article=OuterRef("pk"))
    newest = revisions.order_by(F("live_from").desc(nulls_last=True), "-saved_at", "-pk")
    return articles.annotate(
        headline=Coalesce(
            Subquery(revisions.live().values("headline")[:1]), Subquery(newest.values("headline")[:1])
        )
    )


class HeadlineField(forms.ModelChoiceField):
    """An article, shown by its headline; the queryset is one `with_headline`."""

    def label_from_instance(self, article: Any) -> str:
        """The headline."""
        return str(article.headline)


class ChosenByHeadline(admin.options.BaseModelAdmin):
    """A model admin or an inline whose relations to articles show headlines."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Show headlines."""
        if db_field.related_model is Article:
            kwargs |= {"form_class": HeadlineField, "queryset": with_headline(Article.objects.all())}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
