"""How feeds are served: their types, what they cost, and what breaks none of them."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Revision
from tests.articles.feed_reading import TYPES, entries, every_format
from tests.factories import (
    make_article,
    make_author,
    make_correction,
    make_picture,
    make_section,
    make_source,
    make_topic,
)

SITE = "https://wex.example"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_wex")]


@every_format
@pytest.mark.parametrize("path", ["/", "/sections/town/", "/corrections/"])
def test_feed_is_the_same_bytes_for_everybody(client: Client, editor: User, path: str, format: str) -> None:
    make_correction(article=make_article(section=make_section(slug="town")))

    response = client.get(f"{path}feed.{format}")
    client.force_login(editor)

    assert client.get(f"{path}feed.{format}").content == response.content
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


@every_format
def test_feed_takes_no_post_and_answers_head(client: Client, format: str) -> None:
    assert client.post(f"/feed.{format}").status_code == 405
    assert client.head(f"/feed.{format}").status_code == 200


@every_format
def test_feed_says_what_it_is(client: Client, format: str) -> None:
    make_section(name="Town", slug="town", description="Streets and schools.")

    response = client.get(f"/sections/town/feed.{format}")

    assert response["Content-Type"] == f"{TYPES[format]}; charset=utf-8"
    assert response["X-Robots-Tag"] == "noindex"
    for words in ("Town | The Wex", "Streets and schools.", f"{SITE}/sections/town/"):
        assert words in response.text
    assert f"{SITE}/sections/town/feed.{format}" in response.text


@every_format
def test_unchanged_feed_is_answered_with_304(client: Client, format: str) -> None:
    make_article()
    for path in (f"/feed.{format}", f"/corrections/feed.{format}"):  # the second is empty
        tag = client.get(path)["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


@every_format
def test_changed_text_changes_the_feed_even_if_no_time_does(client: Client, format: str) -> None:
    article = make_article()
    tag = client.get(f"/feed.{format}")["ETag"]

    article.revisions.update(body="<p>Withheld name.</p>")

    assert client.get(f"/feed.{format}", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/feed.xml", "/feed", "/sections/town/feed.html", "/feed.rss/"])
def test_other_formats_are_not_found(client: Client, path: str) -> None:
    make_section(slug="town")

    assert client.get(path).status_code == 404


@every_format
def test_characters_that_no_xml_may_hold_break_no_feed(client: Client, format: str) -> None:
    make_article(
        headline="One\x0btwo", dek="\x01", body="<p>Three\ufffe</p>", authors=[make_author(name="A\x08da")]
    )

    [entry] = entries(client, f"/feed.{format}")

    assert entry["title"] == "Onetwo"
    assert [author["name"] for author in entry["authors"]] == ["Ada"]


@pytest.mark.parametrize("href", ["http://[", "https://a.example/?a=1&amp;b=&quot;2&quot;"])
def test_odd_link_stays_as_it_is(client: Client, href: str) -> None:
    article = make_article()
    Revision.objects.filter(article=article).update(body=f'<p><a href="{href}">x</a></p>')

    [item] = json.loads(client.get("/feed.json").content)["items"]

    assert f'href="{href}"' in item["content_html"]


# What they cost


def full_articles(count: int) -> list[Article]:
    section = make_section(slug="town")
    return [
        make_article(
            section=section,
            key_points=["One."],
            authors=[make_author(), make_author()],
            sources=[make_source()],
            topics=[make_topic()],
            lead_picture=make_picture(),
            body=f'<figure><img src="/x.jpg" alt="" data-file="{make_picture().pk}"></figure>',
        )
        for _ in range(count)
    ]


@every_format
@pytest.mark.parametrize("count", [2, 4])
def test_feed_costs_nine_queries_however_many_articles(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, format: str, count: int
) -> None:
    full_articles(count)

    # section; keys of the newest; articles with section and picture; key points; topics; corrections;
    # bylines with authors; attributions with sources; pictures of all bodies
    with django_assert_num_queries(9):
        assert len(entries(client, f"/sections/town/feed.{format}")) == count


@every_format
def test_feed_of_corrections_costs_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, format: str
) -> None:
    for _ in range(3):
        make_correction(article=make_article())

    with django_assert_num_queries(1):
        assert len(entries(client, f"/corrections/feed.{format}")) == 3
