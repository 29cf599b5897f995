"""What became of earlier replies of whoever wrote one, by each way in which two replies can be known to be one person's."""

from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, OuterRef, Q, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, State

MOST = 100  # of the last replies of one person that are looked at
TOLD = {"published": State.APPROVED, "rejected": State.REJECTED, "spam": State.SPAM}


class Kin(TextChoices):
    """What two replies have in common that tells of one person: never what somebody typed."""

    GUEST = "guest", _("Same browser")
    EMAIL = "email", _("Same confirmed address")
    BLOCK = "block", _("Same address block")

    def like(self, key: Any) -> Q:
        """A condition: replies of the same person as the one with this key."""
        same = Subquery(Comment.objects.filter(pk=key, **self._known()).values(self.value)[:1])
        return Q(**{self.value: same}, **self._known()) & ~Q(**{self.value: ""})

    def others(self) -> Any:
        """The same person's last replies, beside the one of the query around."""
        same = Comment.objects.filter(**{self.value: OuterRef(self.value)}, **self._known())
        return same.exclude(**{self.value: ""}).exclude(pk=OuterRef("pk")).order_by("-created_at")

    def is_known_of(self, comment: Comment) -> bool:
        """Whether a reply tells this of its writer."""
        return bool(getattr(comment, self.value)) and (self != Kin.EMAIL or bool(comment.email_confirmed_at))

    def _known(self) -> dict[str, Any]:
        return {"email_confirmed_at__isnull": False} if self == Kin.EMAIL else {}


class _InState(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted WHERE counted.state = '%(state)s')"
    output_field = IntegerField()


@dataclass(frozen=True)
class History:
    """Of the last replies of one person, how many were published, not published, and spam."""

    kin: Kin
    published: int
    rejected: int
    spam: int


def counts() -> dict[str, Any]:
    """The numbers, as annotations of a query of comments; each looks at a bounded number of rows."""
    return {
        f"{kin.value}_{name}": _InState(kin.others().values("state")[:MOST], state=state.value)
        for kin in Kin
        for name, state in TOLD.items()
    }


def of(comment: Comment) -> list[History]:
    """What the annotations of a comment say."""
    return [
        History(kin, **{name: getattr(comment, f"{kin.value}_{name}") for name in TOLD})
        for kin in Kin
        if kin.is_known_of(comment)
    ]
