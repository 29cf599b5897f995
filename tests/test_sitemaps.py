"""The site maps and robots.txt: what search engines are told of, with the time of its last change."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from articles import publishing
from articles.models import Relation
from articles.sitemaps import ArticleSitemap
from tests.factories import make_article, make_author, make_category, make_product, make_section, make_topic

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> ET.Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return ET.fromstring(response.content)  # noqa: S314 (our own)


def locations(client: Client, path: str) -> list[str]:
    return [each.text or "" for each in read(client, path).iter(f"{SITEMAP}loc")]


# The articles


def test_index_names_every_page_at_the_sites_own_address(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://courier.example"

    assert locations(client, "/sitemap.xml") == [
        "https://courier.example/sitemap-articles.xml",
        "https://courier.example/sitemap-listings.xml",
        "https://courier.example/sitemap-shop.xml",
    ]


def test_articles_are_listed_with_the_time_of_their_last_change(
    client: Client, editor: User, settings: Settings
) -> None:
    settings.SITE_URL, settings.TIME_ZONE = "https://courier.example", "Europe/London"
    with time_machine.travel(NOON, tick=False):
        make_article(slug="plain", at=NOON - timedelta(days=2))
        changed = make_article(slug="changed", at=NOON - timedelta(days=1))
        publishing.publish(publishing.working_copy(changed), by=editor, at=NOON, is_substantive=True)
        publishing.publish(publishing.working_copy(changed), by=editor, at=NOON + timedelta(days=1))

    rows = [tuple(part.text for part in url) for url in read(client, "/sitemap-articles.xml")]
    changes = [each.text for each in read(client, "/sitemap.xml").iter(f"{SITEMAP}lastmod")]

    assert rows == [
        ("https://courier.example/2026/04/29/plain/", "2026-04-29T13:00:00+01:00"),
        ("https://courier.example/2026/04/30/changed/", "2026-05-01T13:00:00+01:00"),
    ]
    assert changes == ["2026-05-01T13:00:00+01:00"]


def test_long_site_map_has_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ArticleSitemap, "limit", 2)
    for number in range(5):
        make_article(slug=f"story-{number}", at=NOON + timedelta(hours=number))

    pages = [page for page in locations(client, "/sitemap.xml") if "articles" in page]
    articles = [page for path in pages for page in locations(client, path)]

    assert [page.rpartition("/")[2] for page in pages] == [
        "sitemap-articles.xml",
        "sitemap-articles.xml?p=2",
        "sitemap-articles.xml?p=3",
    ]
    assert [address.split("/")[-2] for address in articles] == [f"story-{number}" for number in range(5)]


@pytest.mark.parametrize(
    "path", ["sitemap-articles.xml?p=2", "sitemap-articles.xml?p=x", "sitemap-nothing.xml", "sitemap-.xml"]
)
def test_page_that_does_not_exist_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/{path}").status_code == 404


@pytest.mark.parametrize(
    ("relation", "is_listed"), [(relation, relation != Relation.REPUBLISHED) for relation in Relation]
)
def test_text_that_is_not_to_be_indexed_stands_in_no_site_map(
    client: Client, relation: Relation, is_listed: bool
) -> None:
    article = make_article(relation=relation)

    for path in ("/sitemap-articles.xml", "/news-sitemap.xml"):
        assert (article.slug in client.get(path).text) is is_listed


# Listings and shop


def test_listings_that_have_articles_are_listed(client: Client) -> None:
    make_topic(slug="empty")
    make_article(
        section=make_section(slug="town"),
        topics=[make_topic(slug="ferry")],
        authors=[make_author(slug="ada")],
        at=NOON,
    )

    paths = [re.sub("https?://[^/]*", "", address) for address in locations(client, "/sitemap-listings.xml")]

    assert paths == [
        "/",
        "/archive/",
        "/corrections/",
        "/archive/2026/05/",
        "/sections/town/",
        "/topics/ferry/",
        "/authors/ada/",
    ]


def test_shop_lists_what_it_shows(client: Client) -> None:
    make_product(slug="mug", category=make_category(slug="mugs"))
    make_product(slug="hidden", category=make_category(slug="hidden-ones"), is_listed=False)

    paths = [re.sub("https?://[^/]*", "", address) for address in locations(client, "/sitemap-shop.xml")]

    assert paths == ["/shop/", "/shop/categories/mugs/", "/shop/products/mug/"]


# News


def test_news_are_the_articles_of_the_last_two_days(client: Client, settings: Settings) -> None:
    settings.SITE_NAME, settings.LANGUAGE_CODE = "The Courier & Post", "en-gb"
    with time_machine.travel(NOON, tick=False):
        make_article(headline="Old", at=NOON - timedelta(days=2, microseconds=1))
        make_article(headline="Tide <&> \x0btime", slug="tide", at=NOON - timedelta(days=2))

        [url] = read(client, "/news-sitemap.xml")

    texts = {part.tag: part.text for part in url.iter()}
    assert str(texts[f"{SITEMAP}loc"]).endswith("/2026/04/29/tide/")
    assert texts[f"{NEWS}name"] == "The Courier & Post"
    assert texts[f"{NEWS}language"] == "en"
    assert texts[f"{NEWS}publication_date"] == "2026-04-29T12:00:00+00:00"
    assert texts[f"{NEWS}title"] == "Tide <&> time"


def test_there_are_at_most_a_thousand_news(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.sitemaps.MOST_NEWS", 2)
    for _ in range(3):
        make_article()

    assert len(read(client, "/news-sitemap.xml")) == 2


@pytest.mark.parametrize(
    ("code", "language"), [("en", "en"), ("pt-br", "pt"), ("zh-hans", "zh-cn"), ("zh-hant", "zh-tw")]
)
def test_news_name_the_language_as_search_engines_want_it(
    client: Client, settings: Settings, code: str, language: str
) -> None:
    settings.LANGUAGE_CODE = code
    make_article()

    assert f"<news:language>{language}</news:language>" in client.get("/news-sitemap.xml").text


# Robots


def test_robots_are_kept_from_what_is_not_for_them(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://courier.example"

    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.text.splitlines()
    for path in ("/admin/", "/search/", "/shop/cart/"):
        assert f"Disallow: {path}" in lines
    assert "Sitemap: https://courier.example/sitemap.xml" in lines
    assert "Sitemap: https://courier.example/news-sitemap.xml" in lines


@pytest.mark.parametrize(
    "path",
    [
        "/robots.txt",
        "/sitemap.xml",
        "/news-sitemap.xml",
        *(f"/sitemap-{name}.xml" for name in ("articles", "shop")),
    ],
)
def test_machines_get_the_same_for_everybody(client: Client, editor: User, path: str) -> None:
    make_article()
    stranger = client.get(path)
    client.force_login(editor)

    assert client.get(path).content == stranger.content
    assert not stranger.cookies
    assert "cookie" not in stranger.get("Vary", "").lower()
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("count", [3, 6])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/sitemap-articles.xml", 2),  # how many articles, and they
        ("/sitemap-listings.xml", 5),  # months, sections, topics, authors, sources
        ("/sitemap-shop.xml", 2),  # categories, products
        ("/news-sitemap.xml", 1),  # articles
        ("/sitemap.xml", 9),  # the newest change; articles counted; the listings and the shop as above
    ],
)
def test_site_maps_cost_the_same_queries_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str, queries: int, count: int
) -> None:
    for _ in range(count):
        make_article(topics=[make_topic()], authors=[make_author()])
        make_product()

    with django_assert_num_queries(queries):
        client.get(path)
