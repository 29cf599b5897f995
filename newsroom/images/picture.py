"""A picture as a row: its file, its size, what it shows, and which renditions a page may offer."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from django.core.files.base import File
from django.db import models
from django.db.models import Q
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from pictures.signals import picture_processed

from newsroom.images.fields import SanitisedPictureField
from newsroom.images.renditions import Rendition, names_of


class UploadedPicture(models.Model):
    """A picture file with what a page must say of it: its size, and what it shows or that it only decorates."""

    CROPS: ClassVar[Mapping[str, tuple[int, ...]]] = {}  # each shape, and how wide its AVIF files are

    file = SanitisedPictureField(
        _("file"),
        upload_to="pictures/%Y/%m/",
        width_field="width",
        height_field="height",
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    has_renditions = models.BooleanField(default=False, editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows, in a sentence, for readers who do not see it."),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It says nothing that the text does not."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(is_decorative=True, alt="") | (Q(is_decorative=False) & ~Q(alt="")),
                name="%(app_label)s_%(class)s_alt_or_decorative",
                violation_error_message=_(
                    "Describe the picture in its alternative text, or mark it as decorative (one of the two)."
                ),
            ),
        ]

    # What a page may offer

    def renditions(self, shape: str | None = None) -> list[tuple[int, str]]:
        """Width and address of each AVIF file of a shape, the smallest first; empty until the worker has made them."""
        if not self.has_made(shape):
            return []
        made = self.file.aspect_ratios[shape]["AVIF"]
        return [(width, made[width].url) for width in sorted(made)]

    def srcset(self, shape: str | None = None) -> str:
        """The renditions as HTML's attribute of that name."""
        return ", ".join(f"{url} {width}w" for width, url in self.renditions(shape))

    def crop(self, shape: str) -> Rendition | None:
        """The JPEG of a shape, some 1200 px wide; None until the worker has made it."""
        if not self.has_made(shape):
            return None
        return next(iter(self.file.aspect_ratios[shape]["JPEG"].values()), None)

    def crop_url(self, shape: str) -> str:
        """The address of the JPEG of a shape (“16/9”, “4/3”, “1”), of the file itself until that is made.

        A path from the site's root; a whole address, where uploads stand on a host of their own.
        """
        crop = self.crop(shape)
        url: str = crop.url if crop else self.file.url
        return url

    @property
    def thumbnail_url(self) -> str:
        """The smallest file there is of it."""
        smallest = next(iter(self.renditions()), None)
        return smallest[1] if smallest else self.file.url

    @property
    def preview_url(self) -> str:
        """The uncropped file for half a screen: at most 640 px wide, once that is made."""
        fitting = [url for width, url in self.renditions() if width <= 640]
        return fitting[-1] if fitting else self.file.url

    @property
    def focal_point(self) -> tuple[int, int]:
        """Where the eye must stay in every crop, in hundredths of width and height from the upper left."""
        return (50, 50)

    def edge(self, shape: str) -> str:
        """Where the style sheet must hold a file that is not yet cropped, lest the focal point be cut off.

        “left” or “right” where the sides go, “top” or “bottom” where those do; empty for the middle third.
        """
        is_wide = self.width > self.height * Fraction(shape)
        place, first, last = (
            (self.focal_point[0], "left", "right") if is_wide else (self.focal_point[1], "top", "bottom")
        )
        return first if place < 34 else last if place > 66 else ""

    # What is known of the file

    def has_made(self, shape: str | None) -> bool:
        """Whether the worker has made the renditions of a shape, around the focal point of now."""
        return self.has_renditions if shape is None else False

    def renew(self, file: File[Any]) -> None:
        """Forget what was known of the file before."""
        self.has_renditions = False

    def note(self, made: set[str]) -> None:
        """Note, by the names of what the worker has made, what can be offered to readers from now on."""
        wanted = self.file.aspect_ratios[None]["AVIF"].values()
        if made.issuperset(rendition.name for rendition in wanted):
            type(self)._default_manager.filter(pk=self.pk, file=self.file.name).update(has_renditions=True)


@receiver(picture_processed)
def note_renditions(sender: models.Field, file_name: str, new: list[Any], **_kwargs: object) -> None:
    """Let the pictures of a file know that the worker reports renditions made."""
    if new and issubclass(sender.model, UploadedPicture):
        made = names_of(new)
        for picture in sender.model._default_manager.filter(file=file_name):
            picture.note(made)
