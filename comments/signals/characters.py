"""Characters that deceive: words of mixed scripts, and what cannot be seen."""

from collections.abc import Iterator

import regex

from comments.signals.signal import Signal
from comments.signals.submission import Submission

MIXED, INVISIBLE = 3, 3
WORD = regex.compile(r"\w+")
SCRIPTS = [
    regex.compile(rf"\p{{Script={name}}}") for name in ("Latin", "Cyrillic", "Greek", "Armenian", "Cherokee")
]


def mixed_script(submission: Submission) -> Iterator[Signal]:
    """A single word has letters of scripts that look alike (Unicode Technical Standard 39, section 5.2)."""
    for word in WORD.findall(submission.words):
        if not word.isascii() and sum(bool(script.search(word)) for script in SCRIPTS) > 1:
            yield Signal("mixed-script", MIXED, word[:40])
            return


def invisible(submission: Submission) -> Iterator[Signal]:
    """Something had to be taken out of it."""
    if submission.has_invisible:
        yield Signal("invisible", INVISIBLE)
