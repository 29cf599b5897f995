"""The desk: articles, what they are listed by, and the picture library."""

from articles.admin.articles import ArticleAdmin
from articles.admin.breaking import BreakingNewsAdmin
from articles.admin.front import FrontSlotAdmin
from articles.admin.links import SourceLinkAdmin
from articles.admin.listings import AuthorAdmin, SectionAdmin, SourceAdmin, TopicAdmin
from articles.admin.pictures import PictureAdmin
from articles.admin.revisions import RevisionAdmin

__all__ = [
    "ArticleAdmin",
    "AuthorAdmin",
    "BreakingNewsAdmin",
    "FrontSlotAdmin",
    "PictureAdmin",
    "RevisionAdmin",
    "SectionAdmin",
    "SourceAdmin",
    "SourceLinkAdmin",
    "TopicAdmin",
]
