"""The field of a form that takes a picture, and the field of a model that keeps one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.base import File
from django.db import models
from pictures.models import PictureField

from newsroom.images.renditions import RenditionedFile
from newsroom.images.uploads import CleanPicture, sanitised

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif"


class UploadField(forms.FileField):
    """A form's file field that yields a sanitised picture."""

    widget = forms.FileInput

    def to_python(self, data: File | None) -> CleanPicture | None:
        """Judge the upload by its content; its name and declared type are never looked at."""
        upload = super().to_python(data)
        return sanitised(upload) if upload else None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser's file dialog offer pictures only."""
        return super().widget_attrs(widget) | {"accept": ACCEPTED}


class SanitisedPictureField(PictureField):  # type: ignore[misc]
    """A picture field whose form accepts sanitised uploads only."""

    attr_class = RenditionedFile

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Leave out of migrations which renditions are made: a site's settings say so, its tables do not change."""
        name, _path, args, kwargs = models.ImageField.deconstruct(self)
        return name, "django.db.models.ImageField", args, kwargs

    def formfield(self, **kwargs: Any) -> forms.Field:
        """The form field that checks and re-encodes; a caller's own class is not honoured."""
        return models.FileField.formfield(
            self, **kwargs | {"form_class": UploadField, "widget": forms.FileInput, "max_length": None}
        )  # type: ignore[return-value]

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 (Django's signature)
        """What was known of a file before does not hold of a new one."""
        file = getattr(model_instance, self.attname)
        if file and not file._committed:
            model_instance.renew(file.file)  # type: ignore[attr-defined]
        return super().pre_save(model_instance, add)
