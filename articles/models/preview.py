"""Previews for people without an account: links that name one revision, expire and can be revoked."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.revision import Revision


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """Sets of links."""

    def valid(self, *, at: datetime | None = None) -> Self:
        """Those neither expired nor revoked."""
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())


class PreviewLink(models.Model):
    """Leave to read one frozen revision, for whoever has its signed address, until it expires or is revoked."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="preview_links")
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="articles_previewlink_expires_later"
            )
        ]

    def __str__(self) -> str:
        return str(self.revision)
