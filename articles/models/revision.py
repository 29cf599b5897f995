"""Revisions: complete texts of an article, each live within its window."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from articles.models.article import Article, Correction, OldAddress
from articles.models.listings import Author, Section, Source, Topic
from articles.models.parts import Attribution, Byline, Promotion
from articles.models.picture import Picture
from articles.provenance import Relation
from articles.rich_text import BODY_EXTENSIONS


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Sets of revisions; everything that readers see starts from `live`."""

    def live(self, *, at: datetime | None = None) -> Self:
        """What a reader may see at a time: the window [live_from, live_until) holds it."""
        at = at or timezone.now()
        return self.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__lte=at)

    def unended(self, *, at: datetime | None = None) -> Self:
        """What readers see at a time or will see after it: there is a window, and it has not ended."""
        at = at or timezone.now()
        return self.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__isnull=False)

    def seen(self, *, at: datetime | None = None) -> Self:
        """What readers see at a time or have seen before it: the window has begun."""
        return self.filter(live_from__lte=at or timezone.now())

    def at_address(self, *, day: date, slug: str) -> Self:
        """The revisions of the article first published on a day of the site's time zone."""
        return self.filter(article__first_published_on=day, article__slug=slug)

    def formerly_at(self, *, day: date, slug: str) -> Self:
        """The revisions of the article that has left an address, unless readers know another one there."""
        there = Revision.objects.seen().at_address(day=day, slug=slug)
        left = OldAddress.objects.filter(~Exists(there), day=day, slug=slug)
        return self.filter(article__in=left.values("article"))

    def with_dead_promotions(self, *, at: datetime | None = None) -> Self:
        """Those that promote a product which cannot be bought: sold out, hidden or recalled."""
        return self.filter(Exists(Promotion.objects.dead(at=at).filter(revision=OuterRef("pk"))))

    def showing(self, picture: Picture) -> Self:
        """Those with a picture in their body; reads every body, so it is for rare acts such as deleting."""
        return self.filter(body__contains=f'data-file="{picture.pk}"')

    def for_cards(self) -> Self:
        """Load what a card in a listing prints."""
        return self.select_related("article", "section", "lead_picture").defer("body")

    def signed_by(self, account: User) -> Self:
        """Those whose byline names the author who logs in with an account."""
        return self.filter(bylines__author__account=account)

    def for_page(self) -> Self:
        """Load what an article's own page prints, but for the pictures in its body: six queries, seven with products."""
        return (
            self.select_related("article", "section", "lead_picture")
            .prefetch_related(
                "key_points",
                "topics",
                Prefetch("bylines", Byline.objects.select_related("author")),
                Prefetch("attributions", Attribution.objects.for_page()),
                Prefetch("promotions", Promotion.objects.for_page()),
            )
            .annotate(
                has_corrections=Exists(Correction.objects.filter(article=OuterRef("article"))),
                has_versions=_has_versions(),
            )
        )


class Revision(models.Model):
    """One complete text of an article.

    The working copy is the one that is being written and has no window; all others are frozen. A frozen one is live
    in the half-open window [live_from, live_until), which is open to the right for the newest; one without a window
    was saved on purpose and never published. `expires_at` is the end that was asked for when it was published; its
    window ends earlier where another text follows. A working copy with `ready_at` waits for an editor since then.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions", editable=False)
    is_working_copy = models.BooleanField(default=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    form_key = models.CharField(max_length=32, blank=True, db_index=True, editable=False)

    headline = models.CharField(_("headline"), max_length=150)
    dek = models.TextField(
        _("dek"),
        max_length=400,
        blank=True,
        help_text=_("The sentence or two under the headline."),
    )
    body = ProseEditorField(_("body"), blank=True, extensions=BODY_EXTENSIONS, sanitize=True)
    relation = models.CharField(
        _("where it comes from"),
        max_length=20,
        choices=Relation,
        blank=True,
        help_text=_("How the text relates to its source; one that is not original names it below."),
    )
    section = models.ForeignKey(
        Section, models.SET_NULL, null=True, blank=True, verbose_name=_("section"), related_name="revisions"
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
    expires_at = models.DateTimeField(null=True, editable=False)
    was_withdrawn = models.BooleanField(default=False, editable=False)
    first_published_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(null=True, editable=False)
    embargoed_until = models.DateTimeField(
        _("embargo"), null=True, blank=True, help_text=_("Nobody can publish it to be seen before this time.")
    )
    ready_at = models.DateTimeField(null=True, editable=False)
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("What you changed and why, for the history; readers never see it."),
    )
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="revisions"
    )
    saved_by_name = models.CharField(max_length=150, editable=False)

    has_corrections: bool  # of the article; annotated by `for_page`
    has_versions: bool  # whether readers can look up what it said before; annotated by `for_page`

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
                condition=Q(expires_at__isnull=True)
                | Q(live_until__isnull=False, live_until__lte=F("expires_at")),
                name="articles_revision_window_ends_by_its_expiry",
            ),
            models.CheckConstraint(
                condition=Q(live_from__isnull=True) | Q(first_published_at__isnull=False),
                name="articles_revision_live_has_date",
            ),
            models.CheckConstraint(
                condition=Q(live_from__isnull=True) | Q(live_until__isnull=False) | Q(section__isnull=False),
                name="articles_revision_newest_live_has_section",
            ),
            models.CheckConstraint(
                condition=Q(relation="", live_from__isnull=True) | Q(relation__in=Relation.values),
                name="articles_revision_live_says_where_it_comes_from",
            ),
            models.CheckConstraint(
                condition=~Q(saved_by_name=""), name="articles_revision_saved_by_somebody"
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
            models.Index(fields=["article", "-saved_at"], name="articles_revision_history"),
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


def _has_versions() -> Exists | Value:
    """Whether a site that shows versions has an earlier one than this."""
    earlier = Revision.objects.filter(
        article=OuterRef("article"), live_from__lt=OuterRef("live_from"), was_withdrawn=False
    )
    return Exists(earlier) if settings.PUBLIC_VERSIONS else Value(value=False)
