"""What every admin page of ours shares: times with their zone, and the member of staff who asks."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _


def staff(request: HttpRequest) -> User:
    """Who is logged in; raises PermissionDenied for nobody, whom the admin does not let this far."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class ZonedTimesAdmin(admin.ModelAdmin):
    """A model admin whose time fields say in which zone they are read."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Add the zone to the help text of times."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(db_field, models.DateTimeField):
            zone = _("Time zone: %s.") % timezone.get_current_timezone_name()
            field.help_text = format_html("{} {}", field.help_text, zone).strip()
        return field
