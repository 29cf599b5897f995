"""Bans: keeping somebody out for a time, by what is known of one of their replies, and letting them in again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import regex
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from comments.models import Ban, BanKind, Comment
from newsroom.people import name_of

LONGEST_SEARCH = 0.02  # seconds of one pattern in one name


def value_of(comment: Comment, kind: BanKind | str) -> str:
    """What a ban of this kind would go by; empty where nothing is known. A typed address is nobody's."""
    match kind:
        case BanKind.BLOCK:
            return comment.block
        case BanKind.EMAIL if comment.email_confirmed_at:
            return comment.email.lower()
        case BanKind.NAME if comment.name:
            return f"^{regex.escape(comment.name, literal_spaces=True)}$"
    return ""


def fitting(names: Iterable[str]) -> list[Ban]:
    """The bans whose pattern fits one of these names, those that are over too; one query.

    A pattern that takes too long to tell is among them.
    """
    names = [name for name in names if name]
    named = Ban.objects.filter(kind=BanKind.NAME) if names else Ban.objects.none()
    return [ban for ban in named if _fits(ban, names)]


@transaction.atomic
def ban(kind: BanKind | str, values: Iterable[str], *, days: int, by: User, note: str = "") -> list[Ban]:
    """Ban all these from now on, each once; what is banned for as long already stays as it is, and is given back."""
    until = timezone.now() + timedelta(days=days)
    found = []
    for value in sorted({value for value in values if value}):
        standing = Ban.objects.in_force(at=until - timedelta(minutes=1)).filter(kind=kind, value=value)
        found.append(standing.first() or _made(kind, value, until, by, note))
    return found


def lift(bans: Iterable[Ban], *, by: User) -> list[Ban]:
    """End bans now, in somebody's name; what is over already stays as it is. The ended ones are given back."""
    at = timezone.now()
    return [
        ban
        for ban in bans
        if Ban.objects.in_force(at=at).filter(pk=ban.pk).update(until=at, lifted_by_name=name_of(by))
    ]


def _fits(ban: Ban, names: Iterable[str]) -> bool:
    try:
        pattern = regex.compile(f"(?i){ban.value}")
        return any(pattern.search(name, timeout=LONGEST_SEARCH) for name in names)
    except TimeoutError:
        return True
    except regex.error:
        return False


def _made(kind: BanKind | str, value: str, until: datetime, by: User, note: str) -> Ban:
    return Ban.objects.create(
        kind=kind, value=value, until=until, note=note, made_by=by, made_by_name=name_of(by)
    )
