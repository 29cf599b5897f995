"""What a relation decides: each relation × each output."""

import json
import re
from dataclasses import dataclass
from typing import Any

import feedparser
import pytest
from django.test import Client
from pytest_django import Settings

from articles import publishing
from articles.models import Article, LinkStatus, Relation, Source, SourceLink
from articles.provenance import INDEXED, TERMS, mainstays, most_borrowed, terms_of
from tests.articles.reading import page_of, structured_data_of
from tests.factories import make_author, make_draft, make_source, make_user

LINK = "https://gazette.example/wall"
US = "NewsMediaOrganization Newsroom"
GAZETTE = "NewsMediaOrganization The Gazette"

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Expected:
    """What the outputs of a text with one source, of the same relation, must say."""

    credit: str
    rel: str
    has_canonical: bool
    robots: str
    schema: str
    publisher: str
    sd_publisher: str | None
    rss_source: str | None
    atom_rel: str
    atom_source: str | None
    external_url: str | None
    is_indexed: bool


EXPECTED = {
    Relation.ORIGINAL: Expected(
        credit="Cited in our own reporting",
        rel="external noopener",
        has_canonical=True,
        robots="max-image-preview:large",
        schema="citation",
        publisher=US,
        sd_publisher=None,
        rss_source=None,
        atom_rel="related",
        atom_source=None,
        external_url=None,
        is_indexed=True,
    ),
    Relation.BASED_ON: Expected(
        credit="Basis of this article",
        rel="external noopener",
        has_canonical=True,
        robots="max-image-preview:large",
        schema="isBasedOn",
        publisher=US,
        sd_publisher=None,
        rss_source="The Gazette",
        atom_rel="via",
        atom_source=None,
        external_url=None,
        is_indexed=True,
    ),
    Relation.SUMMARY: Expected(
        credit="Summarised here",
        rel="external noopener",
        has_canonical=True,
        robots="max-snippet:160, max-image-preview:large",
        schema="isBasedOn",
        publisher=US,
        sd_publisher=None,
        rss_source="The Gazette",
        atom_rel="via",
        atom_source=None,
        external_url=LINK,
        is_indexed=True,
    ),
    Relation.PRESS_RELEASE: Expected(
        credit="Press release",
        rel="external nofollow noopener",
        has_canonical=True,
        robots="max-snippet:160, max-image-preview:large",
        schema="isBasedOn",
        publisher=GAZETTE,
        sd_publisher=US,
        rss_source="The Gazette",
        atom_rel="via",
        atom_source=None,
        external_url=LINK,
        is_indexed=True,
    ),
    Relation.REPUBLISHED: Expected(
        credit="Republished here",
        rel="external noopener",
        has_canonical=False,
        robots="noindex",
        schema="isBasedOn",
        publisher=GAZETTE,
        sd_publisher=US,
        rss_source="The Gazette",
        atom_rel="via",
        atom_source="The Gazette",
        external_url=LINK,
        is_indexed=False,
    ),
}
every_relation = pytest.mark.parametrize("relation", Relation)


@pytest.fixture(autouse=True)
def _the_sites_name(settings: Settings) -> None:
    settings.SITE_NAME = "Newsroom"


@pytest.fixture
def gazette() -> Source:
    return make_source(name="The Gazette", kind="newspaper", home_page="https://gazette.example/")


def make_text(relation: Relation, *sources: tuple[Source, Relation], **fields: Any) -> Article:
    """A live article that relates so to each of its sources."""
    draft = make_draft(relation=relation, **fields)
    for place, (source, way) in enumerate(sources, start=1):
        draft.attributions.create(source=source, relation=way, url=f"{source.home_page}wall", position=place)
    publishing.publish(draft, by=make_user())
    return draft.article


def named(thing: Any) -> str | None:
    """Type and name of an organisation, given alone or as the only one of a list."""
    [thing] = thing if isinstance(thing, list) else [thing]
    return f"{thing['@type']} {thing['name']}" if thing else None


@every_relation
def test_readers_see_how_a_text_relates_to_its_source(
    client: Client, gazette: Source, relation: Relation
) -> None:
    html = page_of(client, make_text(relation, (gazette, relation)))

    [line] = re.findall(r'<p class="source">.*?</p>', html, re.DOTALL)
    words = " ".join(re.sub(r"<[^>]*>", "", line).split())
    assert words == f"Source: The Gazette · Read More · {EXPECTED[relation].credit}"
    assert f'<a href="{LINK}" rel="{EXPECTED[relation].rel}" aria-label="Read More at The Gazette">' in line


@every_relation
def test_head_says_what_search_engines_may_do(client: Client, gazette: Source, relation: Relation) -> None:
    article = make_text(relation, (gazette, relation))
    html = page_of(client, article)

    own = f'<link rel="canonical" href="http://127.0.0.1:8000{article.get_absolute_url()}">'
    assert (own in html) == EXPECTED[relation].has_canonical
    assert html.count('rel="canonical"') == EXPECTED[relation].has_canonical
    assert re.findall(r'<meta name="robots" content="(.*?)">', html) == [EXPECTED[relation].robots]


