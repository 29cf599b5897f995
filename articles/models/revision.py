"""Revisions: complete texts of an article, each live within its window."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from articles.models.article import Article, Correction
from articles.models.listings import Author, Section, Source, Topic
from articles.models.picture import Picture
from articles.rich_text import BODY_EXTENSIONS
from shop.models import Product


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Sets of revisions; everything that readers see starts from `live`."""

    def live(self, *, at: datetime | None = None) -> Self:
        """What a reader may see at a time: the window [live_from, live_until) holds it."""
        at = at or timezone.now()
        return self.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__lte=at)

    def at_address(self, *, day: date, slug: str) -> Self:
        """The revisions of the article first published on a day of the site's time zone."""
        return self.filter(article__first_published_on=day, article__slug=slug)

    def showing(self, picture: Picture) -> Self:
        """Those with a picture in their body; reads every body, so it is for rare acts such as deleting."""
        return self.filter(body__contains=f'data-file="{picture.pk}"')

    def for_cards(self) -> Self:
        """Load what a card in a listing prints."""
        return self.select_related("article", "section", "lead_picture").defer("body")

    def for_page(self) -> Self:
        """Load what an article's own page prints, but for the pictures in its body: six queries."""
        return (
            self.select_related("article", "section", "lead_picture")
            .prefetch_related(
                "key_points",
                "topics",
                Prefetch("bylines", Byline.objects.select_related("author")),
                Prefetch("attributions", Attribution.objects.select_related("source")),
                Prefetch("promotions", Promotion.objects.listed().select_related("product__photo")),
            )
            .annotate(has_corrections=Exists(Correction.objects.filter(article=OuterRef("article"))))
        )


class Revision(models.Model):
    """One complete text of an article.

    The working copy is the one that is being written and has no window; all others are frozen. A frozen one is live
    in the half-open window [live_from, live_until), which is open to the right for the newest.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions", editable=False)
    is_working_copy = models.BooleanField(default=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    headline = models.CharField(_("headline"), max_length=150)
    dek = models.TextField(
        _("dek"),
        max_length=400,
        blank=True,
        help_text=_("The sentence or two under the headline."),
    )
    body = ProseEditorField(_("body"), blank=True, extensions=BODY_EXTENSIONS, sanitize=True)
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, verbose_name=_("section"), related_name="revisions"
    )
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"), related_name="revisions")
    lead_picture = models.ForeignKey(
        Picture,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("lead picture"),
        related_name="+",
    )
    authors = models.ManyToManyField(Author, through="Byline", related_name="revisions")
    sources = models.ManyToManyField(Source, through="Attribution", related_name="revisions")

    live_from = models.DateTimeField(null=True, editable=False)
    live_until = models.DateTimeField(null=True, editable=False)
    first_published_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(null=True, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="revisions",
    )

    has_corrections: bool  # of the article; annotated by `for_page`

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        ordering = ["-first_published_at", "-article_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(is_working_copy=True),
                name="articles_revision_one_working_copy",
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(live_from__isnull=False, live_until__isnull=True),
                name="articles_revision_one_open_window",
            ),
            models.CheckConstraint(
                condition=Q(is_working_copy=False) | Q(live_from__isnull=True),
                name="articles_revision_draft_not_live",
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True)
                | Q(live_from__isnull=False, live_until__gt=F("live_from")),
                name="articles_revision_window_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(live_from__isnull=True)
                | Q(first_published_at__isnull=False, section__isnull=False),
                name="articles_revision_live_has_section_and_date",
            ),
            models.CheckConstraint(
                condition=Q(updated_at__isnull=True) | Q(updated_at__gte=F("first_published_at")),
                name="articles_revision_updated_after_published",
            ),
            models.CheckConstraint(condition=~Q(headline=""), name="articles_revision_has_headline"),
        ]
        indexes = [
            models.Index(
                fields=["-first_published_at", "-article"],
                name="articles_revision_newest",
            ),
            models.Index(
                fields=["section", "-first_published_at", "-article"],
                name="articles_revision_section",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """The article's page."""
        return self.article.get_absolute_url()


class KeyPoint(models.Model):
    """One bullet above the body."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="key_points")
    text = models.CharField(_("text"), max_length=300)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="articles_keypoint_says_something")]

    def __str__(self) -> str:
        return self.text


class Byline(models.Model):
    """An author's name over a revision, in order, with an optional role such as “translated by”."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, verbose_name=_("author"))
    role = models.CharField(_("role"), max_length=60, blank=True, help_text=_("Such as “translated by”."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "author"],
                name="articles_byline_author_once",
                violation_error_message=_("This author is named twice."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.author)


class PromotionQuerySet(models.QuerySet["Promotion"]):
    """Sets of promotions."""

    def listed(self) -> Self:
        """Those whose product the shop shows."""
        return self.filter(product__in=Product.objects.listed())


class Promotion(models.Model):
    """A product that stands inside a revision."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="promotions")
    product = models.ForeignKey(Product, models.PROTECT, related_name="promotions", verbose_name=_("product"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PromotionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("promoted product")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "product"],
                name="articles_promotion_product_once",
                violation_error_message=_("This product is promoted twice."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.product)


class Relation(models.TextChoices):
    """How an article relates to a source, from the least to the most borrowed."""

    ORIGINAL = "original", _("Cited in our own reporting")
    BASED_ON = "based_on", _("Basis of this article")
    SUMMARY = "summary", _("Summarised here")
    PRESS_RELEASE = "press_release", _("Press release")
    REPUBLISHED = "republished", _("Republished here")


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
                condition=Q(relation__in=Relation.values),
                name="articles_attribution_relation_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.source}"
