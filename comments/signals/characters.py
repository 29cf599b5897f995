"""Characters that deceive: words of mixed scripts, and what cannot be seen."""

import unicodedata
from collections.abc import Iterator

import regex

from comments.signals.signal import Signal
from comments.signals.submission import Submission

MIXED, INVISIBLE = 3, 3
WORD = regex.compile(r"\w+")
SCRIPTS = [
    regex.compile(rf"\p{{Script={name}}}") for name in ("Latin", "Cyrillic", "Greek", "Armenian", "Cherokee")
]
# Format characters turn or hide text; those that join emoji and letters of some languages are left alone in texts.
TURNING = regex.compile(r"[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]")
UNSEEN = regex.compile(
    r"[\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180E\u200B\u2060-\u2064\u206A-\u206F\u3164\uFEFF\uFFA0\U000E0000-\U000E007F]"
)
JOINERS = regex.compile(r"[\u200C\u200D]")


def composed(text: str) -> str:
    """A text in composed form (Unicode Standard Annex 15, NFC)."""
    return unicodedata.normalize("NFC", text)


def clean_text(text: str) -> str:
    """A text without characters that turn the direction of writing or cannot be seen, in composed form."""
    return composed(UNSEEN.sub("", TURNING.sub("", text)))


def clean_name(name: str) -> str:
    """A name likewise, on one line, without joiners and control characters."""
    kept = JOINERS.sub("", clean_text(name))
    return " ".join("".join(" " if unicodedata.category(mark)[0] == "C" else mark for mark in kept).split())


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
