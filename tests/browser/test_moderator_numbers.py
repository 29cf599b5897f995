"""A moderator's way beside the queue: the numbers, what the classifier has learnt, and a person who wants to be forgotten."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from comments import learning
from comments.models import Comment, State
from tests.browser.visitor import Visitor
from tests.comments.deciding import decide_many
from tests.factories import make_article, make_comment


@pytest.fixture
def at_queue(live_server: object, moderator: User, sized: Callable[..., Visitor]) -> Visitor:
    """A moderator who has logged in."""
    person = sized()
    person.log_in(moderator)
    return person


def test_moderator_sees_the_numbers_and_what_was_learnt(at_queue: Visitor) -> None:
    decide_many(spam=40, ham=620)
    learning.train()
    person, page = at_queue, at_queue.page
    person.go("/admin/comments/comment/")
    person.follow("Numbers")
    person.check()
    expect(page.get_by_role("img", name="Replies received by day")).to_be_visible()
    person.follow("365 days")
    expect(page.locator("tfoot")).to_contain_text("620")
    person.check()

    person.follow("What the classifier has learnt")
    person.check()

    expect(page.get_by_role("img", name="Precision and recall by cut-off")).to_be_visible()
    expect(page.get_by_role("region", name="Words that speak for spam")).to_contain_text("buy")
    reply = make_comment(text="Buy pills now")
    person.go(f"/admin/comments/training/replies/{reply.pk}/")
    expect(page.get_by_role("row").filter(has_text="pills")).to_contain_text("+")
    person.check()


def test_moderator_hands_out_and_erases_a_person(at_queue: Visitor) -> None:
    article = make_article()
    comment = make_comment(article=article, name="Zora", email="zora@quill.example", state=State.APPROVED)
    make_comment(parent=comment, text="So do I.", state=State.APPROVED)
    person, page = at_queue, at_queue.page
    person.go("/admin/comments/comment/queue/")
    person.follow("Export or erase")
    person.check()
    page.get_by_label("Email address").fill("zora@quill.example")
    person.press("Look it up")
    expect(page.get_by_text("several people may stand behind this one")).to_be_visible()
    person.check()
    assert "zora" not in page.url
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all of it").click()
    assert "Zora" in download.value.path().read_text(encoding="utf-8")
    page.reload()
    expect(page.get_by_text("replies: 1")).to_be_visible()

    page.get_by_label("I have looked").check()
    person.press("Erase the person")

    expect(page.get_by_text("Erased: 1 reply")).to_be_visible()
    person.check()
    comment.refresh_from_db()
    assert (comment.state, comment.name, comment.text) == (State.ERASED, "", "")
    assert Comment.objects.get(text="So do I.").state == State.APPROVED


def test_reader_sees_how_replies_are_moderated(guest: Visitor) -> None:
    decide_many(spam=3, ham=5)
    guest.go("/")

    guest.follow("How replies are moderated")

    expect(guest.page.get_by_text("8 replies received")).to_be_visible()
    expect(guest.page.get_by_text("3 marked as spam")).to_be_visible()
    guest.check()
    assert guest.cookies() == []
