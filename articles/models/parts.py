"""The ordered parts of a revision: key points, bylines, attributions, promoted products, related articles.

Nobody refers to a row of these: the form of a working copy stores them anew at each save.
"""

from datetime import datetime
from typing import Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.links import SourceLink
from articles.models.listings import Author, Source
from articles.provenance import Relation
from shop.listing import buyable
from shop.models import Product, freed_pieces, logged_prices


class Part(models.Model):
    """Something that belongs to one revision and has its place in an order."""

    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class KeyPoint(Part):
    """One bullet above the body."""

    revision = models.ForeignKey("articles.Revision", models.CASCADE, related_name="key_points")
    text = models.CharField(_("text"), max_length=300)

    class Meta(Part.Meta):
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="articles_keypoint_says_something")]

    def __str__(self) -> str:
        return self.text


class Byline(Part):
    """An author's name over a revision, in order, with an optional role such as “translated by”."""

    revision = models.ForeignKey("articles.Revision", models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, verbose_name=_("author"))
    role = models.CharField(_("role"), max_length=60, blank=True, help_text=_("Such as “translated by”."))

    class Meta(Part.Meta):
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

    def for_page(self) -> Self:
        """Load what an article's page prints of each product: two queries, the second for the price logs."""
        promotions = self.select_related("product__photo", "product__tax_rate")
        return promotions.annotate(freed=freed_pieces("product")).prefetch_related(logged_prices("product__"))

    def dead(self, *, at: datetime | None = None) -> Self:
        """Those whose product cannot be bought: sold out, hidden or recalled."""
        return self.exclude(product__in=buyable(Product.objects.all(), at=at).values("pk"))


class Promotion(Part):
    """A product that stands inside a revision."""

    revision = models.ForeignKey("articles.Revision", models.CASCADE, related_name="promotions")
    product = models.ForeignKey(Product, models.PROTECT, related_name="promotions", verbose_name=_("product"))

    objects = PromotionQuerySet.as_manager()

    class Meta(Part.Meta):
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

    @property
    def freed(self) -> int:
        """How many pieces of the product overdue orders hold; `for_page` annotates it, for the product."""
        return self.product.freed

    @freed.setter
    def freed(self, pieces: int) -> None:
        self.product.freed = pieces


class AttributionQuerySet(models.QuerySet["Attribution"]):
    """Sets of attributions."""

    def for_page(self) -> Self:
        """Load what an article's page prints of each: the source, and the archived copy of a link that is dead."""
        copies = SourceLink.objects.broken().filter(url=OuterRef("url")).exclude(archived_url="")
        return self.select_related("source").annotate(
            archived_url=Subquery(copies.values("archived_url")[:1])
        )


class Attribution(Part):
    """A revision rests on a source: shown as “Source: NAME · Read More”."""

    revision = models.ForeignKey("articles.Revision", models.CASCADE, related_name="attributions")
    source = models.ForeignKey(Source, models.PROTECT, related_name="attributions", verbose_name=_("source"))
    relation = models.CharField(_("relation"), max_length=20, choices=Relation)
    url = models.URLField(_("link"), max_length=500, validators=[URLValidator(schemes=["http", "https"])])
    title = models.CharField(_("title there"), max_length=300, blank=True)

    archived_url: str | None  # of a dead link; annotated by `for_page`

    objects = AttributionQuerySet.as_manager()

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(relation__in=Relation.values),
                name="articles_attribution_relation_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.source}"


class Recommendation(Part):
    """An article that an editor has picked as related to a revision; it comes before those that are proposed."""

    revision = models.ForeignKey("articles.Revision", models.CASCADE, related_name="recommendations")
    article = models.ForeignKey(
        Article,
        models.CASCADE,
        related_name="+",
        verbose_name=_("article"),
        limit_choices_to={"first_published_on__isnull": False},
    )

    class Meta(Part.Meta):
        verbose_name = _("related article")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "article"],
                name="articles_recommendation_article_once",
                violation_error_message=_("This article is picked twice."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.article)
