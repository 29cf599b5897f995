"""Two people at one form: what only one of them changed is kept, what both did is asked about."""

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import display_for_field
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from shop import money
from shop.admin.constraints import ConstraintsBesideFields


class MergingForm(ConstraintsBesideFields):
    """A form that stores only what was changed in it, whatever others have stored since it was opened.

    `seen` says what it showed. A field that both changed is refused once, with what it is now beside what was typed.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: list[str] = []
        if self.instance.pk:
            self.initial["seen"] = json.dumps(dict(self._texts(self.instance)))

    @property
    def changed_data(self) -> list[str]:
        """The fields that were changed here."""
        return [name for name in super().changed_data if name not in {"seen", *self.kept}]

    def kept_words(self) -> list[str]:
        """What others have stored since, in words."""
        return [str(capfirst(self.fields[name].label)) for name in self.kept]

    def clean(self) -> dict[str, Any]:
        """Take over what others have stored since; the row is locked until it is saved."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk and not self.errors:
            rows = type(self.instance)._default_manager.select_for_update(no_key=True)
            self._merge(cleaned, rows.get(pk=self.instance.pk))
        return cleaned

    def _merge(self, cleaned: dict[str, Any], stored: models.Model) -> None:
        try:
            seen = dict(self._values(json.loads(cleaned["seen"])))
        except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
            self.add_error(None, _("The page was sent incompletely. Open it again and repeat your change."))
            return
        for field in self._fields():
            shown, now = _plain(seen[field.name]), _plain(field.value_from_object(stored))
            typed = _plain(getattr(cleaned[field.name], "pk", cleaned[field.name]))
            if now in (shown, typed):
                continue
            if typed == shown:
                cleaned[field.name] = getattr(stored, field.name)
                self.kept.append(field.name)
            else:
                self._refuse(field, stored)

    def _refuse(self, field: Any, stored: models.Model) -> None:
        """Say what a field is now; whoever saves again has read it."""
        words = _("Somebody else changed this meanwhile. It is now: %s. Save again to store what you typed.")
        self.add_error(field.name, words % _in_words(field, stored))
        sent = self.add_prefix("seen")
        seen = json.loads(self.data[sent]) | {field.name: dict(self._texts(stored))[field.name]}
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[sent] = json.dumps(seen)  # type: ignore[index]

    def _fields(self) -> Iterator[Any]:
        return (field for field in self.instance._meta.concrete_fields if field.name in self.base_fields)

    def _texts(self, row: models.Model) -> Iterator[tuple[str, Any]]:
        """Each field of a row as JSON can hold it."""
        for field in self._fields():
            is_empty = field.value_from_object(row) is None
            yield field.name, None if is_empty else field.value_to_string(row)

    def _values(self, texts: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """The values that were texts."""
        for field in self._fields():
            text = texts[field.name]
            yield field.name, None if text is None else field.to_python(text)


class MergingRows(forms.BaseInlineFormSet):
    """Rows that merge, each by itself; one that somebody else has taken out stays out."""

    def _should_delete_form(self, form: Any) -> bool:
        return super()._should_delete_form(form) or self.is_gone(form)  # type: ignore[misc]

    def is_gone(self, form: Any) -> bool:
        """Whether a row was there when the form was opened, and is not now."""
        return form in self.initial_forms and form.instance.pk is None

    def kept(self) -> list[str]:
        """What others have stored since, in words."""
        rows: list[Any] = self.forms
        taken_out = [_("a row taken out")] if any(map(self.is_gone, rows)) else []
        return [*(name for row in rows for name in row.kept_words()), *taken_out]


class MergingFields:
    """What a model admin and an inline with a form that merges share."""

    def seen(self, request: HttpRequest, obj: models.Model | None) -> list[str]:
        """The hidden field, for whoever can save."""
        return ["seen"] if obj and self.has_change_permission(request, obj) else []  # type: ignore[attr-defined]


class Merging(MergingFields, admin.ModelAdmin):
    """A model admin whose form is one that merges, and whose inlines' may be: it says what they have kept."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """Tell what somebody else changed meanwhile."""
        super().save_related(request, form, formsets, change)
        rows = [formset.kept() for formset in formsets if isinstance(formset, MergingRows)]
        if names := ", ".join(dict.fromkeys(chain(form.kept_words(), *rows))):
            messages.info(request, _("Somebody else changed this meanwhile, and it was kept: %s.") % names)


def _plain(value: Any) -> Any:
    """A value as a form gives it back: browsers send line breaks otherwise, and no fractions of a second."""
    if isinstance(value, str):
        return "\n".join(value.splitlines()).strip()
    return value.replace(microsecond=0) if isinstance(value, datetime) else value


def _in_words(field: Any, row: models.Model) -> str:
    value = getattr(row, field.name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value) or _("empty")
    if isinstance(value, Decimal):
        return money.formatted(value)
    return str(display_for_field(value, field, _("empty")) or _("empty"))
