"""Links in a reply."""

from collections.abc import Iterator

import regex

from comments.signals.signal import Signal
from comments.signals.submission import Submission

# A name has at most 63 letters (RFC 1035, section 2.3.4), which also bounds how long the search can take.
LINK = regex.compile(
    r"(?i)\b(?:https?://|www\.)\S++|\[url|<a\s|\b[a-z0-9][a-z0-9-]{0,62}+\.(?:com|net|org|info|biz|shop|xyz|top|ru|cn)\b"
)
MOST = 8


def links(submission: Submission) -> Iterator[Signal]:
    """It leads elsewhere. One link is a hint; each more weighs as much again, up to the weight of four."""
    count = len(LINK.findall(submission.text))
    if count:
        yield Signal("links", min(2 * count, MOST), str(count))
