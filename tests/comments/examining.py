"""What is examined, for tests: a submission that says nothing of itself."""

from collections.abc import Iterable
from typing import Any

from comments.signals.signal import Signal
from comments.signals.submission import Submission
from newsroom.visitors import Visitor
from tests.factories import make_article

HERE = Visitor("address", "block", "network")


def make_submission(**fields: Any) -> Submission:
    """A harmless reply from one address; to an article of its own, if none is given."""
    defaults: dict[str, Any] = {
        "text": "At last, a word on the harbour wall.",
        "name": "Bea Marsh",
        "email": "bea@readers.example",
        "visitor": HERE,
    }
    if "article" not in fields:
        fields["article"] = make_article()
    return Submission(**defaults | fields)


def names(signals: Iterable[Signal]) -> list[str]:
    return [signal.name for signal in signals]
