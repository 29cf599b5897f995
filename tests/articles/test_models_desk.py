"""What the database refuses of the desk's nouns: withdrawals, links, places on the front page, previews."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from articles.models import (
    Article,
    BreakingNews,
    FrontSlot,
    Likeness,
    LinkCheck,
    OldAddress,
    PreviewLink,
    Relation,
    SourceLink,
    SourceText,
)
from tests.constraints import refused
from tests.factories import make_article, make_correction, make_draft, make_picture, make_source, make_user

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("half", [{"withdrawn_at": NOON}, {"withdrawal_note": "Wrong."}])
def test_article_is_withdrawn_with_a_note(half: dict[str, Any]) -> None:
    article = make_article()

    with refused("articles_article_withdrawn_with_a_note"):
        Article.objects.filter(pk=article.pk).update(**half)


def test_old_address_leads_to_one_article() -> None:
    OldAddress.objects.create(article=make_article(), day=NOON.date(), slug="flood")

    with refused(
        "articles_oldaddress_one_article",
        columns="articles_oldaddress.day, articles_oldaddress.slug",
    ):
        OldAddress.objects.create(article=make_article(), day=NOON.date(), slug="flood")


@pytest.mark.parametrize("end", [None, NOON + MICROSECOND])
def test_text_that_expires_is_not_live_longer(end: datetime | None) -> None:
    article = make_article(at=NOON - timedelta(days=1))
    article.revisions.update(live_until=NOON, expires_at=NOON)

    with refused("articles_revision_window_ends_by_its_expiry"):
        article.revisions.update(live_until=end)


@pytest.mark.parametrize("relation", ["", "stolen"])
def test_text_that_readers_see_says_where_it_comes_from(relation: str) -> None:
    article = make_article()

    with refused("articles_revision_live_says_where_it_comes_from"):
        article.revisions.update(relation=relation)


def test_draft_may_leave_open_where_it_comes_from_but_not_make_it_up() -> None:
    make_draft(relation="")

    with refused("articles_revision_live_says_where_it_comes_from"):
        make_draft(relation="stolen")


def test_text_names_who_saved_it() -> None:
    with refused("articles_revision_saved_by_somebody"):
        make_draft(saved_by_name="")


def test_correction_names_who_made_it() -> None:
    with refused("articles_correction_made_by_somebody"):
        make_correction(article=make_article(), made_by_name="")


def test_source_is_of_a_kind_that_is_known() -> None:
    with refused("articles_source_kind_known"):
        make_source(kind="rumour")


def test_article_is_picked_once_as_related_to_a_text() -> None:
    draft, picked = make_draft(), make_article()
    draft.recommendations.create(article=picked)

    with refused(
        "articles_recommendation_article_once",
        columns="articles_recommendation.revision_id, articles_recommendation.article_id",
    ):
        draft.recommendations.create(article=picked)


@pytest.mark.parametrize("point", [{"focal_x": 101}, {"focal_y": 101}])
def test_focal_point_lies_inside_the_picture(point: dict[str, Any]) -> None:
    with refused("articles_picture_focal_point_inside"):
        make_picture(**point)


def test_link_is_watched_once() -> None:
    SourceLink.objects.create(url="https://gazette.example/flood")

    with refused("articles_sourcelink_url", columns="articles_sourcelink.url"):
        SourceLink.objects.create(url="https://gazette.example/flood")


def test_status_of_a_link_is_one_that_is_known() -> None:
    with refused("articles_sourcelink_status_known"):
        SourceLink.objects.create(url="https://gazette.example/", status="odd")


@pytest.mark.parametrize("end", [NOON, NOON - MICROSECOND])
def test_preview_link_expires_after_it_was_made(end: datetime) -> None:
    with refused("articles_previewlink_expires_later"):
        PreviewLink.objects.create(revision=make_draft(), created_at=NOON, expires_at=end)


# The front page


def test_places_on_the_front_page_count_from_one() -> None:
    with refused("articles_frontslot_counts_from_one"):
        FrontSlot.objects.create(position=0, article=make_article())


def test_place_on_the_front_page_is_held_by_one_article() -> None:
    FrontSlot.objects.create(position=1, article=make_article())

    with refused("articles_frontslot_position", columns="articles_frontslot.position"):
        FrontSlot.objects.create(position=1, article=make_article())


def test_article_holds_one_place_on_the_front_page() -> None:
    article = make_article()
    FrontSlot.objects.create(position=1, article=article)

    with refused("articles_frontslot_article", columns="articles_frontslot.article_id"):
        FrontSlot.objects.create(position=2, article=article)


@pytest.mark.parametrize(("time", "is_filled"), [(NOON - MICROSECOND, True), (NOON, False)])
def test_place_is_held_until_its_time_ends(time: datetime, is_filled: bool) -> None:
    FrontSlot.objects.create(position=1, article=make_article(), until=NOON)

    assert FrontSlot.objects.filled(at=time).exists() == is_filled


@pytest.mark.parametrize("end", [NOON, NOON - MICROSECOND])
def test_breaking_news_ends_after_it_starts(end: datetime) -> None:
    with refused("articles_breakingnews_ends_after_it_starts"):
        BreakingNews.objects.create(text="The wall has given way.", starts_at=NOON, ends_at=end)


def test_breaking_news_says_something() -> None:
    with refused("articles_breakingnews_says_something"):
        BreakingNews.objects.create(text="", starts_at=NOON, ends_at=NOON + MICROSECOND)


@pytest.mark.parametrize(
    ("time", "is_showing"),
    [
        (NOON - MICROSECOND, False),
        (NOON, True),
        (NOON + timedelta(hours=1) - MICROSECOND, True),
        (NOON + timedelta(hours=1), False),
    ],
)
def test_breaking_news_shows_from_its_start_until_its_end(time: datetime, is_showing: bool) -> None:
    BreakingNews.objects.create(text="Flood.", starts_at=NOON, ends_at=NOON + timedelta(hours=1))

    assert BreakingNews.objects.showing(at=time).exists() == is_showing


# Likeness


def test_likeness_of_two_articles_is_noted_once() -> None:
    pair = {"article": make_article(), "other": make_article()}
    Likeness.objects.create(**pair, score=0.5)

    with refused(
        "articles_likeness_pair_once",
        columns="articles_likeness.article_id, articles_likeness.other_id",
    ):
        Likeness.objects.create(**pair, score=0.6)


def test_article_is_not_like_itself() -> None:
    article = make_article()

    with refused("articles_likeness_of_another"):
        Likeness.objects.create(article=article, other=article, score=1)


def test_rows_of_the_desk_name_themselves() -> None:
    draft = make_draft(headline="Flood", slug="flood", relation=Relation.SUMMARY)
    link = SourceLink.objects.create(url="https://gazette.example/flood")
    rows = [
        FrontSlot(position=1, article=draft.article),
        BreakingNews(text="The wall has given way."),
        PreviewLink(revision=draft, created_by=make_user()),
        OldAddress(article=draft.article, day=NOON.date(), slug="flood"),
        SourceText(article=draft.article, text="The river rose. " * 9),
        Likeness(article_id=1, other_id=2, score=0.25),
        draft.recommendations.create(article=draft.article),
        link,
        LinkCheck(link=link, finding="404 Not Found"),
    ]

    assert [str(row) for row in rows] == [
        "1: flood",
        "The wall has given way.",
        "Flood",
        "2026-05-01 flood",
        "The river rose. The river rose. The river rose. The river ro",
        "1 ~ 2: 0.25",
        "flood",
        "https://gazette.example/flood",
        "404 Not Found",
    ]
