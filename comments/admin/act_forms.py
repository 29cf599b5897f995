"""What moderators send: which replies they saw, what to do with them, and where to go on."""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import bans
from comments.models import Act, Ban, BanKind, Comment, Reason
from comments.moderation import OUTCOMES

AT_ONCE = 100
LARGEST_KEY, LARGEST_VERSION = 2**63 - 1, 2**31 - 2
DAYS = {
    1: gettext_lazy("1 day"),
    7: gettext_lazy("7 days"),
    30: gettext_lazy("30 days"),
    365: gettext_lazy("a year"),
}
OUTCOME = ("done", "refused", "bans")  # of an address: what the page says was done


class Seen(NamedTuple):
    """How a page showed a reply: at which version, and up to which report (0 where it showed none)."""

    version: int
    last_report: int


class SeenForm(forms.Form):
    """Replies, each as it was seen."""

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.seen = seen_of(data)

    def clean(self) -> None:
        """There is something to act on."""
        if not self.seen:
            raise ValidationError(_("Choose replies first."))

    def comments(self) -> list[Comment]:
        """The chosen replies, as they were seen."""
        found = list(Comment.objects.filter(pk__in=self.seen).select_related("decision"))
        for comment in found:
            comment.version, comment.last_report = self.seen[comment.pk]
        return found


class ActForm(SeenForm):
    """A decision, with its reason where readers are refused."""

    act = forms.ChoiceField(choices=[(act.value, act.label) for act in OUTCOMES])
    reason = forms.ChoiceField(choices=[("", "–"), *Reason.choices], required=False)
    note = forms.CharField(max_length=1000, required=False)

    def clean(self) -> None:
        """Only a rejection has a reason, and none is without."""
        super().clean()
        if self.cleaned_data.get("act") != Act.REJECT:
            self.cleaned_data |= {"reason": "", "note": ""}
        elif not self.cleaned_data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Choose a reason: the guest is told."))


class BanForm(SeenForm):
    """A ban, by what is known of the chosen replies."""

    kind = forms.ChoiceField(
        choices=BanKind, error_messages={"required": gettext_lazy("Choose what the ban goes by.")}
    )
    days = forms.TypedChoiceField(choices=list(DAYS.items()), coerce=int)
    pattern = forms.CharField(max_length=254, required=False)
    ban_note = forms.CharField(max_length=200, required=False)

    def clean(self) -> None:
        """There is something to ban by, and no pattern fits everybody."""
        super().clean()
        kind, pattern = self.cleaned_data.get("kind", ""), self.cleaned_data.get("pattern")
        self.values = [bans.value_of(comment, kind) for comment in self.comments()]
        if kind == BanKind.NAME and pattern:
            self.values = [pattern]
            try:
                Ban(kind=kind, value=pattern).clean()
            except ValidationError as error:
                self.add_error("pattern", error.messages)
        if kind and self.seen and not any(self.values):
            self.add_error("kind", _("Nothing of this kind is known of the writer."))


class PlaceForm(forms.Form):
    """Where the moderator was: a view of the queue, or the page of a reply; and the reply to go on with."""

    back = forms.CharField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)
    next = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.full_clean()

    @property
    def query(self) -> QueryDict:
        """What was chosen to be seen."""
        return without_outcome(QueryDict(self.cleaned_data.get("back", "")))

    @property
    def on_page(self) -> int | None:
        """The reply on whose page the moderator was."""
        page: int | None = self.cleaned_data.get("page")
        return page

    def address(self, **outcome: Any) -> str:
        """The address to go on at, which says what was done; in the queue at the next reply.

        Where nothing follows or something was refused, it is where that is said: the key that was pressed in vain must
        not be pressed again on another reply.
        """
        query = QueryDict(mutable=True) if self.on_page else self.query
        for name, value in outcome.items():
            query[name] = ",".join(map(str, value)) if isinstance(value, list) else value or ""
            if not query[name]:
                del query[name]
        following = self.cleaned_data.get("next") if not outcome.get("refused") else None
        fragment = f"#reply-{following}" if following else "#done"
        if self.on_page:
            return f"{reverse('admin:comments_comment_change', args=[self.on_page])}?{query.urlencode()}"
        return f"{reverse('admin:comments_comment_queue')}?{query.urlencode()}{fragment}"


def without_outcome(query: QueryDict) -> QueryDict:
    """An address's query without what it says was done."""
    kept = query.copy()
    for name in OUTCOME:
        kept.pop(name, None)
    return kept


def seen_of(data: QueryDict) -> dict[int, Seen]:
    """The replies that were sent, by key; raises BadRequest for what no page of ours sends."""
    sent = data.getlist("reply")
    if len(sent) > AT_ONCE:
        raise BadRequest
    return dict(_pair(text) for text in sent)


def _pair(text: str) -> tuple[int, Seen]:
    parts = text.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) < 20 for part in parts):
        raise BadRequest
    key, version, last_report = map(int, parts)
    if max(key, last_report) > LARGEST_KEY or version > LARGEST_VERSION:
        raise BadRequest
    return key, Seen(version, last_report)
