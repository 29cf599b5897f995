"""What a picture must be: checked before it is decoded, stripped of metadata, stored under a name of our own."""

import secrets
import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import IO, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models import Q
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pictures.models import PictureField
from pictures.signals import picture_processed
from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2560
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def sanitised(upload: IO[bytes]) -> ContentFile:
    """The same picture, upright, at most 2560 px a side, without metadata, under a random name.

    Opaque pictures become JPEG, others PNG. Raises ValidationError, in words for the person who uploads, for a file
    over 20 MB, a format that is not JPEG, PNG, WebP or AVIF by its content, over 40 megapixels (read from the header,
    before any pixel is decoded), and a damaged file.
    """
    image = _opened(upload)
    try:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        image = _in_srgb(_in_8_bits(_upright(image)))
        pixels = image.convert("RGBA" if image.has_transparency_data else "RGB")
        has_alpha = pixels.mode == "RGBA" and pixels.getchannel("A").getextrema() != (255, 255)
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        raise ValidationError(_("This picture is damaged and cannot be read to its end.")) from error
    clean = Image.new("RGBA" if has_alpha else "RGB", pixels.size)
    clean.paste(pixels)
    file = BytesIO()
    if has_alpha:
        clean.save(file, "PNG", optimize=True)
    else:
        clean.save(file, "JPEG", quality=88, progressive=True)
    return ContentFile(file.getvalue(), name=f"{secrets.token_hex(10)}.{'png' if has_alpha else 'jpg'}")


def _opened(upload: IO[bytes]) -> Image.Image:
    """Read the header only, and refuse what must not be decoded."""
    size = upload.seek(0, 2)
    upload.seek(0)
    if size > MAX_BYTES:
        raise ValidationError(_("This file is larger than 20 MB. Save it smaller and try again."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(upload, formats=FORMATS)
    except Image.DecompressionBombError:
        raise ValidationError(
            _("This picture has over 40 megapixels. Save it smaller and try again.")
        ) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ValidationError(
            _("This is not a JPEG, PNG, WebP or AVIF picture. Save it as one and try again.")
        ) from None
    if image.width * image.height > MAX_PIXELS:
        raise ValidationError(_("This picture has over 40 megapixels. Save it smaller and try again."))
    return image


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF orientation says (tag 0x0112; EXIF 2.32, table 6)."""
    turn = TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return image if turn is None else image.transpose(turn)


def _in_8_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits scaled down; Pillow's own conversion would clip it to white."""
    return image.point(lambda value: value / 256).convert("L") if image.mode.startswith("I") else image


def _in_srgb(image: Image.Image) -> Image.Image:
    """In the colours that the web takes for granted; an unreadable profile is passed over."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"L", "RGB", "RGBA", "CMYK"}:
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return (
            ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode) or image
        )
    except (ImageCms.PyCMSError, OSError):
        return image


class UploadField(forms.FileField):
    """A form's file field that yields a sanitised picture."""

    widget = forms.FileInput

    def to_python(self, data: File | None) -> File | None:
        """Judge the upload by its content; its name and declared type are never looked at."""
        upload = super().to_python(data)
        return sanitised(upload) if upload else None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser's file dialog offer pictures only."""
        return super().widget_attrs(widget) | {"accept": "image/jpeg,image/png,image/webp,image/avif"}


class SanitisedPictureField(PictureField):  # type: ignore[misc]
    """A picture field whose form accepts sanitised uploads only."""

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
        """A new file has no renditions yet."""
        if not getattr(model_instance, self.attname)._committed:
            model_instance.has_renditions = False  # type: ignore[attr-defined]
        return super().pre_save(model_instance, add)


class UploadedPicture(models.Model):
    """A picture file with what a page must say of it: its size, and what it shows or that it only decorates."""

    file = SanitisedPictureField(
        gettext_lazy("file"),
        upload_to="pictures/%Y/%m/",
        width_field="width",
        height_field="height",
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    has_renditions = models.BooleanField(default=False, editable=False)
    alt = models.CharField(
        gettext_lazy("alternative text"),
        max_length=250,
        blank=True,
        help_text=gettext_lazy("What the picture shows, in a sentence, for readers who do not see it."),
    )
    is_decorative = models.BooleanField(
        gettext_lazy("decorative"),
        default=False,
        help_text=gettext_lazy("It says nothing that the text does not."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(is_decorative=True, alt="") | (Q(is_decorative=False) & ~Q(alt="")),
                name="%(app_label)s_%(class)s_alt_or_decorative",
                violation_error_message=gettext_lazy(
                    "Describe the picture in its alternative text, or mark it as decorative (one of the two)."
                ),
            ),
        ]

    def renditions(self) -> list[tuple[int, str]]:
        """Width and address of each AVIF rendition, the smallest first; empty until the worker has made them."""
        if not self.has_renditions:
            return []
        made = self.file.aspect_ratios[None]["AVIF"]
        return [(width, made[width].url) for width in sorted(made)]

    def srcset(self) -> str:
        """The renditions as HTML's attribute of that name."""
        return ", ".join(f"{url} {width}w" for width, url in self.renditions())

    @property
    def thumbnail_url(self) -> str:
        """The smallest file there is of it."""
        smallest = next(iter(self.renditions()), None)
        return smallest[1] if smallest else self.file.url


@receiver(picture_processed)
def mark_renditions(sender: models.Field, file_name: str, new: list[object], **_kwargs: object) -> None:
    """Note, when the worker reports them made, that a picture's renditions can be offered to readers."""
    if new and issubclass(sender.model, UploadedPicture):
        sender.model._default_manager.filter(file=file_name).update(has_renditions=True)
