"""Site maps of articles and of their listings; texts that search engines may not list stand in none."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, Model, OuterRef
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.archive import months
from articles.models import Author, Revision, RevisionQuerySet, Section, Source, Topic
from articles.provenance import INDEXED
from newsroom.machine_text import NOT_IN_XML
from newsroom.sitemaps import Sitemap

NEWS_IS_NEW = timedelta(days=2)  # Google, “News sitemaps”: two days and a thousand articles at most
MOST_NEWS = 1000


def indexed() -> RevisionQuerySet:
    """The live texts that search engines may list."""
    return Revision.objects.live().filter(relation__in=INDEXED)


class ArticleSitemap(Sitemap):
    """Every live article, oldest first, so that a page that is full stays as it is."""

    def items(self) -> RevisionQuerySet:
        """The texts."""
        rows = indexed().select_related("article").order_by("first_published_at", "article_id")
        return rows.only("first_published_at", "updated_at", "article__slug", "article__first_published_on")

    def lastmod(self, item: Revision) -> datetime | None:
        """When it was updated, else published; a typo put right is no change."""
        return item.updated_at or item.first_published_at

    def get_latest_lastmod(self) -> datetime | None:
        """One query over all."""
        newest = indexed().aggregate(at=Max(Coalesce("updated_at", "first_published_at")))
        at: datetime | None = newest["at"]
        return at


class ListingSitemap(Sitemap):
    """The front page, the archive and every listing that has articles."""

    def items(self) -> list[str]:
        """Their paths."""
        pages = [reverse("home"), reverse("articles:archive"), reverse("articles:corrections")]
        pages += [month.get_absolute_url() for month in months(Revision.objects.live())]
        for model, relation in (
            (Section, "section"),
            (Topic, "topics"),
            (Author, "authors"),
            (Source, "sources"),
        ):
            pages += [subject.get_absolute_url() for subject in _with_articles(model, relation)]
        return pages

    def location(self, item: str) -> str:
        """The path itself."""
        return item


def _with_articles(model: type[Model], relation: str) -> Iterable[Any]:
    live = Revision.objects.live().filter(**{relation: OuterRef("pk")})
    return model._default_manager.filter(Exists(live)).order_by("pk")


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days, for news search."""
    recent = indexed().filter(first_published_at__gte=timezone.now() - NEWS_IS_NEW)
    revisions = recent.select_related("article").defer("body")[:MOST_NEWS]
    entries = [{"revision": each, "title": NOT_IN_XML.sub("", each.headline)} for each in revisions]
    context = {"entries": entries, "language": _language()}
    return render(request, "articles/news_sitemap.xml", context, content_type="application/xml")


def _language() -> str:
    """The paper's language as Google wants it: ISO 639, and for Chinese the country too."""
    language = settings.LANGUAGE_CODE.lower()
    special = {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}
    return special.get(language, language if language.startswith("zh-") else language.split("-")[0])
