"""What the database refuses of articles, and the windows in which texts are live."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import ProtectedError

from articles import publishing
from articles.models import Article, Attribution, Revision, Section
from tests.constraints import refused
from tests.factories import (
    make_article,
    make_author,
    make_correction,
    make_draft,
    make_picture,
    make_product,
    make_section,
    make_source,
    make_topic,
    make_user,
)

START = datetime(2026, 5, 1, 12, tzinfo=UTC)
END = datetime(2026, 5, 8, 12, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

pytestmark = pytest.mark.django_db


# What the database refuses


def test_article_has_an_address_of_its_own() -> None:
    make_article(slug="flood", at=START)

    with refused(
        "articles_article_one_per_address",
        columns="articles_article.first_published_on, articles_article.slug",
    ):
        make_article(slug="flood", at=START)


def test_drafts_and_articles_of_other_days_may_share_a_slug() -> None:
    make_draft(slug="flood")
    make_draft(slug="flood")
    make_article(slug="flood", at=START)
    make_article(slug="flood", at=END)

    assert Article.objects.filter(slug="flood").count() == 4


def test_article_has_one_working_copy() -> None:
    draft = make_draft()

    with refused("articles_revision_one_working_copy", columns="articles_revision.article_id"):
        make_draft(article=draft.article)


def test_article_has_one_text_whose_window_is_open() -> None:
    article = make_article()

    with refused("articles_revision_one_open_window", columns="articles_revision.article_id"):
        make_draft(article=article, is_working_copy=False, live_from=END, first_published_at=START)


def test_draft_is_not_live() -> None:
    with refused("articles_revision_draft_not_live"):
        make_draft(live_from=START, first_published_at=START)


@pytest.mark.parametrize("end", [START, START - MICROSECOND])
def test_window_ends_after_it_starts(end: datetime) -> None:
    article = make_article(at=START)

    with refused("articles_revision_window_ends_after_it_starts"):
        article.revisions.update(live_until=end)


def test_live_text_has_a_date() -> None:
    article = make_article()

    with refused("articles_revision_live_has_date"):
        article.revisions.update(first_published_at=None)


def test_text_that_is_live_without_end_has_a_section() -> None:
    article = make_article()

    with refused("articles_revision_newest_live_has_section"):
        article.revisions.update(section=None)


def test_text_is_not_updated_before_it_was_published() -> None:
    article = make_article(at=START)

    with refused("articles_revision_updated_after_published"):
        article.revisions.update(updated_at=START - MICROSECOND)


def test_text_has_a_headline() -> None:
    with refused("articles_revision_has_headline"):
        make_draft(headline="")


def test_key_point_says_something() -> None:
    with refused("articles_keypoint_says_something"):
        make_draft(key_points=[""])


def test_author_stands_once_over_a_text() -> None:
    author = make_author()

    with refused(
        "articles_byline_author_once", columns="articles_byline.revision_id, articles_byline.author_id"
    ):
        make_draft(authors=[author, author])


def test_product_is_promoted_once_in_a_text() -> None:
    product = make_product()

    with refused(
        "articles_promotion_product_once",
        columns="articles_promotion.revision_id, articles_promotion.product_id",
    ):
        make_draft(products=[product, product])


def test_relation_to_a_source_is_one_that_is_known() -> None:
    make_draft(sources=[make_source()])

    with refused("articles_attribution_relation_known"):
        Attribution.objects.update(relation="stolen")


def test_correction_says_something() -> None:
    with refused("articles_correction_says_something"):
        make_correction(article=make_article(), text="")


@pytest.mark.parametrize("words", [{"alt": ""}, {"alt": "A boat", "is_decorative": True}])
def test_picture_is_described_or_decorative(words: dict[str, Any]) -> None:
    with refused("articles_picture_alt_or_decorative"):
        make_picture(**words)


@pytest.mark.parametrize("make", [make_section, make_topic, make_author, make_source])
@pytest.mark.parametrize("field", ["name", "slug"])
def test_listing_has_a_name_and_a_slug_of_its_own(make: Any, field: str) -> None:
    table = make(**{field: "ferry"})._meta.db_table

    with refused(f"{table}_{field}", columns=f"{table}.{field}"):
        make(**{field: "ferry"})


def test_what_a_text_rests_on_is_not_deleted() -> None:
    used: list[Any] = [make_picture(), make_author(), make_source(), make_product()]
    make_draft(lead_picture=used[0], authors=[used[1]], sources=[used[2]], products=[used[3]])

    for row in used:
        with pytest.raises(ProtectedError):
            row.delete()


# Windows


@pytest.mark.parametrize(
    ("time", "is_live"),
    [(START - MICROSECOND, False), (START, True), (END - MICROSECOND, True), (END, False)],
)
def test_text_is_live_from_the_start_of_its_window_until_its_end(time: datetime, is_live: bool) -> None:
    make_article(at=START).revisions.update(live_until=END)

    assert Revision.objects.live(at=time).exists() == is_live


def test_text_with_an_open_window_stays_live() -> None:
    make_article(at=START)

    assert Revision.objects.live(at=END + timedelta(days=9999)).exists()


def test_draft_is_never_live() -> None:
    make_draft()

    assert not Revision.objects.live(at=END).exists()


def test_one_text_is_live_on_each_side_of_a_change() -> None:
    article = make_article(at=START, headline="Old")
    copy = publishing.working_copy(article)
    Revision.objects.filter(pk=copy.pk).update(headline="New")
    copy.refresh_from_db()
    publishing.publish(copy, by=make_user(), at=END)

    headlines = [
        [revision.headline for revision in Revision.objects.live(at=time)]
        for time in (START - MICROSECOND, START, END - MICROSECOND, END)
    ]

    assert headlines == [[], ["Old"], ["Old"], ["New"]]


def test_address_is_the_day_and_the_slug() -> None:
    make_article(slug="flood", at=START)
    other_day = make_article(slug="flood", at=END)

    found = Revision.objects.at_address(day=date(2026, 5, 8), slug="flood")

    assert [revision.article for revision in found] == [other_day]
    assert other_day.get_absolute_url() == "/2026/05/08/flood/"


def test_draft_has_no_address() -> None:
    draft = make_draft()

    with pytest.raises(ValueError, match="no address"):
        draft.get_absolute_url()


def test_sections_stand_in_the_order_of_the_menu() -> None:
    make_section(name="B", position=1)
    make_section(name="C", position=0)
    make_section(name="A", position=1)

    assert [str(section) for section in Section.objects.all()] == ["C", "A", "B"]


def test_rows_name_themselves() -> None:
    draft = make_draft(
        headline="Flood",
        slug="flood",
        key_points=["Wet."],
        authors=[make_author(name="Ada")],
        sources=[make_source(name="The Gazette")],
        products=[make_product(title="Mug")],
    )
    parts = [draft, draft.article, draft.key_points.get(), draft.bylines.get(), draft.promotions.get()]

    assert [str(part) for part in parts] == ["Flood", "flood", "Wet.", "Ada", "Mug"]
    attribution = draft.attributions.get()
    assert str(attribution) == f"{attribution.get_relation_display()}: The Gazette"
    assert str(make_correction(article=draft.article, text="Dry.")) == "Dry."


def test_picture_is_named_by_its_caption_else_by_what_it_shows() -> None:
    described = make_picture(alt="A boat")
    captioned = make_picture(alt="A boat", caption="The Nell")
    decorative = make_picture(alt="", is_decorative=True)

    assert [str(described), str(captioned), str(decorative)] == ["A boat", "The Nell", decorative.file.name]
