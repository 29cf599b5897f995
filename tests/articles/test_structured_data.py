"""What an article's head tells machines: schema.org, OpenGraph, feeds."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.models import Picture, Relation, Revision, SourceKind
from articles.structured_data import KINDS
from newsroom.machine_text import as_json
from tests.articles.reading import page_of, structured_data_of
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


def test_article_is_described_whole(client: Client) -> None:
    picture = make_picture(size=(64, 48), caption="At high water", credit="Photo: Ada", copyright="© Ada")
    article = make_article(
        at=NOON,
        slug="wall",
        headline="The wall is raised",
        dek="Nine votes to four.",
        lead_picture=picture,
        section=make_section(name="Town"),
        topics=[make_topic(name="Floods"), make_topic(name="Votes")],
        authors=[make_author(name="Ada", slug="ada")],
    )
    with time_machine.travel(datetime(2026, 5, 2, 9, 30, tzinfo=UTC)):
        publishing.publish(publishing.working_copy(article), by=make_user(), is_substantive=True)

    found = structured_data_of(page_of(client, article))

    us = {"@type": "NewsMediaOrganization", "name": "The Wex", "url": f"{SITE}/"}
    ada = f"{SITE}/authors/ada/"
    assert found == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": f"{SITE}/2026/05/01/wall/",
        "headline": "The wall is raised",
        "description": "Nine votes to four.",
        "image": [
            {
                "@type": "ImageObject",
                "url": f"{SITE}{picture.file.url}",
                "width": 64,
                "height": 48,
                "caption": "At high water",
                "creditText": "Photo: Ada",
                "copyrightNotice": "© Ada",
            }
        ],
        "datePublished": "2026-05-01T14:00:00+02:00",
        "dateModified": "2026-05-02T11:30:00+02:00",
        "articleSection": "Town",
        "keywords": ["Floods", "Votes"],
        "author": [{"@type": "Person", "@id": ada, "name": "Ada", "url": ada}],
        "publisher": us,
    }


def test_crops_around_the_focal_point_are_offered_once_they_are_made(client: Client) -> None:
    picture = make_picture(size=(1600, 1200))
    article = make_article(lead_picture=picture)
    Picture.objects.update(has_crops=True)
    picture.refresh_from_db()

    html = page_of(client, article)

    whole, *crops = structured_data_of(html)["image"]
    assert whole["url"] == f"{SITE}{picture.file.url}"
    assert crops == [f"{SITE}{crop}" for crop in picture.crops()]
    assert len(crops) == 3
    assert properties(html)["og:image"] == crops[0]


def test_every_author_is_named_and_no_role_is_lost(client: Client) -> None:
    draft = make_draft(authors=[])
    for place, (name, role) in enumerate([("Ada", ""), ("Bo", "translated by")], start=1):
        draft.bylines.create(author=make_author(name=name, slug=name.lower()), role=role, position=place)
    publishing.publish(draft, by=make_user())

    found = structured_data_of(page_of(client, draft.article))

    assert [author["name"] for author in found["author"]] == ["Ada", "Bo"]
    bo = {"@id": f"{SITE}/authors/bo/"}
    assert found["contributor"] == [{"@type": "Role", "roleName": "translated by", "contributor": bo}]


def test_text_that_nobody_signs_is_the_papers_own(client: Client) -> None:
    found = structured_data_of(page_of(client, make_article(authors=[])))

    assert found["author"] == found["publisher"]


def test_corrections_are_told_to_machines(client: Client) -> None:
    article = make_article(at=NOON)
    make_correction(article=article, text="The wall is 2 m high, not 3.", made_at=NOON)

    assert structured_data_of(page_of(client, article))["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "The wall is 2 m high, not 3.",
            "datePublished": "2026-05-01T14:00:00+02:00",
        }
    ]


def test_title_at_the_source_names_the_work(client: Client) -> None:
    draft = make_draft(relation=Relation.SUMMARY)
    draft.attributions.create(
        source=make_source(kind=SourceKind.OFFICE),
        relation="summary",
        url="https://a.example/",
        title="Minutes",
    )
    publishing.publish(draft, by=make_user())

    [work] = structured_data_of(page_of(client, draft.article))["isBasedOn"]

    assert work["name"] == "Minutes"
    assert work["publisher"]["@type"] == "GovernmentOrganization"


def test_every_kind_of_source_is_known() -> None:
    assert set(SourceKind) - set(KINDS) == {SourceKind.OTHER, SourceKind.ORGANISATION}


@pytest.mark.parametrize("hostile", ["</script><script>alert(1)</script>", "<!--<script>", "a & b", '"\\'])
def test_no_text_ends_the_block_of_data(client: Client, hostile: str) -> None:
    html = page_of(client, make_article(headline=hostile))

    assert (
        html.lower().count("<script") == html.lower().count("</script") == 4
    )  # and the page's three modules
    assert structured_data_of(html)["headline"] == hostile
    assert not set("<>&") & set(as_json({"headline": hostile}))


def test_article_whose_section_is_gone_is_described_without_it(client: Client) -> None:
    article = make_article()
    article.revisions.update(live_until=datetime(2999, 1, 1, tzinfo=UTC), section=None)

    html = page_of(client, article)

    assert "articleSection" not in structured_data_of(html)
    assert "article:section" not in html


# OpenGraph


def properties(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta property="([^"]*)" content="([^"]*)">', html))


def test_article_has_a_card_for_those_who_share_it(client: Client) -> None:
    picture = make_picture(alt="The wall")
    article = make_article(
        at=NOON,
        slug="wall",
        headline="A & B",
        dek="So.",
        lead_picture=picture,
        section=make_section(name="Town"),
    )
    article.revisions.update(updated_at=datetime(2026, 5, 2, tzinfo=UTC))

    assert properties(page_of(client, article)) == {
        "og:type": "article",
        "og:site_name": "The Wex",
        "og:title": "A &amp; B",
        "og:description": "So.",
        "og:url": f"{SITE}/2026/05/01/wall/",
        "og:image": f"{SITE}{picture.file.url}",
        "og:image:width": "64",
        "og:image:height": "48",
        "og:image:alt": "The wall",
        "article:published_time": "2026-05-01T14:00:00+02:00",
        "article:modified_time": "2026-05-02T02:00:00+02:00",
        "article:section": "Town",
    }


def test_bare_article_has_a_card_without_empty_parts(client: Client) -> None:
    found = properties(page_of(client, make_article(dek="")))

    assert "" not in found.values()
    assert not {"og:image", "og:description", "article:modified_time"} & set(found)


# What it costs


def test_head_adds_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    article = make_article(
        lead_picture=make_picture(),
        authors=[make_author(), make_author()],
        sources=[make_source(), make_source()],
        topics=[make_topic()],
    )
    make_correction(article=article)
    revision = Revision.objects.live().for_page().get()

    with django_assert_num_queries(1):  # corrections, which the page shows too
        head = render_to_string("articles/_head.html", {"revision": revision})
        corrections = render_to_string("articles/_corrections.html", {"revision": revision})

    for part in (head, corrections):
        assert "The bridge is in Teind." in part
