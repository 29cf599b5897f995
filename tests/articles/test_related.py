"""Related articles on an article's page: what editors picked, what is alike, and never what is not live."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.models import Article, Likeness
from articles.related import SHOWN, related_to
from tests.articles.reading import assert_in_order, page_of
from tests.factories import make_article, make_draft, make_user

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)

pytestmark = pytest.mark.django_db


def pick(article: Article, *others: Article) -> None:
    """Have an editor pick others for the text that is live."""
    revision = article.revisions.get(is_working_copy=False)
    for position, other in enumerate(others, start=1):
        revision.recommendations.create(article=other, position=position)


def liken(article: Article, **scores: float) -> None:
    """Note what an article is like, by headline."""
    for headline, score in scores.items():
        other = Article.objects.get(revisions__headline=headline)
        Likeness.objects.create(article=article, other=other, score=score)


def make_stories(*headlines: str) -> list[Article]:
    return [make_article(headline=headline, at=NOON - HOUR) for headline in headlines]


def related(article: Article, at: datetime = NOON) -> list[str]:
    return [story.headline for story in related_to(article.revisions.get(), at=at)]


def test_what_is_most_alike_comes_first() -> None:
    article, *_ = make_stories("Story", "A", "B", "C")
    liken(article, A=0.2, B=0.9, C=0.5)

    assert related(article) == ["B", "C", "A"]


def test_picks_come_before_what_is_alike_in_the_editors_order() -> None:
    article, first, second, _, _ = make_stories("Story", "A", "B", "C", "D")
    pick(article, second, first)
    liken(article, C=0.3, D=0.9)

    assert related(article) == ["B", "A", "D", "C"]


def test_article_that_is_picked_and_alike_stands_once() -> None:
    article, first, _ = make_stories("Story", "A", "B")
    pick(article, first)
    liken(article, A=0.3, B=0.9)

    assert related(article) == ["A", "B"]


def test_article_is_not_related_to_itself() -> None:
    [article] = make_stories("Story")
    pick(article, article)

    assert related(article) == []


def test_likeness_to_another_article_is_its_own() -> None:
    article, other, _ = make_stories("Story", "A", "B")
    liken(other, B=0.9, Story=0.8)

    assert related(article) == []


def test_page_shows_no_more_than_it_has_room_for() -> None:
    article, *others = make_stories("Story", "A", "B", "C", "D", "E", "F")
    pick(article, *others[3:])
    liken(article, A=0.9, B=0.8)

    assert related(article) == ["D", "E", "F", "A"]
    assert len(related(article)) == SHOWN


def test_picks_belong_to_the_text_that_is_live(client: Client) -> None:
    article, other = make_stories("Story", "Picked")
    draft = publishing.working_copy(article)
    draft.recommendations.create(article=other, position=1)

    assert "Picked" not in page_of(client, article)
    publishing.publish(draft, by=make_user())
    assert "Picked" in page_of(client, article)


# Who is live decides the clock


def timed(at: datetime, until: datetime) -> Article:
    """Another story, in a window."""
    draft = make_draft(headline="Timed")
    publishing.publish(draft, by=make_user(), at=at, until=until)
    return draft.article


@pytest.mark.parametrize("is_picked", [True, False], ids=["picked", "alike"])
def test_related_article_comes_and_goes_with_its_window(client: Client, is_picked: bool) -> None:
    [article] = make_stories("Story")
    other = timed(NOON, NOON + HOUR)
    if is_picked:
        pick(article, other)
    else:
        liken(article, Timed=0.9)

    seen = []
    for time in (NOON - MICROSECOND, NOON, NOON + HOUR - MICROSECOND, NOON + HOUR):
        with time_machine.travel(time, tick=False):
            seen.append("Timed" in page_of(client, article))

    assert seen == [False, True, True, False]


@pytest.mark.parametrize("is_picked", [True, False], ids=["picked", "alike"])
def test_drafts_and_withdrawn_articles_are_not_shown(is_picked: bool) -> None:
    article, withdrawn = make_stories("Story", "Withdrawn")
    draft = make_draft(headline="Draft").article
    publishing.withdraw(withdrawn, by=make_user(), note="Wrong.", at=NOON)
    if is_picked:
        pick(article, draft, withdrawn)
    else:
        liken(article, Draft=0.9, Withdrawn=0.8)

    assert related(article, at=NOON - MICROSECOND) == ["Withdrawn"]
    assert related(article, at=NOON) == []


def test_place_of_a_pick_that_is_not_live_goes_to_the_next() -> None:
    article, *others = make_stories("Story", "A", "B", "C", "D", "E")
    pick(article, *others[:4])
    liken(article, E=0.9)
    publishing.withdraw(others[0], by=make_user(), note="Wrong.", at=NOON)

    assert related(article) == ["B", "C", "D", "E"]


# On the page


def test_page_leads_to_related_articles(client: Client) -> None:
    article, other, _ = make_stories("Story", "Picked", "Alike")
    pick(article, other)
    liken(article, Alike=0.9)

    html = page_of(client, article)

    assert_in_order(html, ['aria-labelledby="related"', ">Related</h2>", "Picked</a></h3>", "Alike</a></h3>"])
    assert f'<a href="{other.get_absolute_url()}">Picked</a>' in html


def test_page_without_related_articles_does_not_speak_of_them(client: Client) -> None:
    [article] = make_stories("Story")

    assert "Related" not in page_of(client, article)


@pytest.mark.parametrize("count", [0, 2, 9])
def test_related_articles_cost_one_query(
    django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    article, *others = make_stories("Story", *(f"Picked{n}" for n in range(count)))
    pick(article, *others)
    for number in range(count):
        liken(article, **{make_article(headline=f"Alike{number}").revisions.get().headline: 0.5})
    revision = article.revisions.get()

    with django_assert_num_queries(1):
        found = [(story.get_absolute_url(), story.headline, story.section) for story in related_to(revision)]

    assert len(found) == min(2 * count, SHOWN)
