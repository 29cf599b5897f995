"""What every page and feed knows of the site: its name and address."""

from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest


def context(_request: HttpRequest) -> dict[str, str]:
    """Context processor; the same for every visitor."""
    return {
        "site_name": settings.SITE_NAME,
        "site_tagline": settings.SITE_TAGLINE,
        "site_url": settings.SITE_URL,
    }


def absolute(path: str) -> str:
    """An address of ours with scheme and host, for those who read it elsewhere; one that has them stays as it is."""
    return urljoin(f"{settings.SITE_URL}/", path)
