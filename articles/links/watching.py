"""Which links are watched, when each is looked at again, and what the looks say of it over time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from articles.links.looking import Look, Outcome, host_of, look_at
from articles.links.wire import Rules
from articles.models import Attribution, LinkCheck, LinkStatus, Revision, SourceLink

FAILURES_OF_THE_BROKEN = 3  # in a row
KEPT = 50  # looks at each link

DAY, WEEK, MONTH, YEAR = (timedelta(days=days) for days in (1, 7, 28, 365))
PATIENCE = 10  # failures in a row, each a day after the other; then they come weekly
CLAIM = timedelta(minutes=10)  # for which a link belongs to the worker that looks at it

PAUSE = timedelta(minutes=1)  # between two looks at links of one host
MOST = 50  # looks of one round
SECONDS = 30.0  # after which a round begins no more of them: others wait for the worker


def attributions(*, at: datetime | None = None) -> QuerySet[Attribution]:
    """Those of texts that readers see, or will see."""
    return Attribution.objects.filter(revision__in=Revision.objects.unended(at=at))


def watch() -> None:
    """Begin to watch the links that no row stands for yet."""
    known = SourceLink.objects.values("url")
    new = attributions().exclude(url__in=known).order_by().values_list("url", flat=True).distinct()
    SourceLink.objects.bulk_create([SourceLink(url=url) for url in new], ignore_conflicts=True)


def due(*, at: datetime | None = None) -> QuerySet[SourceLink]:
    """The links whose time has come, longest waiting first."""
    at = at or timezone.now()
    watched = SourceLink.objects.filter(url__in=attributions(at=at).values("url"))
    return watched.filter(check_after__lte=at).order_by("check_after", "pk")


def look_round(
    rules: Rules | None = None, *, most: int = MOST, seconds: float = SECONDS
) -> Iterator[SourceLink]:
    """Look at links that are due, at one of each host, and yield each as it stands then.

    Those of hosts that were asked within the last minute stay due, for a later round; nothing here waits.
    """
    watch()
    end = monotonic() + seconds
    recent = SourceLink.objects.filter(checked_at__gt=timezone.now() - PAUSE)
    asked = {host_of(url) for url in recent.values_list("url", flat=True)}
    for link in due():
        if not most or monotonic() > end:
            return
        if host_of(link.url) not in asked and claim(link):
            asked.add(host_of(link.url))
            most -= 1
            record(link, look_at(link.url, rules))
            yield link


def claim(link: SourceLink) -> bool:
    """Take a due link for ourselves; False where another worker was first."""
    seen, link.check_after = link.check_after, timezone.now() + CLAIM
    unclaimed = SourceLink.objects.filter(pk=link.pk, check_after=seen)
    return bool(unclaimed.update(check_after=link.check_after))


@transaction.atomic
def record(link: SourceLink, look: Look, *, at: datetime | None = None) -> None:
    """Keep what a look found, and what follows from it: the link's status and the time of its next look."""
    link.checked_at = at or timezone.now()
    link.checks.create(at=link.checked_at, status_code=look.status_code, finding=look.finding[:200])
    link.checks.filter(pk__in=_outdated(link)).delete()
    link.failures = link.failures + 1 if look.outcome in {Outcome.FAILS, Outcome.GONE} else 0
    link.status = _status(link, look.outcome)
    link.check_after = link.checked_at + _pause(link, look)
    link.save(update_fields=["checked_at", "failures", "status", "check_after"])


def _outdated(link: SourceLink) -> list[Any]:
    return list(LinkCheck.objects.filter(link=link).values_list("pk", flat=True)[KEPT:])


def _status(link: SourceLink, outcome: Outcome) -> str:
    """One failure says little: the status stays what it was until the third in a row, or until the page says it is gone."""
    if outcome is Outcome.WORKS:
        return LinkStatus.WORKS
    if outcome is Outcome.REFUSED:
        return LinkStatus.REFUSED
    if outcome is Outcome.GONE or link.failures >= FAILURES_OF_THE_BROKEN:
        return LinkStatus.BROKEN
    return link.status if link.status != LinkStatus.REFUSED else LinkStatus.UNKNOWN


def _pause(link: SourceLink, look: Look) -> timedelta:
    """How long a link is left in peace: a week where it works, four for an old story, a day where it fails.

    Longer where the host asks for that, up to four weeks; and up to a tenth longer by chance, so that links published
    together do not stay together.
    """
    pause = DAY if 0 < link.failures <= PATIENCE else WEEK
    if pause == WEEK and _is_old(link):
        pause = MONTH
    pause = max(pause, min(look.wait or pause, MONTH))
    return pause * (1 + link.pk * 0.6180339887 % 1 / 10)


def _is_old(link: SourceLink) -> bool:
    """Whether the newest text that rests on a link was first published more than a year ago."""
    newest = attributions().filter(url=link.url).aggregate(at=Max("revision__first_published_at"))["at"]
    return bool(newest and newest < timezone.now() - YEAR)
