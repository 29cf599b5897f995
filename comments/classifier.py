"""What a reply reads like, learnt from this site's own decisions (naive Bayes); nothing leaves the machine.

P. Graham, “A Plan for Spam” (2002), made the method known; the model here is the multivariate Bernoulli one over the
words that a text has, with add-one smoothing (McCallum and Nigam, 1998).
"""

import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex
from django.db import connection

from comments.signals.signal import SPAM, Signal
from comments.signals.submission import Submission
from comments.signals.unseen import visible

TOKEN = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}'’-]{1,58}")
MOST_WORDS = 200  # of one reply that are looked at
HINT = "classifier"  # the signal of what is likelier spam than not; it orders the queue and marks nothing
LEAST = 10  # decisions of each kind before anything is said
LIKELY = 0.0  # log odds from which a reply is likelier spam than not

# Each reply is read on its way in: the same by Django's querysets takes eight times as long, most of it to write the SQL.
LEARNT = """
SELECT word.text, word.spam, word.ham, training.spam, training.ham, training.cut_off
FROM comments_word AS word
CROSS JOIN (SELECT spam, ham, cut_off FROM comments_training ORDER BY made_at DESC, id DESC LIMIT 1) AS training
WHERE word.text IN ({})
"""

type Counts = Mapping[str, tuple[int, int]]  # in how much spam, and in how much else, each word stood


@dataclass(frozen=True)
class Reading:
    """How a text reads: what each of its known words says, for spam above nothing, and what they come to.

    Numbers are log odds: natural logarithms of the odds of spam. `start` is what is said of any reply, before it is read.
    """

    start: float
    words: dict[str, float]
    cut_off: float | None

    @property
    def odds(self) -> float:
        """All of it together."""
        return self.start + sum(self.words.values())

    @property
    def ranked(self) -> list[tuple[str, float]]:
        """The words, the one that says most first, whichever way."""
        return sorted(self.words.items(), key=lambda item: (-abs(item[1]), item[0]))


def words_of(*parts: str) -> set[str]:
    """The words of a text that count, each once, whatever their case."""
    folded = unicodedata.normalize("NFKC", visible(" ".join(parts))).casefold()
    return set(list(dict.fromkeys(TOKEN.findall(folded)))[:MOST_WORDS])


def read(counts: Counts, spam: int, ham: int, cut_off: float | None = None) -> Reading:
    """How a text reads whose known words stood in so many replies of either kind, out of so many of each."""
    start = math.log((spam + 1) / (ham + 1))
    unseen = math.log((ham + 2) / (spam + 2))
    words = {
        word: math.log((in_spam + 1) / (in_ham + 1)) + unseen for word, (in_spam, in_ham) in counts.items()
    }
    return Reading(start, words, cut_off)


def reading_of(*parts: str) -> Reading | None:
    """How a text reads by what was learnt last; None where too little was learnt, or no word is known. One query."""
    words = list(words_of(*parts))
    if not words:
        return None
    with connection.cursor() as cursor:
        cursor.execute(LEARNT.format(", ".join(["%s"] * len(words))), words)
        rows = cursor.fetchall()
    if not rows or min(rows[0][3], rows[0][4]) < LEAST:
        return None
    *_counts, spam, ham, cut_off = rows[0]
    return read({row[0]: (row[1], row[2]) for row in rows}, spam, ham, cut_off)


def classify(submission: Submission) -> Iterator[Signal]:
    """How it reads, from what was learnt last; one query."""
    reading = reading_of(submission.text, submission.name, submission.website)
    if reading is None:
        return
    odds, detail = reading.odds, f"{reading.odds:+.1f}"
    if reading.cut_off is not None and odds >= reading.cut_off:
        yield Signal("classifier-spam", SPAM, detail)
    elif odds > LIKELY:
        yield Signal(HINT, min(1 + int(odds / 2), 5), detail)
    elif odds < LIKELY - 2:
        yield Signal("classifier-ham", -1, detail)
