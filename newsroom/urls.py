"""The site map."""

from django.contrib import admin
from django.urls import include, path

from articles.sitemaps import ArticleSitemap, ListingSitemap, news
from newsroom import sitemaps, views
from shop.sitemaps import ShopSitemap

SITEMAPS = {"articles": ArticleSitemap, "listings": ListingSitemap, "shop": ShopSitemap}

urlpatterns = [
    path("", views.home, name="home"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.page, {"sitemaps": SITEMAPS}, name="sitemap-page"),
    path("news-sitemap.xml", news, name="news-sitemap"),
    path("search/", views.search, name="search"),
    path("shop/", include("shop.urls")),
    path("admin/", admin.site.urls),
    path("", include("comments.urls")),
    path("", include("articles.urls")),
]
