"""The nouns of the newspaper, one file each."""

from articles.models.article import Article, Correction, OldAddress, SourceText
from articles.models.front import BreakingNews, FrontSlot
from articles.models.likeness import Likeness
from articles.models.links import LinkCheck, LinkStatus, SourceLink
from articles.models.listings import Author, Listing, Section, Source, SourceKind, Topic
from articles.models.parts import Attribution, Byline, KeyPoint, Part, Promotion, Recommendation
from articles.models.picture import Picture
from articles.models.preview import PreviewLink
from articles.models.revision import Revision, RevisionQuerySet
from articles.provenance import Relation

__all__ = [
    "Article",
    "Attribution",
    "Author",
    "BreakingNews",
    "Byline",
    "Correction",
    "FrontSlot",
    "KeyPoint",
    "Likeness",
    "LinkCheck",
    "LinkStatus",
    "Listing",
    "OldAddress",
    "Part",
    "Picture",
    "PreviewLink",
    "Promotion",
    "Recommendation",
    "Relation",
    "Revision",
    "RevisionQuerySet",
    "Section",
    "Source",
    "SourceKind",
    "SourceLink",
    "SourceText",
    "Topic",
]
