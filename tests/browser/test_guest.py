"""A guest's way: write a reply in its place, be remembered, lose nothing, and look after what was written."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Article
from comments import moderation
from comments.models import Badge, Comment, Reason, Report, State
from tests.browser.visitor import Visitor
from tests.factories import make_article, make_comment, make_user


@pytest.fixture
def story(live_server: object) -> Article:
    """An article with a thread of five levels, one of them removed, and a second thread."""
    article = make_article(headline="Council backs the wall")
    comment = make_comment(article=article, name="Len", text="> So be it.\n\nNo.", state=State.APPROVED)
    for number in range(5):
        comment = make_comment(parent=comment, name=f"Reader {number}", state=State.APPROVED)
    removed = Comment.objects.get(name="Reader 2")
    moderation.reject(removed, by=make_user(), reason=Reason.OTHER)
    make_comment(article=article, name="Ada Lovell", badge=Badge.AUTHOR, state=State.APPROVED)
    make_comment(article=article, name="מרים כהן", text="שלום " + "w" * 400, state=State.APPROVED)
    return article


def fill(page: Page, text: str = "I was there too.") -> None:
    page.get_by_label("Comment", exact=True).fill(text)
    page.get_by_label("Name", exact=True).fill("Bea Marsh")
    page.get_by_label("Email", exact=True).fill("bea@readers.example")


def written(comment: Comment, person: Visitor) -> Page:
    person.go(comment.status_page)
    return person.page


# Writing


def test_reply_opens_in_place_with_what_is_typed_and_goes_back(
    story: Article, visitor: Callable[..., Visitor]
) -> None:
    person = visitor()
    page = person.page
    person.go(story.get_absolute_url())
    fill(page)
    text = page.get_by_label("Comment", exact=True)

    page.get_by_role("link", name="Reply to Len").click()

    place = page.locator(".comment").filter(has_text="So be it.").first
    expect(place.get_by_role("button", name="Post Comment")).to_be_visible()
    expect(place.get_by_text("You answer Len")).to_be_visible()
    expect(text).to_be_focused()
    expect(text).to_have_value("I was there too.")
    person.check()
    page.get_by_role("link", name="Reply to the article instead").click()
    expect(place.get_by_role("button", name="Post Comment")).to_have_count(0)
    expect(page.get_by_text("You answer")).to_be_hidden()
    expect(text).to_be_focused()
    page.get_by_role("link", name="Reply to Reader 1").click()
    person.press("Post Comment")
    expect(page.get_by_text("Your reply is waiting for a moderator.")).to_be_visible()
    assert Comment.objects.latest("pk").parent == Comment.objects.get(name="Reader 1")


def test_time_of_writing_is_told_by_the_script_alone(story: Article, guest: Visitor) -> None:
    guest.go(story.get_absolute_url())
    fill(guest.page)
    guest.press("Post Comment")
    expect(guest.page.get_by_text("Your reply is waiting for a moderator.")).to_be_visible()

    told = [name for name, *_ in Comment.objects.latest("pk").signals if name == "too-fast"]

    assert told == (["too-fast"] if guest.has_script else [])


def test_trap_is_not_reached_by_the_keyboard_and_not_seen(
    story: Article, visitor: Callable[..., Visitor]
) -> None:
    person = visitor()
    person.go(story.get_absolute_url())
    page = person.page
    page.get_by_label("Comment", exact=True).focus()
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.textContent"))

    assert reached == ["name", "email", "website", "remember", "topics", "topics", "topics", "Post Comment"]
    box = page.locator("[name=subject]").locator("..").bounding_box()
    assert box
    assert box["width"] <= 1
    assert box["height"] <= 1


def reply_remembered(person: Visitor, story: Article) -> None:
    person.go(story.get_absolute_url())
    fill(person.page)
    person.page.get_by_label("Save my name and email in this browser").check()
    person.press("Post Comment")


def test_guest_who_wants_it_is_remembered_until_they_do_not(
    story: Article, visitor: Callable[..., Visitor]
) -> None:
    person = visitor()
    page = person.page
    reply_remembered(person, story)
    person.go(make_article().get_absolute_url())

    expect(page.get_by_label("Name", exact=True)).to_have_value("Bea Marsh")
    expect(page.get_by_label("Email", exact=True)).to_have_value("bea@readers.example")
    expect(page.get_by_label("Save my name and email in this browser")).to_be_checked()
    assert sorted(person.cookies()) == ["guest", "reply_name"]

    page.get_by_label("Comment", exact=True).fill("Another word.")
    page.get_by_label("Save my name and email in this browser").uncheck()
    person.press("Post Comment")
    expect(page.get_by_text("Your reply is waiting for a moderator.")).to_be_visible()
    assert person.cookies() == []


def test_guest_who_was_remembered_is_forgotten_by_a_button(
    story: Article, visitor: Callable[..., Visitor]
) -> None:
    person = visitor()
    page = person.page
    reply_remembered(person, story)

    person.press("Forget me in this browser")

    expect(page.get_by_role("button", name="Forget me")).to_have_count(0)
    assert person.cookies() == []


# Losing nothing


def test_page_that_is_left_and_come_back_to_keeps_the_text_until_it_is_sent(
    story: Article, visitor: Callable[..., Visitor]
) -> None:
    person = visitor()
    page = person.page
    person.go(story.get_absolute_url())
    page.get_by_role("link", name="Reply to Len").click()
    fill(page, "Half a thought")
    person.go("/")
    person.go(story.get_absolute_url())

    text = page.get_by_label("Comment", exact=True)
    expect(text).to_have_value("Half a thought")
    expect(page.get_by_label("Email", exact=True)).to_have_value("bea@readers.example")
    expect(page.locator(".comment").first.get_by_text("You answer Len")).to_be_visible()
    page.get_by_label("Email", exact=True).fill("bea")
    page.locator("reply-form form").evaluate("form => form.noValidate = true")
    person.press("Post Comment")
    expect(page.get_by_text("Your reply was not sent yet")).to_be_visible()
    expect(text).to_have_value("Half a thought")
    page.get_by_label("Email", exact=True).fill("bea@readers.example")
    person.press("Post Comment")
    expect(page.get_by_text("Your reply is waiting for a moderator.")).to_be_visible()
    assert Comment.objects.latest("pk").parent == Comment.objects.get(name="Len")

    person.go(story.get_absolute_url())
    expect(text).to_have_value("")
    person.faults = [fault for fault in person.faults if "422" not in fault]


def test_article_that_closes_or_goes_while_typing_gives_the_text_back(story: Article, guest: Visitor) -> None:
    page = guest.page
    guest.go(story.get_absolute_url())
    fill(page, "What I wanted to say")
    Article.objects.update(replies_closed=True)
    guest.press("Post Comment")
    expect(page.get_by_label("This is what you wrote")).to_have_value("What I wanted to say")
    Article.objects.update(replies_closed=False)

    guest.go(story.get_absolute_url())
    fill(page, "What I wanted to say")
    publishing.withdraw(story, by=make_user(), note="It was not so.")
    guest.press("Post Comment")

    expect(page.get_by_role("heading", name="This article was withdrawn")).to_be_visible()
    expect(page.get_by_text("What I wanted to say")).to_be_visible()
    guest.faults = [fault for fault in guest.faults if "422" not in fault and "410" not in fault]


# Looking after it


def test_guest_changes_a_reply_takes_it_back_and_erases_it(story: Article, guest: Visitor) -> None:
    comment = make_comment(article=story, text="I was their too.")
    page = written(comment, guest)
    guest.check()

    page.get_by_label("Comment").fill("I was there too.")
    guest.press("Save the change")
    expect(page.locator(".comment__text")).to_have_text("I was there too.")
    guest.press("Take it back")
    expect(page.get_by_text("You took your reply back.")).to_be_visible()
    guest.check()
    page.get_by_text("Erase it …").click()
    expect(page.get_by_text("What stays:")).to_be_visible()
    guest.press("Erase it for good")
    expect(page.get_by_text("Your reply was erased.")).to_be_visible()
    guest.check()

    comment.refresh_from_db()
    assert (comment.state, comment.text, comment.email) == (State.ERASED, "", "")


def test_guest_reads_why_and_asks_again(story: Article, guest: Visitor, moderator: User) -> None:
    comment = make_comment(article=story, text="You fool.")
    moderation.reject(comment, by=moderator, reason=Reason.INSULT, note="Without the last word, please.")
    page = written(comment, guest)

    expect(page.get_by_text("It insults or harasses somebody.")).to_be_visible()
    expect(page.get_by_text("Without the last word, please.")).to_be_visible()
    expect(page.get_by_label("Your text, so that you can copy it:")).to_have_value("You fool.")
    guest.check()
    page.get_by_label("What should the moderator know?").fill("It was a quotation.")
    guest.press("Ask again")

    expect(page.get_by_text("Your reply is waiting for a moderator.")).to_be_visible()
    expect(page.get_by_text("You asked again")).to_be_visible()


def test_form_that_was_overtaken_shows_what_happened_and_keeps_the_text(
    story: Article, visitor: Callable[..., Visitor]
) -> None:
    comment = make_comment(article=story, text="At last.")
    person = visitor()
    page = written(comment, person)
    Comment.objects.update(created_at=timezone.now() - timedelta(hours=1))
    page.get_by_label("Comment").fill("At long last.")
    person.press("Save the change")

    expect(page.get_by_text("Nothing was done")).to_be_visible()
    expect(page.get_by_label("It was not sent.")).to_have_value("At long last.")
    person.faults = [fault for fault in person.faults if "409" not in fault]
    person.check()


def test_reader_reports_a_comment(story: Article, guest: Visitor) -> None:
    page = guest.page
    guest.go(story.get_absolute_url())
    page.get_by_role("link", name="Report the comment of Len").click()
    guest.check()
    page.get_by_label("It insults or harasses somebody").check()
    page.get_by_label("In your words").fill("The quotation.")
    guest.press("Send report")

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    guest.check()
    assert Report.objects.get().words == "The quotation."
    assert guest.cookies() == []
    guest.follow("Back to the comments")
    expect(page.get_by_role("heading", name="Leave a Reply")).to_be_visible()


# How it looks


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_guests_fit_and_can_be_read(
    story: Article, sized: Callable[..., Visitor], scheme: str, moderator: User
) -> None:
    person = sized()
    person.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    approved = make_comment(article=story, state=State.APPROVED)
    rejected = make_comment(article=story)
    moderation.reject(rejected, by=moderator, reason=Reason.OTHER, note="n" * 300)
    for path in (
        story.get_absolute_url(),
        f"{story.get_absolute_url()}?reply_to={approved.pk}",
        approved.status_page,
        rejected.status_page,
        f"{approved.get_absolute_url()}report/",
        "/",
    ):
        person.go(path)
        person.check()
