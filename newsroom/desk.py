"""What every admin page of ours shares: times with their zone, and the member of staff who asks."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.widgets import Script
from django.http import HttpRequest
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


class NamedFields:
    """Admin forms whose fields are named even where no label stands beside them, and whose times name their zone."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Give each widget its field's name, and times their zone."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(db_field, models.DateTimeField):
            zone = _("Time zone: %s.") % timezone.get_current_timezone_name()
            field.help_text = format_html("{} {}", field.help_text, zone).strip()
        if field and self._stands_in_a_table():
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field

    def _stands_in_a_table(self) -> bool:
        """A column's head is no label: such a widget carries the name itself."""
        return isinstance(self, admin.TabularInline)


class DeskAdmin(NamedFields, admin.ModelAdmin):
    """What our model admins share."""

    class Media:
        css = {"all": ["newsroom/css-admin/desk.css"]}
        js = [Script("newsroom/js/desk.js", type="module")]


class DeskTabularInline(NamedFields, admin.TabularInline):
    """What our inlines share."""


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
