"""Renditions: what the worker makes of a picture, so that each screen loads a file of its own size and shape.

Uncropped ones are AVIF. Crops are AVIF too, and one JPEG of each shape for those who read no AVIF, such as services
that show a link to the page. The focal point is part of a crop's name, as files may be cached for ever.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile, File
from django.tasks import task
from django.utils import timezone
from pictures.models import PictureFieldFile, PillowPicture
from pictures.tasks import process_picture_with_django_tasks
from pictures.utils import reconstruct, source_set
from PIL import Image

JPEG_WIDTH = 1200
OPTIONS = {
    "JPEG": {"quality": 82, "progressive": True},
    "AVIF": {"speed": 8},  # as small as at Pillow's own 6, in less than half the time
}
SOONER, LATER = 10, -10  # priorities: what a person waits for, and what comes by the heap
PAGES_ARE_GONE = timedelta(days=1)  # after this, no page that somebody still has open shows an old rendition

Box = tuple[float, float, float, float]


@dataclass(eq=False)
class Rendition(PillowPicture):  # type: ignore[misc]
    """One file made of a picture, cropped to its shape, where it has one, around a focal point in hundredths."""

    focal_x: int = 50
    focal_y: int = 50

    @property
    def name(self) -> str:
        """Where it is stored, beside the picture: `boat/16x9-50-30/640w.avif`; uncropped, `boat/640w.avif`."""
        folder = Path(self.parent_name).with_suffix("")
        if shape := self.aspect_ratio:
            folder /= f"{shape.numerator}x{shape.denominator}-{self.focal_x}-{self.focal_y}"
        return str(folder / f"{self.width}w.{self.file_type.lower()}")

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """As the task stores it."""
        path, arguments, named = super().deconstruct()
        return path, (*arguments, self.focal_x, self.focal_y), named

    def resize(self, image: Image.Image) -> Image.Image:
        """The picture in this rendition's shape and width; without alpha, where nothing is clear."""
        box = frame(image.size, self.aspect_ratio, (self.focal_x, self.focal_y))
        shape = self.aspect_ratio or Fraction(*image.size)
        size = (self.width, max(1, int(self.width / shape)))
        small = image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
        if self.file_type == "JPEG":
            small = Image.alpha_composite(Image.new("RGBA", size, "white"), small)
        return small.convert("RGB") if small.getchannel("A").getextrema() == (255, 255) else small

    def save(self, image: Image.Image) -> None:
        """Store it, with the artist and copyright of the picture, which is all the metadata that a stored one has."""
        file = BytesIO()
        small = self.resize(image)
        kept = {"exif": image.info.get("exif", b""), "icc_profile": b"", "xmp": b""}
        small.save(file, self.file_type, **kept, **OPTIONS[self.file_type])
        self.storage.delete(self.name)
        self.storage.save(self.name, ContentFile(file.getvalue()))


def frame(size: tuple[int, int], shape: Fraction | None, focus: tuple[int, int]) -> Box:
    """The largest part of a picture in a shape, its middle as near to the focal point as the edges allow."""
    width, height = size
    if shape is None:
        return (0, 0, width, height)
    wide = min(Fraction(width), height * shape)
    high = min(Fraction(height), width / shape)
    left = min(max(Fraction(width * focus[0], 100) - wide / 2, Fraction(0)), width - wide)
    top = min(max(Fraction(height * focus[1], 100) - high / 2, Fraction(0)), height - high)
    return (float(left), float(top), float(left + wide), float(top + high))


class RenditionedFile(PictureFieldFile):  # type: ignore[misc]
    """A stored picture file, which knows the renditions that its row wants."""

    @property
    def aspect_ratios(self) -> dict[str | None, dict[str, dict[int, Rendition]]]:
        """By shape (None for uncropped), file type and width: never larger than the picture."""
        self._require_file()
        wanted: dict[str | None, dict[str, dict[int, Rendition]]] = {
            None: {"AVIF": self._renditions(None, "AVIF", self._grid(None))}
        }
        for shape, widths in getattr(self.instance, "CROPS", {}).items():
            jpeg = min(JPEG_WIDTH, int(min(self.width, self.height * Fraction(shape))))
            wanted[shape] = {
                "AVIF": self._renditions(shape, "AVIF", self._grid(shape) & set(widths)),
                "JPEG": self._renditions(shape, "JPEG", {jpeg} if jpeg else set()),
            }
        return wanted

    def crops(self) -> list[Rendition]:
        """Those that depend on the focal point."""
        return [rendition for rendition in self.get_picture_files_list() if rendition.aspect_ratio]

    def names(self) -> set[str]:
        """What the storage holds for this row once everything is made."""
        return {self.name} | {rendition.name for rendition in self.get_picture_files_list()}

    def save(self, name: str, content: File[Any], save: bool = True) -> None:  # noqa: FBT001, FBT002 (Django's signature)
        """Store the file, and leave its renditions to the worker; a file with a `priority` says how soon."""
        self.priority = getattr(content, "priority", 0)
        super().save(name, content, save)

    def save_all(self) -> None:
        """Have all renditions made; the task is stored with the row, or not at all."""
        self.make(self.get_picture_files_list(), priority=self.priority)

    def make(self, renditions: Iterable[Rendition], *, priority: int) -> None:
        """Have the worker make some."""
        process_picture_with_django_tasks.using(priority=priority).enqueue(
            storage=self.storage.deconstruct(),
            file_name=self.name,
            sender=self.sender,
            new=[rendition.deconstruct() for rendition in renditions],
        )

    def remove_later(self, names: Iterable[str]) -> None:
        """Have the worker delete files in a day, unless a row wants them again by then."""
        remove_unwanted.using(run_after=timezone.now() + PAGES_ARE_GONE).enqueue(
            sender=list(self.sender), file_name=self.name, names=sorted(names)
        )

    def _grid(self, shape: str | None) -> set[int]:
        grid: set[int] = source_set(
            (self.width, self.height),
            ratio=shape,
            max_width=self.field.container_width,
            cols=self.field.grid_columns,
        )
        return grid

    def _renditions(self, shape: str | None, file_type: str, widths: set[int]) -> dict[int, Rendition]:
        focus = self.instance.focal_point if shape else (50, 50)
        return {
            width: Rendition(self.name, file_type, shape, self.storage, width, *focus) for width in widths
        }


@task(queue_name="pictures")
def remove_unwanted(*, sender: list[str], file_name: str, names: list[str]) -> None:
    """Delete files made for, or together with, a picture file, but for those that a row wants."""
    app, model, field_name = sender
    rows = apps.get_model(app, model)._default_manager.filter(**{field_name: file_name})
    wanted = {name for row in rows for name in getattr(row, field_name).names()}
    storage = apps.get_model(app, model)._meta.get_field(field_name).storage
    for name in set(names) - wanted:
        storage.delete(name)


def names_of(deconstructed: Iterable[Any]) -> set[str]:
    """The names of renditions as a task hands them on."""
    return {reconstruct(*rendition).name for rendition in deconstructed}
