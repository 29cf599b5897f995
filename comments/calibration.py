"""From where on the classifier may call a reply spam: as low as the false alarms allow, and not at all on a guess.

The cut-off lies above all but k of the n held-out replies that are not spam. If these are like those to come, more than
0.5 % of these will lie above it with the probability that at most k of n draws of chance 0.5 % hit; k is the greatest for
which that is below 5 %. This is the one-sided tolerance limit of S. S. Wilks (“Determination of Sample Sizes for Setting
Tolerance Limits”, 1941), and the same as asking that the upper confidence bound of Clopper and Pearson (1934) be at most
0.5 %. Without any false alarm it takes 598 replies, which the “rule of three” gives about (3/n). k depends on n alone, not
on what was measured, so that nothing is gained by looking at several cut-offs. With fewer replies there is none.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from comments.classifier import LIKELY

MOST_FALSE_ALARMS = 0.005
DOUBT = 0.05  # the chance that more come than that
FEWEST = 598  # replies that are not spam, before there is a cut-off
POINTS = 40  # of the curve

type Point = tuple[float, float, float, float]  # cut-off, precision, recall, share of false alarms


@dataclass(frozen=True)
class Evaluation:
    """How right the classifier was on held-out replies: log odds of those that are spam and of the others, in order."""

    spam: list[float]
    ham: list[float]
    cut_off: float | None

    def at(self, cut_off: float) -> Point:
        """How it would be from a cut-off on; where nothing is called spam, nothing is called so wrongly."""
        caught, alarms = (len(scores) - bisect_left(scores, cut_off) for scores in (self.spam, self.ham))
        precision = caught / (caught + alarms) if caught + alarms else 1.0
        return cut_off, precision, _share(caught, self.spam), _share(alarms, self.ham)

    @property
    def curve(self) -> list[Point]:
        """Points along all cut-offs that make a difference, evenly over the replies, with the one that is used."""
        scores = sorted({*self.spam, *self.ham})
        chosen = (
            {scores[place * (len(scores) - 1) // (POINTS - 1)] for place in range(POINTS)}
            if scores
            else set()
        )
        return [self.at(cut_off) for cut_off in sorted(chosen | {LIKELY, self.cut_off or LIKELY})]


def evaluated(scores: Sequence[tuple[float, bool]]) -> Evaluation:
    """What follows from (log odds, is it spam) of held-out replies."""
    spam = sorted(odds for odds, is_spam in scores if is_spam)
    ham = sorted(odds for odds, is_spam in scores if not is_spam)
    return Evaluation(spam, ham, _cut_off(ham))


def allowed(replies: int) -> int | None:
    """How many false alarms among so many held-out replies show that there are few enough; None: no number does.

    598 replies (`FEWEST`) allow none, 947 one, 1258 two.
    """
    doubt, hits = 0.0, -1
    while hits < replies:
        doubt += _chance_of(hits + 1, replies)
        if doubt > DOUBT:
            break
        hits += 1
    return hits if hits >= 0 else None


def _cut_off(ham: list[float]) -> float | None:
    most = allowed(len(ham))
    if most is None:
        return None
    return max(math.nextafter(ham[-1 - most], math.inf), LIKELY)


def _chance_of(hits: int, draws: int) -> float:
    """The binomial distribution, by logarithms: the numbers themselves are too great."""
    choices = math.lgamma(draws + 1) - math.lgamma(hits + 1) - math.lgamma(draws - hits + 1)
    hit, missed = math.log(MOST_FALSE_ALARMS), math.log1p(-MOST_FALSE_ALARMS)
    return math.exp(choices + hits * hit + (draws - hits) * missed)


def _share(count: int, scores: list[float]) -> float:
    return count / len(scores) if scores else 0.0
