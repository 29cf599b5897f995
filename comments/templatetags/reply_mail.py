"""Tags of the mail about a reply, on its private page."""

from dataclasses import dataclass
from datetime import datetime

from django import template

from comments.models import Comment, Confirmation, Subscription, Topic
from comments.subscriptions import TAKEN_BACK

register = template.Library()


@dataclass(frozen=True)
class MailState:
    """What its writer wants mail of, and when a mail that asks was sent last, if nobody has answered it.

    `email` is the address in part: the page shows whose it is to those who know it.
    """

    email: str
    wanted: list[Subscription]
    asked_at: datetime | None
    others: list[tuple[str, str]]
    is_confirmed: bool

    @property
    def is_askable(self) -> bool:
        """Whether there is anything to ask for."""
        return bool(self.others) or not self.is_confirmed or any(not one.confirmed_at for one in self.wanted)


@register.simple_tag
def mail_state(comment: Comment) -> MailState | None:
    """The mail about a reply; two queries. None for a reply that was withdrawn or erased."""
    if comment.state in TAKEN_BACK:
        return None
    wanted = list(comment.subscriptions.filter(ended_at=None))
    asked = Confirmation.objects.open().filter(comment=comment).order_by("-asked_at").first()
    topics = {subscription.topic for subscription in wanted}
    return MailState(
        email=in_part(comment.email),
        wanted=wanted,
        asked_at=asked.asked_at if asked else None,
        others=[(topic.value, str(topic.label)) for topic in Topic if topic not in topics],
        is_confirmed=comment.email_confirmed_at is not None,
    )


def in_part(email: str) -> str:
    """An address that tells those who know it which one it is."""
    local, at, domain = email.rpartition("@")
    return f"{local[:1]}***{at}{domain}"
