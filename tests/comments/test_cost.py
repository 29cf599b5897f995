"""What posting costs: a bounded number of queries, whatever is known of the writer, and little of the processor."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from statistics import median
from time import process_time

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from comments.models import Ban, Comment, State, Training, Watched, Word
from comments.remembering import GUEST_COOKIE
from tests.comments.replying import REPLY, post_reply
from tests.factories import approve_all, make_article, make_comment

pytestmark = pytest.mark.django_db

TEXT = "Buy <b>cheap</b> pills at https://pills.example/ and \u0440\u0430ypal.com, all of you\u202e."


POSTS = 40
MOST = 0.020  # seconds of the processor, where the work of `reckon` takes the next
RECKONING = 0.006


def seconds(work: Callable[[], object]) -> float:
    """What one piece of work takes of the processor, whatever else the machine does."""
    begun = process_time()
    work()
    return process_time() - begun


def reckon() -> dict[str, int]:
    """Some work of known size: strings and a dictionary, as in a request."""
    counts: dict[str, int] = {}
    for number in range(25_000):
        word = f"word {number % 997}".casefold()
        counts[word] = counts.get(word, 0) + 1
    return counts


@pytest.fixture
def article() -> Article:
    """An article on a site with lists of its own and a classifier that has learnt."""
    Training.objects.create(spam=100, ham=100, cut_off=3.0, made_at=timezone.now())
    Word.objects.bulk_create(Word(text=word, spam=40, ham=2) for word in ("pills", "cheap", "buy"))
    for kind, value in (("word", "pills"), ("pattern", "ch[e]+ap"), ("domain", "throwaway.example")):
        Watched.objects.create(kind=kind, value=value, weight=1)
    return make_article()


@pytest.fixture
def trusted(client: Client, article: Article) -> Client:
    """A guest whose reply was published."""
    post_reply(client, make_article(), remember="on")
    approve_all()
    assert GUEST_COOKIE in client.cookies
    return client


def test_reply_with_all_signals_costs_eleven_queries(
    client: Client, article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Ban.objects.create(kind="email", value="eve@readers.example", until=timezone.now(), made_by_name="mona")

    # the live text with its article and section, rules for replies; what is known of the writer, the site's lists, the
    # classifier's words; the transaction's begin, the reply, the decision of a rule, the state, the task, the end
    with django_assert_num_queries(11):
        post_reply(client, article, text=TEXT, email="bea@throwaway.example", subject="x")

    comment = Comment.objects.get()
    assert comment.state == State.SPAM
    assert {name for name, *_ in comment.signals} >= {
        "honeypot",
        "links",
        "mixed-script",
        "invisible",
        "classifier-spam",
        "watched-word",
        "watched-pattern",
        "disposable-address",
    }


def test_reply_of_somebody_who_is_banned_costs_no_more(
    client: Client, article: Article, django_assert_num_queries: DjangoAssertNumQueries, ban_until: datetime
) -> None:
    Ban.objects.create(kind="name", value=REPLY["name"], until=ban_until, made_by_name="mona")

    with django_assert_num_queries(11):  # as above
        post_reply(client, article)

    assert Comment.objects.get().state == State.REJECTED


def test_published_answer_of_a_trusted_guest_costs_twelve_queries(
    trusted: Client, article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = make_comment(article=article, state=State.APPROVED)
    parent = make_comment(parent=first, state=State.APPROVED)

    with django_assert_num_queries(12):  # as above, and the comment that is answered
        post_reply(trusted, article, parent=parent.pk, remember="on", text="Well said, and kindly.")

    answer = Comment.objects.latest("pk")
    assert (answer.state, answer.parent, answer.root) == (State.APPROVED, parent, first)


def test_reply_with_all_signals_takes_at_most_twenty_milliseconds(client: Client, article: Article) -> None:
    """The median of many posts, from as many networks, so that one that was interrupted does not count.

    Between the posts, work of a known size is measured (`reckon`), which takes six milliseconds on the machine that
    the bound is meant for: where it takes longer, the machine is slow or busy, and a post may by the same factor. The
    test's own client is counted with it.
    """
    posts, reckonings = [], []
    for number in range(POSTS):
        client.defaults["REMOTE_ADDR"] = f"8.{number}.8.8"
        post = partial(post_reply, client, article, text=f"{TEXT} {number}", subject="x")
        posts.append(seconds(post))
        reckonings.append(seconds(reckon))

    factor = max(1, median(reckonings) / RECKONING)
    assert Comment.objects.filter(state=State.SPAM).count() == POSTS
    assert median(posts) <= MOST * factor
