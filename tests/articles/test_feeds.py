"""The feeds: what is in them, in every format."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import publishing
from tests.articles.feed_reading import TYPES, entries, every_format, titles
from tests.factories import (
    make_article,
    make_author,
    make_correction,
    make_draft,
    make_picture,
    make_section,
    make_source,
    make_topic,
    make_user,
)

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
SITE = "https://wex.example"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_wex")]


# What is in them


@every_format
def test_feed_has_the_whole_article(client: Client, format: str) -> None:
    picture = make_picture(alt="The wall", caption="High water", credit="Photo: Ada")
    inner = make_picture(alt="A gull")
    make_article(
        at=NOON,
        slug="wall",
        headline="A & B < C",
        dek="Nine & four.",
        key_points=["It costs a million."],
        body=f'<p>Voted. <a href="/sections/town/?a=1&amp;b=2">More</a> <a href="#x">x</a> '
        f'<a href="mailto:a@b.example">Write</a></p><figure><img src="{inner.file.url}" alt="A tern" '
        f'data-file="{inner.pk}"><figcaption>By <em>hand</em></figcaption></figure>',
        lead_picture=picture,
        section=make_section(name="Town"),
        topics=[make_topic(name="Floods")],
        authors=[make_author(name="Ada"), make_author(name="Bo")],
    )

    [entry] = entries(client, f"/feed.{format}")

    assert entry["url"] == f"{SITE}/2026/05/01/wall/"
    assert entry["title"] in {"A & B < C", "A &amp; B &lt; C"}  # feedparser escapes plain titles
    assert [author["name"] for author in entry["authors"]] == ["Ada", "Bo"]
    assert entry["tags"] == ["Town", "Floods"]
    html = entry["content_html"]
    for part in (
        "<strong>Nine &amp; four.</strong>",
        f'src="{SITE}{picture.file.url}"',
        'alt="The wall"',
        "High water · Photo: Ada",
        "It costs a million.",
        "Voted.",
        f'href="{SITE}/sections/town/?a=1&amp;b=2"',
        f'href="{SITE}/2026/05/01/wall/#x"',
        'href="mailto:a@b.example"',
        f'src="{SITE}{inner.file.url}"',
        'alt="A tern"',
        "By <em>hand</em>",
    ):
        assert part in html
    assert html.index("The wall") < html.index("a million") < html.index("Voted")
    assert not re.search(r'(?:src|href)="(?!https?:|mailto:)', html)
    assert "<script" not in html
    assert "srcset" not in html


@every_format
def test_feed_tells_of_corrections_and_of_who_did_what(client: Client, format: str) -> None:
    draft = make_draft(headline="Wall")
    draft.bylines.create(author=make_author(name="Bo"), role="translated by")
    publishing.publish(draft, by=make_user())
    make_correction(article=draft.article, text="It is 2 m high.")

    [html] = [entry["content_html"] for entry in entries(client, f"/feed.{format}")]

    assert "It is 2 m high." in html
    assert re.search(r"Translated by <a [^>]*>Bo</a>", html)


@every_format
def test_name_of_an_item_stays_whatever_becomes_of_the_article(client: Client, format: str) -> None:
    article = make_article(at=NOON, slug="wall")
    [before] = entries(client, f"/feed.{format}")

    publishing.move(article, "dam")
    publishing.publish(publishing.working_copy(article), by=make_user(), is_substantive=True)
    [after] = entries(client, f"/feed.{format}")

    assert before["id"] == after["id"] == f"tag:wex.example,2026-05-01:article/{article.pk}"
    assert after["url"] == f"{SITE}/2026/05/01/dam/"


def test_name_of_an_item_is_no_address(client: Client) -> None:
    make_article()

    assert '<guid isPermaLink="false">tag:' in client.get("/feed.rss").text


def test_updated_is_the_substantive_change_else_the_publication(client: Client) -> None:
    article = make_article(at=NOON)
    publishing.publish(publishing.working_copy(article), by=make_user())
    assert [entry["date_modified"] for entry in entries(client, "/feed.atom")] == [
        "2026-05-01T12:00:00+00:00"
    ]
    assert "atom:updated" not in client.get("/feed.rss").text

    article.revisions.update(updated_at=NOON + timedelta(hours=2))

    for format in ("rss", "atom", "json"):
        [entry] = entries(client, f"/feed.{format}")
        assert entry["date_modified"] == "2026-05-01T14:00:00+00:00"


@every_format
def test_feed_has_the_thirty_newest_in_their_order(client: Client, format: str) -> None:
    for number in range(32):
        make_article(headline=f"N{number}", at=NOON + timedelta(hours=number))

    assert titles(client, f"/feed.{format}") == [f"N{number}" for number in range(31, 1, -1)]


@every_format
def test_texts_that_are_not_live_are_in_no_feed(client: Client, format: str) -> None:
    section, now, hour = make_section(slug="town"), timezone.now(), timedelta(hours=1)
    ended = make_article(section=section, at=now - 2 * hour)
    make_correction(article=ended)
    ended.revisions.update(live_until=now - hour)
    publishing.publish(make_draft(section=section), by=make_user(), at=now + hour)
    make_draft(section=section)
    withdrawn = make_article(section=section)
    make_correction(article=withdrawn)
    publishing.withdraw(withdrawn, by=make_user(), note="Wrong.")

    for path in ("/", "/sections/town/", "/corrections/"):
        assert entries(client, f"{path}feed.{format}") == []


MAKERS: dict[str, Callable[..., Any]] = {
    "section": make_section,
    "topic": make_topic,
    "author": make_author,
    "source": make_source,
}


@every_format
@pytest.mark.parametrize("kind", MAKERS)
def test_listing_has_a_feed_of_its_own(client: Client, kind: str, format: str) -> None:
    mine, other = MAKERS[kind](name="Mine"), MAKERS[kind]()
    for subject in (mine, other):
        given = {"section": subject} if kind == "section" else {f"{kind}s": [subject]}
        make_article(headline=subject.name, **given)

    path = mine.get_absolute_url()

    assert titles(client, f"{path}feed.{format}") == ["Mine"]
    assert client.get(f"/{kind}s/nothing/feed.{format}").status_code == 404
    assert f'type="{TYPES[format]}"' in client.get(path).text
    assert f'href="{path}feed.{format}"' in client.get(path).text


def test_article_that_rests_on_a_source_twice_is_in_its_feed_once(client: Client) -> None:
    source = make_source(slug="gazette")
    make_article(headline="Twice", sources=[source, source])

    assert titles(client, "/sources/gazette/feed.rss") == ["Twice"]


@every_format
def test_corrections_have_a_feed(client: Client, format: str) -> None:
    article = make_article(at=NOON, slug="wall", headline="The wall")
    make_correction(article=article, text="Older.", made_at=NOON)
    newer = make_correction(article=article, text="It is <2 m high.", made_at=NOON + timedelta(hours=1))

    first, second = entries(client, f"/corrections/feed.{format}")

    assert (first["title"], first["url"]) == ("Correction: The wall", f"{SITE}/2026/05/01/wall/#corrections")
    assert first["id"] == f"tag:wex.example,2026-05-01:correction/{newer.pk}"
    assert "It is &lt;2 m high." in first["content_html"]
    assert "Older." in second["content_html"]
