"""Articles that rest on a link, and the rows that stand for links."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles import publishing
from articles.models import Article, Relation, SourceLink
from tests.factories import make_draft, make_source

URL = "https://gazette.example/flood"


def resting_on(url: str, **fields: Any) -> Article:
    """A live article with this link to its source."""
    draft = make_draft(relation=Relation.SUMMARY)
    draft.attributions.create(source=make_source(), relation=Relation.SUMMARY, url=url)
    assert draft.saved_by
    publishing.publish(draft, by=draft.saved_by, **{"at": timezone.now() - timedelta(hours=1), **fields})
    return draft.article


def make_link(url: str = URL, **fields: Any) -> SourceLink:
    return SourceLink.objects.create(url=url, **fields)


def urls(links: Any) -> list[str]:
    return [link.url for link in links]
