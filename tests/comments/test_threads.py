"""The order in which comments are read."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from comments.models import Comment, State
from comments.threads import threaded
from tests.factories import make_article, make_comment

START = datetime(2026, 5, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def outline() -> list[tuple[str, int]]:
    return [(entry.comment.text, entry.depth) for entry in threaded(Comment.objects.all())]


def test_answers_stand_under_what_they_answer_both_oldest_first() -> None:
    article = make_article()
    comments: dict[str, Comment] = {}
    for minute, (text, parent) in enumerate(
        [("a", ""), ("b", ""), ("a1", "a"), ("b1", "b"), ("a2", "a"), ("a1x", "a1")]
    ):
        comments[text] = make_comment(
            article=article,
            text=text,
            state=State.APPROVED,
            parent=comments.get(parent),
            created_at=START + timedelta(minutes=minute),
        )

    assert outline() == [("a", 0), ("a1", 1), ("a1x", 2), ("a2", 1), ("b", 0), ("b1", 1)]


def test_entry_names_the_comment_that_it_answers() -> None:
    question = make_comment()
    answer = make_comment(article=question.article, parent=question)

    entries = threaded([question, answer])

    assert [entry.answers for entry in entries] == [None, question]


def test_answer_to_a_comment_that_is_not_published_stands_on_its_own() -> None:
    hidden = make_comment()
    answer = make_comment(article=hidden.article, parent=hidden)

    [entry] = threaded([answer])

    assert (entry.depth, entry.answers) == (0, None)


def test_thread_of_any_depth_is_shown_up_to_the_deepest() -> None:
    comments = [
        Comment(pk=number, parent_id=number - 1 or None, state=State.APPROVED) for number in range(1, 1201)
    ]

    depths = [entry.depth for entry in threaded(comments)]

    assert len(depths) == 1200
    assert depths[: settings.REPLIES_DEPTH + 2] == [0, 1, 2, 3, 4, 4]
    assert max(depths) == settings.REPLIES_DEPTH


def test_no_comments_are_no_thread() -> None:
    assert threaded([]) == []
