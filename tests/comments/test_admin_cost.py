"""What the queue costs while very many replies wait: the same queries, and none that goes through all of them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import queue
from comments.models import Act, Actor, Comment, Complaint, Decision, Report, Rule, State
from comments.places import written
from newsroom import counting, dashboard
from tests.comments.moderating import QUEUE, act
from tests.factories import make_article
from tests.races import IS_FULL_SIZE

WAITING = 50_000 if IS_FULL_SIZE else 10_000
DECIDED = WAITING // 10
# Of a plan: a table that is read from beginning to end. A sliced one (a bounded count) is read to its limit alone.
WHOLE_TABLE = {
    "sqlite": re.compile(r"SCAN (?:comments_\w+|[A-Z]\d+)$", re.MULTILINE),
    "postgresql": re.compile(r"Seq Scan on comments_comment"),
}

pytestmark = pytest.mark.django_db


def fill() -> None:
    """Very many replies of a few thousand people to ten articles; and of each kind that was decided, some."""
    articles = [make_article() for _ in range(10)]
    now = timezone.now()

    def reply(number: int, **fields: Any) -> Comment:
        return Comment(
            article=articles[number % len(articles)],
            name=f"Reader {number}",
            email=f"reader-{number % 2000}@readers.example",
            email_confirmed_at=now if number % 3 else None,
            text=f"Text {number}.",
            created_at=now - timedelta(seconds=number),
            held_at=now - timedelta(seconds=number),
            guest=f"guest {number % 3000}",
            block=f"block {number % 1000}",
            signals=[["links", 2, "1"], ["good-history", -1, "1"]],
            is_likely_spam=number % 5 == 0,
            asked_again_at=now if number % 7 == 0 else None,
            **fields,
        )

    Comment.objects.bulk_create((reply(number) for number in range(WAITING)), batch_size=1000)
    for state, name in ((State.APPROVED, Act.APPROVE), (State.REJECTED, Act.REJECT), (State.SPAM, Act.SPAM)):
        made = {
            "act": name,
            "before": State.PENDING,
            "after": state,
            "actor": Actor.RULE,
            "rule": Rule.TRUSTED,
        }
        last = Decision.objects.create(**made)
        rows = [reply(number, state=state, decision=last) for number in range(DECIDED)]
        decided = Comment.objects.bulk_create(rows, batch_size=1000)
        Decision.objects.bulk_create((Decision(comment=one, **made) for one in decided), batch_size=1000)
    Report.objects.bulk_create(
        Report(
            comment=comment,
            address="visitor",
            complaint=Complaint.HATE,
            handled_at=now if number >= 40 else None,
        )
        for number, comment in enumerate(Comment.objects.approved())
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def plan(sql: str) -> str:
    """How the database does a query."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def whole_tables(queries: CaptureQueriesContext) -> list[str]:
    """The queries that read a whole table of ours, but for counts: those end at their limit."""
    selects = [
        query["sql"]
        for query in queries
        if query["sql"].startswith("SELECT")
        and "comments_comment" in query["sql"]
        and f"LIMIT {counting.MOST + 1})" not in query["sql"]
    ]
    assert selects
    return [sql for sql in selects if WHOLE_TABLE[connection.vendor].search(plan(sql))]


def test_queue_is_quick_while_very_many_wait(desk: Client, moderator: User) -> None:
    fill()
    after = act(desk, Comment.objects.queued()[:3], "approve").redirect_chain[-1][0].partition("#")[0]
    views = [
        "waiting",
        "likely-spam",
        "reported",
        "asked-again",
        "unread",
        "rejected",
        "spam",
        "trash",
        "all",
    ]
    first = Comment.objects.queued()[3]
    paths = [
        f"{after}&refused={first.pk}",
        *(f"{QUEUE}?view={view}" for view in views),
        f"{QUEUE}?section=1&article={first.article_id}",
        f"{QUEUE}?view=all&by=block&of={first.pk}",
        f"{QUEUE}?view=all&by=guest&of={first.pk}",
    ]
    deep = Comment.objects.queued()[WAITING - 100]
    last = Comment.objects.order_by("-created_at", "-pk")[WAITING]
    place, age = written(deep, ["is_likely_spam", "held_at", "pk"]), written(last, ["created_at", "pk"])
    paths += [f"{QUEUE}?{way}={place}" for way in ("after", "before")]
    paths += [f"{QUEUE}?view=all&{way}={age}" for way in ("after", "before")]

    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            page = desk.get(path).text

        # session, user, own and groups' permissions; keys, replies, open reports; counts,
        # sections; done, refused
        assert len(queries) <= 11, path
        assert whole_tables(queries) == [], path
        assert '<span class="replies__count">1,000+</span>' in page

    for name in ("reported", "trash"):  # counts that find few, and do not look through all for them
        few = queue.VIEWS[name].replies().order_by().values("pk")[: counting.MOST + 1]
        assert not WHOLE_TABLE[connection.vendor].search(few.explain()), name

    with CaptureQueriesContext(connection) as queries:
        [waiting, reported] = dashboard.heaps(moderator)
    assert len(queries) == 5  # permissions twice, each heap once: these and the mails that cannot be sent
    assert (waiting.number, reported.number) == ("1,000+", "40")


def test_search_finds_a_few_among_very_many(desk: Client) -> None:
    fill()

    with CaptureQueriesContext(connection) as queries:
        page = desk.get(QUEUE, {"q": f"Text {WAITING - 1}."}).text

    assert len(queries) <= 9
    assert page.count("data-reply ") == 1


def test_whole_table_is_found() -> None:
    """The negative control: a query that no index answers."""
    fill()
    with CaptureQueriesContext(connection) as queries:
        list(Comment.objects.filter(website="x").order_by().values_list("pk"))

    assert len(whole_tables(queries)) == 1
