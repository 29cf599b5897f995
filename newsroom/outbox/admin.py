"""Mails in the admin: what was written to whom, and what cannot be sent."""

import re
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from newsroom.desk import DeskAdmin
from newsroom.outbox import mail as outbox
from newsroom.outbox import readers
from newsroom.outbox.models import Mail, MailQuerySet

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
EVERYWHERE = [admin.ActionLocation.CHANGE_LIST, admin.ActionLocation.CHANGE_FORM]


class StateFilter(admin.SimpleListFilter):
    """Mails by what became of them."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """What wants somebody comes first."""
        return [("given-up", _("Cannot be sent")), ("waiting", _("Waiting")), ("sent", _("Sent"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Keep those of the chosen state."""
        mails = Mail.objects.filter(pk__in=queryset.values("pk"))
        sets = {"given-up": mails.given_up, "waiting": mails.waiting, "sent": mails.sent}
        chosen = sets.get(self.value() or "")
        return chosen().order_by(*queryset.query.order_by) if chosen else None


@admin.register(Mail)
class MailAdmin(DeskAdmin):
    """Mails are read here and sent again, never rewritten: by each what their work opens (`readers`)."""

    list_display = ["subject", "to", "outcome", "written_at"]
    list_filter = [StateFilter]
    search_fields = ["to", "subject"]
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    actions = ["send_again"]
    fields = readonly_fields = (
        "to",
        "subject",
        "state",
        "written_at",
        "sent_at",
        "next_try",
        "tries",
        "error",
        "plain_text",
        "page",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        """Leave out what is not theirs, and note for each whether its secrets are shown: to superusers alone."""
        shows_secrets = Value(request.user.is_superuser)
        return readers.mails_for(request.user).annotate(shows_secrets=shows_secrets)

    @admin.display(description=gettext_lazy("next try"))
    def next_try(self, mail: Mail) -> datetime | None:
        """When it is tried again, while it waits."""
        return None if mail.sent_at or mail.given_up_at else mail.next_try_at

    @admin.display(description=gettext_lazy("state"))
    def state(self, mail: Mail) -> str:
        """What became of it."""
        if mail.sent_at:
            return _("Sent")
        return _("Cannot be sent") if mail.given_up_at else _("Waiting")

    @admin.display(description=gettext_lazy("state"))
    def outcome(self, mail: Mail) -> str:
        """What became of it, and the beginning of what went wrong."""
        return f"{self.state(mail)}: {mail.error[:100]}" if mail.error else self.state(mail)

    @admin.display(description=gettext_lazy("text"))
    def plain_text(self, mail: Mail) -> SafeString:
        """The text with its lines."""
        return format_html('<pre class="letter">{}</pre>', _shown(mail, mail.text))

    @admin.display(description=gettext_lazy("HTML"))
    def page(self, mail: Mail) -> SafeString:
        """The page, in a frame where nothing of it can run, and without its style, which the admin's policy refuses."""
        if not mail.html:
            return SafeString("–")
        title = _("The mail as a page")
        return format_html(
            '<iframe sandbox srcdoc="{}" title="{}" width="640" height="480"></iframe>',
            _shown(mail, STYLE.sub("", mail.html)),
            title,
        )

    @admin.action(description=gettext_lazy("Send again"), permissions=["change"], location=EVERYWHERE)
    def send_again(self, request: HttpRequest, queryset: MailQuerySet) -> None:
        """Try what was given up once more, and send a copy of what was sent."""
        count = sum(outbox.send_again(mail) for mail in queryset)
        words = ngettext("%d mail is sent again.", "%d mails are sent again.", count)
        self.message_user(request, words % count)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """There is nothing to save."""
        context |= {"show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The site writes them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        """They go by themselves, a month after they were sent or given up."""
        return False


def _shown(mail: Mail, text: str) -> str:
    return text if getattr(mail, "shows_secrets", False) else readers.without_secrets(text)
