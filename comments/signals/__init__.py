"""The one pipeline that each text passes, new or changed: every signal that fires, whether it speaks for or against."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from comments import classifier
from comments.signals import characters, evidence, links, lists, traps
from comments.signals.evidence import Evidence
from comments.signals.signal import Signal
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


@dataclass(frozen=True)
class Finding:
    """What the pipeline says of a submission: its signals, and what the database knows of its writer."""

    signals: list[Signal]
    evidence: Evidence

    @property
    def score(self) -> int:
        """The weight of all signals together."""
        return sum(signal.weight for signal in self.signals)

    @property
    def is_held(self) -> bool:
        """Whether anything speaks against it: such a reply is never published unread."""
        return any(signal.weight > 0 for signal in self.signals)

    @property
    def is_banned(self) -> bool:
        """Whether its writer is kept out."""
        return any(signal.name == "banned" for signal in self.signals)


def examine(submission: Submission) -> Finding:
    """Let a submission pass all checks; three queries."""
    known, entries = evidence.gather(submission), lists.load()
    signals = [signal for check in CHECKS for signal in check(submission)]
    signals += evidence.rates(known)
    signals += evidence.duplicates(known)
    signals += evidence.history(known)
    signals += lists.watched(submission, entries)
    signals += lists.banned(submission, entries)
    return Finding(signals, known)
