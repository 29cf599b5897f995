"""The links to sources, watched over time: a newspaper that says where it has things from must not point into the void."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LinkStatus(models.TextChoices):
    """What the last look at a link found."""

    UNKNOWN = "unknown", _("Not checked yet")
    WORKS = "works", _("Works")
    BROKEN = "broken", _("Broken")
    REFUSED = "refused", _("Not to be checked")


class SourceLinkQuerySet(models.QuerySet["SourceLink"]):
    """Sets of links."""

    def broken(self) -> Self:
        """Those that several looks in a row have found dead."""
        return self.filter(status=LinkStatus.BROKEN)


class SourceLink(models.Model):
    """An address that live attributions point to, with what became of it."""

    url = models.URLField(_("link"), max_length=500, unique=True, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=LinkStatus, default=LinkStatus.UNKNOWN, editable=False
    )
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, editable=False)
    checked_at = models.DateTimeField(_("last checked"), null=True, editable=False)
    check_after = models.DateTimeField(_("next check"), default=timezone.now, db_index=True, editable=False)
    archived_url = models.URLField(
        _("archived copy"),
        max_length=500,
        blank=True,
        help_text=_("Where a copy is kept; articles offer it beside the link while that is broken."),
    )

    objects = SourceLinkQuerySet.as_manager()

    class Meta:
        ordering = ["url"]
        verbose_name = _("source link")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=LinkStatus.values), name="articles_sourcelink_status_known"
            )
        ]

    def __str__(self) -> str:
        return self.url


class LinkCheck(models.Model):
    """One look at a link: append-only."""

    link = models.ForeignKey(SourceLink, models.CASCADE, related_name="checks")
    at = models.DateTimeField(_("at"), default=timezone.now)
    status_code = models.PositiveSmallIntegerField(_("answer"), null=True)
    finding = models.CharField(_("finding"), max_length=200)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["link", "-at"], name="articles_linkcheck_newest")]

    def __str__(self) -> str:
        return self.finding
