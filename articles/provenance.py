"""Where a text comes from, and all that follows from it: the one answer that an article gives, and its one table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Relation(models.TextChoices):
    """How a text relates to a source, from the least to the most borrowed."""

    ORIGINAL = "original", _("Original")
    BASED_ON = "based_on", _("Based on")
    SUMMARY = "summary", _("Summary")
    PRESS_RELEASE = "press_release", _("Press release")
    REPUBLISHED = "republished", _("Republished")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a relation decides.

    That of an attribution decides over what is said of that one source: `credit`, `link_rel`, `schema_property` and
    `atom_link`. That of the text decides over everything else.
    """

    credit: Promise
    """What readers see beside “Source: NAME · Read More”."""

    link_rel: str
    """The link to the source leads to another site (HTML, link type `external`). That of a press release was put there
    by its issuer: we do not vouch for it (Google, “Qualify your outbound links”: `nofollow`)."""

    has_canonical: bool
    """Whether the page names its own address as the canonical one. A text that stands elsewhere first names none: across
    sites Google does not recommend it, since such pages differ in all but the text, and asks for `noindex` instead
    (“Fix canonicalization issues: syndicated content”)."""

    robots: str
    """What search engines may do (Google, “Robots meta tag”). Large pictures always; a text that rests heavily on
    another gives no longer snippet than a sentence or two, so that the source is not read in the results either."""

    schema_property: Literal["citation", "isBasedOn"]
    """schema.org: `citation` is a reference to another work, `isBasedOn` one from which this work is derived."""

    is_ours: bool
    """Whether we are the `publisher` in structured data. Where not, the source is, and the author too where nobody
    signs; we are the `sdPublisher`, who publishes the markup of what others made (schema.org)."""

    rss_source: bool
    """RSS 2.0: `<source>` propagates credit to where an item came from. One an item: the first source."""

    atom_link: Literal["related", "via"]
    """RFC 4287, 4.2.7.2: `via` is the source of what the entry says, `related` another resource."""

    atom_source: bool
    """RFC 4287, 4.2.11: `<source>` stands in an entry that was copied from elsewhere, and in no other."""

    external_url: bool
    """JSON Feed 1.1: the address, elsewhere, of the very thing that an item is about."""

    @property
    def is_indexed(self) -> bool:
        """Whether search engines may list the text; one that they may not stands in no sitemap either."""
        return "noindex" not in self.robots


LARGE_PICTURES = "max-image-preview:large"
SHORT_SNIPPET = f"max-snippet:160, {LARGE_PICTURES}"

TERMS: Mapping[Relation, Terms] = MappingProxyType(
    {
        Relation.ORIGINAL: Terms(
            credit=_("Cited in our own reporting"),
            link_rel="external noopener",
            has_canonical=True,
            robots=LARGE_PICTURES,
            schema_property="citation",
            is_ours=True,
            rss_source=False,
            atom_link="related",
            atom_source=False,
            external_url=False,
        ),
        Relation.BASED_ON: Terms(
            credit=_("Basis of this article"),
            link_rel="external noopener",
            has_canonical=True,
            robots=LARGE_PICTURES,
            schema_property="isBasedOn",
            is_ours=True,
            rss_source=True,
            atom_link="via",
            atom_source=False,
            external_url=False,
        ),
        Relation.SUMMARY: Terms(
            credit=_("Summarised here"),
            link_rel="external noopener",
            has_canonical=True,
            robots=SHORT_SNIPPET,
            schema_property="isBasedOn",
            is_ours=True,
            rss_source=True,
            atom_link="via",
            atom_source=False,
            external_url=True,
        ),
        Relation.PRESS_RELEASE: Terms(
            credit=_("Press release"),
            link_rel="external nofollow noopener",
            has_canonical=True,
            robots=SHORT_SNIPPET,
            schema_property="isBasedOn",
            is_ours=False,
            rss_source=True,
            atom_link="via",
            atom_source=False,
            external_url=True,
        ),
        Relation.REPUBLISHED: Terms(
            credit=_("Republished here"),
            link_rel="external noopener",
            has_canonical=False,
            robots="noindex",
            schema_property="isBasedOn",
            is_ours=False,
            rss_source=True,
            atom_link="via",
            atom_source=True,
            external_url=True,
        ),
    }
)
INDEXED = tuple(relation for relation in Relation if TERMS[relation].is_indexed)


def terms_of(relation: str) -> Terms:
    """The terms of a stored relation; of an original, for a draft that does not say yet where it comes from."""
    return TERMS[Relation(relation or Relation.ORIGINAL)]


def most_borrowed(relations: Iterable[str]) -> Relation:
    """The relation of a text that rests on sources in these ways; original where it rests on none."""
    ranks = {relation.value: rank for rank, relation in enumerate(Relation)}
    return max(
        (Relation(name) for name in relations), key=lambda each: ranks[each], default=Relation.ORIGINAL
    )


def mainstays[A: Any](relation: str, attributions: Iterable[A]) -> list[A]:
    """The attributions that bear out a text's relation: those that have the same; all, where none has."""
    every = list(attributions)
    return [each for each in every if each.relation == relation] or every
