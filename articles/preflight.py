"""What is looked at before readers see a text: what keeps it from them, and what an editor should know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import overlap, rich_text
from articles.links.public_addresses import is_public
from articles.models import Article, LinkStatus, Picture, Relation, Revision, SourceLink
from articles.provenance import most_borrowed

TAKEN = gettext_lazy("Another article of that day has this slug, or had it. Change a word of it.")
LONGEST_DEK = 300
LONGEST_HEADLINE = 110  # Google shows no more of a NewsArticle’s headline
ANCHORS = {
    "attributions": "#attributions-group",
    "bylines": "#bylines-group",
    "embargoed_until": "#id_embargoed_until_0",
}
LABELS = {
    "headline": gettext_lazy("Headline"),
    "dek": gettext_lazy("Dek"),
    "body": gettext_lazy("Body"),
    "lead_picture": gettext_lazy("Lead picture"),
    "relation": gettext_lazy("Where it comes from"),
    "attributions": gettext_lazy("Attributions"),
    "bylines": gettext_lazy("Bylines"),
    "section": gettext_lazy("Section"),
    "slug": gettext_lazy("Slug"),
    "source_text": gettext_lazy("Source’s text"),
    "embargoed_until": gettext_lazy("Embargo"),
}


@dataclass(frozen=True)
class Finding:
    """Something found: the part of the form it concerns, in words, and whether it keeps the text from readers."""

    field: str
    message: str
    is_blocking: bool = False

    @property
    def anchor(self) -> str:
        """Where in the form it is mended, as the end of an address."""
        return ANCHORS.get(self.field, f"#id_{self.field}")

    @property
    def label(self) -> str:
        """What the form calls that part."""
        return str(LABELS[self.field])


def findings(
    revision: Revision, *, at: datetime | None = None, measured: overlap.Overlap | None = None
) -> list[Finding]:
    """All there is to say of a stored working copy that is to be published at a time (now, if none is given).

    `measured` is what `measured_overlap` says of it. What blocks comes first. Takes at most seven queries.
    """
    at = at or timezone.now()
    found = [
        *_missing(revision),
        *_provenance(revision),
        *_timing(revision, at),
        *_address(revision, at),
        *_bylines(revision),
        *_length(revision),
        *_pictures(revision),
        *_overlap(measured),
    ]
    return sorted(found, key=lambda finding: not finding.is_blocking)


def measured_overlap(revision: Revision) -> overlap.Overlap | None:
    """How much of a text is its source's; None where there is nothing to compare: no source’s text, or one that is not retold.

    Two queries.
    """
    theirs = revision.article.pasted_source_text
    if not theirs or revision.relation not in {Relation.SUMMARY, Relation.BASED_ON}:
        return None
    return overlap.measure(revision.body, theirs, dek=revision.dek, key_points=_points(revision))


def _points(revision: Revision) -> list[str]:
    return [point.text for point in revision.key_points.all()]


def _missing(revision: Revision) -> Iterator[Finding]:
    for name in ("dek", "body", "relation", "section_id"):
        if not getattr(revision, name):
            field = name.removesuffix("_id")
            yield Finding(field, _("Readers need this: fill it in before you publish."), is_blocking=True)


def _provenance(revision: Revision) -> Iterator[Finding]:
    attributions = list(revision.attributions.all())
    relations = {attribution.relation for attribution in attributions}
    if revision.relation and revision.relation != Relation.ORIGINAL and revision.relation not in relations:
        message = _("A text that is not original names its source: add one below, with the relation “%s”.")
        yield Finding("relation", message % revision.get_relation_display(), is_blocking=True)
    strongest = most_borrowed(relations)
    if revision.relation and most_borrowed([revision.relation, strongest]) != revision.relation:
        message = _("A source below says “%s”: then that is where the whole text comes from.")
        yield Finding("relation", message % strongest.label, is_blocking=True)
    yield from _links([attribution.url for attribution in attributions])


def _links(urls: list[str]) -> Iterator[Finding]:
    amiss = Q(status__in=[LinkStatus.BROKEN, LinkStatus.REFUSED]) | Q(failures__gt=0)
    known = SourceLink.objects.filter(amiss, url__in=urls, archived_url="") if urls else ()
    words = {
        LinkStatus.BROKEN: _("The link %s is broken."),
        LinkStatus.REFUSED: _("The link %s leads nowhere that readers can reach."),
    }
    for link in known:
        message = words.get(
            LinkStatus(link.status), _("The link %s did not answer when it was last looked at.")
        )
        yield Finding("attributions", message % link.url)
    for url in {*urls} - {link.url for link in known}:
        if not is_public_host(urlsplit(url).hostname or ""):
            yield Finding("attributions", words[LinkStatus.REFUSED] % url)


def is_public_host(host: str) -> bool:
    """Whether a host, by its name alone, may be one that readers can reach: a public address, or a name with a dot."""
    try:
        ip_address(host)
    except ValueError:
        return "." in host
    return is_public(host)


def _timing(revision: Revision, at: datetime) -> Iterator[Finding]:
    if revision.embargoed_until and at < revision.embargoed_until:
        end = date_format(timezone.localtime(revision.embargoed_until), "DATETIME_FORMAT")
        message = _("Under embargo until %s: schedule it for then or later.")
        yield Finding("embargoed_until", message % end, is_blocking=True)


def _address(revision: Revision, at: datetime) -> Iterator[Finding]:
    article = revision.article
    if Revision.objects.filter(article=article, live_from__lte=timezone.now()).exists():
        return
    day = timezone.localdate(at)
    if Article.objects.known_at(day=day, slug=article.slug).exclude(pk=article.pk).exists():
        yield Finding("slug", str(TAKEN), is_blocking=True)


def _bylines(revision: Revision) -> Iterator[Finding]:
    if not revision.bylines.all():
        yield Finding("bylines", _("Readers are not told who wrote this. Add a byline."))


def _length(revision: Revision) -> Iterator[Finding]:
    for name, longest in (("headline", LONGEST_HEADLINE), ("dek", LONGEST_DEK)):
        length = len(getattr(revision, name))
        if length > longest:
            message = _("%(length)d characters; from %(longest)d on it is cut off elsewhere.")
            yield Finding(name, message % {"length": length, "longest": longest})


def _pictures(revision: Revision) -> Iterator[Finding]:
    figures = [figure for figure in rich_text.figures(revision.body) if not figure.alt]
    shown = Q(pk__in=[figure.picture_id for figure in figures]) | Q(pk=revision.lead_picture_id)
    for picture in Picture.objects.filter(shown, Q(alt="") | Q(needs_words=True)):
        field = "lead_picture" if picture.pk == revision.lead_picture_id else "body"
        message = _("The picture “%s” has no alternative text: it is marked as decorative.")
        if picture.needs_words:
            message = _("The picture “%s” still waits for words of its own: describe it in the library.")
        yield Finding(field, message % picture)


def _overlap(measured: overlap.Overlap | None) -> Iterator[Finding]:
    if measured and measured.percent > settings.OVERLAP_LIMIT:
        message = _("%(percent)d %% of the words stand in the source like this; the limit is %(limit)d %%.")
        yield Finding("source_text", message % {"percent": measured.percent, "limit": settings.OVERLAP_LIMIT})
