"""What every template knows of the site: its name and address."""

from django.conf import settings
from django.http import HttpRequest


def context(_request: HttpRequest) -> dict[str, str]:
    """Context processor; the same for every visitor."""
    return {
        "site_name": settings.SITE_NAME,
        "site_tagline": settings.SITE_TAGLINE,
        "site_url": settings.SITE_URL,
    }
