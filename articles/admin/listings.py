"""Sections, topics, authors and sources in the admin."""

from django.contrib import admin

from articles.models import Author, Section, Source, Topic
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


@admin.register(Topic)
class TopicAdmin(ListingAdmin):
    """Subjects that run through sections."""


@admin.register(Author)
class AuthorAdmin(ListingAdmin):
    """People whose names stand over articles."""


@admin.register(Source)
class SourceAdmin(ListingAdmin):
    """Outlets that articles rest on."""

    list_display = ["name", "home_page"]
    search_fields = ["name", "home_page"]