@every_relation
def test_structured_data_says_whose_text_it_is(client: Client, gazette: Source, relation: Relation) -> None:
    text = make_text(relation, (gazette, relation), authors=[])
    article = structured_data_of(page_of(client, text))
    expected = EXPECTED[relation]

    [work] = article[expected.schema]
    assert (work["url"], named(work["publisher"])) == (LINK, GAZETTE)
    assert {"citation", "isBasedOn"} & set(article) == {expected.schema}
    assert named(article["publisher"]) == named(article["author"]) == expected.publisher
    assert named(article.get("sdPublisher", {})) == expected.sd_publisher


@every_relation
def test_feeds_credit_the_source(client: Client, gazette: Source, relation: Relation) -> None:
    make_text(relation, (gazette, relation))
    expected = EXPECTED[relation]

    [rss] = feedparser.parse(client.get("/feed.rss").content).entries
    assert rss.get("source", {}).get("title") == expected.rss_source
    [atom] = feedparser.parse(client.get("/feed.atom").content).entries
    assert [(link.rel, link.href) for link in atom.links[1:]] == [(expected.atom_rel, LINK)]
    assert atom.get("source", {}).get("title") == expected.atom_source
    [item] = json.loads(client.get("/feed.json").content)["items"]
    assert item.get("external_url") == expected.external_url
    for html in (rss.content[0].value, atom.content[0].value, item["content_html"]):
        assert "Source: " in html
        assert f'href="{LINK}"' in html
        assert expected.credit in html


@every_relation
def test_texts_that_search_engines_may_list_are_known_as_a_set(relation: Relation) -> None:
    assert TERMS[relation].is_indexed == (relation in INDEXED) == EXPECTED[relation].is_indexed


def test_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        TERMS[Relation.ORIGINAL] = TERMS[Relation.SUMMARY]  # type: ignore[index]
    with pytest.raises(AttributeError):
        TERMS[Relation.ORIGINAL].is_ours = False  # type: ignore[misc]


# Several sources, none, and a text that does not say yet


def test_each_source_is_credited_in_its_own_way(client: Client, gazette: Source) -> None:
    herald = make_source(name="The Herald", home_page="https://herald.example/")
    article = make_text(Relation.REPUBLISHED, (herald, Relation.ORIGINAL), (gazette, Relation.REPUBLISHED))

    html = page_of(client, article)
    schema = structured_data_of(html)

    assert "Cited in our own reporting" in html
    assert "Republished here" in html
    assert [work["url"] for work in schema["citation"]] == ["https://herald.example/wall"]
    assert [work["url"] for work in schema["isBasedOn"]] == [LINK]
    assert named(schema["publisher"]) == GAZETTE
    [rss] = feedparser.parse(client.get("/feed.rss").content).entries
    assert rss.source.title == "The Gazette"
    assert rss.source.href == "https://gazette.example/"


def test_who_signs_a_republished_text_is_its_author(client: Client, gazette: Source) -> None:
    article = make_text(
        Relation.REPUBLISHED, (gazette, Relation.REPUBLISHED), authors=[make_author(name="Ada")]
    )

    schema = structured_data_of(page_of(client, article))

    assert [author["name"] for author in schema["author"]] == ["Ada"]
    assert named(schema["publisher"]) == GAZETTE


@every_relation
def test_text_without_sources_has_its_outputs_too(client: Client, relation: Relation) -> None:
    html = page_of(client, make_text(relation))

    assert EXPECTED[relation].robots in html
    assert "isBasedOn" not in structured_data_of(html)
    for format in ("rss", "atom", "json"):
        assert client.get(f"/feed.{format}").status_code == 200


def test_mainstays_are_the_attributions_of_the_texts_own_relation() -> None:
    draft = make_draft(sources=[make_source(), make_source()])
    first, second = draft.attributions.all()
    first.relation = Relation.ORIGINAL

    assert mainstays(Relation.SUMMARY, [first, second]) == [second]
    assert mainstays(Relation.REPUBLISHED, [first, second]) == [first, second]


def test_draft_that_does_not_say_where_it_comes_from_has_the_terms_of_an_original() -> None:
    assert terms_of("") is TERMS[Relation.ORIGINAL]


def test_most_borrowed_relation_is_that_of_the_text() -> None:
    assert most_borrowed([]) == Relation.ORIGINAL
    assert most_borrowed(["summary", "republished", "based_on"]) == Relation.REPUBLISHED


# Dead links


@pytest.mark.parametrize(
    ("status", "copy", "is_offered"),
    [
        (LinkStatus.BROKEN, "https://archive.example/1", True),
        (LinkStatus.WORKS, "https://archive.example/1", False),
        (LinkStatus.BROKEN, "", False),
    ],
)
def test_archived_copy_is_offered_beside_a_dead_link(
    client: Client, gazette: Source, status: LinkStatus, copy: str, is_offered: bool
) -> None:
    SourceLink.objects.create(url=LINK, status=status, archived_url=copy)

    html = page_of(client, make_text(Relation.SUMMARY, (gazette, Relation.SUMMARY)))

    link = 'aria-label="Archived copy of the page at The Gazette">Archived copy</a>'
    assert (f'<a href="https://archive.example/1" rel="external noopener" {link}' in html) == is_offered
    [work] = structured_data_of(html)["isBasedOn"]
    assert work.get("archivedAt") == (copy if is_offered else None)
