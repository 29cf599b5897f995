"""By what the picture library is sifted."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import library


class UseFilter(admin.SimpleListFilter):
    """Pictures by whether a text uses them, be it an old one."""

    title = gettext_lazy("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """In use, or not; that one may be deleted."""
        return [("used", _("Used")), ("unused", _("Unused"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the chosen; reads every body that has pictures."""
        sift = {"used": library.used, "unused": library.unused}.get(self.value() or "")
        return sift(queryset) if sift else queryset


class WantFilter(admin.SimpleListFilter):
    """Pictures that want an editor's eye."""

    title = gettext_lazy("what is amiss")
    parameter_name = "amiss"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """What can be amiss with a picture."""
        return [
            ("words", _("To describe")),
            ("credit", _("No credit")),
            ("licence", _("No licence")),
            ("twice", _("Duplicates")),
            ("renditions", _("No renditions yet")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep the chosen."""
        if self.value() == "twice":
            return library.duplicates(queryset)
        wanted = {
            "words": Q(needs_words=True),
            "credit": Q(credit=""),
            "licence": Q(licence=""),
            "renditions": Q(has_renditions=False) | Q(has_crops=False),
        }
        return queryset.filter(wanted.get(self.value() or "", Q()))
