"""How many comments a story has, on the pages that list it."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from comments.models import State
from comments.templatetags.comments import comment_counts
from tests.factories import (
    DECIDED,
    make_article,
    make_author,
    make_comment,
    make_section,
    make_source,
    make_topic,
)

pytestmark = pytest.mark.django_db

PATHS = ["/", "/sections/town/", "/topics/ferry/", "/authors/ada/", "/sources/gazette/"]
LINK = re.compile(r'<a class="card__comments" href="([^"]*)">([^<]*)<')


@pytest.mark.parametrize("path", PATHS)
def test_listing_counts_published_comments_and_leads_to_them(client: Client, path: str) -> None:
    article = make_article(
        section=make_section(slug="town"),
        topics=[make_topic(slug="ferry")],
        authors=[make_author(slug="ada")],
        sources=[make_source(slug="gazette")],
    )
    for _ in range(2):
        make_comment(article=article, state=State.APPROVED)
    for state in (State.PENDING, *DECIDED):
        make_comment(article=article, state=state)

    assert LINK.findall(client.get(path).text) == [(f"{article.get_absolute_url()}#comments", "3 comments")]


def test_month_of_the_archive_counts_too(client: Client) -> None:
    comment = make_comment(state=State.APPROVED)
    day = comment.article.first_published_on
    assert day

    assert [words for _, words in LINK.findall(client.get(f"/archive/{day:%Y/%m}/").text)] == ["1 comment"]


def test_story_without_comments_says_nothing_of_them(client: Client) -> None:
    make_comment()

    assert 'class="card__comments"' not in client.get("/").text


def test_all_are_counted_by_one_query_and_none_where_there_are_no_stories(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    articles = [make_article() for _ in range(3)]
    make_comment(article=articles[1], state=State.APPROVED)
    revisions = [article.revisions.get() for article in articles]

    with django_assert_num_queries(1):
        assert comment_counts(revisions) == {articles[1].pk: 1}
    with django_assert_num_queries(0):
        assert comment_counts([]) == {}
