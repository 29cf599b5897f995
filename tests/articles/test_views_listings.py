"""The front page and the listings: what is in them, and what readers never see."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.models import Article, Revision
from tests.articles.reading import assert_in_order
from tests.factories import (
    make_article,
    make_author,
    make_draft,
    make_picture,
    make_section,
    make_source,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


# What readers do not see


def unseen_articles() -> dict[str, Revision]:
    """Texts that no reader may see now, by what keeps them from it."""
    now, section = timezone.now(), make_section(slug="town")
    hour = timedelta(hours=1)
    ended = make_article(section=section, headline="Secret", at=now - 2 * hour)
    ended.revisions.update(live_until=now - hour)
    early = make_draft(section=section, headline="Secret")
    publishing.publish(early, by=make_user(), at=now + hour)
    return {
        "ended": ended.revisions.get(),
        "early": early,
        "draft": make_draft(section=section, headline="Secret"),
    }


def test_texts_that_are_not_live_are_in_no_list(client: Client) -> None:
    unseen_articles()

    for path in ("/", "/sections/town/"):
        assert "Secret" not in client.get(path).text


@pytest.mark.parametrize(("name", "status"), [("ended", 410), ("early", 404)])
def test_text_outside_its_window_has_no_page_and_takes_no_reply(
    client: Client, name: str, status: int
) -> None:
    address = unseen_articles()[name].get_absolute_url()
    reply = {"text": "Hello", "name": "Bea", "email": "bea@readers.example"}

    assert client.get(address).status_code == status
    assert client.post(f"{address}replies/", reply).status_code == status


def test_draft_has_no_page_and_takes_no_reply(client: Client) -> None:
    draft = make_draft(slug="flood")
    address = f"/{timezone.localdate():%Y/%m/%d}/flood/"

    assert draft.is_working_copy
    assert client.get(address).status_code == 404
    assert client.post(f"{address}replies/").status_code == 404


def test_readers_see_neither_the_working_copy_nor_the_text_before(client: Client, editor: User) -> None:
    article = make_article(headline="Oldest", section=make_section(slug="town"))
    copy = publishing.working_copy(article)
    copy.headline = "Public"
    publishing.publish(copy, by=editor)
    copy = publishing.working_copy(article)
    copy.headline = "Unfinished"
    copy.save()

    for path in ("/", "/sections/town/", article.get_absolute_url()):
        html = client.get(path).text
        assert "Public" in html
        assert "Oldest" not in html
        assert "Unfinished" not in html


def test_address_of_another_day_is_not_found(client: Client) -> None:
    make_article(slug="flood", at=datetime(2026, 5, 1, tzinfo=UTC))

    assert client.get("/2026/05/01/flood/").status_code == 200
    assert client.get("/2026/05/02/flood/").status_code == 404
    assert client.get("/2026/05/01/drought/").status_code == 404


# Listings


def test_front_page_is_led_by_the_newest_with_a_picture(client: Client) -> None:
    make_article(headline="Pictured", lead_picture=make_picture(), at=timezone.now() - timedelta(hours=2))
    make_article(headline="Plain")

    page = client.get("/").text

    assert page.index("Pictured") < page.index("Plain")


def test_front_page_shows_the_newest_first(client: Client) -> None:
    now = timezone.now()
    for hours, headline in ((3, "Oldest"), (1, "Newest"), (2, "Middle")):
        make_article(headline=headline, at=now - timedelta(hours=hours))

    assert_in_order(client.get("/").text, ["card--lead", "Newest", "Middle", "Oldest"])


def test_later_change_does_not_move_an_article_up(client: Client, editor: User) -> None:
    now = timezone.now()
    old = make_article(headline="Old", at=now - timedelta(hours=2))
    make_article(headline="New", at=now - timedelta(hours=1))
    publishing.publish(publishing.working_copy(old), by=editor, is_substantive=True)

    assert_in_order(client.get("/").text, ["New", "Old"])


@pytest.mark.parametrize("kind", ["section", "topic", "author", "source"])
def test_listing_has_its_own_articles_once(client: Client, kind: str) -> None:
    make = {"section": make_section, "topic": make_topic, "author": make_author, "source": make_source}[kind]
    mine, other = make(), make()
    field = "section" if kind == "section" else f"{kind}s"
    for subject, headline in ((mine, "Mine"), (other, "Other")):
        given: dict[str, Any] = {field: subject if kind == "section" else [subject]}
        make_article(headline=headline, **given)

    html = client.get(mine.get_absolute_url()).text

    assert html.count(">Mine</a>") == 1
    assert "Other" not in html


def test_article_that_rests_on_a_source_twice_is_listed_once(client: Client) -> None:
    source = make_source()
    make_article(headline="Twice", sources=[source, source])

    assert client.get(source.get_absolute_url()).text.count(">Twice</a>") == 1


@pytest.mark.parametrize("kind", ["sections", "topics", "authors", "sources"])
def test_unknown_listing_is_not_found(client: Client, kind: str) -> None:
    assert client.get(f"/{kind}/nothing/").status_code == 404


def test_listing_says_what_it_is(client: Client) -> None:
    section = make_section(name="Town", description="Streets and schools.")
    author = make_author(biography="Writes on water.")
    source = make_source(home_page="https://gazette.example/")

    assert "Streets and schools." in client.get(section.get_absolute_url()).text
    assert "Writes on water." in client.get(author.get_absolute_url()).text
    assert 'href="https://gazette.example/"' in client.get(source.get_absolute_url()).text


def test_menu_marks_the_section_that_is_open(client: Client) -> None:
    make_section(slug="town")

    assert '<a href="/sections/town/" aria-current="page">' in client.get("/sections/town/").text


# What pages cost


def make_full_articles(count: int) -> list[Article]:
    section = make_section(slug="town")
    return [
        make_article(section=section, lead_picture=make_picture(), authors=[make_author(), make_author()])
        for _ in range(count)
    ]


@pytest.mark.parametrize("count", [3, 6])
def test_listing_costs_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    make_full_articles(count)

    with django_assert_num_queries(
        4
    ):  # section, its articles with picture, counts of comments, sections of the menu
        response = client.get("/sections/town/")

    assert response.text.count("<article ") == count
