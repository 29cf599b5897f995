"""What editors put on the front page: stories in numbered places, and a line of breaking news."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class FrontSlotQuerySet(models.QuerySet["FrontSlot"]):
    """Sets of places."""

    def filled(self, *, at: datetime | None = None) -> Self:
        """Those whose time has not ended."""
        return self.filter(Q(until=None) | Q(until__gt=at or timezone.now()))


class FrontSlot(models.Model):
    """A place on the front page that an article holds until a time; 1 leads, and empty ones go to the newest."""

    position = models.PositiveSmallIntegerField(_("place"), unique=True, help_text=_("1 leads the page."))
    article = models.OneToOneField(
        Article,
        models.CASCADE,
        related_name="front_slot",
        verbose_name=_("article"),
        limit_choices_to={"first_published_on__isnull": False},
    )
    until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Then the place goes to the newest story again.")
    )

    objects = FrontSlotQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = _("front page place")
        constraints = [
            models.CheckConstraint(condition=Q(position__gte=1), name="articles_frontslot_counts_from_one")
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.article}"


class BreakingNewsQuerySet(models.QuerySet["BreakingNews"]):
    """Sets of lines."""

    def showing(self, *, at: datetime | None = None) -> Self:
        """Those whose window [starts_at, ends_at) holds a time."""
        at = at or timezone.now()
        return self.filter(starts_at__lte=at, ends_at__gt=at)


class BreakingNews(models.Model):
    """A line above the front page, for a time that ends; the newest wins."""

    text = models.CharField(_("text"), max_length=150)
    article = models.ForeignKey(
        Article,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("article"),
        help_text=_("Where the line leads, once it is live."),
    )
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"))

    objects = BreakingNewsQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = verbose_name_plural = _("breaking news")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="articles_breakingnews_ends_after_it_starts",
                violation_error_message=_("The line must end after it starts."),
            ),
            models.CheckConstraint(condition=~Q(text=""), name="articles_breakingnews_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
