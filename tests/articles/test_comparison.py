"""What differs between two revisions, in words."""

import pytest
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.comparison import EVERYTHING, LABELS, SEEN_BY_READERS, compare, comparisons
from articles.comparison.words import LINK
from articles.contents import FIELDS, PARTS, TOPICS, contents
from articles.models import Article, Attribution, Byline, KeyPoint, Promotion, Recommendation, Revision
from tests.articles.reading import marked
from tests.articles.writing import write
from tests.factories import (
    make_article,
    make_author,
    make_draft,
    make_picture,
    make_product,
    make_section,
    make_source,
    make_topic,
)

pytestmark = pytest.mark.django_db


def lines_of(before: Revision, after: Revision, field: str) -> list[str]:
    """What became of each line of a field, in a word, with its text."""
    [difference] = compare(before, after, fields=[field])
    return [f"{line.change}: {marked(line.pieces)}" for line in difference.lines]


def test_change_that_nobody_can_see_is_said_to_be_one() -> None:
    article = make_article(body="<p>One  two.</p>")
    after = write(article, body="<p>One two.</p>")
    [difference] = compare(article.revisions.live().get(), after, fields=["body"])

    assert (difference.is_changed, difference.is_visible) == (True, False)


def test_key_points_are_compared_by_rows() -> None:
    article = make_article(key_points=["It costs a million.", "Work starts in May.", "Nobody objects."])
    before = article.revisions.get()
    after = publishing.working_copy(article)
    after.key_points.all().delete()
    for place, text in enumerate(["Nobody objects.", "It costs two millions.", "The sea rises."]):
        after.key_points.create(text=text, position=place)

    assert lines_of(before, after, "key_points") == [
        "removed: [-Work starts in May.-]",
        "same: Nobody objects.",
        "changed: It costs [-a million-] [+two millions+].",
        "added: [+The sea rises.+]",
    ]


def test_byline_of_another_author_is_another_byline() -> None:
    ada, bo, cy = (make_author(name=f"{name} Lovell") for name in ("Ada", "Bo", "Cy"))
    article = make_article(authors=[ada, bo])
    before, after = article.revisions.get(), publishing.working_copy(article)
    after.bylines.filter(author=ada).update(author=cy)
    after.bylines.filter(author=bo).update(role="photographs by")

    assert lines_of(before, after, "bylines") == [
        "removed: [-Ada Lovell-]",
        "added: [+Cy Lovell+]",
        "changed: [+photographs by+] Bo Lovell",
    ]


def test_attribution_is_shown_with_source_title_and_link() -> None:
    article = make_article(sources=[make_source(name="The Gazette")])
    before, after = article.revisions.get(), publishing.working_copy(article)
    after.attributions.update(title="Walls", relation="based_on")

    [line] = compare(before, after, fields=["attributions"])[0].lines

    assert marked(piece for piece in line.pieces if piece.style != LINK) == (
        "[-Summary-][+Based on+]: The Gazette [+“Walls”+]"
    )
    assert any(piece.style == LINK and "source" in piece.text for piece in line.pieces)


def test_everything_else_is_shown_by_name() -> None:
    related = make_article(headline="The older story")
    before = make_draft(section=make_section(name="Town"), topics=[make_topic(name="Floods")])
    after = write(before.article, section=make_section(name="Sport"), relation="press_release")
    other = make_draft(section=after.section, topics=[make_topic(name="Boats")], products=[make_product(title="Mug")],
                       relation="press_release", lead_picture=make_picture(caption="A boat"))  # fmt: skip
    other.recommendations.create(article=related, position=1)

    found = {name: lines_of(before, other, name) for name in
             ("section", "topics", "promotions", "relation", "lead_picture", "recommendations")}  # fmt: skip

    assert found == {
        "section": ["removed: [-Town-]", "added: [+Sport+]"],
        "topics": ["removed: [-Floods-]", "added: [+Boats+]"],
        "promotions": ["added: [+Mug+]"],
        "relation": ["removed: [-Original-]", "added: [+Press release+]"],
        "lead_picture": ["added: [+A boat+]"],
        "recommendations": ["added: [+The older story+]"],
    }


def test_section_that_is_gone_is_called_deleted() -> None:
    section = make_section()
    article = make_article(section=section)
    publishing.publish(write(article, section=make_section(name="Sport")), by=make_draft().saved_by)  # type: ignore[arg-type]
    before, after = article.revisions.order_by("live_from")
    section.delete()
    before.refresh_from_db()

    assert lines_of(before, after, "section") == ["removed: [-(deleted)-]", "added: [+Sport+]"]


def test_every_content_of_a_revision_is_compared() -> None:
    assert set(EVERYTHING) == set(contents(make_draft())) == {*FIELDS, *PARTS, TOPICS} == set(LABELS)
    assert set(EVERYTHING) - set(SEEN_BY_READERS) == {"embargoed_until", "promotions", "recommendations"}


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (KeyPoint, ["text"]),
        (Byline, ["author_id", "role"]),
        (Attribution, ["source_id", "relation", "url", "title"]),
        (Promotion, ["product_id"]),
        (Recommendation, ["article_id"]),
    ],
)
def test_rows_hold_what_the_comparison_reads(model: type[KeyPoint], fields: list[str]) -> None:
    names = [field.attname for field in model._meta.concrete_fields]

    assert [name for name in names if name not in {"id", "revision_id", "position"}] == fields


@pytest.mark.parametrize("count", [2, 5])
def test_names_cost_the_same_queries_however_many_revisions(
    django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        make_article(authors=[make_author()], sources=[make_source()], topics=[make_topic()])
    revisions = list(Revision.objects.prefetch_related(*PARTS, TOPICS))

    with django_assert_num_queries(4):  # sections, topics, authors, sources
        found = comparisons(revisions)

    assert Article.objects.count() == len(found) + 1
