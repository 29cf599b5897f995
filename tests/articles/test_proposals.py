"""Proposals of related articles: computed when something is published, stored both ways, and safe to repeat."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import Article, Likeness, Revision
from articles.related import proposals
from articles.tasks import propose_related
from tests.factories import make_article, make_draft, make_section
from tests.races import at_once

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _others(db: None) -> None:
    """A paper with articles on other things, so that what two have in common is rare."""
    section = make_section()
    for number in range(6):
        make_text(f"alone{number} single{number} lonely{number}", section=section)


def make_text(headline: str, **fields: Any) -> Article:
    """An article of these words alone."""
    return make_article(**{"headline": headline, "dek": "", "body": "", "at": NOON, **fields})


def noted(article: Article) -> list[str]:
    """The headlines of what an article is noted to be like, the most alike first."""
    return [
        Revision.objects.filter(article=each.other).latest("saved_at").headline
        for each in article.likenesses.order_by("-score", "other")
    ]


def test_articles_on_one_story_are_noted_on_both_sides() -> None:
    older, newer = make_text("Teind bridge cracks"), make_text("Crack in Teind bridge")

    proposals.propose(newer.pk)

    assert (noted(newer), noted(older)) == ([headline_of(older)], [headline_of(newer)])


def headline_of(article: Article) -> str:
    return article.revisions.get().headline


def test_whole_text_counts() -> None:
    one = make_text("One", dek="The Teind.", body="<p>A bridge</p>", key_points=["Lorries turned back."])
    other = make_text("Two", dek="A bridge.", body="<p>Lorries turned back</p>", key_points=["The Teind."])

    proposals.propose(one.pk)

    assert noted(one) == [headline_of(other)]


def test_proposing_twice_leaves_one_note_on_each_side() -> None:
    one, other = make_text("Teind bridge"), make_text("Teind bridge")

    proposals.propose(one.pk)
    proposals.propose(one.pk)
    proposals.propose(other.pk)

    assert Likeness.objects.count() == 2


def test_what_an_article_no_longer_says_is_forgotten(editor: User) -> None:
    article, other = make_text("Teind bridge cracks"), make_text("Teind bridge cracks")
    proposals.propose(article.pk)
    draft = publishing.working_copy(article)
    draft.headline = "Oysters"
    publishing.publish(draft, by=editor)

    proposals.propose(article.pk)

    assert (noted(article), noted(other)) == ([], [])


def test_scheduled_article_is_noted_before_readers_see_it(editor: User) -> None:
    older, draft = (
        make_text("Teind bridge cracks"),
        make_draft(headline="Teind bridge cracks", dek="", body=""),
    )
    publishing.publish(draft, by=editor, at=NOON + 365 * 30 * DAY)

    proposals.propose(draft.article_id)

    assert noted(draft.article) == [headline_of(older)]


def test_draft_is_compared_with_nothing() -> None:
    article, draft = make_text("Teind bridge"), make_draft(headline="Teind bridge", dek="", body="")

    proposals.propose(draft.article_id)
    proposals.propose(article.pk)

    assert not Likeness.objects.exists()


def test_article_that_readers_will_not_see_again_is_forgotten(editor: User) -> None:
    article, other = make_text("Teind bridge"), make_text("Teind bridge")
    proposals.propose(article.pk)
    publishing.withdraw(article, by=editor, note="Wrong.")

    proposals.propose(article.pk)
    proposals.propose(other.pk)

    assert not Likeness.objects.exists()


def test_article_that_is_gone_is_no_error() -> None:
    proposals.propose(0)

    assert not Likeness.objects.exists()


def test_no_article_keeps_more_than_the_best() -> None:
    days = range(proposals.KEPT + 3)
    texts = [make_text("Teind bridge", at=NOON - day * DAY) for day in days]

    for text in texts:
        proposals.propose(text.pk)

    assert {text.likenesses.count() for text in texts} == {proposals.KEPT}
    nearest = {text.pk for text in texts[1 : proposals.KEPT + 1]}
    assert set(texts[0].likenesses.values_list("other", flat=True)) == nearest


def test_reach_is_measured_in_articles_and_in_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "LEAST_REACH", 1)
    monkeypatch.setattr(proposals, "REACH", 3)
    at = NOON + 1000 * DAY
    ages = (0, 59, 61, 62)
    texts = {age: make_text("Teind bridge", at=at - age * DAY) for age in ages}

    place = (at, texts[0].pk)

    assert proposals._neighbours(place, place) == [texts[59].pk]
    monkeypatch.setattr(proposals, "LEAST_REACH", 3)
    assert proposals._neighbours(place, place) == [texts[59].pk, texts[61].pk, texts[62].pk]


def propose_at_once(texts: list[Article]) -> None:
    for _ in range(5):
        at_once(*(lambda key=text.pk: proposals.propose(key) for text in texts))


@pytest.mark.django_db(transaction=True)
def test_proposals_at_once_are_stored_once() -> None:
    texts = [make_text("Teind bridge") for _ in range(4)]

    propose_at_once(texts)

    assert Likeness.objects.count() == 4 * 3


@pytest.mark.django_db(transaction=True)
def test_without_turns_they_would_get_in_each_others_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "take_turns", lambda _what: None)
    texts = [make_text("Teind bridge") for _ in range(4)]

    # SQLite has one writer at a time anyway.
    with pytest.raises(ExceptionGroup) if connection.vendor == "postgresql" else nullcontext():
        propose_at_once(texts)


@pytest.mark.parametrize("count", [1, 40])
def test_queries_stay_the_same_however_many_articles_there_are(count: int) -> None:
    article, *_ = [make_text("Teind bridge", key_points=["Wet."]) for _ in range(count + 1)]
    proposals.propose(article.pk)

    with CaptureQueriesContext(connection) as queries:
        proposals.propose(article.pk)

    on_articles = [query["sql"] for query in queries if '"articles_' in query["sql"]]
    assert len(on_articles) == 9  # one more where an article has more than the best


# All at once


def test_command_compares_everything(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(proposals, "BLOCK", 5)
    texts = [
        make_text(headline, at=NOON - day * DAY) for day, headline in enumerate(["Teind", "Oysters"] * 4)
    ]

    call_command("propose_related")

    assert "Articles compared with those near in time: 14." in capsys.readouterr().out
    assert all(set(noted(text)) == {headline_of(text)} for text in texts)


def test_command_and_publishing_find_the_same() -> None:
    texts = [make_text("Teind bridge", at=NOON - day * DAY) for day in range(3)]
    for text in texts:
        proposals.propose(text.pk)
    found = set(Likeness.objects.values_list("article", "other"))
    Likeness.objects.all().delete()

    call_command("propose_related", verbosity=0)

    assert set(Likeness.objects.values_list("article", "other")) == found


def test_command_reads_a_site_without_articles() -> None:
    Article.objects.all().delete()

    call_command("propose_related", verbosity=0)


# The worker


@pytest.mark.django_db(transaction=True)
def test_worker_finds_what_a_published_article_is_like() -> None:
    article, other = make_text("Teind bridge"), make_text("Teind bridge")
    Likeness.objects.all().delete()
    propose_related.enqueue(article.pk)

    call_command("db_worker", "--batch", "--no-startup-delay", "--interval=0", verbosity=0)

    assert noted(article) == [headline_of(other)]
