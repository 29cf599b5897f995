"""A reply as moderators see it: all that bears on the decision, and what can be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import bans, histories
from comments.histories import History
from comments.models import Act, BanKind, Comment, State
from comments.moderation import FINAL, OUTCOMES
from comments.signals.signal import Signal, read

TITLES: dict[Act, Any] = {
    Act.APPROVE: gettext_lazy("Approve"),
    Act.REJECT: gettext_lazy("Reject"),
    Act.SPAM: gettext_lazy("Spam"),
    Act.TRASH: gettext_lazy("Trash"),
}
KEYS = {Act.APPROVE: "a", Act.REJECT: "r", Act.SPAM: "s", Act.TRASH: "t"}


@dataclass(frozen=True)
class Button:
    """An act that can be done, what it is called here, and the key that does it."""

    act: Act
    title: Any
    key: str


BUTTONS = [Button(act, TITLES[act], KEYS[act]) for act in OUTCOMES]


@dataclass(frozen=True)
class Row:
    """One reply. `seen` says for the forms how it is shown; `next` is the key of the one after it."""

    comment: Comment
    signals: list[Signal]
    histories: list[History]
    buttons: list[Button]
    ban_kinds: list[BanKind]
    next: int | None

    @property
    def seen(self) -> str:
        """The reply as it is shown: its key, its version, and the newest report beside it (`act_forms.Seen`)."""
        reports: Any = self.comment
        last_report = max((report.pk for report in reports.open_reports), default=0)
        return f"{self.comment.pk}.{self.comment.version}.{last_report}"

    @property
    def kind_choices(self) -> list[tuple[str, Any]]:
        """What its writer can be banned by."""
        return [(kind.value, kind.label) for kind in self.ban_kinds]

    @property
    def name_pattern(self) -> str:
        """A pattern that fits its writer's name alone."""
        return bans.value_of(self.comment, BanKind.NAME)


def rows_of(comments: Iterable[Comment]) -> list[Row]:
    """Rows of comments that were loaded by `queue.for_desk`; no query."""
    shown = list(comments)
    following = [comment.pk for comment in shown[1:]] + [shown[-2].pk if len(shown) > 1 else None]
    return [_row(comment, after) for comment, after in zip(shown, following, strict=False)]


def _row(comment: Comment, after: int | None) -> Row:
    kinds = [kind for kind in BanKind if bans.value_of(comment, kind)]
    return Row(comment, read(comment.signals), histories.of(comment), _buttons(comment), kinds, after)


def _buttons(comment: Any) -> list[Button]:
    if comment.state in FINAL:
        return []
    buttons = [button for button in BUTTONS if OUTCOMES[button.act] != comment.state]
    if comment.state == State.APPROVED and (comment.open_reports or comment.is_unread):
        buttons.insert(0, Button(Act.APPROVE, _("Keep"), KEYS[Act.APPROVE]))
    return buttons
