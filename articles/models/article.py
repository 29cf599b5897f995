"""Articles: a story's identity and address, and its corrections."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Article(models.Model):
    """One story and its address; what it says is in its revisions."""

    slug = models.SlugField(_("slug"), max_length=80)
    first_published_on = models.DateField(_("first published on"), null=True, editable=False)
    replies_closed = models.BooleanField(_("replies are closed"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="articles",
    )

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
        ]

    def __str__(self) -> str:
        return f"{self.first_published_on:%Y-%m-%d} {self.slug}" if self.first_published_on else self.slug

    def get_absolute_url(self) -> str:
        """The article's page; raises ValueError before first publication, when it has none."""
        return reverse("articles:article", kwargs=self.address)

    @property
    def address(self) -> dict[str, date | str]:
        """The parts of its address, as the site map names them; raises ValueError before first publication."""
        if self.first_published_on is None:
            raise ValueError("An article has no address before it is first published.")
        return {"day": self.first_published_on, "slug": self.slug}


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
        models.PROTECT,
        editable=False,
        related_name="corrections",
    )

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="articles_correction_says_something")
        ]

    def __str__(self) -> str:
        return self.text
