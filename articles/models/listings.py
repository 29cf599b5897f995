"""What articles are listed by: sections, topics, authors and sources, each with a page of its own."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Listing(models.Model):
    """Something with a name, whose page lists its articles."""

    revisions: Any  # the far end of a relation of `Revision`: a manager with its querysets

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        help_text=_("The last part of its address."),
    )

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that lists its articles."""
        return reverse(f"articles:{self._meta.model_name}", kwargs={"slug": self.slug})


class Section(Listing):
    """A part of the paper; an article stands in one."""

    description = models.CharField(_("description"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Its place in the menu.")
    )

    class Meta(Listing.Meta):
        ordering = ["position", "name"]


class Topic(Listing):
    """A subject that runs through sections; an article can have several."""


class Author(Listing):
    """A person whose name stands over articles; `account` is what they log in with, if they do."""

    biography = models.TextField(_("biography"), blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("account"),
        limit_choices_to={"is_staff": True},
        help_text=_("Replies from it to their own articles are marked as an author’s."),
    )


class SourceKind(models.TextChoices):
    """What sort of outlet a source is."""

    NEWSPAPER = "newspaper", _("Newspaper or magazine")
    AGENCY = "agency", _("News agency")
    BROADCASTER = "broadcaster", _("Broadcaster")
    OFFICE = "office", _("Public office or court")
    COMPANY = "company", _("Company")
    ORGANISATION = "organisation", _("Organisation")
    RESEARCH = "research", _("Research")
    OTHER = "other", _("Other")


class Source(Listing):
    """An outlet that articles rest on: a newspaper, an agency, an office."""

    home_page = models.URLField(_("home page"))
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind, default=SourceKind.OTHER)
    licence_note = models.TextField(
        _("licence note"),
        blank=True,
        max_length=500,
        help_text=_("What we may use of it, and on which terms; readers see it on the source’s page."),
    )

    class Meta(Listing.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=SourceKind.values), name="articles_source_kind_known"
            )
        ]
