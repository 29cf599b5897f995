"""Races: the same thing done by several people at once."""

import os
from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

from django.db import connection

IS_FULL_SIZE = bool(
    os.environ.get("FULL_SIZE")
)  # by hand: as many people and goes as the trials were planned with


def at_once(*acts: Callable[[], object]) -> None:
    """Do all in threads of their own, from the same moment on; an error of one is raised at the end."""
    start = Barrier(len(acts), timeout=60)
    errors: list[Exception] = []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("in threads", errors)


def meeting(people: int = 2) -> Callable[[], None]:
    """A place in the midst of an act where each waits for the others, a second at most: for those who take turns."""
    barrier = Barrier(people, timeout=1)

    def meet() -> None:
        with suppress(BrokenBarrierError):
            barrier.wait()

    return meet
