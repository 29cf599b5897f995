"""What the classifier says of a reply: it orders, it marks above its cut-off alone, and it never publishes."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from comments import classifier, learning
from comments.classifier import classify, read, words_of
from comments.models import Comment, Decision, Mode, ReplyRules, Rule, State, Training, Word
from comments.signals import Finding
from comments.signals.evidence import Evidence
from comments.signals.signal import Signal
from comments.signals.submission import Submission
from tests.comments.deciding import decide_many
from tests.comments.replying import post_reply
from tests.effort import effort
from tests.factories import make_article

SPAM = "Buy pills without prescription now, best price, fast delivery"
HAM = "I walk past the harbour wall every morning. Why does nobody ask the council?"

pytestmark = pytest.mark.django_db


def submission(text: str, **fields: str) -> Submission:
    return Submission(make_article(), text, "Bea", "bea@readers.example", **fields)  # type: ignore[arg-type]


def said_of(text: str) -> list[tuple[str, int]]:
    """The names and weights of its signals."""
    return [(signal.name, signal.weight) for signal in classify(submission(text))]


# What it says


def test_nothing_is_said_before_anything_was_learnt() -> None:
    assert said_of(SPAM) == []


def test_nothing_is_said_before_there_are_ten_of_each_kind() -> None:
    decide_many(spam=9, ham=40)
    learning.train()
    assert classifier.reading_of(HAM) is None
    assert said_of(HAM) == []

    decide_many(spam=1, ham=0, seed=2)
    learning.train()
    assert said_of(HAM) == [("classifier-ham", -1)]


def test_nothing_is_said_of_words_that_are_not_known() -> None:
    decide_many(spam=20, ham=20)
    learning.train()

    assert list(classify(Submission(make_article(), "Ὀδυσσεύς", "Ἕκτωρ", "h@readers.example"))) == []


def test_it_speaks_against_what_reads_like_spam_and_for_what_does_not() -> None:
    decide_many(spam=60, ham=60)
    learning.train()

    assert said_of(SPAM) == [("classifier", 5)]
    assert said_of(HAM) == [("classifier-ham", -1)]


def test_above_its_cut_off_it_is_sure() -> None:
    decide_many(spam=60, ham=60)
    training = learning.train()
    odds = classifier.reading_of(SPAM, "Bea", "")
    assert odds

    Training.objects.update(cut_off=odds.odds)
    assert said_of(SPAM) == [("classifier-spam", 10)]
    Training.objects.update(cut_off=odds.odds + 0.001)
    assert said_of(SPAM) == [("classifier", 5)]
    assert training.cut_off is None


# What comes of it


def test_without_a_cut_off_what_reads_like_spam_waits_behind_the_others(client: Client) -> None:
    ReplyRules.objects.create(mode=Mode.AFTERWARDS)
    decide_many(spam=60, ham=60)
    learning.train()
    article = make_article()

    post_reply(client, article, text=SPAM)

    comment = Comment.objects.get(text=SPAM)
    assert (comment.state, comment.is_likely_spam) == (State.PENDING, True)


def test_above_the_cut_off_it_is_spam_by_rule(client: Client) -> None:
    decide_many(spam=60, ham=60)
    learning.train()
    Training.objects.update(cut_off=5)

    post_reply(client, make_article(), text=SPAM)

    assert Comment.objects.get(text=SPAM).state == State.SPAM
    assert Decision.objects.order_by("pk").last().rule == Rule.SIGNALS  # type: ignore[union-attr]


def test_what_reads_like_spam_alone_makes_no_other_signals_spam() -> None:
    links, hint = Signal("links", 8, "4"), Signal("classifier", 5, "+9.0")
    nothing = Evidence(0, 0, 0, 0, 0, 0, 0, 0, 0)

    assert (Finding([links, hint], nothing).score, Finding([links, hint], nothing).is_spam) == (13, False)
    assert Finding([links, Signal("too-fast", 4)], nothing).is_spam


@pytest.mark.parametrize("mode", [Mode.ALL, Mode.FIRST])
def test_it_never_publishes(client: Client, mode: Mode) -> None:
    ReplyRules.objects.create(mode=mode)
    decide_many(spam=60, ham=60)
    learning.train()

    post_reply(client, make_article(), text=HAM)

    comment = Comment.objects.get(text=HAM)
    assert comment.signals[0][:2] == ["classifier-ham", -1]
    assert comment.state == State.PENDING


def test_what_speaks_against_a_reply_is_not_outweighed(client: Client) -> None:
    ReplyRules.objects.create(mode=Mode.AFTERWARDS)
    decide_many(spam=60, ham=60)
    learning.train()

    post_reply(client, make_article(), text=f"{HAM} ab\u0430c")

    assert Comment.objects.order_by("pk").last().state == State.PENDING  # type: ignore[union-attr]


# Word by word


def test_each_word_adds_what_its_counts_say() -> None:
    reading = read({"pills": (8, 0), "wall": (0, 8)}, spam=8, ham=8, cut_off=3)

    assert reading.start == 0
    assert reading.words == pytest.approx({"pills": 2.1972, "wall": -2.1972}, abs=1e-4)  # the logarithm of 9
    assert reading.odds == pytest.approx(0)
    assert [word for word, _odds in reading.ranked] == ["pills", "wall"]


def test_a_reply_with_many_words_is_looked_at_up_to_two_hundred() -> None:
    assert len(words_of(" ".join(f"word{number}" for number in range(5000)))) == 200


def test_words_are_folded_and_count_once() -> None:
    assert words_of("\uff37all WALL wall's", "Straße", "https://a-b.example/x?y") == {
        "wall", "wall's", "strasse", "https", "a-b", "example",
    }  # fmt: skip


def test_words_fit_their_column() -> None:
    longest = "ﷺ" * 100 + " " + "x" * 5000

    assert max(map(len, words_of(longest))) <= Word._meta.get_field("text").max_length  # type: ignore[operator]


# What it costs


def test_it_takes_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    decide_many(spam=20, ham=20)
    learning.train()
    sent = submission(HAM)

    with django_assert_num_queries(1):
        list(classify(sent))


def test_it_takes_less_than_two_milliseconds() -> None:
    decide_many(spam=300, ham=300)
    learning.train()
    words = list(Word.objects.values_list("text", flat=True)[:60])
    sent = submission(" ".join(words))
    list(classify(sent))

    assert effort(lambda: list(classify(sent)), tries=20) < 0.002
