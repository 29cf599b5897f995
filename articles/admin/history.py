"""The history of an article: every text that was kept or published, to compare, look at and restore."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import publishing
from articles.comparison import compare
from articles.models import Article, Revision
from newsroom.desk import staff

PAGE_SIZE = 50


@dataclass(frozen=True)
class Entry:
    """A text in the history, with what readers have seen or will see of it, in words."""

    revision: Revision
    window: str
    before: Revision | None = None  # the one below it, to compare with


class History(admin.ModelAdmin):
    """The pages of the article admin that tell its history."""

    def get_urls(self) -> list[URLPattern]:
        """Add comparing and restoring."""
        compare_view = self.admin_site.admin_view(require_safe(self.compare_view))
        restore_view = self.admin_site.admin_view(require_POST(self.restore_view))
        return [
            path("<int:pk>/compare/", compare_view, name="articles_article_compare"),
            path("<int:pk>/restore/", restore_view, name="articles_article_restore"),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every kept text, newest first, under what is being written; in pages of fifty."""
        article = self.get_object(request, object_id)
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        page = Paginator(texts_of(article), PAGE_SIZE).get_page(request.GET.get("p"))
        context = self._context(request, article, _("History")) | {
            "page": page,
            "entries": list(_entries(list(page), at=timezone.now())),
            "may_restore": self.has_change_permission(request, article),
        }
        return render(request, "admin/articles/article/history.html", context | (extra_context or {}))

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What changed from one text of an article to another, field by field."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        if not {"from", "to"} <= request.GET.keys():
            return redirect("admin:articles_article_history", pk)
        before, after = (_chosen(article, request.GET.get(name, "")) for name in ("from", "to"))
        differences = compare(before, after)
        now = timezone.now()
        context = self._context(request, article, _("Compare versions")) | {
            "sides": [Entry(before, window_of(before, at=now)), Entry(after, window_of(after, at=now))],
            "changed": [difference for difference in differences if difference.is_changed],
            "unchanged": [difference.label for difference in differences if not difference.is_changed],
            "may_restore": self.has_change_permission(request, article),
        }
        return render(request, "admin/articles/article/compare.html", context)

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """Make the working copy say what a kept text says, and open it."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        kept = _chosen(article, request.POST.get("revision", ""))
        if kept.is_working_copy:
            raise Http404
        time = _time(kept.saved_at)
        draft = publishing.restore(kept, by=staff(request), note=_("Restored: %s") % time)
        self.log_change(request, article, _("Restored the version of %s.") % time)
        messages.success(request, _restored(kept))
        if draft.section_id is None:
            messages.warning(request, _no_section(kept))
        return redirect("admin:articles_revision_change", draft.pk)

    def _context(self, request: HttpRequest, article: Article, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": getattr(article, "headline", str(article)),
            "opts": self.opts,
            "article": article,
            "media": self.media,
        }


def texts_of(article: Article) -> QuerySet[Revision]:
    """The texts in an article's history, newest first, below the one that is being written, if it was saved."""
    kept = article.revisions.filter(Q(is_working_copy=False) | Q(version__gt=0))
    return kept.defer("body").order_by("-is_working_copy", "-saved_at", "-pk")


def window_of(revision: Revision, *, at: datetime) -> str:
    """What readers see of a text at a time, have seen or will see, in words."""
    if revision.live_from is None:
        return _("Being written") if revision.is_working_copy else _("Kept, never published")
    start, end = _time(revision.live_from), revision.live_until and _time(revision.live_until)
    times = {"start": start, "end": end}
    if revision.live_from > at:
        return (_("Goes live on %(start)s, until %(end)s") if end else _("Goes live on %(start)s")) % times
    if revision.live_until is None:
        return _("Live since %(start)s") % times
    if revision.live_until > at:
        return _("Live since %(start)s, until %(end)s") % times
    return _("Was live from %(start)s to %(end)s") % times


def _entries(revisions: Sequence[Revision], *, at: datetime) -> Iterator[Entry]:
    for revision, before in zip_longest(revisions, revisions[1:]):
        yield Entry(revision, window_of(revision, at=at), before)


def _chosen(article: Article, key: str) -> Revision:
    """The text of an article that a form names; raises Http404 for anything else."""
    if not (key.isascii() and key.isdecimal() and len(key) <= 18):
        raise Http404
    return get_object_or_404(article.revisions, pk=int(key))


def _time(time: datetime) -> str:
    return date_format(timezone.localtime(time), "DATETIME_FORMAT")


def _restored(kept: Revision) -> str:
    return _("This is the version of %(time)s by %(name)s. Readers see it once it is published.") % {
        "time": _time(kept.saved_at),
        "name": kept.saved_by_name,
    }


def _no_section(kept: Revision) -> str:
    if kept.live_from:
        return _("Its section was deleted meanwhile: choose another one before you publish.")
    return _("It has no section: choose one before you publish.")
