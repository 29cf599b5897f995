"""The page of all corrections."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import corrections, publishing
from tests.articles.reading import assert_in_order, page_of
from tests.factories import make_article, make_correction, make_draft, make_user
from tests.responses import without_scripts

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAGE = "/corrections/"

pytestmark = pytest.mark.django_db


def test_corrections_are_listed_newest_first_with_their_articles(client: Client) -> None:
    wall = make_article(headline="The wall", at=NOON, slug="wall")
    dam = make_article(headline="The dam", at=NOON, slug="dam")
    make_correction(article=wall, text="Older.", made_at=NOON + HOUR)
    make_correction(article=dam, text="Newer.", made_at=NOON + 2 * HOUR)

    assert_in_order(
        client.get(PAGE).text,
        [
            "<h1>Corrections</h1>",
            '<a href="/2026/05/01/dam/#corrections">The dam</a>',
            "Newer.",
            "1 May 2026, 14:00 UTC",
            '<a href="/2026/05/01/wall/#corrections">The wall</a>',
            "Older.",
        ],
    )


def test_correction_bears_the_headline_that_readers_see_now(client: Client) -> None:
    article = make_article(headline="Before")
    make_correction(article=article)
    copy = publishing.working_copy(article)
    copy.headline = "After"
    publishing.publish(copy, by=make_user())
    copy = publishing.working_copy(article)
    copy.headline = "Unfinished"
    copy.save()

    html = client.get(PAGE).text

    assert html.count("#corrections") == 1
    assert ">After</a>" in html


def test_corrections_of_texts_that_nobody_sees_are_not_listed(client: Client) -> None:
    ended = make_article(headline="Secret", at=NOON)
    ended.revisions.update(live_until=NOON + HOUR)
    withdrawn = make_article(headline="Secret")
    early = make_draft(headline="Secret")
    publishing.publish(early, by=make_user(), at=timezone.now() + HOUR)
    for article in (ended, withdrawn, early.article):
        make_correction(article=article, text="Secret.")
    publishing.withdraw(withdrawn, by=make_user(), note="Wrong.")

    html = client.get(PAGE).text

    assert "Secret" not in html
    assert "Nothing has been corrected yet." in html
    assert corrections.published(at=NOON).count() == 1


def test_corrections_come_in_pages(client: Client) -> None:
    article = make_article(at=NOON)
    for number in range(45):
        make_correction(article=article, text=f"Number {number}.", made_at=NOON + HOUR * (number // 2))

    path, seen = PAGE, []
    while path:
        html = client.get(path).text
        seen += re.findall(r"Number (\d+)\.", html)
        older = re.search(r'class="pagination__older" href="([^"]*)"', html)
        path = f"{PAGE}{older[1]}" if older else ""

    assert seen == [str(number) for number in range(44, -1, -1)]
    assert client.get(f"{PAGE}?page=nonsense").status_code == 404


def test_what_is_typed_is_escaped(client: Client) -> None:
    make_correction(article=make_article(headline="<script>"), text="<script>")

    assert "<script" not in without_scripts(client.get(PAGE).text)


def test_every_page_leads_to_the_corrections(client: Client) -> None:
    article = make_article()
    make_correction(article=article)

    assert f'<a href="{PAGE}">Corrections</a>' in client.get("/").text
    assert f'<a href="{PAGE}">All corrections</a>' in page_of(client, article)


def test_page_names_its_feeds(client: Client) -> None:
    html = client.get(PAGE).text

    for format, kind in (("rss", "rss+xml"), ("atom", "atom+xml"), ("json", "feed+json")):
        assert f'type="application/{kind}"' in html
        assert f'href="{PAGE}feed.{format}"' in html


@pytest.mark.parametrize("count", [2, 4])
def test_page_costs_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        make_correction(article=make_article())

    with django_assert_num_queries(2):  # corrections with article and headline, sections of the menu
        assert client.get(PAGE).text.count("#corrections") == count
