"""The site's own lists: what it watches for, and who is banned."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import regex
from django.db.models import DateTimeField, PositiveSmallIntegerField, Value
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.timezone import localtime

from comments.models import Ban, BanKind, Watched, WatchedKind
from comments.signals.signal import Signal
from comments.signals.submission import Submission

LONGEST_SEARCH = 0.02  # seconds of one pattern in one text
LONGEST_IN_ALL = 0.1  # seconds of all patterns together
SLOW = 1


@dataclass(frozen=True)
class Entry:
    """One entry of a list: of what kind, what it says, and its weight; of a ban, when it ends."""

    kind: str
    value: str
    weight: int = 0
    until: datetime | None = None


def load() -> list[Entry]:
    """All that is watched for, and the bans in force; one query."""
    never, nothing = Cast(Value(None), DateTimeField()), Value(0, PositiveSmallIntegerField())
    watched = Watched.objects.order_by().values_list("kind", "value", "weight", never)
    bans = Ban.objects.in_force().order_by().values_list("kind", "value", nothing, "until")
    return [Entry(*row) for row in watched.union(bans, all=True)]


def watched(submission: Submission, entries: Iterable[Entry]) -> Iterator[Signal]:
    """Words, patterns and domains of the site's list that it has."""
    domain = submission.email.rpartition("@")[2].lower()
    deadline = time.monotonic() + LONGEST_IN_ALL
    for entry in entries:
        match entry.kind:
            case WatchedKind.WORD:
                pattern = rf"(?i)(?<!\w){regex.escape(entry.value)}(?!\w)"
                yield from _search("watched-word", pattern, submission.words, entry, deadline)
            case WatchedKind.PATTERN:
                yield from _search("watched-pattern", entry.value, submission.words, entry, deadline)
            case WatchedKind.DOMAIN if domain == entry.value or domain.endswith(f".{entry.value}"):
                yield Signal("disposable-address", entry.weight, entry.value)


def banned(submission: Submission, entries: Iterable[Entry]) -> Iterator[Signal]:
    """The ban that keeps its writer out, until when."""
    for entry in entries:
        if _is_banned(submission, entry):
            yield Signal("banned", 0, date_format(localtime(entry.until), "DATETIME_FORMAT"))
            return


def _is_banned(submission: Submission, entry: Entry) -> bool:
    match entry.kind:
        case BanKind.BLOCK:
            return bool(entry.value) and entry.value == submission.visitor.block
        case BanKind.EMAIL:
            return entry.value.lower() == submission.email.lower()
        case BanKind.NAME:
            deadline = time.monotonic() + LONGEST_SEARCH
            found = list(_search("name", f"(?i){entry.value}", submission.name, entry, deadline))
            return any(signal.name == "name" for signal in found)
    return False


def _search(name: str, pattern: str, text: str, entry: Entry, deadline: float) -> Iterator[Signal]:
    """A signal where a pattern is found, another one where that took too long; of a broken pattern none."""
    left = min(LONGEST_SEARCH, deadline - time.monotonic())
    try:
        if left <= 0:
            raise TimeoutError
        if regex.search(pattern, text, timeout=left):
            yield Signal(name, entry.weight, entry.value)
    except TimeoutError:
        yield Signal("slow-pattern", SLOW, entry.value)
    except regex.error:
        return
