"""What the last act has done, as the page after it says: what was decided, what was refused and why, who was banned."""

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from comments.admin.act_forms import AT_ONCE
from comments.models import Act, Ban, Comment, Decision


@dataclass(frozen=True)
class Outcome:
    """The decisions of one click, the replies that it was refused for, as they are now, and the bans that it made."""

    decisions: list[Decision]
    refused: list[Comment]
    bans: list[Ban]

    @property
    def act(self) -> str:
        """What was done, in a word."""
        return self.decisions[0].get_act_display()

    @property
    def batch(self) -> UUID | None:
        """What can be undone; None where everything has changed since."""
        standing = [each for each in self.decisions if each.comment and each.comment.decision_id == each.pk]
        return standing[0].batch if standing else None

    @property
    def first(self) -> Comment | None:
        """Of the replies that it was about, the one that is the first in the queue where they are put back."""
        put_back = (decision.comment for decision in self.decisions if decision.comment)
        return min(put_back, key=lambda reply: (reply.is_likely_spam, reply.held_at, reply.pk), default=None)

    @property
    def is_undoing(self) -> bool:
        """Whether the click took another one back."""
        return self.decisions[0].act == Act.UNDO

    @property
    def standing_bans(self) -> list[Ban]:
        """Those that hold still."""
        return [ban for ban in self.bans if ban.is_in_force]


def outcome_of(query: QueryDict) -> Outcome | None:
    """What an address says was done; a query for each part of it, and none where it says nothing."""
    batch, refused, bans = _uuid(query.get("done", "")), _keys(query, "refused"), _keys(query, "bans")
    decisions = Decision.objects.filter(batch=batch).select_related("comment").order_by("pk")
    stale = Comment.objects.filter(pk__in=refused).select_related("decision").order_by("pk")
    outcome = Outcome(
        list(decisions[:AT_ONCE]) if batch else [],
        list(stale) if refused else [],
        list(Ban.objects.filter(pk__in=bans)) if bans else [],
    )
    return outcome if outcome.decisions or outcome.refused or outcome.bans else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _keys(query: QueryDict, name: str) -> list[int]:
    keys = query.get(name, "").split(",")[:AT_ONCE]
    return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19]
