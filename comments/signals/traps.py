"""Traps for machines: a field that people do not see, and a time in which nobody can write."""

from collections.abc import Iterator

from comments.signals.signal import SPAM, Signal
from comments.signals.submission import Submission

SHORTEST = 3000  # milliseconds; whoever pastes a prepared text needs longer too
TOO_FAST = 4


def honeypot(submission: Submission) -> Iterator[Signal]:
    """The hidden field was filled in."""
    if submission.trap:
        yield Signal("honeypot", SPAM)


def too_fast(submission: Submission) -> Iterator[Signal]:
    """Sent sooner than a person could. Without script nothing is known, and an old form is as good as a new one."""
    elapsed = submission.milliseconds
    if elapsed is not None and elapsed < SHORTEST:
        yield Signal("too-fast", TOO_FAST, f"{max(elapsed, 0) / 1000:.1f}")
