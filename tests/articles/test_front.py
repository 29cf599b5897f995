"""The front page: what editors place, what the newest fill, and the line above."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import front, publishing
from articles.models import Article, BreakingNews, FrontSlot
from tests.factories import make_article, make_draft, make_picture, make_section, make_user

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)

pytestmark = pytest.mark.django_db


def make_stories(*headlines: str) -> list[Article]:
    """Stories without pictures, each an hour older than the one before; the newest is from an hour before noon."""
    section = make_section()
    return [
        make_article(headline=headline, section=section, at=NOON - hours * HOUR)
        for hours, headline in enumerate(headlines, start=1)
    ]


def place(article: Article, position: int, until: datetime | None = None) -> FrontSlot:
    return FrontSlot.objects.create(article=article, position=position, until=until)


def order(at: datetime = NOON) -> list[str]:
    return [story.headline for story in front.stories(at=at)]


# Places


def test_without_editors_the_newest_stand_in_order() -> None:
    make_stories("A", "B", "C")

    assert order() == ["A", "B", "C"]


def test_empty_lead_goes_to_the_newest_of_four_that_has_a_picture() -> None:
    stories = make_stories("A", "B", "C", "D", "E")
    for story in stories[2:]:
        story.revisions.update(lead_picture=make_picture())

    assert order() == ["C", "A", "B", "D", "E"]


def test_placed_story_keeps_its_place_and_the_newest_fill_the_others() -> None:
    *_, old, older = make_stories("A", "B", "C", "Old", "Older")
    place(older, 1)
    place(old, 3)

    assert order() == ["Older", "A", "Old", "B", "C"]


def test_empty_lead_is_filled_past_the_stories_that_have_a_place() -> None:
    first, second, *_ = make_stories("A", "B", "C")
    first.revisions.update(lead_picture=make_picture())
    second.revisions.update(lead_picture=make_picture())
    place(first, 2)

    assert order() == ["B", "A", "C"]


def test_place_beyond_the_last_story_follows_it() -> None:
    first, *_ = make_stories("A", "B", "C")
    place(first, 9)

    assert order() == ["B", "C", "A"]


def test_page_has_as_many_stories_as_it_has_room_for() -> None:
    stories = make_stories(*(f"Story {number}" for number in range(front.STORIES + 3)))
    place(stories[-1], 2)

    assert len(order()) == front.STORIES
    assert order()[1] == stories[-1].revisions.get().headline


def test_place_is_held_until_its_time_is_over() -> None:
    *_, old = make_stories("A", "B", "Old")
    place(old, 1, until=NOON)

    assert order(NOON - MICROSECOND) == ["Old", "A", "B"]
    assert order(NOON) == ["A", "B", "Old"]


def test_story_enters_and_leaves_its_place_with_its_window() -> None:
    make_stories("A", "B")
    draft = make_draft(headline="Timed")
    publishing.publish(draft, by=make_user(), at=NOON, until=NOON + HOUR)
    place(draft.article, 2)

    assert order(NOON - MICROSECOND) == ["A", "B"]
    assert order(NOON) == ["A", "Timed", "B"]
    assert order(NOON + HOUR - MICROSECOND) == ["A", "Timed", "B"]
    assert order(NOON + HOUR) == ["A", "B"]


def test_withdrawn_story_leaves_its_place() -> None:
    _, second = make_stories("A", "B")
    place(second, 1)

    publishing.withdraw(second, by=make_user(), note="Wrong.", at=NOON)

    assert order(NOON - MICROSECOND) == ["B", "A"]
    assert order(NOON) == ["A"]


def test_draft_in_a_place_is_not_shown() -> None:
    make_stories("A")
    place(make_draft(headline="Secret").article, 1)

    assert order() == ["A"]


# Breaking news


def make_line(text: str = "The wall has broken", **fields: object) -> BreakingNews:
    return BreakingNews.objects.create(text=text, **{"starts_at": NOON, "ends_at": NOON + HOUR, **fields})


def shown_line(client: Client, at: datetime) -> str:
    """The section of breaking news, as a reader finds it at a time; empty where there is none."""
    with time_machine.travel(at, tick=False):
        html = client.get("/").text
    found = re.search(
        r'<section class="breaking" aria-label="Breaking news">(.*?)</section>', html, re.DOTALL
    )
    return found[1] if found else ""


def test_line_shows_from_its_start_to_its_end(client: Client) -> None:
    make_line()

    shown = [
        bool(shown_line(client, at=time))
        for time in (NOON - MICROSECOND, NOON, NOON + HOUR - MICROSECOND, NOON + HOUR)
    ]

    assert shown == [False, True, True, False]


def test_newest_line_wins(client: Client) -> None:
    make_line("Newer", starts_at=NOON + MICROSECOND)
    make_line("Older")

    assert "Older" in shown_line(client, NOON)
    assert "Newer" in shown_line(client, NOON + MICROSECOND)


def test_line_leads_to_its_story_while_that_is_live(client: Client) -> None:
    draft = make_draft(headline="The wall", slug="wall")
    publishing.publish(draft, by=make_user(), at=NOON, until=NOON + HOUR)
    make_line(article=draft.article, starts_at=NOON - HOUR, ends_at=NOON + 2 * HOUR)

    linked = [
        'href="/2026/05/08/wall/"' in shown_line(client, at=time)
        for time in (NOON - MICROSECOND, NOON, NOON + HOUR - MICROSECOND, NOON + HOUR)
    ]

    assert linked == [False, True, True, False]
    assert "The wall has broken" in shown_line(client, NOON + HOUR)


def test_line_about_a_draft_is_plain_text(client: Client) -> None:
    make_line(article=make_draft(slug="secret").article)

    assert "The wall has broken" in shown_line(client, NOON)
    assert "<a" not in shown_line(client, NOON)


def test_line_is_escaped(client: Client) -> None:
    make_line("<script>alert(1)</script>")

    assert "&lt;script&gt;" in shown_line(client, NOON)


# The page


@pytest.mark.parametrize("count", [3, 12])
def test_front_page_costs_five_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    stories = make_stories(*(f"Story {number}" for number in range(2 * count)))
    for position, story in enumerate(stories[:count], start=1):
        place(story, position)
    make_line(article=stories[0], ends_at=timezone.now() + HOUR)

    # breaking news, placed stories, the newest of the others, counts of comments, sections of the menu
    with django_assert_num_queries(5):
        response = client.get("/")

    assert response.text.count('<article class="card') == 2 * count


# What editors do


def test_stories_change_places() -> None:
    first, second = make_stories("A", "B")
    slots = [place(first, 1), place(second, 2)]

    front.arrange(
        [FrontSlot(article=second, position=1), FrontSlot(article=first, position=2)],
        seen=front.arrangement(slots),
    )

    assert order() == ["B", "A"]


def test_arranging_what_a_colleague_has_changed_is_refused() -> None:
    first, second = make_stories("A", "B")
    seen = front.arrangement([place(first, 1)])
    FrontSlot.objects.update(article=second)

    with pytest.raises(front.RearrangedError):
        front.arrange([FrontSlot(article=first, position=2)], seen=seen)

    assert FrontSlot.objects.get().article == second


@pytest.mark.parametrize(
    ("moved", "kept", "settled"),
    [
        ({}, {1: "a", 3: "c"}, {1: "a", 3: "c"}),
        ({1: "c"}, {1: "a", 2: "b"}, {1: "c", 2: "a", 3: "b"}),
        ({1: "d"}, {1: "a", 3: "c"}, {1: "d", 2: "a", 3: "c"}),
        ({2: "a"}, {2: "b", 3: "c", 5: "e"}, {2: "a", 3: "b", 4: "c", 5: "e"}),
        ({1: "b", 2: "a"}, {}, {1: "b", 2: "a"}),
    ],
    ids=["nothing moves", "to the top", "into a gap below", "down", "swap"],
)
def test_story_that_moves_pushes_the_others_down(
    moved: dict[int, str], kept: dict[int, str], settled: dict[int, str]
) -> None:
    assert front.settled(moved, kept) == settled


def test_story_is_not_pushed_off_the_page() -> None:
    full = {place: str(place) for place in range(1, front.PLACES + 1)}

    with pytest.raises(ValueError, match="No place is left"):
        front.settled({1: "new"}, full)


def test_editors_see_what_stands_in_each_place() -> None:
    shown, hidden, *_ = make_stories("Shown", "Withdrawn", "Ended", "A", "B")
    publishing.withdraw(hidden, by=make_user(), note="Wrong.", at=NOON)
    ended = Article.objects.get(revisions__headline="Ended")
    place(shown, 2)
    place(hidden, 3)
    place(ended, 4, until=NOON)

    places = front.places(at=NOON)

    assert [(each.number, each.story and each.story.headline, each.standing) for each in places[:5]] == [
        (1, "Ended", None),
        (2, "Shown", front.Standing.SHOWN),
        (3, "A", front.Standing.NOT_LIVE),
        (4, "B", front.Standing.OVER),
        (5, None, None),
    ]
    assert len(places) == front.PLACES
