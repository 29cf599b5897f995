"""Bans in the admin: who is kept out, by whose decision and until when; made by hand, and lifted."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from comments import bans
from comments.admin.act_forms import AT_ONCE, DAYS
from comments.models import Ban, BanKind, Comment
from comments.queue import ALL
from newsroom.desk import DeskAdmin, staff
from newsroom.people import name_of

BY_HAND = [BanKind.NAME, BanKind.EMAIL]


class BanForm(forms.ModelForm):
    """A ban that is made by hand; that of an address block needs a reply, for nobody can read a block's key."""

    days = forms.TypedChoiceField(label=gettext_lazy("For"), choices=list(DAYS.items()), coerce=int)

    class Meta:
        model = Ban
        fields = ["kind", "value", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in BY_HAND])
        self.fields["value"].help_text = _(
            "Of a name, a pattern (regular expression): “^Max” bans all names that begin so, whatever their case. "
            "Of an address, the whole address."
        )


class ForceFilter(admin.SimpleListFilter):
    """Bans that hold, or that are over."""

    title = gettext_lazy("state")
    parameter_name = "force"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Both."""
        return [("in-force", _("In force")), ("over", _("Over"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Keep those of the chosen kind."""
        now = timezone.now()
        kept = {"in-force": {"until__gt": now}, "over": {"until__lte": now}}.get(self.value() or "")
        return queryset.filter(**kept) if kept else None


@admin.register(Ban)
class BanAdmin(DeskAdmin):
    """Bans are made and lifted, never rewritten: what was done in whose name stays to be read."""

    form = BanForm
    list_display = ["kind", "what", "standing", "made", "note"]
    list_filter = [ForceFilter, "kind"]
    search_fields = ["value", "note", "made_by_name"]
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    actions = ["lift_chosen"]
    fieldsets = [
        (
            None,
            {
                "fields": ["kind", "value", "days", "note"],
                "description": gettext_lazy(
                    "Replies of whom it fits are not published while it holds. They are told so and until when. "
                    "Make a ban of an address block from a reply in the queue."
                ),
            },
        )
    ]

    def get_urls(self) -> list[URLPattern]:
        """Add lifting."""
        view = self.admin_site.admin_view(require_POST(self.lift_view))
        return [path("lift/", view, name="comments_ban_lift"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ban]:
        """Add a reply from each block that is banned, if one is known still."""
        from_it = Comment.objects.exclude(block="").filter(block=OuterRef("value")).order_by("-created_at")
        found: QuerySet[Ban] = super().get_queryset(request)
        return found.annotate(reply=Subquery(from_it.values("pk")[:1]))

    @admin.display(description=gettext_lazy("what"), ordering="value")
    def what(self, ban: Ban) -> str:
        """What it goes by; of a block, whose key says nothing to anybody, the replies that came from it."""
        if ban.kind != BanKind.BLOCK:
            return ban.value
        if ban.reply is None:  # type: ignore[attr-defined]
            return "–"
        page = reverse("admin:comments_comment_queue")
        query = urlencode({"view": ALL, "by": "block", "of": ban.reply})  # type: ignore[attr-defined]
        return format_html('<a href="{}?{}">{}</a>', page, query, _("Replies from it"))

    @admin.display(description=gettext_lazy("holds"), ordering="until")
    def standing(self, ban: Ban) -> str:
        """Until when, or since when no longer."""
        until = date_format(timezone.localtime(ban.until), "DATETIME_FORMAT")
        if ban.lifted_by_name:
            return _("Lifted by %(name)s, %(time)s") % {"name": ban.lifted_by_name, "time": until}
        words = _("Until %s") if ban.is_in_force else _("Over since %s")
        return words % until

    @admin.display(description=gettext_lazy("made"), ordering="made_at")
    def made(self, ban: Ban) -> str:
        """By whom, and when."""
        return f"{ban.made_by_name}, {date_format(timezone.localtime(ban.made_at), 'DATETIME_FORMAT')}"

    @admin.action(description=gettext_lazy("Lift"), permissions=["change"])
    def lift_chosen(self, request: HttpRequest, queryset: QuerySet[Ban]) -> None:
        """End the chosen bans now."""
        self._lift(request, queryset)

    def lift_view(self, request: HttpRequest) -> HttpResponse:
        """End the bans that a page named."""
        if not request.user.has_perm("comments.change_ban"):
            raise PermissionDenied
        keys = request.POST.getlist("ban")[:AT_ONCE]
        if not all(key.isascii() and key.isdecimal() and len(key) < 19 for key in keys):
            raise BadRequest
        self._lift(request, Ban.objects.filter(pk__in=keys))
        return redirect("admin:comments_ban_changelist")

    def save_model(self, request: HttpRequest, obj: Ban, form: Any, change: Any) -> None:
        """A new one holds from now on, in somebody's name."""
        by = staff(request)
        obj.until = timezone.now() + timedelta(days=form.cleaned_data["days"])
        obj.made_by, obj.made_by_name = by, name_of(by)
        super().save_model(request, obj, form, change)

    def get_form(self, request: HttpRequest, obj: Ban | None = None, *args: Any, **kwargs: Any) -> Any:
        """What was made has no form."""
        form = forms.ModelForm if obj else self.form
        return super().get_form(request, obj, *args, **kwargs | {"form": form})

    def get_readonly_fields(self, request: HttpRequest, obj: Ban | None = None) -> list[str]:
        """What was made is read."""
        return ["kind", "what", "standing", "made", "note"] if obj else []

    def get_fieldsets(self, request: HttpRequest, obj: Ban | None = None) -> Any:
        """Of what was made, all that is known."""
        if obj is None:
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": ["kind", "what", "standing", "made", "note"]})]

    def has_change_permission(self, request: HttpRequest, obj: Ban | None = None) -> bool:
        """There is nothing to rewrite, but those of the list can be lifted."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Ban | None = None) -> bool:
        """A ban is lifted; that it was made stays to be read."""
        return False

    def _lift(self, request: HttpRequest, chosen: QuerySet[Ban]) -> None:
        lifted = bans.lift(chosen, by=staff(request))
        words = ngettext("Lifted: %d ban.", "Lifted: %d bans.", len(lifted))
        messages.success(request, words % len(lifted))
