"""Previews at the desk: any text as its page will look, and the links that show one to people without an account."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import previews
from articles.models import Article, PreviewLink, Revision
from newsroom.desk import staff
from newsroom.people import name_of

SHOWN = 100  # links of one article, the newest


class LinkForm(forms.Form):
    """How long a preview link works."""

    days = forms.IntegerField(
        label=gettext_lazy("Days"),
        min_value=1,
        max_value=previews.MAX_DAYS,
        help_text=gettext_lazy("How long the link works: 1 to 30 days. You can end it earlier below."),
    )


@dataclass(frozen=True)
class Row:
    """A link in the list, with its address while it works."""

    link: PreviewLink
    address: str
    made_by: str
    state: str


class PreviewLinks(admin.ModelAdmin):
    """The page of the article admin that makes, lists and revokes preview links."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page, and what revokes."""
        links = self.admin_site.admin_view(self.previews_view)
        revoke = self.admin_site.admin_view(require_POST(self.revoke_view))
        return [
            path("<int:pk>/previews/", links, name="articles_article_previews"),
            path("<int:pk>/previews/<int:link>/revoke/", revoke, name="articles_article_preview_revoke"),
            *super().get_urls(),
        ]

    def previews_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The links of an article; a new one shows what its working copy says now."""
        article = self._changeable(request, pk)
        form = LinkForm(request.POST or None, initial={"days": settings.PREVIEW_DAYS})
        if request.method == "POST" and form.is_valid():
            link = previews.make_link(article, by=staff(request), days=form.cleaned_data["days"])
            self.log_change(request, article, _("Made a preview link."))
            messages.success(request, _made(link))
            return redirect("admin:articles_article_previews", pk)
        links = PreviewLink.objects.filter(revision__article=article).select_related("revision", "created_by")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview links"),
            "subtitle": getattr(article, "headline", str(article)),
            "opts": self.opts,
            "article": article,
            "adminform": AdminForm(form, [(None, {"fields": ["days"]})], {}),  # type: ignore[arg-type]
            "rows": [_row(link) for link in links.defer("revision__body")[:SHOWN]],
            "media": self.media + form.media,
        }
        return render(request, "admin/articles/article/previews.html", context)

    def revoke_view(self, request: HttpRequest, pk: int, link: int) -> HttpResponseRedirect:
        """End a link at once."""
        article = self._changeable(request, pk)
        previews.revoke(get_object_or_404(PreviewLink, pk=link, revision__article=article))
        self.log_change(request, article, _("Revoked a preview link."))
        messages.success(request, _("The link is revoked: whoever opens it is told to ask for a new one."))
        return redirect("admin:articles_article_previews", pk)

    def _changeable(self, request: HttpRequest, pk: int) -> Article:
        """The article, for whoever may change it."""
        article: Article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        return article


class Preview(admin.ModelAdmin):
    """The page of the revision admin that shows a text as readers will see it; made to stand in a frame of our own."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        view = self.admin_site.admin_view(require_safe(self.preview_view))
        return [path("<int:pk>/preview/", view, name="articles_revision_preview"), *super().get_urls()]

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The public page of a text, whatever its state."""
        revision = get_object_or_404(Revision.objects.select_related("article"), pk=pk)
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        is_live = Revision.objects.live().filter(pk=pk).exists()
        return previews.frameable(previews.page(request, revision, is_live=is_live))


def _row(link: PreviewLink) -> Row:
    is_valid = link.revoked_at is None and link.expires_at > timezone.now()
    state = _("Works") if is_valid else _("Revoked") if link.revoked_at else _("Expired")
    made_by = name_of(link.created_by) if link.created_by else _("an account that is gone")
    return Row(link, previews.address_of(link) if is_valid else "", made_by, state)


def _made(link: PreviewLink) -> str:
    if previews.has_been_overtaken(link):
        return _("The link is made. Readers know this text already, so it leads to the article itself.")
    return _(
        "The link is made: copy its address below. It shows the text as it is now, not what you change later."
    )
