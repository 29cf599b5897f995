"""The picture library: what is in it already, what is added to it, where a picture stands in the paper."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Picture, Revision
from newsroom.images import LATER, SOONER, CleanPicture, are_alike, bands, tidy
from newsroom.locks import take_turns

LOOK = 33  # where the look begins in a fingerprint, as SQL counts
MOST_USES = 500
IN_BODY = re.compile(r'data-file="([0-9]{1,18})"')
WORDS_OF_A_FILE = ("credit", "copyright", "caption")


# What is there already


def alike(content_hash: str, *, other_than: int | None = None, limit: int = 3) -> list[Picture]:
    """The pictures that are the same or look the same, the same first; reads the fingerprint of every picture."""
    if not content_hash:
        return []
    look = {f"band_{place}": digits for place, digits in bands(content_hash)}
    rows = Picture.objects.order_by("pk").exclude(pk=other_than or 0)
    rows = rows.alias(**{name: Substr("content_hash", int(name[5:]), len(look[name])) for name in look})
    near = Q.create([*look.items(), ("content_hash", content_hash)], connector=Q.OR)
    found = rows.filter(near).values_list("pk", "content_hash")
    keys = sorted((known != content_hash, key) for key, known in found if are_alike(known, content_hash))
    pictures = Picture.objects.in_bulk([key for _is_other, key in keys[:limit]])
    return [pictures[key] for _is_other, key in keys[:limit] if key in pictures]


def duplicates(pictures: QuerySet[Picture]) -> QuerySet[Picture]:
    """Those that another picture of the library looks just like."""
    looks = Picture.objects.exclude(content_hash="").annotate(look=Substr("content_hash", LOOK)).order_by()
    doubled = looks.values("look").annotate(count=Count("pk")).filter(count__gt=1).values("look")
    return pictures.alias(look=Substr("content_hash", LOOK)).filter(look__in=doubled)


def unused(pictures: QuerySet[Picture]) -> QuerySet[Picture]:
    """Those that no text ever kept leads with or shows; reads every body that has pictures."""
    return pictures.exclude(_is_used())


def used(pictures: QuerySet[Picture]) -> QuerySet[Picture]:
    """Those that some text leads with or shows; reads every body that has pictures."""
    return pictures.filter(_is_used())


def _is_used() -> Q:
    bodies = Revision.objects.filter(body__contains='data-file="').order_by().values_list("body", flat=True)
    shown = {int(key) for body in bodies.iterator(chunk_size=500) for key in IN_BODY.findall(body)}
    leads = Revision.objects.filter(lead_picture__isnull=False).order_by().values("lead_picture")
    return Q(pk__in=leads) | Q(pk__in=shown)


# What is added


def add(
    file: CleanPicture, *, name: str, given: Mapping[str, str], keep_both: bool = False
) -> tuple[Picture, bool]:
    """Add a picture from a heap, with the words of its file, else those given for the heap.

    Returns the picture and whether it is new: one that is there already is not added again, unless `keep_both` says
    so. Without an alternative text in the file, the caption, then the one given, then the file's name stands in,
    and the picture is marked as waiting for its words.
    """
    words = {name: getattr(file.words, name) or given.get(name, "") for name in WORDS_OF_A_FILE}
    alt = file.words.alt or file.words.caption or given.get("alt", "") or _in_words(name)
    with transaction.atomic():
        take_turns("picture library")
        if not keep_both and (known := alike(file.content_hash, limit=1)):
            return known[0], False
        file.priority = LATER
        picture = Picture.objects.create(
            file=file,
            alt=tidy(alt, 250),
            needs_words=not file.words.alt,
            licence=given.get("licence", ""),
            **words,
        )
    return picture, True


def _in_words(name: str) -> str:
    return tidy(re.sub(r"[\W_]+", " ", Path(name.replace("\\", "/")).stem), 250) or _("Picture")


# The focal point


@transaction.atomic
def refocus(picture: Picture, *, x: int, y: int) -> None:
    """Move the focal point; pages show the whole file, cut by the style sheet, until the new crops are made."""
    if (x, y) == picture.focal_point:
        return
    before = [crop.name for crop in picture.file.crops()]
    picture.focal_x, picture.focal_y, picture.has_crops = x, y, False
    picture.save(update_fields=["focal_x", "focal_y", "has_crops"])
    picture.file.make(picture.file.crops(), priority=SOONER)
    picture.file.remove_later(before)


def remake(pictures: Iterable[Picture]) -> int:
    """Have all renditions of some pictures made anew, such as after a disk was lost; returns of how many."""
    count = 0
    for picture in pictures:
        picture.file.make(picture.file.get_picture_files_list(), priority=LATER)
        count += 1
    return count


# Where a picture stands


class Standing(models.TextChoices):
    """How a text that uses a picture stands to readers."""

    LIVE = "live", gettext_lazy("Live")
    SCHEDULED = "scheduled", gettext_lazy("Scheduled")
    DRAFT = "draft", gettext_lazy("Draft")
    HISTORY = "history", gettext_lazy("History")


@dataclass
class Use:
    """An article that uses a picture: in texts of which standing, and in which places of them."""

    article: Article
    headline: str
    places: dict[Standing, set[str]] = field(default_factory=dict)

    @property
    def standings(self) -> list[tuple[str, list[str]]]:
        """Each standing with its places, what readers see first."""
        return [(str(one.label), sorted(self.places[one])) for one in Standing if one in self.places]


def uses_of(picture: Picture) -> list[Use]:
    """Every article that leads with a picture or shows it, newest texts first; reads every body.

    Of a picture that stands in over 500 texts, those of the newest 500.
    """
    uses: dict[int, Use] = {}
    places = (
        (gettext_lazy("lead picture"), Revision.objects.filter(lead_picture=picture)),
        (gettext_lazy("in the text"), Revision.objects.showing(picture)),
    )
    for place, revisions in places:
        texts = _with_times(revisions).select_related("article").defer("body")
        for revision in texts.order_by("-pk")[:MOST_USES]:
            use = uses.setdefault(revision.article_id, Use(revision.article, revision.headline))
            use.places.setdefault(_standing(revision), set()).add(str(place))
    return list(uses.values())


def _with_times(revisions: QuerySet[Revision]) -> QuerySet[Revision, Any]:
    itself, at = Revision.objects.filter(pk=OuterRef("pk")), timezone.now()
    return revisions.annotate(is_live=Exists(itself.live(at=at)), is_unended=Exists(itself.unended(at=at)))


def _standing(revision: Any) -> Standing:
    if revision.is_working_copy:
        return Standing.DRAFT
    if not revision.is_unended:
        return Standing.HISTORY
    return Standing.LIVE if revision.is_live else Standing.SCHEDULED
