"""The nouns of the newspaper, one file each."""

from articles.models.article import Article, Correction
from articles.models.listings import Author, Listing, Section, Source, Topic
from articles.models.picture import Picture
from articles.models.revision import (
    Attribution,
    Byline,
    KeyPoint,
    Promotion,
    Relation,
    Revision,
    RevisionQuerySet,
)

__all__ = [
    "Article",
    "Attribution",
    "Author",
    "Byline",
    "Correction",
    "KeyPoint",
    "Listing",
    "Picture",
    "Promotion",
    "Relation",
    "Revision",
    "RevisionQuerySet",
    "Section",
    "Source",
    "Topic",
]
