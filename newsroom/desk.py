"""What every admin page of ours shares: times with their zone, and the member of staff who asks."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.images import UploadedPicture


def staff(request: HttpRequest) -> User:
    """Who is logged in; raises PermissionDenied for nobody, whom the admin does not let this far."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def with_zone(field: forms.Field) -> forms.Field:
    """Name the site's time zone in a time field's help, and to the script that says how far off the time is."""
    zone = timezone.get_current_timezone_name()
    field.help_text = format_html("{} {}", field.help_text, _("Time zone: %s.") % zone).strip()
    field.widget.attrs["data-zone"] = zone
    return field


def module(name: str) -> Script:
    """One of our scripts, for the media of a form or an admin."""
    return Script(f"newsroom/js/{name}.js", type="module")


class DeskAdmin(admin.ModelAdmin):
    """What our model admins share: times name their zone, and what names no row is refused in time."""

    asked_by: list[str] = []  # fields without a filter that links of ours ask a list by

    class Media:
        css = {"all": ["newsroom/css-admin/desk.css"]}
        js = [module(name) for name in ("desk", "time-distance", "sent-typing")]

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Add the zone to the help text of times."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return with_zone(field) if field and isinstance(db_field, models.DateTimeField) else field

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Let an address ask by the list's filters, its days, its key and `asked_by` alone.

        Django takes every field of the model, and `?secret__startswith=A` spells one out letter by letter.
        """
        own = {"pk", self.opts.pk.name, self.date_hierarchy, *self.asked_by}
        own |= {_asked_by(list_filter) for list_filter in self.get_list_filter(request)}
        return lookup.split(LOOKUP_SEP, maxsplit=1)[0] in own and super().lookup_allowed(
            lookup, value, request
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say what is listed, where the stock title asks to choose; a window that was opened to choose still asks."""
        title = {} if IS_POPUP_VAR in request.GET else {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def response_action(
        self, request: HttpRequest, queryset: models.QuerySet[Any], *place: Any, **named: Any
    ) -> Any:
        """Take only keys for rows that are ticked; Django asks the database for anything that was sent."""
        key = forms.IntegerField(min_value=0, max_value=2**63 - 1)
        try:
            for ticked in request.POST.getlist(ACTION_CHECKBOX_NAME):
                key.clean(ticked)
        except ValidationError as error:
            raise BadRequest from error
        return super().response_action(request, queryset, *place, **named)


def _asked_by(list_filter: Any) -> str:
    """The first part of the parameter of a list's filter: a class with a name for it, a field, or a field and a class."""
    if isinstance(list_filter, tuple | list):
        list_filter = list_filter[0]
    parameter: str = getattr(list_filter, "parameter_name", list_filter)
    return parameter.split(LOOKUP_SEP, maxsplit=1)[0]


class DeskTabularInline(admin.TabularInline):
    """What our inlines share: a column's head is no label, so each widget carries its field's name itself."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Name the widget."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Name the box that takes a row out."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.deletion_widget = forms.CheckboxInput(attrs={"aria-label": gettext_lazy("Delete")})
        return formset


class UploadedPictureAdmin(DeskAdmin):
    """A model admin of pictures, which shows each small."""

    readonly_fields = ["thumbnail"]

    @admin.display(description=gettext_lazy("thumbnail"))
    def thumbnail(self, picture: UploadedPicture) -> SafeString:
        """The picture; a dash where none is stored yet."""
        if not picture.pk:
            return SafeString("–")
        return format_html(
            '<img src="{}" alt="{}" width="120" loading="lazy">', picture.thumbnail_url, picture.alt
        )
