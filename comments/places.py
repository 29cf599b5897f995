"""Where a page of the queue begins: the values that a reply was ordered by, as an address carries them.

A reply may move meanwhile, or go; its place in the order stays where it was.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import DateTimeField

from comments.models import Comment

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LARGEST = 2**63 - 1


def written(comment: Comment, order: Sequence[str]) -> str:
    """The place of a reply in the order of these fields: a number for each, times in microseconds."""
    values = (getattr(comment, name) for name in order)
    return ".".join(
        str((value - EPOCH) // MICROSECOND if isinstance(value, datetime) else int(value)) for value in values
    )


def read(place: str, order: Sequence[str]) -> tuple[Any, ...] | None:
    """The values that were written so; None for what is no place in this order."""
    parts = place.split(".")
    if len(parts) != len(order) or not all(map(_is_number, parts)):
        return None
    try:
        return tuple(_value(name, int(part)) for name, part in zip(order, parts, strict=True))
    except OverflowError:
        return None


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdecimal() and len(part) < 20 and int(part) <= LARGEST


def _value(name: str, number: int) -> Any:
    if name != "pk" and isinstance(Comment._meta.get_field(name), DateTimeField):
        return EPOCH + number * MICROSECOND
    return bool(number) if name.startswith("is_") else number
