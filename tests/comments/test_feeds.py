"""The feeds of published replies: of one article and of the site."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles import publishing
from comments.models import State
from tests.articles.feed_reading import TYPES, entries, every_format, titles
from tests.factories import DECIDED, make_article, make_comment, make_draft, make_user

pytestmark = pytest.mark.django_db

SITE = "https://wex.example"


@pytest.fixture(autouse=True)
def _the_wex(settings: Settings) -> None:
    settings.SITE_NAME, settings.SITE_URL = "The Wex", SITE


@every_format
def test_reply_is_an_item_with_its_text_and_no_address_of_its_writer(client: Client, format: str) -> None:
    article = make_article(headline="The wall")
    comment = make_comment(
        article=article,
        name="Bea",
        email="bea@readers.example",
        text="> No.\nYes: https://a.example/ <b>",
        state=State.APPROVED,
    )

    for path in ("/replies/", f"{article.get_absolute_url()}replies/"):
        [entry] = entries(client, f"{path}feed.{format}")
        assert entry["title"] == "Bea on “The wall”"
        assert entry["url"] == f"{SITE}{comment.get_absolute_url()}"
        assert entry["id"].endswith(f":comment/{comment.pk}")
        assert [author["name"] for author in entry["authors"]] == ["Bea"]
        assert "<blockquote><p>No.</p></blockquote>" in entry["content_html"]
        assert "&lt;b&gt;" in entry["content_html"]
        text = client.get(f"{path}feed.{format}").text
        assert "bea@readers.example" not in text
        assert comment.secret not in text


@every_format
def test_newest_come_first_and_thirty_at_most(client: Client, format: str) -> None:
    article, now = make_article(), timezone.now()
    for number in range(32):
        make_comment(
            article=article,
            name=f"R{number}",
            state=State.APPROVED,
            created_at=now - timedelta(minutes=number),
        )

    found = [title.partition(" ")[0] for title in titles(client, f"/replies/feed.{format}")]

    assert found == [f"R{number}" for number in range(30)]


@every_format
def test_only_what_is_approved_stands_in_a_feed(client: Client, format: str) -> None:
    article = make_article()
    for state in (State.PENDING, *DECIDED):
        make_comment(article=article, name=state.value, state=state)

    for path in ("/replies/", f"{article.get_absolute_url()}replies/"):
        assert [title.partition(" ")[0] for title in titles(client, f"{path}feed.{format}")] == ["approved"]


@every_format
def test_feed_of_an_article_has_its_own_replies_alone(client: Client, format: str) -> None:
    mine, other = (make_comment(state=State.APPROVED) for _ in range(2))

    path = f"{mine.article.get_absolute_url()}replies/feed.{format}"

    assert [entry["url"] for entry in entries(client, path)] == [f"{SITE}{mine.get_absolute_url()}"]
    assert len(entries(client, f"/replies/feed.{format}")) == 2
    assert other.article.get_absolute_url() not in client.get(path).text


@every_format
def test_replies_under_what_is_not_live_stand_in_no_feed(client: Client, format: str) -> None:
    comment = make_comment(state=State.APPROVED)
    publishing.withdraw(comment.article, by=make_user(), note="Wrong.")
    scheduled = make_draft()
    make_comment(article=scheduled.article, state=State.APPROVED)
    publishing.publish(scheduled, by=make_user(), at=timezone.now() + timedelta(hours=1))

    assert entries(client, f"/replies/feed.{format}") == []
    response = client.get(f"{comment.article.get_absolute_url()}replies/feed.{format}")
    assert response.status_code == 410
    assert "Wrong." in response.text


@every_format
def test_feed_says_what_it_is_and_where_its_page_is(client: Client, format: str) -> None:
    article = make_article(headline="The wall")
    make_comment(article=article, state=State.APPROVED)

    response = client.get(f"{article.get_absolute_url()}replies/feed.{format}")

    assert response["Content-Type"] == f"{TYPES[format]}; charset=utf-8"
    assert response["X-Robots-Tag"] == "noindex"
    assert "Comments on “The wall” | The Wex" in response.text
    assert f"{SITE}{article.get_absolute_url()}replies/feed.{format}" in response.text


@every_format
def test_feed_is_the_same_bytes_for_everybody_and_revalidated(
    client: Client, editor: User, format: str
) -> None:
    make_comment(state=State.APPROVED)
    path = f"/replies/feed.{format}"

    response = client.get(path)

    assert not response.cookies
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200
    client.force_login(editor)
    assert client.get(path).content == response.content


@pytest.mark.parametrize("count", [1, 5])
def test_feeds_cost_one_query_and_the_article(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    article = make_article()
    for _ in range(count):
        make_comment(article=article, state=State.APPROVED)

    with django_assert_num_queries(1):
        client.get("/replies/feed.atom")
    with django_assert_num_queries(2):
        client.get(f"{article.get_absolute_url()}replies/feed.atom")


def test_pages_name_their_feeds_to_readers_of_feeds(client: Client) -> None:
    article = make_comment(state=State.APPROVED).article

    front, page = client.get("/").text, client.get(article.get_absolute_url()).text

    for format, type in TYPES.items():
        assert f'type="{type}" title="Comments: ' in front
        assert f'href="/replies/feed.{format}"' in front
        assert f'href="{article.get_absolute_url()}replies/feed.{format}"' in page
