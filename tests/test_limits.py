"""How often something may be done within an hour."""

from contextlib import nullcontext, suppress
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from newsroom import limits
from newsroom.limits import ReachedError, counted
from tests.races import at_once, meeting


def often(times: int, most: dict[str, int]) -> int:
    """Try so many times, and return how often it was done."""
    done = 0
    for _ in range(times):
        with suppress(ReachedError), counted("order", most):
            done += 1
    return done


def test_each_may_as_often_as_is_said() -> None:
    assert often(5, {"sara": 3}) == 3
    assert often(5, {"tom": 2}) == 2


def test_whoever_reaches_one_limit_uses_up_no_other() -> None:
    assert often(5, {"network": 9, "sara": 2}) == 2
    assert often(9, {"network": 9}) == 7


def test_what_fails_is_not_counted() -> None:
    for _ in range(5):
        with pytest.raises(ZeroDivisionError), counted("order", {"sara": 1}):
            raise ZeroDivisionError

    assert often(2, {"sara": 1}) == 1


def test_who_is_not_known_is_not_counted() -> None:
    assert often(3, {"": 1}) == 3


@pytest.mark.parametrize(("stored", "is_refused"), [(1, False), (2, True)])
def test_what_is_stored_counts_where_the_cache_has_forgotten(stored: int, is_refused: bool) -> None:
    with (
        pytest.raises(ReachedError) if is_refused else nullcontext(),
        counted("x", {"sara": 2}, stored=stored),
    ):
        pass


def test_another_thing_has_its_own_count() -> None:
    often(1, {"sara": 1})

    with counted("reply", {"sara": 1}):
        pass


def test_hour_ends(settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    often(1, {"sara": 1})

    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        assert often(1, {"sara": 1}) == 1


def test_time_is_as_long_as_is_said(settings: Settings) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "a day"}
    }
    day, start = timedelta(days=1), timezone.now()
    with counted("order", {"sara": 1}, within=day):
        pass

    with time_machine.travel(start + day - timedelta(minutes=1)):
        assert often(1, {"sara": 1}) == 0
    with time_machine.travel(start + day + timedelta(minutes=1)):
        assert often(1, {"sara": 1}) == 1


def test_one_of_them_is_counted_anew() -> None:
    often(2, {"sara": 1, "tom": 1})

    limits.forget("order", "sara")

    assert often(2, {"sara": 1}) == 1
    assert often(1, {"tom": 1}) == 0


def test_nobody_can_read_who_it_was() -> None:
    assert "sara" not in limits._key("order", "sara@shoppers.example")


def test_cache_that_is_down_limits_nothing(settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    assert often(3, {"sara": 1}) == 3
    limits.forget("order", "sara")


def test_of_many_at_once_no_more_get_through() -> None:
    done: list[int] = []

    at_once(*[lambda: done.append(often(1, {"sara": 3}))] * 12)

    assert sum(done) == 3


def test_more_get_through_where_two_count_in_steps() -> None:
    meet, done = meeting(), []

    def careless() -> None:
        count = cache.get("count", 0)
        meet()
        cache.set("count", count + 1)
        done.append(count < 1)

    at_once(careless, careless)

    assert sum(done) == 2
