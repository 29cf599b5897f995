"""How the classifier learns: anew each time, from what moderators decided, so that what is taken back was never learnt.

Spam is what a moderator marked so, and nobody took back. What a rule of the site marked is not learnt from: the classifier
would confirm itself, and whoever fills in the hidden field would choose its words. Not spam is what a moderator approved;
what was rejected is neither, and a text that was changed afterwards was judged by nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched

from django.db import transaction
from django.db.models import F
from django.tasks import TaskContext, task
from django.utils import timezone

from comments import classifier
from comments.calibration import Evaluation, evaluated
from comments.models import (
    Actor,
    Comment,
    CommentQuerySet,
    Decision,
    State,
    Training,
    Word,
    decided_by,
    explained,
)
from comments.signals.submission import digest_of
from newsroom import recurring
from newsroom.locks import take_turns

NEWEST = 5000  # replies of each kind that are learnt from
FOLDS = 5  # each reply is read once by what was learnt from the other four fifths
FEWEST = 2  # replies a word must have stood in: what one person alone wrote is not kept
KEPT = 100  # trainings that are kept, for their numbers
EVERY = timedelta(minutes=5)  # how soon a decision is learnt from, and how often at most
LATE = timedelta(seconds=10)  # what was decided before a training, and stored after it has read
BATCH = 500


@dataclass(frozen=True)
class Lesson:
    """The words of one reply, which fifth it belongs to, and what a moderator took it for."""

    words: frozenset[str]
    fold: int
    is_spam: bool


@dataclass
class Knowledge:
    """In how many replies of either kind each word stood, and how many of each there were."""

    words: dict[str, list[int]]
    kinds: list[int]

    @classmethod
    def of(cls, lessons: list[Lesson]) -> "Knowledge":
        """What there is to know of some replies."""
        words: dict[str, list[int]] = {}
        kinds = [0, 0]
        for lesson in lessons:
            kind = 0 if lesson.is_spam else 1
            kinds[kind] += 1
            for word in lesson.words:
                words.setdefault(word, [0, 0])[kind] += 1
        return cls(words, kinds)

    def known(self, words: frozenset[str], without: "Knowledge") -> dict[str, tuple[int, int]]:
        """The counts of those words that would be kept, had another's replies never come."""
        nothing = [0, 0]
        counts = {}
        for word in words:
            here, there = self.words.get(word, nothing), without.words.get(word, nothing)
            spam, ham = here[0] - there[0], here[1] - there[1]
            if spam + ham >= FEWEST:
                counts[word] = spam, ham
        return counts


def judged(state: State) -> CommentQuerySet:
    """The newest replies of a state in which a moderator's own judgement put them.

    What was changed afterwards is not among them.
    """
    judged_at = {"judged_at": explained("made_at")}
    own = Comment.objects.filter(decided_by(Actor.MODERATOR), state=state).alias(**judged_at)
    return own.exclude(edited_at__gt=F("judged_at")).order_by("-created_at", "-pk")[:NEWEST]


def lessons() -> list[Lesson]:
    """What is there to learn from; two queries. The same text is always in the same fifth."""
    return [
        Lesson(frozenset(classifier.words_of(*parts)), int(digest_of(parts[0])[:8], 16) % FOLDS, is_spam)
        for is_spam, state in ((True, State.SPAM), (False, State.APPROVED))
        for parts in judged(state).values_list("text", "name", "website")
    ]


def tested(learnt: list[Lesson]) -> Evaluation:
    """How right the classifier is on replies that it has not learnt from: each is read by what the others taught."""
    return evaluated(list(_held_out(learnt)))


def train() -> Training:
    """Learn anew. Reading and reckoning take some seconds, outside any transaction; storing what differs is quick."""
    at = timezone.now()
    learnt = lessons()
    evaluation = tested(learnt)
    known = Knowledge.of(learnt)
    training = Training(
        made_at=at,
        spam=known.kinds[0],
        ham=known.kinds[1],
        cut_off=evaluation.cut_off,
        curve=evaluation.curve,
    )
    kept = {word: (spam, ham) for word, (spam, ham) in known.words.items() if spam + ham >= FEWEST}
    _store(training, kept)
    return training


def is_behind() -> bool:
    """Whether anything was decided, changed or erased since the last training; two queries."""
    last = Training.objects.order_by("-made_at", "-pk").first()
    since = last.made_at - LATE if last else datetime.min.replace(tzinfo=timezone.get_current_timezone())
    return Decision.objects.filter(made_at__gt=since).exists()


@task(priority=-10, takes_context=True)
def learn(context: TaskContext) -> bool:
    """Learn anew if there is anything new, and return whether; however much is decided, once in five minutes."""
    recurring.ensure_queued(learn, after=EVERY)
    if recurring.runs_elsewhere(context) or not is_behind():
        return False
    train()
    return True


def _held_out(learnt: list[Lesson]) -> Iterator[tuple[float, bool]]:
    everything = Knowledge.of(learnt)
    for fold in range(FOLDS):
        held_out = [lesson for lesson in learnt if lesson.fold == fold]
        theirs = Knowledge.of(held_out)
        spam, ham = (of_all - of_them for of_all, of_them in zip(everything.kinds, theirs.kinds, strict=True))
        for lesson in held_out:
            counts = everything.known(lesson.words, without=theirs)
            yield classifier.read(counts, spam, ham).odds, lesson.is_spam


@transaction.atomic
def _store(training: Training, counts: dict[str, tuple[int, int]]) -> None:
    """Put a training in the place of the last one, unless a later reading was stored meanwhile."""
    take_turns("comments.learning")
    if Training.objects.filter(made_at__gt=training.made_at).exists():
        return
    stored = {word: (spam, ham) for word, spam, ham in Word.objects.values_list("text", "spam", "ham")}
    for gone in batched(stored.keys() - counts.keys(), BATCH):
        Word.objects.filter(pk__in=gone).delete()
    changed = [
        Word(text=word, spam=count[0], ham=count[1])
        for word, count in counts.items()
        if stored.get(word) != count
    ]
    Word.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["text"],
        update_fields=["spam", "ham"],
    )
    training.save()
    old = Training.objects.order_by("-made_at", "-pk").values_list("pk", flat=True)[KEPT:]
    Training.objects.filter(pk__in=list(old)).delete()
