"""What readers bought from articles: sums alone, and nobody who bought."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.headlines import with_headline
from articles.models import Article
from newsroom.periods import Period, chosen_span
from shop import sales

LISTED = 200


class Bought(admin.ModelAdmin):
    """The page of the article admin that tells what each article sold."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        view = self.admin_site.admin_view(require_safe(self.orders_view))
        return [path("orders/", view, name="articles_article_orders"), *super().get_urls()]

    def orders_view(self, request: HttpRequest) -> HttpResponse:
        """Orders, pieces and amounts of a period by article, what brought most first; for editors; four queries."""
        if not request.user.has_perm("articles.publish_article"):
            raise PermissionDenied
        days = chosen_span(request.GET.get("days"), sales.SPANS)
        found = sales.by_article(Period.of_days(days))
        ranked = sorted(found.items(), key=lambda item: (-item[1].net, item[0] or 0))[:LISTED]
        articles: Any = with_headline(Article.objects.filter(pk__in=[number for number, _sold in ranked]))
        headlines = {article.pk: article.headline for article in articles}
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Orders from articles"),
            "opts": self.opts,
            "media": self.media,
            "days": days,
            "spans": sales.SPANS,
            "rows": [(number, headlines.get(number or 0), sold) for number, sold in ranked],
        }
        return render(request, "admin/articles/article/orders.html", context)
