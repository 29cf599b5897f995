"""Pictures: the library that articles draw on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.images import UploadedPicture


class Picture(UploadedPicture):
    """A picture in the library, with its words; an article refers to it, never copies it."""

    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(
        _("credit"),
        max_length=150,
        blank=True,
        help_text=_("Who made it, as readers see it."),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta(UploadedPicture.Meta):
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.caption or self.alt or self.file.name
