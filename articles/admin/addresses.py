"""The address of an article: its slug, and the old addresses that lead to it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import preflight, publishing
from articles.forms import SLUG_LENGTH
from articles.models import Article, OldAddress

STANDS = gettext_lazy("An article stands at this address.")


class SlugForm(forms.Form):
    """Another slug for an article."""

    slug = forms.SlugField(
        label=gettext_lazy("Slug"),
        max_length=SLUG_LENGTH,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text=gettext_lazy("The last part of its address. The old address will lead to the new one."),
    )

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["slug"] = article.slug
        self._article = article

    def clean_slug(self) -> str:
        """The address is not another article's, now or formerly."""
        slug: str = self.cleaned_data["slug"]
        day = self._article.first_published_on
        if day is None:
            return slug
        if Article.objects.known_at(day=day, slug=slug).exclude(pk=self._article.pk).exists():
            raise ValidationError(preflight.TAKEN)
        return slug


class OldAddressForm(forms.ModelForm):
    """An address outside the article's own history, such as one of a site that moved here."""

    class Meta:
        model = OldAddress
        fields = ["day", "slug"]
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "day": gettext_lazy("The year, month and day in it: /YYYY/MM/DD/slug/."),
            "slug": gettext_lazy("Its last part."),
        }

    def clean(self) -> dict[str, Any]:
        """No article stands there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if Article.objects.filter(first_published_on=cleaned.get("day"), slug=cleaned.get("slug")).exists():
            raise ValidationError(STANDS)
        return cleaned


class Addresses(admin.ModelAdmin):
    """The page of the article admin that moves an article, and the list of its old addresses."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page, and what deletes an old address."""
        address = self.admin_site.admin_view(self.address_view)
        delete = self.admin_site.admin_view(require_POST(self.old_address_delete_view))
        return [
            path("<int:pk>/address/", address, name="articles_article_address"),
            path("<int:pk>/address/<int:old>/delete/", delete, name="articles_article_address_delete"),
            *super().get_urls(),
        ]

    def address_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change the slug, or add an old address; what was pressed says which."""
        article = self._movable(request, pk)
        is_moving, is_adding = "_move" in request.POST, "_add" in request.POST
        move = SlugForm(article, request.POST if is_moving else None, prefix="move")
        add = OldAddressForm(
            request.POST if is_adding else None, instance=OldAddress(article=article), prefix="old"
        )
        if (is_moving and self._move(request, article, move)) or (
            is_adding and self._add(request, article, add)
        ):
            return redirect("admin:articles_article_address", pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Address"),
            "subtitle": getattr(article, "headline", str(article)),
            "opts": self.opts,
            "article": article,
            "forms": [
                (AdminForm(move, [(None, {"fields": ["slug"]})], {}), "_move", _("Change the slug")),  # type: ignore[arg-type]
                (
                    AdminForm(add, [(_("Add an old address"), {"fields": ["day", "slug"]})], {}),
                    "_add",
                    _("Add"),
                ),
            ],
            "old_addresses": article.old_addresses.all(),
            "media": self.media,
        }
        return render(request, "admin/articles/article/address.html", context)

    def old_address_delete_view(self, request: HttpRequest, pk: int, old: int) -> HttpResponseRedirect:
        """Forget an old address: from then on there is no such page."""
        article = self._movable(request, pk)
        address = get_object_or_404(article.old_addresses, pk=old)
        address.delete()
        self.log_change(request, article, _("Forgot the old address %s.") % address)
        messages.success(request, _("Forgotten: %s leads nowhere any more.") % address)
        return redirect("admin:articles_article_address", pk)

    def _movable(self, request: HttpRequest, pk: int) -> Article:
        """The article, for whoever may change it and publish."""
        article: Article = get_object_or_404(self.get_queryset(request), pk=pk)
        may_move = request.user.has_perm("articles.publish_article")
        if not (may_move and self.has_change_permission(request, article)):
            raise PermissionDenied(_("Only editors change addresses."))
        return article

    def _move(self, request: HttpRequest, article: Article, form: SlugForm) -> bool:
        if not form.is_valid():
            return False
        slug = form.cleaned_data["slug"]
        try:
            publishing.move(article, slug)
        except IntegrityError:  # somebody else was quicker
            form.add_error("slug", preflight.TAKEN)
            return False
        self.log_change(request, article, _("Changed the slug to “%s”.") % slug)
        messages.success(request, _("The slug is “%s” now.") % slug)
        return True

    def _add(self, request: HttpRequest, article: Article, form: OldAddressForm) -> bool:
        if not form.is_valid():
            return False
        try:
            with transaction.atomic():
                address = form.save()
        except IntegrityError:  # somebody else was quicker
            form.add_error(None, _("This address leads to an article already."))
            return False
        self.log_change(request, article, _("Added the old address %s.") % address)
        messages.success(request, _("Added: %s leads here now.") % address)
        return True
