"""How often a member of staff gets mail of replies that wait: each says so for themselves."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.digests import MORNING, PERMISSION
from comments.models import Digest
from newsroom.desk import DeskAdmin, staff


@admin.register(Digest)
class DigestAdmin(DeskAdmin):
    """One page, in the place of a list: one's own row."""

    fields = ["frequency"]
    radio_fields = {"frequency": admin.VERTICAL}

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form of one's own row, or of the one to be."""
        mine = self.get_queryset(request).first()
        title = {"title": _("Mail about replies that wait"), "subtitle": None}
        return self.changeform_view(
            request, str(mine.pk) if mine else None, extra_context=title | (extra_context or {})
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Digest]:
        """Nobody’s but one’s own."""
        own: QuerySet[Digest] = super().get_queryset(request).filter(user=staff(request))
        return own

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[forms.ModelForm]:
        """Say where the mail goes, and when."""
        form = super().get_form(request, *args, **kwargs)
        form.base_fields["frequency"].help_text = _where(staff(request).email)
        return form

    def save_model(self, request: HttpRequest, obj: Digest, form: Any, change: Any) -> None:
        """It is one’s own."""
        obj.user = staff(request)
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Digest, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Stay on the page."""
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: Digest) -> HttpResponse:
        """Stay on the page."""
        messages.success(request, _("Kept: %s.") % obj.get_frequency_display())
        return HttpResponseRedirect(reverse("admin:comments_digest_changelist"))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """One button is enough."""
        context |= {"show_save_and_continue": False, "show_save_and_add_another": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """The desk offers the page, and no row to add."""
        return {"view": self.has_view_permission(request), "add": False, "change": False, "delete": False}

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever may decide about replies."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Digest | None = None) -> bool:
        """Whoever may decide about replies."""
        return request.user.has_perm(PERMISSION)

    has_add_permission = has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: Digest | None = None) -> bool:
        """“Never” says it."""
        return False


def _where(email: str) -> str:
    if not email:
        return _("Your account has no email address, so no mail comes. Whoever runs the site can add one.")
    words = _("It goes to %(email)s, whenever something new waits; daily at %(hour)s:00.")
    return words % {"email": email, "hour": MORNING}
