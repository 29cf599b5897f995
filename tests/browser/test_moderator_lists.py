"""A moderator's way through the lists beside the queue, at a desk and on a phone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import expect

from comments import moderation
from comments.models import Act, Ban, BanKind, Reason, ReplyRules, Watched
from tests.browser.visitor import Visitor
from tests.factories import make_comment


@pytest.fixture
def at_queue(live_server: object, moderator: User, sized: Callable[..., Visitor]) -> Visitor:
    """A moderator who has logged in and looks at the queue."""
    person = sized()
    person.log_in(moderator)
    person.go("/admin/comments/comment/queue/")
    return person


WHERE = "https://courier.example/2026/11/26/the-ferry-contract-of-the-skerrow-line-is-given-to-others/"


def check_list(person: Visitor) -> None:
    """Nothing is wrong with the page, and its list need not be scrolled sideways."""
    person.check()
    hidden = person.page.locator(".results").evaluate("list => list.scrollWidth - list.clientWidth")
    assert hidden <= 0, f"{hidden} px of the list are out of sight"


def test_decisions_are_read_without_scrolling_sideways(at_queue: Visitor, moderator: User) -> None:
    words = "Whoever wrote it is a fool and so is everybody who believes it. " * 3
    for number in range(2):
        comment = make_comment(name=f"Tomasz {number} of the long names", text=words)
        moderation.reject(
            comment, by=moderator, reason=Reason.PRIVATE, note=f"{WHERE} " + "Please say it " * 9
        )
    moderation.decide_all([make_comment(), make_comment()], Act.TRASH, by=moderator, reason="", note="")

    at_queue.follow("Decisions")

    expect(at_queue.page.get_by_role("button", name="Undo all 2 of this click").first).to_be_visible()
    check_list(at_queue)


def test_bans_and_rules_are_reached_from_the_queue_and_read(at_queue: Visitor) -> None:
    until = timezone.now() + timedelta(days=7)
    Ban.objects.create(
        kind=BanKind.EMAIL, value=f"{'x' * 60}@loans.example", until=until, made_by_name="mona"
    )
    ReplyRules.objects.create(closed_after_days=14)
    Watched.objects.create(kind="pattern", value="(?i)ch[e3]+ap\\s+l[o0]ans" * 3, weight=6)

    at_queue.follow("Bans")
    check_list(at_queue)
    at_queue.page.go_back()
    at_queue.follow("Rules")
    expect(at_queue.page.get_by_text("After 14 days")).to_be_visible()
    check_list(at_queue)
    at_queue.follow("Watched words")
    check_list(at_queue)


def test_all_replies_are_read_without_scrolling_sideways(at_queue: Visitor) -> None:
    make_comment(text="At last, a word on the harbour wall. " * 9)

    at_queue.go("/admin/comments/comment/")

    check_list(at_queue)
