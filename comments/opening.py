"""Whether an article takes replies at a time, and which of them wait: the section's rules, else those of all sections."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from articles.models import Revision
from comments.models import Mode, ReplyRules


@dataclass(frozen=True)
class Opening:
    """How one article takes replies now."""

    mode: Mode
    is_open: bool


def opening_of(revision: Revision, *, at: datetime | None = None) -> Opening:
    """How the article of a live revision takes replies; one query.

    A section's rules stand in the place of those for all sections. Without any, first replies wait and none closes.
    """
    wanted = Q(section=None) | Q(section=revision.section_id) if revision.section_id else Q(section=None)
    rules = max(
        ReplyRules.objects.filter(wanted), key=lambda rules: rules.section_id or 0, default=ReplyRules()
    )
    is_closed = (
        revision.article.replies_closed or rules.is_closed or _is_over(revision, rules, at or timezone.now())
    )
    return Opening(Mode(rules.mode), not is_closed)


def _is_over(revision: Revision, rules: ReplyRules, at: datetime) -> bool:
    """Whether the days since first publication are over; without a time of publication they have not begun."""
    if rules.closed_after_days is None or revision.first_published_at is None:
        return False
    return at >= revision.first_published_at + timedelta(days=rules.closed_after_days)
