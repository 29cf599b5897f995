"""Site maps: what search engines may list, in pages of ten thousand, each address with the time of its last change."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import sitemaps
from django.contrib.sitemaps import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from newsroom.site import absolute


class Sitemap(sitemaps.Sitemap):
    """Django's, at the site's own address, whatever host was asked; `lastmod` gives times, or None."""

    limit = 10_000

    def get_protocol(self, protocol: str | None = None) -> str:
        """The scheme of the site's address."""
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        """The host of the site's address."""
        return urlsplit(settings.SITE_URL).netloc

    def get_latest_lastmod(self) -> datetime | None:
        """When the newest of its pages changed; None where that is not known."""
        return None


Sitemaps = Mapping[str, type[Sitemap]]


@require_safe
def index(request: HttpRequest, sitemaps: Sitemaps) -> HttpResponse:
    """The pages of all site maps."""
    pages = []
    for section, each in sitemaps.items():
        sitemap = each()
        address = absolute(reverse("sitemap-page", kwargs={"section": section}))
        changed_at = sitemap.get_latest_lastmod()
        for number in sitemap.paginator.page_range:
            location = f"{address}?p={number}" if number > 1 else address
            pages.append({"location": location, "lastmod": changed_at})
    return render(request, "sitemap_index.xml", {"pages": pages}, content_type="application/xml")


@require_safe
def page(request: HttpRequest, sitemaps: Sitemaps, section: str) -> HttpResponse:
    """Up to ten thousand addresses of one site map."""
    return views.sitemap(request, {**sitemaps}, section=section, template_name="sitemap.xml").render()
