"""Tens of thousands of replies within an hour: what one more costs does not grow with them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from comments.models import Comment, State
from tests.comments.replying import post_reply
from tests.factories import make_article
from tests.races import IS_FULL_SIZE

COMMENTS = '"comments_comment"'
HOW_MANY = 50_000 if IS_FULL_SIZE else 10_000

pytestmark = pytest.mark.django_db


@pytest.fixture
def flooded() -> Article:
    """An article under which machines from all over the world write, one sentence after the other."""
    article = make_article()
    now = timezone.now()
    Comment.objects.bulk_create(
        (
            Comment(
                article=article,
                text=f"Buy number {number} now.",
                name=f"Bot {number % 500}",
                email=f"bot-{number}@bots.example",
                block=f"block {number % 7000}",
                network=f"network {number % 300}",
                text_digest=f"{number % 9000}",
                created_at=now - timedelta(seconds=3600 * number / HOW_MANY),
                is_likely_spam=bool(number % 3),
            )
            for number in range(HOW_MANY)
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return article


def test_reply_in_a_flood_waits_and_looks_at_few_rows(client: Client, flooded: Article) -> None:
    with CaptureQueriesContext(connection) as captured:
        response = post_reply(client, flooded)

    comment = Comment.objects.latest("pk")
    assert (response.status_code, comment.state) == (303, State.PENDING)
    assert "flood" in {name for name, _weight, _detail in comment.signals}
    reading = [
        query["sql"] for query in captured if query["sql"].startswith("SELECT") and COMMENTS in query["sql"]
    ]
    assert not [sql for sql in reading if walks_through_all(sql)]


def walks_through_all(sql: str) -> bool:
    """Whether the database would read every comment for a query."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}")
        plan = "\n".join(str(row) for row in cursor.fetchall())
    return bool(re.search(r"Seq Scan on comments_comment|SCAN comments_comment\b|SCAN .0\b(?! USING)", plan))


def test_walk_through_all_would_be_seen(flooded: Article) -> None:
    """The planted fault."""
    assert walks_through_all("SELECT COUNT(*) FROM comments_comment WHERE website = 'x'")


def test_page_of_a_flooded_article_shows_what_is_approved(client: Client, flooded: Article) -> None:
    page = client.get(flooded.get_absolute_url())

    assert page.status_code == 200
    assert "Buy number" not in page.text
