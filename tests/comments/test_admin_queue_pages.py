"""The pages of the moderators' queue: every reply once, there and back, whatever is decided meanwhile."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments import moderation, writers
from comments.models import Comment, Reason
from tests.comments.moderating import QUEUE, act, shown
from tests.factories import make_article, make_comment

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def make_queue(count: int) -> None:
    article = make_article()
    for number in range(count):
        make_comment(
            article=article,
            name=f"Reader {number}",
            held_at=NOW + timedelta(minutes=number // 3),  # several of the same time
            created_at=NOW + timedelta(minutes=number // 3),
            is_likely_spam=number >= count - 4,
        )


def following(desk: Client, page: Any, link: str) -> Any:
    """The page that a link of this name leads to."""
    [address] = re.findall(rf'<a href="([^"]+)">{link}</a>', page.text)
    return desk.get(unescape(address))


@pytest.mark.parametrize("view", ["waiting", "all"])
def test_queue_is_taken_in_pages_there_and_back(desk: Client, view: str) -> None:
    make_queue(57)
    names = [f"Reader {number}" for number in range(57)]
    names = names if view == "waiting" else names[::-1]

    first = desk.get(QUEUE, {"view": view})
    second = following(desk, first, "Next page")
    third = following(desk, second, "Next page")

    assert [shown(page) for page in (first, second, third)] == [names[:25], names[25:50], names[50:]]
    assert ["Next page" in page.text for page in (first, second, third)] == [True, True, False]
    assert ["Page before" in page.text for page in (first, second, third)] == [False, True, True]
    back = following(desk, third, "Page before")
    assert shown(back) == names[25:50]
    assert shown(following(desk, back, "Page before")) == names[:25]
    assert shown(following(desk, third, "First page")) == names[:25]


def test_page_whose_replies_are_decided_goes_on_with_the_next_ones(desk: Client) -> None:
    make_queue(80)
    first = desk.get(QUEUE)
    second = following(desk, first, "Next page")

    after = act(desk, Comment.objects.queued()[25:50], "approve", back=second.request["QUERY_STRING"])

    assert shown(after) == [f"Reader {number}" for number in range(50, 75)]
    assert shown(following(desk, after, "Page before")) == [f"Reader {number}" for number in range(25)]


def test_last_page_that_is_done_leads_back_to_what_was_left(desk: Client) -> None:
    make_queue(26)
    last = following(desk, desk.get(QUEUE), "Next page")

    after = act(desk, Comment.objects.queued()[25:], "approve", back=last.request["QUERY_STRING"])

    assert "Nothing follows here." in after.text
    assert len(shown(following(desk, after, "Page before"))) == 25
    assert "Next page" not in following(desk, after, "First page").text


def test_page_goes_on_from_a_reply_that_has_been_decided_meanwhile(desk: Client, moderator: User) -> None:
    make_queue(30)
    first = desk.get(QUEUE)

    moderation.approve(Comment.objects.queued()[24], by=moderator)

    assert shown(following(desk, first, "Next page")) == [f"Reader {number}" for number in range(25, 30)]


def test_page_begins_at_its_place_wherever_the_reply_that_stood_there_has_moved(
    desk: Client, moderator: User
) -> None:
    make_queue(30)
    first = desk.get(QUEUE)
    last = Comment.objects.queued()[24]

    moderation.reject(last, by=moderator, reason=Reason.OFF_TOPIC)
    writers.ask_again(last, "Please look again.")

    names = [f"Reader {number}" for number in (25, 24, 26, 27, 28, 29)]  # the last four are likely spam
    assert shown(following(desk, first, "Next page")) == names


def test_undoing_of_many_leads_to_the_first_of_them_in_the_queue(desk: Client) -> None:
    late = make_comment(held_at=NOW)
    early = make_comment(held_at=NOW - timedelta(hours=1))
    make_comment(held_at=NOW - timedelta(hours=2), is_likely_spam=True)

    page = act(desk, Comment.objects.all(), "approve", bulk=1).text

    outcome = page[page.index("data-outcome") :]
    assert late.pk < early.pk
    assert re.findall(r'name="next" value="(\d+)"', outcome)[0] == str(early.pk)
