"""Two members of the desk act at the same moment: one comes first, and the outcome is that of an order."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.utils import timezone

from articles import publishing
from articles.models import Article, Revision
from tests.articles.writing import live_headline, windows, write
from tests.factories import make_article, make_draft
from tests.races import at_once

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def outcomes(*acts: Callable[[], object]) -> list[str]:
    """Do all at once; what became of each, sorted: “done” or the name of its error."""
    found = []

    def attempt(act: Callable[[], object]) -> None:
        try:
            act()
            found.append("done")
        except (ValueError, IntegrityError) as error:
            found.append(type(error).__name__)

    at_once(*[lambda act=act: attempt(act) for act in acts])
    return sorted(found)


def overlapping(article: Article) -> list[str]:
    """The texts that are live while the one before still is."""
    rows = windows(article)
    pairs = pairwise(rows)
    return [after[0] for before, after in pairs if before[2] is None or before[2] > after[1]]


def test_one_draft_published_twice_is_published_once(editor: User) -> None:
    article = make_article(headline="Old")
    draft = write(article, headline="New")
    copies = [Revision.objects.get(pk=draft.pk) for _ in range(2)]

    done = outcomes(*[lambda copy=copy: publishing.publish(copy, by=editor) for copy in copies])

    assert done == ["ValueError", "done"]
    assert [row[0] for row in windows(article)] == ["Old", "New"]
    assert overlapping(article) == []


def test_draft_is_published_or_discarded(editor: User) -> None:
    article = make_article(headline="Old")
    draft, same = write(article, headline="New"), publishing.working_copy(article)

    done = outcomes(
        lambda: publishing.publish(draft, by=editor),
        lambda: publishing.discard(same, by=editor),
    )

    assert done == ["ValueError", "done"]
    assert live_headline(article) in {"Old", "New"}
    assert set(article.revisions.values_list("headline", flat=True)) == {"Old", "New"}


@pytest.mark.parametrize("_attempt", range(5))
def test_article_published_and_withdrawn_at_once_is_what_came_last(editor: User, _attempt: int) -> None:
    article = make_article(headline="Old")
    draft = write(article, headline="New")

    done = outcomes(
        lambda: publishing.publish(draft, by=editor),
        lambda: publishing.withdraw(article, by=editor, note="Wrong."),
    )

    assert done == ["done", "done"]
    assert overlapping(article) == []
    article.refresh_from_db()
    newest = windows(article)[-1]
    assert article.withdrawn_at
    came_first = newest[1] < article.withdrawn_at
    assert live_headline(article) == (None if came_first else "New")
    assert newest == ("New", newest[1], article.withdrawn_at if came_first else None)


def test_withdrawal_that_looks_first_and_acts_later_leaves_a_text_live(editor: User) -> None:
    """Without the lock: what is taken from readers is what was live when it looked."""
    article = make_article(headline="Old")
    draft = write(article, headline="New")
    has_looked, has_published = Barrier(2, timeout=20), Barrier(2, timeout=20)

    def careless_withdrawal() -> None:
        seen = [revision.pk for revision in Revision.objects.live().filter(article=article)]
        has_looked.wait()
        has_published.wait()
        Revision.objects.filter(pk__in=seen).update(live_until=timezone.now())

    def publication() -> None:
        has_looked.wait()
        publishing.publish(draft, by=editor)
        has_published.wait()

    at_once(careless_withdrawal, publication)

    assert live_headline(article) == "New"
    assert overlapping(article) == ["New"]


def test_two_articles_moved_to_one_address_leave_it_to_one(editor: User) -> None:
    articles = [make_article(slug=slug, at=NOON) for slug in ("flood", "drought")]

    done = outcomes(*[lambda article=article: publishing.move(article, "wall") for article in articles])

    assert done == ["IntegrityError", "done"]
    assert Article.objects.filter(slug="wall").count() == 1
    [loser] = Article.objects.exclude(slug="wall")
    assert not loser.old_addresses.exists()


@pytest.mark.parametrize("_attempt", range(5))
def test_address_is_not_taken_while_it_is_being_left(editor: User, _attempt: int) -> None:
    leaving, coming = make_article(slug="wall", at=NOON), make_article(slug="flood", at=NOON)

    outcomes(lambda: publishing.move(leaving, "rain"), lambda: publishing.move(coming, "wall"))

    coming.refresh_from_db()
    assert coming.slug == "flood"


def test_two_drafts_scheduled_to_one_address_leave_it_to_one(editor: User) -> None:
    drafts = [make_draft(slug="wall") for _ in range(2)]
    tomorrow = timezone.now() + timedelta(days=1)

    done = outcomes(
        *[lambda draft=draft: publishing.publish(draft, by=editor, at=tomorrow) for draft in drafts]
    )

    assert done == ["IntegrityError", "done"]
    assert Revision.objects.filter(is_working_copy=True).count() == 1


def test_text_is_taken_back_once(editor: User) -> None:
    article = make_article(headline="Old")
    publishing.publish(write(article, headline="New"), by=editor, at=timezone.now() + timedelta(days=1))

    done = outcomes(*[lambda: publishing.unschedule(article, by=editor)] * 2)

    assert done == ["ValueError", "done"]
    assert article.revisions.get(is_working_copy=True).headline == "New"
    assert [row[::2] for row in windows(article)] == [("Old", None)]
