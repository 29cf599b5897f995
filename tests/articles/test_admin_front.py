"""The front page at the desk: all its places on one page."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import front, publishing
from articles.models import Article, FrontSlot
from tests.articles.desk import errors_of, fields_of
from tests.factories import make_article, make_draft
from tests.responses import Response

FRONT = "/admin/articles/frontslot/"
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def make_stories(*headlines: str) -> list[Article]:
    return [
        make_article(headline=headline, at=timezone.now() - hours * HOUR)
        for hours, headline in enumerate(headlines, start=1)
    ]


def row(
    number: int, article: Article | None = None, *, to: int | None = None, until: str = ""
) -> dict[str, Any]:
    """What an editor puts in a row: a story, another place for it, the time when it is over."""
    return {
        f"form-{number - 1}-position": to or number,
        f"form-{number - 1}-article": article.pk if article else "",
        f"form-{number - 1}-until": until,
    }


def arrange(desk: Client, *rows: dict[str, Any]) -> Response:
    fields = fields_of(desk.get(FRONT))
    for each in rows:
        fields |= each
    return desk.post(FRONT, fields)


def slots() -> dict[int, str]:
    return {slot.position: slot.article.slug for slot in FrontSlot.objects.all()}


def rows_of(response: Response) -> list[str]:
    """The text of each place in the page, without its fields."""
    found = re.findall(r'<td class="field-story">(.*?)</td>', response.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", each).split()) for each in found]


# Arranging


def test_editor_places_stories(desk: Client) -> None:
    first, second = make_stories("A", "B")

    response = arrange(desk, row(1, second), row(3, first, until="2099-01-01T00:00"))

    assert response.status_code == 302
    assert slots() == {1: second.slug, 3: first.slug}
    assert FrontSlot.objects.get(position=3).until == datetime(2099, 1, 1, tzinfo=UTC)


def test_story_moves_up_past_another(desk: Client) -> None:
    first, second = make_stories("A", "B")
    arrange(desk, row(1, first), row(2, second))

    response = arrange(desk, row(2, second, to=1))

    assert response.status_code == 302
    assert slots() == {1: second.slug, 2: first.slug}


def test_two_stories_change_places(desk: Client) -> None:
    first, second = make_stories("A", "B")
    arrange(desk, row(1, first), row(2, second))

    arrange(desk, row(1, first, to=2), row(2, second, to=1))

    assert slots() == {1: second.slug, 2: first.slug}


def test_place_is_emptied(desk: Client) -> None:
    first, second = make_stories("A", "B")
    arrange(desk, row(1, first), row(2, second))

    arrange(desk, row(1))

    assert slots() == {2: second.slug}


def test_what_was_done_is_noted(desk: Client, editor: User) -> None:
    [story] = make_stories("A")

    arrange(desk, row(2, story))

    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_repr, entry.change_message) == (editor, "Front page", f"2: {story}")


def test_desk_lists_the_note(desk: Client) -> None:
    arrange(desk, row(2, *make_stories("A")))

    assert "Front page" in desk.get("/admin/").text


# What editors see


def test_editors_see_what_readers_see_in_each_place(desk: Client, editor: User) -> None:
    shown, gone, late, *_ = make_stories("Shown", "Gone", "Late", "Newest", "Next")
    FrontSlot.objects.create(position=1, article=shown)
    FrontSlot.objects.create(position=2, article=gone)
    FrontSlot.objects.create(position=3, article=late, until=timezone.now() - HOUR)
    publishing.withdraw(gone, by=editor, note="Wrong.")

    response = desk.get(FRONT)

    assert rows_of(response)[:5] == [
        "Readers see it.",
        "Not live now. Newest: Late",
        "Its time is over. Newest: Newest",
        "Newest: Next",
        "–",
    ]
    assert ">Shown</option>" in response.text
    assert ">Gone</option>" in response.text
    assert "Time zone: UTC." in response.text


def test_story_goes_by_the_headline_that_is_live(desk: Client) -> None:
    [story] = make_stories("Live headline")
    draft = publishing.working_copy(story)
    draft.headline = "Not yet public"
    draft.save()
    arrange(desk, row(1, story))

    page = desk.get(FRONT).text

    assert "Live headline" in page
    assert "Not yet public" not in page


def test_search_for_a_story_shows_headlines(desk: Client) -> None:
    make_stories("Council backs the wall", "Ferry")
    make_draft(headline="Council secret")

    found = desk.get(
        "/admin/autocomplete/",
        {"term": "council", "app_label": "articles", "model_name": "frontslot", "field_name": "article"},
    ).json()

    assert [each["text"] for each in found["results"]] == ["Council backs the wall"]


@pytest.mark.parametrize("count", [2, 12])
def test_page_costs_few_queries(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for position, story in enumerate(make_stories(*(f"Story {number}" for number in range(count))), start=1):
        FrontSlot.objects.create(position=position, article=story)

    # session, user, two of permissions; places three; arrangement, headlines
    with django_assert_num_queries(9):
        page = desk.get(FRONT).text

    assert page.count("selected>Story ") == count


# What is refused


def refusal(response: Response) -> str:
    assert response.status_code == 422
    return errors_of(response)


def test_story_with_two_places_is_refused(desk: Client) -> None:
    [story] = make_stories("A")

    assert "“A” has two places. Leave it one." in refusal(arrange(desk, row(1, story), row(2, story)))
    assert slots() == {}


def test_two_stories_for_one_place_are_refused(desk: Client) -> None:
    first, second = make_stories("A", "B")

    response = arrange(desk, row(2, first, to=1), row(3, second, to=1))

    assert "Two stories move to place 1. Give one of them another." in refusal(response)


def test_full_page_has_no_room_for_what_is_pushed_down(desk: Client) -> None:
    *stories, last = make_stories(*(f"Story {number}" for number in range(front.PLACES)))
    arrange(desk, *(row(place, story) for place, story in enumerate([*stories, last], start=1)))

    response = arrange(desk, row(1, stories[0], to=front.PLACES))

    assert "There is no room below. Take a story out first." in refusal(response)


@pytest.mark.parametrize("place", ["0", "13", "-1", "x", ""])
def test_place_that_the_page_does_not_have_is_refused(desk: Client, place: str) -> None:
    [story] = make_stories("A")

    response = arrange(desk, row(1, story) | {"form-0-position": place})

    assert refusal(response)
    assert slots() == {}


def test_time_that_has_passed_is_refused(desk: Client) -> None:
    [story] = make_stories("A")

    assert "This time has passed." in refusal(arrange(desk, row(1, story, until="2020-01-01T00:00")))


def test_place_whose_time_is_over_does_not_stand_in_the_way(desk: Client) -> None:
    first, second = make_stories("A", "B")
    FrontSlot.objects.create(position=1, article=first, until=timezone.now() - HOUR)

    assert arrange(desk, row(2, second)).status_code == 302
    assert slots() == {1: first.slug, 2: second.slug}


@pytest.mark.parametrize("typed", ["999999", "x", "9" * 30, "-1", "\x00"])
def test_article_that_does_not_exist_is_refused(desk: Client, typed: str) -> None:
    assert refusal(arrange(desk, {"form-0-article": typed}))


def test_form_without_its_rows_is_refused(desk: Client) -> None:
    assert desk.post(FRONT, {}).status_code == 422


def test_save_over_a_colleagues_is_refused_once(desk: Client) -> None:
    mine, theirs = make_stories("Mine", "Theirs")
    opened = fields_of(desk.get(FRONT)) | row(1, mine)
    FrontSlot.objects.create(position=1, article=theirs)

    response = desk.post(FRONT, opened)

    assert response.status_code == 409
    assert "A colleague has changed the front page" in response.text
    assert slots() == {1: theirs.slug}
    again = fields_of(response)
    assert again["form-0-article"] == [str(mine.pk)]
    assert desk.post(FRONT, again).status_code == 302
    assert slots() == {1: mine.slug}


@pytest.mark.parametrize("count", ["0", "3", "5000", "x"])
def test_page_has_its_places_whatever_was_sent(desk: Client, count: str) -> None:
    response = arrange(desk, {"form-TOTAL_FORMS": count, "form-INITIAL_FORMS": count, "form-0-position": "x"})

    assert response.status_code == 422
    assert len(rows_of(response)) == front.PLACES


# Who may


def test_reporter_has_no_front_page(reporters_desk: Client) -> None:
    assert reporters_desk.get(FRONT).status_code == 403
    assert reporters_desk.post(FRONT, {}).status_code == 403


def test_who_may_only_look_sees_the_places_and_changes_nothing(client: Client, reporter: User) -> None:
    reporter.user_permissions.add(Permission.objects.get(codename="view_frontslot"))
    client.force_login(reporter)
    [story] = make_stories("A")
    FrontSlot.objects.create(position=1, article=story)

    response = client.get(FRONT)

    assert rows_of(response)[0] == "Readers see it."
    assert 'type="submit" value="Save"' not in response.text
    assert client.post(FRONT, {}).status_code == 403


@pytest.mark.parametrize(("path", "status"), [("add/", 403), ("1/change/", 302), ("1/delete/", 403)])
def test_single_places_have_no_pages_of_their_own(desk: Client, path: str, status: int) -> None:
    FrontSlot.objects.create(pk=1, position=1, article=make_stories("A")[0])

    assert desk.get(f"{FRONT}{path}").status_code == status
