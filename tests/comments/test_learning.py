"""What the classifier learns from: decisions of moderators that hold, and nothing else."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from comments import learning, log, moderation, writers
from comments.models import Act, Comment, Decision, Reason, Rule, State, Training, Word
from newsroom.locks import take_turns
from tests.comments.deciding import decide_many
from tests.factories import make_comment, make_user

pytestmark = pytest.mark.django_db


def learnt() -> dict[str, bool]:
    """The texts that are learnt from, and whether as spam."""
    kinds = ((True, State.SPAM), (False, State.APPROVED))
    return {comment.text: is_spam for is_spam, state in kinds for comment in learning.judged(state)}


def by_rule(comment: Comment, state: State, act: Act, rule: Rule = Rule.SIGNALS) -> Decision:
    return log.record(comment, state, act, by=rule)


# From what


def test_it_learns_what_moderators_marked_and_approved() -> None:
    make_comment(text="Pills", state=State.SPAM)
    make_comment(text="Wall", state=State.APPROVED)

    assert learnt() == {"Pills": True, "Wall": False}


@pytest.mark.parametrize("state", [State.PENDING, State.REJECTED, State.TRASH, State.WITHDRAWN])
def test_it_learns_nothing_from_the_rest(state: State) -> None:
    make_comment(state=state)

    assert learnt() == {}


def test_it_does_not_learn_from_what_rules_decided() -> None:
    by_rule(make_comment(), State.SPAM, Act.SPAM)
    by_rule(make_comment(), State.APPROVED, Act.APPROVE, Rule.TRUSTED)

    assert learnt() == {}


def test_what_a_rule_marked_wrongly_is_learnt_once_a_moderator_approves_it() -> None:
    comment = make_comment(text="Wall")
    by_rule(comment, State.SPAM, Act.SPAM)

    moderation.approve(comment, by=make_user())

    assert learnt() == {"Wall": False}


def test_what_is_taken_back_was_never_learnt() -> None:
    comment = make_comment(text="Pills")
    marked = moderation.decide(comment, Act.SPAM, by=make_user())
    assert learnt() == {"Pills": True}

    undoing = moderation.undo(marked, by=make_user())
    assert learnt() == {}

    again = moderation.undo(undoing, by=make_user())
    assert learnt() == {"Pills": True}

    moderation.undo(again, by=make_user())
    assert learnt() == {}


def test_taking_back_an_approval_does_not_make_a_rules_mark_a_moderators() -> None:
    comment = make_comment()
    by_rule(comment, State.SPAM, Act.SPAM)
    approval = moderation.approve(comment, by=make_user())

    assert moderation.undo(approval, by=make_user()).after == State.SPAM

    assert learnt() == {}


def test_second_approval_of_what_a_rule_published_is_a_moderators() -> None:
    comment = make_comment()
    by_rule(comment, State.APPROVED, Act.APPROVE, Rule.TRUSTED)

    moderation.approve(comment, by=make_user())

    assert learnt() == {comment.text: False}


def test_taking_back_a_second_approval_leaves_the_rules() -> None:
    comment = make_comment()
    by_rule(comment, State.APPROVED, Act.APPROVE, Rule.TRUSTED)
    undoing = moderation.undo(moderation.approve(comment, by=make_user()), by=make_user())
    assert learnt() == {}

    comment.refresh_from_db()
    rejection = moderation.reject(comment, by=make_user(), reason=Reason.HATE)
    moderation.undo(rejection, by=make_user())
    assert undoing.after == State.APPROVED
    assert learnt() == {}


def test_text_that_was_changed_after_its_approval_was_judged_by_nobody() -> None:
    comment = make_comment(state=State.APPROVED)
    Comment.objects.update(text="Pills", edited_at=timezone.now() + timedelta(seconds=1))
    assert learnt() == {}

    comment.refresh_from_db()
    moderation.approve(comment, by=make_user())
    Comment.objects.update(edited_at=timezone.now() - timedelta(seconds=1))
    assert learnt() == {"Pills": False}


def test_only_the_newest_of_each_kind_are_learnt_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "NEWEST", 2)
    for day in range(3):
        for state in (State.SPAM, State.APPROVED):
            make_comment(
                text=f"{state} {day}", state=state, created_at=timezone.now() - timedelta(days=3 - day)
            )

    assert learnt() == {"spam 1": True, "spam 2": True, "approved 1": False, "approved 2": False}


def test_reading_takes_two_queries_however_many_there_are(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    decide_many(spam=5, ham=5)

    with django_assert_num_queries(2):
        assert len(learning.lessons()) == 10


# What is kept


def test_words_are_counted_by_the_replies_they_stood_in() -> None:
    for text in ("Pills pills now", "Cheap pills"):
        make_comment(text=text, name="Ann", state=State.SPAM)
    make_comment(text="Now the wall", name="Bea", state=State.APPROVED)

    training = learning.train()

    assert (training.spam, training.ham) == (2, 1)
    assert {word.text: (word.spam, word.ham) for word in Word.objects.all()} == {
        "pills": (2, 0), "now": (1, 1), "ann": (2, 0),
    }  # fmt: skip


def test_word_of_one_reply_alone_is_not_kept() -> None:
    make_comment(text="My number is 5550199", state=State.APPROVED)

    learning.train()

    assert not Word.objects.exists()


def test_learning_again_gives_the_same_and_forgets_what_is_gone() -> None:
    comments = decide_many(spam=20, ham=20)
    learning.train()
    before = list(Word.objects.order_by("text").values_list())
    learning.train()
    assert list(Word.objects.order_by("text").values_list()) == before

    for comment in comments:
        comment.refresh_from_db()
        writers.erase(comment)
    learning.train()

    assert not Word.objects.exists()
    assert Training.objects.latest("made_at").spam == 0


def test_old_trainings_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "KEPT", 2)

    trainings = [learning.train() for _ in range(4)]

    assert set(Training.objects.values_list("pk", flat=True)) == {one.pk for one in trainings[-2:]}


def test_training_that_read_earlier_does_not_replace_a_later_one(monkeypatch: pytest.MonkeyPatch) -> None:
    decide_many(spam=5, ham=5)
    count = Word.objects.count

    def overtaken(what: str) -> None:
        """Another training is stored while this one waits for its turn."""
        monkeypatch.setattr(learning, "take_turns", take_turns)
        with time_machine.travel(timezone.now() + timedelta(seconds=5)):
            make_comment(text="Late", state=State.SPAM)
            learning.train()
        take_turns(what)

    monkeypatch.setattr(learning, "take_turns", overtaken)
    learning.train()

    assert Training.objects.count() == 1
    assert Training.objects.get().spam == 6
    assert count()


# How right it is


def test_each_reply_is_read_by_what_others_taught() -> None:
    decide_many(spam=100, ham=100)

    found = learning.tested(learning.lessons())

    assert (len(found.spam), len(found.ham)) == (100, 100)
    assert found.at(0)[1] > 0.9
    assert found.at(0)[2] > 0.7


def test_what_stands_in_one_reply_alone_tells_nothing_of_it() -> None:
    """Without held-out replies each odd word would give its own reply away."""
    for number in range(20):
        make_comment(text=f"odd{number}", name="Bea", state=State.SPAM if number % 2 else State.APPROVED)

    found = learning.tested(learning.lessons())

    assert max(abs(odds) for odds in found.spam + found.ham) < 1


def test_same_text_is_learnt_and_tested_on_the_same_side() -> None:
    for _ in range(6):
        make_comment(text="Buy now", name="Ann", state=State.SPAM)

    [fold] = {lesson.fold for lesson in learning.lessons()}

    assert fold in range(learning.FOLDS)


def test_a_training_keeps_its_curve_and_cut_off() -> None:
    decide_many(spam=50, ham=620)

    training = learning.train()

    training.refresh_from_db()
    assert training.cut_off is not None
    [marked] = [point for point in training.curve if point[0] == training.cut_off]
    assert marked[3] <= 0.005
