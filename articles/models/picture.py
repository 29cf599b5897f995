"""Pictures: the library that articles draw on."""

from typing import Any

from django.core.files.base import File
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.images import UploadedPicture


class Picture(UploadedPicture):
    """A picture in the library, with its words; an article refers to it, never copies it.

    The focal point is where the eye must stay in every crop, in hundredths of width and height from the upper left.
    `content_hash` is the fingerprint of `newsroom.images.fingerprints`. `has_crops` says that the worker has made all
    crops around the focal point of now. `needs_words` marks words that nobody wrote for this picture.
    """

    CROPS = {"16/9": (320, 640, 960, 1280), "4/3": (320, 640), "1": (320,)}

    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(
        _("credit"),
        max_length=150,
        blank=True,
        help_text=_("Who made it, as readers see it."),
    )
    copyright = models.CharField(
        _("copyright"), max_length=200, blank=True, help_text=_("As the file says it, if it says it.")
    )
    licence = models.CharField(
        _("licence"), max_length=150, blank=True, help_text=_("On which terms we may show it.")
    )
    source_url = models.URLField(
        _("source link"), max_length=500, blank=True, help_text=_("Where it was found.")
    )
    focal_x = models.PositiveSmallIntegerField(default=50, editable=False)
    focal_y = models.PositiveSmallIntegerField(default=50, editable=False)
    has_crops = models.BooleanField(default=False, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    needs_words = models.BooleanField(
        _("to describe"),
        default=False,
        help_text=_("Its alternative text was not written for it. Untick this once the text is right."),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta(UploadedPicture.Meta):
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            *UploadedPicture.Meta.constraints,
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100), name="articles_picture_focal_point_inside"
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or self.file.name

    @property
    def focal_point(self) -> tuple[int, int]:
        """As its editor set it; the middle until then."""
        return (self.focal_x, self.focal_y)

    @property
    def tile_url(self) -> str:
        """The smallest 4:3 crop; the smallest file there is, until the crops are made."""
        smallest = next(iter(self.renditions("4/3")), None)
        return smallest[1] if smallest else self.thumbnail_url

    def crops(self) -> list[str]:
        """For machines, the addresses of its JPEG crops 16:9, 4:3 and 1:1 around the focal point.

        Until the worker has made them, the address of the file itself alone. Paths from the site's root, as
        `crop_url` says; no query.
        """
        return [self.crop_url(shape) for shape in self.CROPS] if self.has_crops else [self.file.url]

    def has_made(self, shape: str | None) -> bool:
        """Crops are made all together."""
        return super().has_made(None) if shape is None else self.has_crops

    def renew(self, file: File[Any]) -> None:
        """A new file has no crops, and a fingerprint of its own."""
        super().renew(file)
        self.has_crops = False
        self.content_hash = getattr(file, "content_hash", "")

    def note(self, made: set[str]) -> None:
        """Crops count while the focal point is the one they were made around."""
        super().note(made)
        if made.issuperset(rendition.name for rendition in self.file.crops()):
            rows = Picture.objects.filter(pk=self.pk, file=self.file.name)
            rows.filter(focal_x=self.focal_x, focal_y=self.focal_y).update(has_crops=True)
