"""Articles: a story's identity and address, and its corrections."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ArticleQuerySet(models.QuerySet["Article"]):
    """Sets of articles."""

    def known_at(self, *, day: date, slug: str) -> Self:
        """Those that an address leads to, or will: it is theirs, or was."""
        stands = Q(first_published_on=day, slug=slug)
        return self.filter(stands | Q(old_addresses__day=day, old_addresses__slug=slug))


class Article(models.Model):
    """One story and its address; what it says is in its revisions."""

    slug = models.SlugField(_("slug"), max_length=80)
    first_published_on = models.DateField(_("first published on"), null=True, editable=False)
    replies_closed = models.BooleanField(_("replies are closed"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="articles",
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawal_note = models.TextField(_("why it was withdrawn"), blank=True, max_length=1000, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="articles_article_newest")]
        permissions = [("publish_article", "Can publish articles")]
        constraints = [
            models.UniqueConstraint(
                fields=["first_published_on", "slug"],
                condition=Q(first_published_on__isnull=False),
                name="articles_article_one_per_address",
                violation_error_message=_("Another article of that day has this slug."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawal_note="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_note="")),
                name="articles_article_withdrawn_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_published_on:%Y-%m-%d} {self.slug}" if self.first_published_on else self.slug

    def get_absolute_url(self) -> str:
        """The article's page; raises ValueError before first publication, when it has none."""
        return reverse("articles:article", kwargs=self.address)

    @property
    def pasted_source_text(self) -> str:
        """What its sources say, if somebody has pasted it; one query, the first time."""
        try:
            return self.source_text.text
        except SourceText.DoesNotExist:
            return ""

    @property
    def address(self) -> dict[str, date | str]:
        """The parts of its address, as the site map names them; raises ValueError before first publication."""
        if self.first_published_on is None:
            raise ValueError("An article has no address before it is first published.")
        return {"day": self.first_published_on, "slug": self.slug}


class OldAddress(models.Model):
    """Where an article stood before its slug was changed; it leads to where the article stands now."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="old_addresses")
    day = models.DateField(_("day"))
    slug = models.SlugField(_("slug"), max_length=80)
    left_at = models.DateTimeField(_("left"), default=timezone.now)

    class Meta:
        ordering = ["-left_at", "-pk"]
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "slug"],
                name="articles_oldaddress_one_article",
                violation_error_message=_("This address leads to an article already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.slug}"


class SourceText(models.Model):
    """What the sources of an article say, pasted to measure the overlap with it; readers never see it."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="source_text")
    text = models.TextField(_("source’s text"))

    def __str__(self) -> str:
        return self.text[:60]


class Correction(models.Model):
    """What was wrong in an article and is now right; written once, never changed."""

    article = models.ForeignKey(
        Article,
        models.PROTECT,
        related_name="corrections",
        verbose_name=_("article"),
        limit_choices_to={"first_published_on__isnull": False},
    )
    text = models.TextField(_("text"), help_text=_("What was wrong, and what is right."))
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="corrections",
    )
    made_by_name = models.CharField(_("made by"), max_length=150, editable=False)

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["-made_at", "-id"], name="articles_correction_newest")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="articles_correction_says_something"),
            models.CheckConstraint(
                condition=~Q(made_by_name=""), name="articles_correction_made_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.text
