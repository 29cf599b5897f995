"""Where a text comes from: the one answer that an article gives, from the least to the most borrowed."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class Relation(models.TextChoices):
    """How a text relates to a source, from the least to the most borrowed."""

    ORIGINAL = "original", _("Original")
    BASED_ON = "based_on", _("Based on")
    SUMMARY = "summary", _("Summary")
    PRESS_RELEASE = "press_release", _("Press release")
    REPUBLISHED = "republished", _("Republished")


def most_borrowed(relations: Iterable[str]) -> Relation:
    """The relation of a text that rests on sources in these ways; original where it rests on none."""
    ranks = {relation.value: rank for rank, relation in enumerate(Relation)}
    return max(
        (Relation(name) for name in relations), key=lambda each: ranks[each], default=Relation.ORIGINAL
    )
