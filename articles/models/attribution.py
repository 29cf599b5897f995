"""Attributions: where an article comes from, and how it relates to that source."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.listings import Source
from articles.models.revision import Revision


class Relation(models.TextChoices):
    """How an article relates to a source, from the least to the most borrowed."""

    ORIGINAL = "original", _("Original: our own reporting, which cites this source")
    BASED_ON = "based_on", _("Based on this source")
    SUMMARY = "summary", _("Summary of this source")
    PRESS_RELEASE = "press_release", _("Press release of this source")
    REPUBLISHED = "republished", _("Republished from this source")


class Attribution(models.Model):
    """A revision rests on a source: shown as “Source: NAME · Read More”."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="attributions")
    source = models.ForeignKey(Source, models.PROTECT, related_name="attributions", verbose_name=_("source"))
    relation = models.CharField(_("relation"), max_length=20, choices=Relation)
    url = models.URLField(_("link"), max_length=500)
    title = models.CharField(_("title there"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(relation__in=Relation.values),
                name="articles_attribution_relation_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.source}"
