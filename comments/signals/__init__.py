"""The one pipeline that each text passes, new or changed: every signal that fires, whether it speaks for or against."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from comments import classifier
from comments.signals import akismet, characters, evidence, links, lists, traps
from comments.signals.evidence import MOST_FROM_A_BLOCK, Evidence
from comments.signals.lists import Entry
from comments.signals.signal import SPAM, Signal
from comments.signals.submission import Submission

Check = Callable[[Submission], Iterator[Signal]]

# Checks of the text and of how it was sent. Others are added here; one that fails never lets a reply through.
CHECKS: list[Check] = [
    traps.honeypot,
    traps.too_fast,
    links.links,
    characters.mixed_script,
    characters.invisible,
    classifier.classify,
]
# Checks that take long or are paid for: what is spam already, or is not taken at all, is not shown to them.
FURTHER_CHECKS: list[Check] = [akismet.akismet]
UNAVAILABLE = 1
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """What the pipeline says of a submission: its signals, and what the database knows of its writer."""

    signals: list[Signal]
    evidence: Evidence

    @property
    def score(self) -> int:
        """The weight of all signals together, by which the queue is ordered."""
        return sum(signal.weight for signal in self.signals)

    @property
    def is_spam(self) -> bool:
        """Whether the signals weigh as much as spam; what it merely reads like makes nothing spam."""
        return sum(signal.weight for signal in self.signals if signal.name != classifier.HINT) >= SPAM

    @property
    def is_held(self) -> bool:
        """Whether anything speaks against it: such a reply is never published unread."""
        return any(signal.weight > 0 for signal in self.signals)

    @property
    def is_banned(self) -> bool:
        """Whether its writer is kept out."""
        return any(signal.name == "banned" for signal in self.signals)


def examine(submission: Submission) -> Finding:
    """Let a submission pass all checks; three queries.

    A check that fails, in whichever way, is logged and holds the reply: it waits, and is never lost.
    """
    signals = list[Signal]()
    known = _loaded("evidence", partial(evidence.gather, submission), Evidence(), signals)
    entries = _loaded("lists", lists.load, list[Entry](), signals)
    checks = [
        *(partial(check, submission) for check in CHECKS),
        partial(evidence.rates, known),
        partial(evidence.duplicates, known),
        partial(evidence.history, known),
        partial(evidence.names, submission, known),
        partial(lists.watched, submission, entries),
        partial(lists.banned, submission, entries),
    ]
    signals.extend(signal for check in checks for signal in _safely(check))
    finding = Finding(signals, known)
    if not (finding.is_spam or finding.is_banned or known.from_block >= MOST_FROM_A_BLOCK):
        for check in FURTHER_CHECKS:
            finding.signals.extend(_safely(partial(check, submission)))
    return finding


def _loaded[T](name: str, load: Callable[[], T], otherwise: T, signals: list[Signal]) -> T:
    """What checks need to know; where it cannot be had, nothing of it, and one more signal."""
    try:
        return load()
    except Exception:
        signals.append(_unavailable(name))
        return otherwise


def _safely(check: partial[Iterator[Signal]]) -> Iterator[Signal]:
    """The signals of a check, as far as it comes."""
    try:
        yield from check()
    except Exception:
        yield _unavailable(check.func.__name__)


def _unavailable(name: str) -> Signal:
    """Log the exception that is being handled; the signal that holds the reply for it."""
    logger.exception("The check “%s” failed; the reply waits.", name)
    return Signal("unavailable", UNAVAILABLE, name)
