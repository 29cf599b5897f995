"""The corrections that readers see: those of articles that are live."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from articles.models import Correction, Revision


def published(*, at: datetime | None = None) -> QuerySet[Correction, Any]:
    """Corrections of articles that readers see at a time, each with its article and the `headline` it has now."""
    live = Revision.objects.live(at=at).filter(article=OuterRef("article"))
    headlines = Subquery(live.values("headline")[:1])
    return Correction.objects.select_related("article").annotate(headline=headlines).exclude(headline=None)
