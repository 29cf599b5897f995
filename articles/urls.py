"""The articles' addresses."""

from django.urls import path

from articles import addresses, views
from articles.models import Author, Section, Source, Topic

app_name = "articles"
urlpatterns = [
    path(addresses.ARTICLE, views.article_detail, name="article"),
    path(
        "sections/<slug:slug>/",
        views.listing,
        {"model": Section},
        name="section",
    ),
    path(
        "topics/<slug:slug>/",
        views.listing,
        {"model": Topic},
        name="topic",
    ),
    path(
        "authors/<slug:slug>/",
        views.listing,
        {"model": Author},
        name="author",
    ),
    path(
        "sources/<slug:slug>/",
        views.listing,
        {"model": Source},
        name="source",
    ),
]
