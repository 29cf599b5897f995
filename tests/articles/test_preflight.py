"""What is looked at before readers see a text."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles import publishing
from articles.models import LinkStatus, OldAddress, Relation, Revision, SourceLink, SourceText
from articles.preflight import findings, measured_overlap
from tests.factories import make_article, make_draft, make_picture, make_source

pytestmark = pytest.mark.django_db

COPIED = "The harbour master closed the quay on Monday after the sea had taken eleven metres of the wall."


def said(revision: Revision, **options: Any) -> list[tuple[str, bool]]:
    return [
        (finding.field, finding.is_blocking)
        for finding in findings(revision, measured=measured_overlap(revision), **options)
    ]


def make_attributed(relation: str, url: str = "https://gazette.example/wall", **fields: Any) -> Revision:
    draft = make_draft(relation=relation, **fields)
    draft.attributions.create(source=make_source(), relation=relation, url=url, position=1)
    return draft


def test_nothing_is_said_of_a_text_that_is_in_order() -> None:
    assert said(make_attributed("based_on", lead_picture=make_picture())) == []


@pytest.mark.parametrize("missing", ["dek", "body", "relation", "section"])
def test_what_readers_need_is_asked_for(missing: str) -> None:
    without: dict[str, Any] = {missing: None if missing == "section" else ""}
    draft = make_draft(**without)
    if missing == "section":
        draft.section = None

    assert said(draft) == [(missing, True)]


@pytest.mark.parametrize("relation", [each for each in Relation if each != Relation.ORIGINAL])
def test_text_that_is_not_original_names_a_source_of_that_relation(relation: Relation) -> None:
    draft = make_draft(relation=relation)
    assert said(draft) == [("relation", True)]

    draft.attributions.create(source=make_source(), relation="original", url="https://a.example/", position=1)
    assert said(draft) == [("relation", True)]


def test_source_that_gave_more_than_the_article_admits_is_found() -> None:
    draft = make_draft(relation="original")
    draft.attributions.create(
        source=make_source(), relation="republished", url="https://a.example/", position=1
    )

    found = findings(draft)

    assert [(each.field, each.is_blocking) for each in found] == [("relation", True)]
    assert "Republished" in found[0].message


def test_original_text_may_cite() -> None:
    assert said(make_attributed("original")) == []


@pytest.mark.parametrize(
    ("archived_url", "expected"), [("", [("attributions", False)]), ("https://a.example/", [])]
)
def test_broken_link_without_an_archived_copy_is_told(archived_url: str, expected: list[Any]) -> None:
    draft = make_attributed("summary", url="https://gone.example/")
    SourceLink.objects.create(
        url="https://gone.example/", status=LinkStatus.BROKEN, archived_url=archived_url
    )

    assert said(draft) == expected


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://10.0.0.5/secret", "leads nowhere that readers can reach"),
        ("http://localhost:8000/", "leads nowhere that readers can reach"),
        ("http://[::1]/", "leads nowhere that readers can reach"),
        ("https://failing.example/", "did not answer when it was last looked at"),
        ("https://refused.example/", "leads nowhere that readers can reach"),
    ],
)
def test_link_that_readers_cannot_follow_is_told(url: str, words: str) -> None:
    SourceLink.objects.create(url="https://failing.example/", failures=1)
    SourceLink.objects.create(url="https://refused.example/", status=LinkStatus.REFUSED)

    [found] = findings(make_attributed("summary", url=url))

    assert (found.field, found.is_blocking) == ("attributions", False)
    assert words in found.message


def test_text_under_embargo_is_not_published_before_its_end() -> None:
    end = datetime(2030, 1, 1, 12, tzinfo=UTC)
    draft = make_draft(embargoed_until=end)

    assert said(draft, at=end - timedelta(microseconds=1)) == [("embargoed_until", True)]
    assert said(draft, at=end) == []


def test_text_that_nobody_signs_is_told_with_the_way_to_the_names() -> None:
    [found] = findings(make_draft(authors=[]))

    assert (found.is_blocking, found.label, found.anchor) == (False, "Bylines", "#bylines-group")
    assert "Readers are not told who wrote this. Add a byline." in found.message


def test_address_of_another_article_is_taken() -> None:
    make_article(slug="flood", at=timezone.now())

    assert said(make_draft(slug="flood")) == [("slug", True)]
    assert said(make_draft(slug="flood"), at=timezone.now() + timedelta(days=1)) == []


def test_address_that_leads_to_another_article_is_taken() -> None:
    article = make_article(slug="flood", at=timezone.now())
    OldAddress.objects.create(article=article, day=timezone.localdate(), slug="tide")

    assert said(make_draft(slug="tide")) == [("slug", True)]


def test_address_of_a_live_article_is_its_own() -> None:
    article = make_article(slug="flood")

    assert said(publishing.working_copy(article)) == []


@pytest.mark.parametrize(("field", "longest"), [("headline", 110), ("dek", 300)])
def test_length_that_others_cut_off_is_told(field: str, longest: int) -> None:
    fits: dict[str, Any] = {field: "x" * longest}
    too_long: dict[str, Any] = {field: "x" * (longest + 1)}

    assert said(make_draft(**fits)) == []
    assert said(make_draft(**too_long)) == [(field, False)]


def test_picture_without_words_is_told() -> None:
    lead, inside, described = (
        make_picture(alt="", is_decorative=True, caption="Lead"),
        make_picture(alt="", is_decorative=True, caption="Inside"),
        make_picture(),
    )
    body = "".join(
        f'<figure><img src="{picture.file.url}" alt="" data-file="{picture.pk}"></figure>'
        for picture in (inside, described)
    )

    draft = make_draft(lead_picture=lead, body=body)

    assert sorted(said(draft)) == [("body", False), ("lead_picture", False)]


@pytest.mark.parametrize(
    ("relation", "is_told"), [("summary", True), ("based_on", True), ("republished", False)]
)
def test_wording_of_the_source_is_told_above_the_limit(
    settings: Settings, relation: str, is_told: bool
) -> None:
    settings.OVERLAP_LIMIT = 15
    draft = make_attributed(relation, dek="", body=f"<p>{COPIED}</p>")
    Revision.objects.filter(pk=draft.pk).update(dek="A dek.")
    draft.refresh_from_db()
    SourceText.objects.create(article=draft.article, text=f"They write: {COPIED}")

    assert (("source_text", False) in said(draft)) == is_told
    settings.OVERLAP_LIMIT = 100
    assert said(draft) == []


def test_what_blocks_comes_first() -> None:
    found = findings(make_draft(headline="x" * 150, dek="", body=""))

    assert [finding.is_blocking for finding in found] == [True, True, False]
    assert found[0].anchor == "#id_dek"


def test_all_of_it_costs_few_queries(
    editor: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    draft = make_attributed("summary", lead_picture=make_picture())
    SourceText.objects.create(article=draft.article, text=COPIED)

    # attributions, broken links, was it live, namesakes, old addresses, bylines, pictures
    with django_assert_max_num_queries(7):
        findings(draft)
