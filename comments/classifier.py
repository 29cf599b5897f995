"""What a reply reads like, learnt from this site's own decisions (naive Bayes); nothing leaves the machine.

P. Graham, “A Plan for Spam” (2002), made the method known; the model here is the multivariate Bernoulli one over the
words that a text has, with add-one smoothing (McCallum and Nigam, 1998).
"""

import math
import unicodedata
from collections.abc import Iterator

import regex
from django.db.models import Subquery

from comments.models import Training, Word
from comments.signals.signal import SPAM, Signal
from comments.signals.submission import Submission

TOKEN = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}'’-]{1,58}")
MOST_WORDS = 200  # of one reply that are looked at
HINT = "classifier"  # the signal of what is likelier spam than not; it orders the queue and marks nothing
LEAST = 10  # decisions of each kind before anything is said
LIKELY = 0.0  # log odds from which a reply is likelier spam than not


def words_of(*parts: str) -> set[str]:
    """The words of a text that count, each once, whatever their case."""
    folded = unicodedata.normalize("NFKC", " ".join(parts)).casefold()
    return set(list(dict.fromkeys(TOKEN.findall(folded)))[:MOST_WORDS])


def log_odds(counts: dict[str, tuple[int, int]], spam: int, ham: int) -> float:
    """The natural logarithm of the odds of spam, of a text whose known words stood in so many of either kind."""
    odds = math.log((spam + 1) / (ham + 1))
    for in_spam, in_ham in counts.values():
        odds += math.log((in_spam + 1) / (spam + 2)) - math.log((in_ham + 1) / (ham + 2))
    return odds


def classify(submission: Submission) -> Iterator[Signal]:
    """How it reads, from what was learnt last; one query."""
    last = Training.objects.order_by("-made_at", "-pk")[:1]
    words = Word.objects.filter(
        text__in=words_of(submission.text, submission.name, submission.website)
    ).annotate(
        **{f"in_{name}": Subquery(last.values(name)) for name in ("spam", "ham")},
        cut_off=Subquery(last.values("cut_off")),
    )
    rows = list(words.values_list("text", "spam", "ham", "in_spam", "in_ham", "cut_off"))
    if not rows or rows[0][3] is None or min(rows[0][3], rows[0][4]) < LEAST:
        return
    *_counts, spam, ham, cut_off = rows[0]
    odds = log_odds({row[0]: (row[1], row[2]) for row in rows}, spam, ham)
    detail = f"{odds:+.1f}"
    if cut_off is not None and odds >= cut_off:
        yield Signal("classifier-spam", SPAM, detail)
    elif odds > LIKELY:
        yield Signal("classifier", min(1 + int(odds / 2), 5), detail)
    elif odds < LIKELY - 2:
        yield Signal("classifier-ham", -1, detail)
