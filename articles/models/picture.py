"""Pictures: the library that articles draw on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.images import UploadedPicture


class Picture(UploadedPicture):
    """A picture in the library, with its words; an article refers to it, never copies it.

    The focal point is where the eye must stay in every crop, in hundredths of width and height from the upper left.
    """

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
    content_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
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
