"""Articles and corrections as items of feeds."""

from datetime import date, datetime
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.feed_formats import Item, Link, Named
from articles.full_text import full_texts
from articles.models import Attribution, Byline, Correction, Revision, RevisionQuerySet
from articles.provenance import mainstays, terms_of
from newsroom.site import absolute

SIZE = 30
NEWEST_FIRST = ("-first_published_at", "-article_id")


def articles(revisions: RevisionQuerySet) -> list[Item]:
    """The newest of some revisions: seven queries, however many there are; one more with pictures in their bodies.

    They are chosen by key first: one that is listed twice would else be told apart by its whole text.
    """
    keys = list(revisions.order_by(*NEWEST_FIRST).values_list("pk", flat=True).distinct()[:SIZE])
    found = list(
        Revision.objects.filter(pk__in=keys)
        .order_by(*NEWEST_FIRST)
        .select_related("article", "section", "lead_picture")
        .prefetch_related(
            "key_points",
            "topics",
            "article__corrections",
            Prefetch("bylines", Byline.objects.select_related("author")),
            Prefetch("attributions", Attribution.objects.for_page()),
        )
    )
    return [_article(revision, html) for revision, html in zip(found, full_texts(found), strict=True)]


def corrections(rows: QuerySet[Correction, Any]) -> list[Item]:
    """The newest of some corrections, each with the `headline` of its article; one query."""
    return [_correction(row) for row in rows.order_by("-made_at", "-pk")[:SIZE]]


def tag(kind: str, key: int, day: date) -> str:
    """A name that stays, whatever becomes of slug and text (RFC 4151: tag URIs)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{day:%Y-%m-%d}:{kind}/{key}"


def _article(revision: Revision, html: str) -> Item:
    """A live revision; the relation says which credit stands beside its text."""
    terms = terms_of(revision.relation)
    attributions = list(revision.attributions.all())
    main = next(iter(mainstays(revision.relation, attributions)), None)
    source = Named(main.source.name, main.source.home_page) if main else None
    subjects = [revision.section, *revision.topics.all()]
    published_at = cast("datetime", revision.first_published_at)
    return Item(
        id=tag("article", revision.article_id, cast("date", revision.article.first_published_on)),
        url=absolute(revision.get_absolute_url()),
        title=revision.headline,
        summary=revision.dek,
        html=html,
        published_at=published_at,
        updated_at=revision.updated_at or published_at,
        authors=tuple(_author(byline) for byline in revision.bylines.all()),
        categories=tuple(subject.name for subject in subjects if subject),
        image=absolute(revision.lead_picture.file.url) if revision.lead_picture else "",
        links=tuple(_link(attribution) for attribution in attributions),
        source=source if terms.rss_source else None,
        copied_from=source if terms.atom_source else None,
        external_url=main.url if main and terms.external_url else "",
    )


def _author(byline: Byline) -> Named:
    """Who signs; what a translator or photographer did stands in the text, since feeds have no place for it."""
    return Named(byline.author.name, absolute(byline.author.get_absolute_url()))


def _link(attribution: Attribution) -> Link:
    return Link(terms_of(attribution.relation).atom_link, attribution.url, attribution.title)


def _correction(correction: Any) -> Item:
    """A correction annotated with the headline of its article."""
    url = absolute(f"{correction.article.get_absolute_url()}#corrections")
    html = render_to_string("articles/_correction_text.html", {"correction": correction, "url": url})
    return Item(
        id=tag("correction", correction.pk, timezone.localdate(correction.made_at)),
        url=url,
        title=_("Correction: %s") % correction.headline,
        summary=correction.text,
        html=html,
        published_at=correction.made_at,
        updated_at=correction.made_at,
    )
