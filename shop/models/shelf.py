"""What products stand on and show: categories and photos."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.images import UploadedPicture


class Category(models.Model):
    """A shelf of the shop."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Its place in the shop's menu.")
    )

    class Meta:
        ordering = ["position", "name"]
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that lists its products."""
        return reverse("shop:category", kwargs={"slug": self.slug})


class Photo(UploadedPicture):
    """A picture of a product."""

    class Meta(UploadedPicture.Meta):
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.alt or self.file.name
