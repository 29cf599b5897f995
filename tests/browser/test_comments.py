"""A comment section as readers see it: its pages and its depth, what reports hide, and how replies are taken."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from comments import threads
from comments.models import Comment, Complaint, Mode, ReplyRules, Report, State
from tests.browser.visitor import Visitor
from tests.factories import approve_all, make_article, make_comment

LONG_AGO = timezone.now() - timedelta(days=2)


@pytest.fixture
def story(live_server: LiveServer) -> Article:
    return make_article(headline="Council backs the wall")


def write(person: Visitor, name: str) -> None:
    """Fill in the form of the open page, have the browser keep who wrote it, and send it."""
    page = person.page
    page.get_by_label("Comment", exact=True).fill(f"{name} was there too.")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Email", exact=True).fill("bea@readers.example")
    page.get_by_label("Save my name and email").check()
    person.press("Post Comment")
    expect(page.get_by_text("Your reply is waiting for a moderator.")).to_be_visible()


def test_threads_have_numbered_pages_and_an_address_lands_on_its_page(story: Article, guest: Visitor) -> None:
    for number in range(threads.PER_PAGE + 3):
        at = LONG_AGO + timedelta(minutes=number)
        last = make_comment(article=story, text=f"Thread {number}.", created_at=at, state=State.APPROVED)
    page, shown = guest.page, guest.page.locator(".comment__text")

    guest.go(story.get_absolute_url())
    expect(shown).to_have_count(threads.PER_PAGE)
    guest.follow("Comments, page 2")
    expect(shown).to_have_text(["Thread 50.", "Thread 51.", "Thread 52."])
    guest.check()
    guest.follow("Newest first")
    expect(shown.first).to_have_text("Thread 52.")
    guest.follow("Comments, page 2")
    expect(shown).to_have_text(["Thread 2.", "Thread 1.", "Thread 0."])

    guest.go(last.get_absolute_url())

    expect(page.locator(f"#comment-{last.pk}")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Comments, page 2")).to_have_attribute("aria-current", "page")


def test_reports_of_known_readers_hide_a_reply(story: Article, visitor: Callable[..., Visitor]) -> None:
    comment = make_comment(article=story, text="Blamed words.", state=State.APPROVED)
    readers = [visitor(has_script=bool(number)) for number in range(3)]
    for number, reader in enumerate(readers):
        reader.go(story.get_absolute_url())
        write(reader, f"Known {number}")
    approve_all()

    for reader in readers:
        reader.go(story.get_absolute_url())
        expect(reader.page.get_by_text("Blamed words.")).to_be_visible()
        reader.page.locator(f"#comment-{comment.pk}").get_by_role("link", name="Report").click()
        reader.page.get_by_label(str(Complaint.INSULT.label)).check()
        reader.press("Send")

    readers[0].go(story.get_absolute_url())
    expect(readers[0].page.get_by_text("Blamed words.")).to_have_count(0)
    assert Report.objects.filter(comment=comment, is_trusted=True).count() == 3


def test_answers_below_the_deepest_level_stand_in_the_same_depth(story: Article, guest: Visitor) -> None:
    comment = make_comment(article=story, name="Level 0", state=State.APPROVED)
    for number in range(1, 7):
        comment = make_comment(parent=comment, name=f"Level {number}", state=State.APPROVED)

    guest.go(story.get_absolute_url())

    depths = guest.page.locator(".comment").evaluate_all("all => all.map(one => one.dataset.depth)")
    assert depths == ["0", "1", "2", "3", "4", "4", "4"]
    guest.follow("Reply to Level 6")
    write(guest, "Bea")
    assert Comment.objects.latest("pk").parent == comment


def test_closed_article_shows_its_comments_and_takes_none(story: Article, guest: Visitor) -> None:
    make_comment(article=story, text="Said in time.", state=State.APPROVED)
    ReplyRules.objects.create(is_closed=True)

    guest.go(story.get_absolute_url())

    expect(guest.page.get_by_text("Replies to this article are closed.")).to_be_visible()
    expect(guest.page.get_by_text("Said in time.")).to_be_visible()
    expect(guest.page.get_by_role("button", name="Post Comment")).to_have_count(0)
    expect(guest.page.get_by_role("link", name="Reply to")).to_have_count(0)
    guest.check()


def test_where_everything_waits_so_does_the_reply_of_a_known_reader(story: Article, guest: Visitor) -> None:
    ReplyRules.objects.create(mode=Mode.ALL)
    guest.go(story.get_absolute_url())
    write(guest, "Bea")
    approve_all()

    guest.go(story.get_absolute_url())
    write(guest, "Bea, once more,")

    guest.go(story.get_absolute_url())
    expect(guest.page.get_by_text("Bea was there too.")).to_be_visible()
    expect(guest.page.get_by_text("once more")).to_have_count(0)
