"""An article in the words of schema.org, for search engines and other machines (JSON-LD)."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from articles.models import Attribution, Byline, Correction, Picture, Revision, Source, SourceKind
from articles.provenance import mainstays, terms_of
from newsroom.machine_text import Thing, without_gaps
from newsroom.site import absolute
from shop import structured_data as shop_data

KINDS = {
    SourceKind.NEWSPAPER: "NewsMediaOrganization",
    SourceKind.AGENCY: "NewsMediaOrganization",
    SourceKind.BROADCASTER: "NewsMediaOrganization",
    SourceKind.OFFICE: "GovernmentOrganization",
    SourceKind.COMPANY: "Corporation",
    SourceKind.RESEARCH: "ResearchOrganization",
}


def news_article(revision: Revision, corrections: Sequence[Correction]) -> Thing:
    """A revision loaded by `for_page`, with the corrections of its article; no query. What is empty is left out."""
    url = absolute(revision.get_absolute_url())
    bylines = list(revision.bylines.all())
    attributions = list(revision.attributions.all())
    picture = revision.lead_picture
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": revision.headline,
        "description": revision.dek,
        "image": _images(picture) if picture else [],
        "datePublished": _time(revision.first_published_at),
        "dateModified": _time(revision.updated_at or revision.first_published_at),
        "articleSection": revision.section.name if revision.section else "",
        "keywords": [topic.name for topic in revision.topics.all()],
        **_parties(revision, bylines, attributions),
        "contributor": [_role(byline) for byline in bylines if byline.role],
        "correction": [_correction(correction) for correction in corrections],
        "mentions": [
            {"@id": shop_data.node_of(promotion.product)}
            for promotion in revision.promotions.all()
            if promotion.product.is_listed
        ],
    }
    for attribution in attributions:
        article.setdefault(terms_of(attribution.relation).schema_property, []).append(_work(attribution))
    return without_gaps(article)


def _parties(revision: Revision, bylines: list[Byline], attributions: list[Attribution]) -> Thing:
    """Who wrote, who published and, where that is not us, who gives these data.

    All who sign are authors, in order; what a translator or photographer did is said again under `contributor`.
    """
    people = [_person(byline) for byline in bylines]
    us = {"@type": "NewsMediaOrganization", "name": settings.SITE_NAME, "url": absolute("/")}
    if terms_of(revision.relation).is_ours:
        return {"author": people or us, "publisher": us}
    sources = [_organisation(each.source) for each in mainstays(revision.relation, attributions)]
    return {"author": people or sources, "publisher": sources, "sdPublisher": us}


def _person(byline: Byline) -> Thing:
    url = absolute(byline.author.get_absolute_url())
    return {"@type": "Person", "@id": url, "name": byline.author.name, "url": url}


def _role(byline: Byline) -> Thing:
    """What an author did, in schema.org's way: a `Role` between the work and the person."""
    person = {"@id": absolute(byline.author.get_absolute_url())}
    return {"@type": "Role", "roleName": byline.role, "contributor": person}


def _organisation(source: Source) -> Thing:
    kind = KINDS.get(SourceKind(source.kind), "Organization")
    return {"@type": kind, "name": source.name, "url": source.home_page}


def _work(attribution: Attribution) -> Thing:
    """What an attribution points to."""
    return without_gaps(
        {
            "@type": "CreativeWork",
            "url": attribution.url,
            "name": attribution.title,
            "archivedAt": attribution.archived_url,
            "publisher": _organisation(attribution.source),
        }
    )


def _images(picture: Picture) -> list[Thing | str]:
    """The picture as it is, with its words, and its crops: Google wants 16:9, 4:3 and 1:1 (“Article structured data”)."""
    image = {
        "@type": "ImageObject",
        "url": absolute(picture.file.url),
        "width": picture.width,
        "height": picture.height,
        "caption": picture.caption or picture.alt,
        "creditText": picture.credit,
        "copyrightNotice": picture.copyright,
    }
    crops = [absolute(crop) for crop in picture.crops() if crop != picture.file.url]
    return [without_gaps(image), *crops]


def _correction(correction: Correction) -> Thing:
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": _time(correction.made_at),
    }


def _time(time: datetime | None) -> str:
    """ISO 8601 with the site's zone, to the second."""
    return timezone.localtime(time).isoformat(timespec="seconds") if time else ""
