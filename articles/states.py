"""What state an article is in: asked of its windows at a time, stored nowhere."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Revision


class State(models.TextChoices):
    """What readers see of an article, or how near it is to them."""

    DRAFT = "draft", _("Draft")
    READY = "ready", _("Ready for review")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


CONDITIONS: dict[State, Q] = {
    State.LIVE: Q(is_live=True),
    State.SCHEDULED: Q(is_live=False, goes_live_at__isnull=False),
    State.WITHDRAWN: Q(is_live=False, goes_live_at=None, is_withdrawn=True),
    State.EXPIRED: Q(is_live=False, goes_live_at=None, is_withdrawn=False, was_live=True),
    State.READY: Q(is_live=False, goes_live_at=None, was_live=False, ready_at__isnull=False),
    State.DRAFT: Q(is_live=False, goes_live_at=None, was_live=False, ready_at=None),
}


def next_midnight(*, at: datetime | None = None) -> datetime:
    """When the day of a time ends, in the site's time zone."""
    day = timezone.localdate(at or timezone.now()) + timedelta(days=1)
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def with_state(articles: QuerySet[Article], *, at: datetime | None = None) -> QuerySet[Article, Any]:
    """Annotate articles with what their state is made of; `state_of` names it, `CONDITIONS` filters by it.

    `is_live`, `goes_live_at` (the start of a window to come), `expires_at` (the end of the window that holds the
    time, unless another follows), `was_live`, `is_withdrawn` (and not published since), `ready_at`, `has_changes`
    (a working copy that was saved), `was_sent_back` (and does not wait for review again).
    """
    at = at or timezone.now()
    revisions = Revision.objects.filter(article=OuterRef("pk"))
    live = revisions.live(at=at)
    coming = revisions.filter(live_from__gt=at).order_by("live_from")
    since = revisions.filter(live_from__gte=OuterRef("withdrawn_at"), live_from__lte=at)
    draft = revisions.filter(is_working_copy=True)
    return articles.annotate(
        is_live=Exists(live),
        goes_live_at=Subquery(coming.values("live_from")[:1]),
        expires_at=Subquery(
            live.exclude(article__revisions__live_from=F("live_until")).values("live_until")[:1]
        ),
        was_live=Exists(revisions.filter(live_from__lte=at)),
        is_withdrawn=Q(withdrawn_at__isnull=False, withdrawn_at__lte=at) & ~Q(Exists(since)),
        ready_at=Subquery(draft.values("ready_at")[:1]),
        has_changes=Exists(draft.filter(version__gt=0)),
        was_sent_back=Exists(draft.filter(ready_at=None).exclude(note="")),
    )


def state_of(article: Any) -> State:
    """The state of an article annotated by `with_state`."""
    if article.is_live:
        return State.LIVE
    if article.goes_live_at:
        return State.SCHEDULED
    if article.was_live:
        return State.WITHDRAWN if article.is_withdrawn else State.EXPIRED
    return State.READY if article.ready_at else State.DRAFT
