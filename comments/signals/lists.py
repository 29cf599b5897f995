"""The site's own lists: what it watches for, and who is banned."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import regex
from django.db.models import DateTimeField, PositiveSmallIntegerField, Value
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.timezone import localtime

from comments.models import Ban, BanKind, Watched, WatchedKind
from comments.signals.signal import Signal
from comments.signals.submission import Submission
from comments.signals.unseen import visible

LONGEST_SEARCH = 0.02  # seconds of one pattern in one text
LONGEST_IN_ALL = 0.1  # seconds of all patterns together
SLOW = 1
HELD = 2
OF_BANS = {"banned", "banned-address"}


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
    """Words, patterns and domains of the site's list that it has; one signal in all for patterns that take too long."""
    domain = submission.email.rpartition("@")[2].lower()
    by_kind: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.kind].append(entry)
    for entry in by_kind[WatchedKind.DOMAIN]:
        if domain == entry.value or domain.endswith(f".{entry.value}"):
            yield Signal("disposable-address", entry.weight, entry.value)
    yield from _words(submission.words, by_kind[WatchedKind.WORD])
    yield from _patterns("watched-pattern", submission.words, by_kind[WatchedKind.PATTERN])


def banned(submission: Submission, entries: Iterable[Entry]) -> Iterator[Signal]:
    """The ban that keeps its writer out, until when.

    An address that was only typed may be another's: it holds the reply, and tells nobody that it is banned.
    """
    named = []
    for entry in entries:
        if entry.kind == BanKind.BLOCK and entry.value and entry.value == submission.visitor.block:
            yield _ban(entry)
        elif entry.kind == BanKind.EMAIL and entry.value.lower() == submission.email.lower():
            yield (
                _ban(entry) if submission.email_is_confirmed else Signal("banned-address", HELD, entry.value)
            )
        elif entry.kind == BanKind.NAME:
            named.append(Entry(entry.kind, f"(?i){entry.value}", 0, entry.until))
    for signal in _patterns("banned", visible(submission.name), named):
        yield (
            _ban(next(ban for ban in named if ban.value == signal.detail))
            if signal.name == "banned"
            else signal
        )


def _ban(entry: Entry) -> Signal:
    return Signal("banned", 0, date_format(localtime(entry.until), "DATETIME_FORMAT"))


def _words(text: str, entries: list[Entry]) -> Iterator[Signal]:
    """One search for all words together: what it costs does not grow with their number."""
    if not entries:
        return
    weights = {visible(entry.value).casefold(): entry for entry in entries}
    found = _any_of(tuple(sorted(weights))).findall(text.casefold())
    for entry in dict.fromkeys(weights[word] for word in found):
        yield Signal("watched-word", entry.weight, entry.value)


@lru_cache(maxsize=4)
def _any_of(words: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(r"(?<!\w)\L<words>(?!\w)", words=words)


def _patterns(name: str, text: str, entries: list[Entry]) -> Iterator[Signal]:
    """A signal for each pattern that is found, and one for the first that took too long; of a broken one none."""
    deadline = time.monotonic() + LONGEST_IN_ALL
    slow = ""
    for entry in entries:
        left = min(LONGEST_SEARCH, deadline - time.monotonic())
        try:
            if left <= 0:
                raise TimeoutError
            if regex.search(entry.value, text, timeout=left):
                yield Signal(name, entry.weight, entry.value)
        except TimeoutError:
            slow = slow or entry.value
        except regex.error:
            continue
    if slow:
        yield Signal("slow-pattern", SLOW, slow)
