"""The articles' addresses."""

from django.urls import path

from articles import addresses, archive, feeds, versions, views
from articles.models import Author, Section, Source, Topic

app_name = "articles"
urlpatterns = [
    path(addresses.ARTICLE, views.article_detail, name="article"),
    path(f"{addresses.ARTICLE}versions/", versions.version_list, name="versions"),
    path("previews/<str:token>/", versions.preview, name="preview"),
    path("<feed:format>", feeds.newest, name="feed"),
    path("archive/", archive.archive, name="archive"),
    path("archive/<month:month>/", archive.archive_month, name="month"),
    path("corrections/", views.correction_list, name="corrections"),
    path("corrections/<feed:format>", feeds.correction_list, name="corrections-feed"),
    path(
        "sections/<slug:slug>/",
        views.listing,
        {"model": Section},
        name="section",
    ),
    path("sections/<slug:slug>/<feed:format>", feeds.listing, {"model": Section}, name="section-feed"),
    path(
        "topics/<slug:slug>/",
        views.listing,
        {"model": Topic},
        name="topic",
    ),
    path("topics/<slug:slug>/<feed:format>", feeds.listing, {"model": Topic}, name="topic-feed"),
    path(
        "authors/<slug:slug>/",
        views.listing,
        {"model": Author},
        name="author",
    ),
    path("authors/<slug:slug>/<feed:format>", feeds.listing, {"model": Author}, name="author-feed"),
    path(
        "sources/<slug:slug>/",
        views.listing,
        {"model": Source},
        name="source",
    ),
    path("sources/<slug:slug>/<feed:format>", feeds.listing, {"model": Source}, name="source-feed"),
]
