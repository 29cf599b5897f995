"""The one admin site: stock manners, the paper's name, and a strict content policy with nonces."""

import logging
from collections.abc import Callable
from decimal import InvalidOperation
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.contenttypes.models import ContentType
from django.db import DataError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver
from django.utils.csp import CSP
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override

from newsroom import dashboard
from newsroom.desk import staff
from shop.views.login import with_cart_now

logger = logging.getLogger(__name__)

# The rich editor brings one style element of its own (Tiptap's), always with this text.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

ADMIN_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE, EDITOR_STYLE],
    "img-src": [*settings.IMAGE_SOURCES, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}


class Choices(AutocompleteJsonView):
    """What a search in an autocomplete field finds; a row whose admin annotates its `headline` goes by that."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        """The key, and the words to choose by."""
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        return result | {"text": str(getattr(obj, "headline", obj))}


class NewsroomAdminSite(admin.AdminSite):
    """Where editors, moderators and shopkeepers work."""

    site_header = lazystr(settings.SITE_NAME)
    site_title = lazystr(settings.SITE_NAME)
    index_title = _("Desk")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Every admin page runs under the admin's own content policy; lists say in words what they cannot look up."""
        urls = super().get_urls()
        for pattern in _patterns(urls):
            if (pattern.name or "").endswith("_changelist"):
                pattern.callback = told_of_wrong_lookups(pattern.callback)
            if pattern.name == "view_on_site":
                pattern.callback = self.only_where_offered(pattern.callback)
            pattern.callback = csp_override(ADMIN_CSP)(pattern.callback)
        return urls

    def only_where_offered[V: Callable[..., Any]](self, view: V) -> V:
        """Lead to a row's page on the site only where its admin does; Django leads to any row, by secret addresses too."""

        @wraps(view)
        def led(request: HttpRequest, content_type_id: str, object_id: str) -> Any:
            models = [model for model, its_admin in self._registry.items() if its_admin.view_on_site is True]
            offered = ContentType.objects.get_for_models(*models).values()
            if content_type_id not in {str(each.pk) for each in offered}:
                raise Http404
            return view(request, content_type_id=content_type_id, object_id=object_id)

        return led  # type: ignore[return-value]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The first page says what waits, above all that there is."""
        waiting = {"heaps": dashboard.heaps(staff(request))}
        return super().index(request, waiting | (extra_context or {}))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Whoever logs in sees the number of their own cart from then on."""
        response = super().login(request, extra_context)
        return with_cart_now(request, response) if request.method == "POST" else response

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Whoever comes after sees nothing of the account's cart."""
        response = super().logout(request, extra_context)
        return with_cart_now(request, response) if request.method == "POST" else response

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Search in an autocomplete field."""
        return Choices.as_view(admin_site=self)(request)  # type: ignore[return-value]


def told_of_wrong_lookups[V: Callable[..., Any]](view: V) -> V:
    """Lead from a list's address that nothing can be looked up by to the list itself, as Django does, and say so.

    Django finds some of them wrong; others, such as a year 99999999, only the calendar or the database does. What went
    wrong is logged, for it may be a fault of ours.
    """

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            response = view(request, *args, **kwargs)
        except (ValueError, OverflowError, InvalidOperation, DataError, DisallowedModelAdminLookup):
            if request.method not in {"GET", "HEAD"} or not set(request.GET) - {ERROR_FLAG}:
                raise
            logger.exception("The list %s cannot be filtered as its address says", request.path)
            response = HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
        if getattr(response, "url", "") == f"{request.path}?{ERROR_FLAG}=1":
            words = _("The list cannot be filtered as its address said. Here it is without that.")
            messages.warning(request, words)
        return response

    return told  # type: ignore[return-value]


def _patterns(urls: list[URLPattern | URLResolver]) -> list[URLPattern]:
    found: list[URLPattern] = []
    for url in urls:
        found += _patterns(url.url_patterns) if isinstance(url, URLResolver) else [url]
    return found
