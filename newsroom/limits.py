"""How often something may be done within a time: counted in the cache, where who does it stands as a keyed hash alone.

Adding to a count is one step of the cache, so of many at once no more get through. A cache that is down limits nothing.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from django.core.cache import cache
from django.utils.crypto import salted_hmac

HOUR = timedelta(hours=1)

logger = logging.getLogger(__name__)


class ReachedError(Exception):
    """It was done as often as may be within the time."""


@contextmanager
def counted(
    what: str, most: Mapping[str, int], *, within: timedelta = HOUR, stored: int = 0
) -> Iterator[None]:
    """Count what is done inside for each of those who do it; `most` says how often each may, from the first time on.

    Who is not known (an empty key) is not counted. `stored` is how many the database has, where it can tell: the
    cache forgets when it starts anew, the database what was deleted, and the higher count holds. Raises
    ReachedError. What is refused, or fails inside, is counted for nobody.
    """
    keys: list[str] = []
    try:
        for who, limit in most.items():
            if not who:
                continue
            keys.append(_key(what, who))
            if max(_add(keys[-1], 1, within), stored + 1) > limit:
                raise ReachedError
        yield
    except BaseException:
        for key in keys:
            _add(key, -1, within)
        raise


def forget(what: str, who: str) -> None:
    """Count anew for one of them."""
    try:
        cache.delete(_key(what, who))
    except Exception:
        logger.warning("The cache did not forget; what was counted stays so for its time.", exc_info=True)


def _key(what: str, who: str) -> str:
    return f"limits:{salted_hmac(f'newsroom.limits.{what}', who, algorithm='sha256').hexdigest()}"


def _add(key: str, number: int, within: timedelta) -> int:
    """The count of this time, with `number` added; 0 if the cache cannot tell."""
    try:
        cache.add(key, 0, timeout=int(within.total_seconds()))
        return cache.incr(key, number)
    except Exception:
        logger.warning("The cache did not count; nothing is limited.", exc_info=True)
        return 0
