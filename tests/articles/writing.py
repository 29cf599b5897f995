"""What the desk does with an article, in a line of a test each."""

from datetime import datetime
from typing import Any

from django.db.models import F

from articles import publishing
from articles.models import Article, Revision
from tests.factories import make_user


def write(article: Article, **fields: Any) -> Revision:
    """Save a working copy with these fields, as its form does."""
    draft = publishing.working_copy(article)
    Revision.objects.filter(pk=draft.pk).update(**fields, version=F("version") + 1)
    return Revision.objects.get(pk=draft.pk)


def publish(
    article: Article, *, at: datetime | None = None, until: datetime | None = None, **fields: Any
) -> Revision:
    """Write a text and publish it; `is_substantive` is the verb's, other fields the text's."""
    is_substantive = fields.pop("is_substantive", False)
    draft = write(article, **fields)
    publishing.publish(draft, by=make_user(), at=at, until=until, is_substantive=is_substantive)
    return Revision.objects.get(pk=draft.pk)


def windows(article: Article) -> list[tuple[str, datetime, datetime | None]]:
    """Headline, start and end of each text that readers see, saw or will see, in order."""
    published = article.revisions.filter(live_from__isnull=False).order_by("live_from")
    return [(row.headline, row.live_from, row.live_until) for row in published if row.live_from]


def live_headline(article: Article, *, at: datetime | None = None) -> str | None:
    """What readers see an article headed; None where they do not see it."""
    live = Revision.objects.live(at=at).filter(article=article).first()
    return live.headline if live else None
