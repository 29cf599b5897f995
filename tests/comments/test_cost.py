"""What posting costs: a bounded number of queries, whatever is known of the writer, and little of the processor."""

from datetime import datetime
from itertools import count

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from comments.models import Ban, Comment, State, Training, Watched, Word
from comments.remembering import GUEST_COOKIE
from tests.comments.replying import REPLY, post_reply
from tests.effort import effort
from tests.factories import approve_all, make_article, make_comment

pytestmark = pytest.mark.django_db

TEXT = "Buy <b>cheap</b> pills at https://pills.example/ and \u0440\u0430ypal.com, all of you\u202e."


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
    """Of many posts, from as many networks; the test's own client is counted with it."""
    numbers = count()

    def post() -> None:
        number = next(numbers)
        client.defaults["REMOTE_ADDR"] = f"8.{number}.8.8"
        post_reply(client, article, text=f"{TEXT} {number}", subject="x")

    assert effort(post, tries=40) <= 0.020
    assert Comment.objects.filter(state=State.SPAM).count() == 40
