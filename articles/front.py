"""The front page: which story stands in which place, and the line of breaking news above them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import BreakingNews, FrontSlot, Revision
from newsroom.locks import take_turns

STORIES = 24  # on the page
PLACES = 12  # of them for editors to fill


# What readers see


def stories(*, at: datetime | None = None) -> list[Revision]:
    """What stands on the front page, in order, as cards; two queries."""
    return list(by_place(at=at).values())


def by_place(*, at: datetime | None = None) -> dict[int, Revision]:
    """What readers see in each place, counted from 1; places that no story is left for are missing.

    An editor's choice holds its place while its time lasts and it is live. The other places go to the newest of the
    other stories in turn; for the lead, to the newest of the first four that has a picture.
    """
    at = at or timezone.now()
    live = Revision.objects.live(at=at).for_cards()
    slots = FrontSlot.objects.filled(at=at).filter(position__lte=STORIES)
    placed = live.filter(article__front_slot__in=slots).annotate(place=F("article__front_slot__position"))
    chosen = {story.place: story for story in placed}
    newest = list(live.exclude(article__in=[story.article_id for story in chosen.values()])[:STORIES])
    if newest and 1 not in chosen:
        lead = next((number for number, story in enumerate(newest[:4]) if story.lead_picture), 0)
        newest.insert(0, newest.pop(lead))
    in_turn = iter(newest)
    filled = ((place, chosen.get(place) or next(in_turn, None)) for place in range(1, STORIES + 1))
    return {place: story for place, story in filled if story}


def breaking(*, at: datetime | None = None) -> BreakingNews | None:
    """The line above the front page, if one is showing; its `article_is_live` says whether it leads anywhere."""
    article = Revision.objects.live(at=at).filter(article=OuterRef("article"))
    lines = BreakingNews.objects.showing(at=at).select_related("article")
    return lines.annotate(article_is_live=Exists(article)).first()


# What editors do


class Standing(models.TextChoices):
    """Whether readers see what an editor has put in a place."""

    SHOWN = "shown", _("Readers see it.")
    OVER = "over", _("Its time is over.")
    NOT_LIVE = "not_live", _("Not live now.")


@dataclass(frozen=True)
class Place:
    """One place as editors see it: whom they gave it to, and what readers see there."""

    number: int
    slot: FrontSlot | None
    story: Revision | None
    standing: Standing | None


def places(*, at: datetime | None = None) -> list[Place]:
    """The places that editors fill, in order; three queries."""
    at = at or timezone.now()
    shown = by_place(at=at)
    slots = FrontSlot.objects.select_related("article").in_bulk(field_name="position")
    return [_place(number, slots.get(number), shown.get(number), at) for number in range(1, PLACES + 1)]


def _place(number: int, slot: FrontSlot | None, story: Revision | None, at: datetime) -> Place:
    if slot is None:
        return Place(number, slot, story, None)
    if slot.until and slot.until <= at:
        return Place(number, slot, story, Standing.OVER)
    is_shown = story is not None and story.article_id == slot.article_id
    return Place(number, slot, story, Standing.SHOWN if is_shown else Standing.NOT_LIVE)


def settled[T](moved: Mapping[int, T], kept: Mapping[int, T]) -> dict[int, T]:
    """Find everyone a place: those who move take theirs, and who stood there goes one down, and so on.

    Raises ValueError where nobody below makes room.
    """
    settled = dict(moved)
    for place, one in sorted(kept.items(), key=lambda item: item[0]):
        free = next((below for below in range(place, PLACES + 1) if below not in settled), None)
        if free is None:
            raise ValueError("No place is left below.")
        settled[free] = one
    return settled


def arrangement(slots: Iterable[FrontSlot]) -> str:
    """What stands where until when, as a short text: by it a form knows whether a colleague was faster."""
    in_order = sorted(slots, key=lambda slot: slot.position)
    return " ".join(f"{slot.position}:{slot.article_id}:{slot.until or ''}" for slot in in_order)


class RearrangedError(Exception):
    """Somebody else has changed the front page meanwhile."""


@transaction.atomic
def arrange(slots: Iterable[FrontSlot], *, seen: str) -> None:
    """Put these stories in their places, and no others; `seen` is the arrangement that the editor started from.

    All is stored anew, so that two stories can change places. Raises RearrangedError where that is not what stands
    there any more, and IntegrityError where two stories claim one place or one story two.
    """
    take_turns("front page")
    if arrangement(FrontSlot.objects.all()) != seen:
        raise RearrangedError
    FrontSlot.objects.all().delete()
    FrontSlot.objects.bulk_create(slots)
