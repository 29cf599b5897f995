"""Related articles: hand-picked ones first, then those whose texts are alike."""

from datetime import datetime

from django.db.models import F, OuterRef, Subquery

from articles.models import Likeness, Recommendation, Revision, RevisionQuerySet

SHOWN = 4


def related_to(revision: Revision, *, at: datetime | None = None) -> RevisionQuerySet:
    """The live texts to read after one, as cards: the editor's picks in order, then what is most alike; one query."""
    picks = Recommendation.objects.filter(revision=revision)
    likenesses = Likeness.objects.filter(article=revision.article_id)
    pick = picks.filter(article=OuterRef("article"))
    likeness = likenesses.filter(other=OuterRef("article"))
    found: RevisionQuerySet = (
        Revision.objects.live(at=at)
        .filter(article__in=picks.order_by().values("article").union(likenesses.order_by().values("other")))
        .exclude(article=revision.article_id)
        .annotate(
            place=Subquery(pick.values("position")[:1]), likeness=Subquery(likeness.values("score")[:1])
        )
        .order_by(F("place").asc(nulls_last=True), F("likeness").desc(nulls_last=True), "-article_id")
        .for_cards()[:SHOWN]
    )
    return found
