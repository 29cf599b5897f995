"""Processor time, as tests bound it: a bound is meant for a quiet machine, and grows with a slow or busy one."""

from collections.abc import Callable
from statistics import median
from time import process_time

RECKONING = 0.006  # seconds of the processor that `reckon` takes on the machine the bounds are meant for


def effort(work: Callable[[], object], *, tries: int = 5) -> float:
    """The processor's seconds that some work takes in the middle of several tries, on the machine meant.

    Beside each try, work of a known size is measured: where that takes longer than it would there, so may this, by the
    same factor.
    """
    spent, reckoned = [], []
    for _ in range(tries):
        spent.append(seconds(work))
        reckoned.append(seconds(reckon))
    return median(spent) / max(1, median(reckoned) / RECKONING)


def seconds(work: Callable[[], object]) -> float:
    """What a piece of work takes of the processor, here and now."""
    begun = process_time()
    work()
    return process_time() - begun


def reckon() -> None:
    """Some work of known size: strings and a dictionary, as in a request."""
    counts: dict[str, int] = {}
    for number in range(25_000):
        word = f"word {number % 997}".casefold()
        counts[word] = counts.get(word, 0) + 1
