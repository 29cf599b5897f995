"""A guest's mail: ask for it, confirm it from the mail, get it, end it; with script and without."""

import re
from collections.abc import Callable

from django.contrib.auth.models import User
from playwright.sync_api import expect

from comments import moderation
from comments.models import Comment, Reason
from newsroom.outbox.models import Mail
from tests.browser.visitor import Visitor
from tests.comments.mailing import path_to
from tests.factories import make_article, make_comment, make_user
from tests.workers import run_waiting_tasks


def mail_to(email: str) -> Mail:
    """The last mail to an address, once the worker has done its part."""
    run_waiting_tasks()
    return Mail.objects.filter(to=email).latest("pk")


def read(person: Visitor, mail: Mail) -> None:
    """Show a mail as a mail program does, and look that it can be read there."""
    page = person.context.new_page()
    page.set_content(mail.html)
    person.check(page)
    page.close()


def test_guest_asks_confirms_is_told_and_ends_it(live_server: object, guest: Visitor) -> None:
    article = make_article()
    page = guest.page
    guest.go(article.get_absolute_url())
    page.get_by_label("Comment", exact=True).fill("At last.")
    page.get_by_label("Name", exact=True).fill("Bea")
    page.get_by_label("Email", exact=True).fill("bea@readers.example")
    page.get_by_label("Tell me when it is decided").check()
    page.get_by_label("Mail me replies to mine").check()
    guest.press("Post Comment")
    status_page = page.url
    comment = Comment.objects.get()

    asking = mail_to("bea@readers.example")
    read(guest, asking)
    guest.go(path_to(asking, "/replies/confirm/"))
    expect(page.get_by_text("At last.")).to_be_visible()
    expect(page.get_by_text("Mail me replies to mine")).to_be_visible()
    guest.check()
    guest.press("Yes, it is mine")
    expect(page.get_by_role("heading", name="Your address is confirmed")).to_be_visible()
    guest.check()
    guest.go(status_page)
    expect(page.get_by_text("Mail me replies to mine: confirmed")).to_be_visible()
    guest.check()

    moderation.approve(Comment.objects.get(pk=comment.pk), by=make_user())
    told = mail_to("bea@readers.example")
    read(guest, told)
    assert told.subject == "Your reply is published"
    moderation.approve(make_comment(parent=comment, name="Ann", text="Quite so."), by=make_user())
    answered = mail_to("bea@readers.example")
    read(guest, answered)
    assert answered.subject == "Ann replied to you"
    guest.go(path_to(answered, f"{article.get_absolute_url()}replies/"))
    expect(page.get_by_text("Quite so.")).to_be_visible()

    guest.go(path_to(answered, "/replies/mail/"))
    guest.check()
    guest.press("End this mail")
    expect(page.get_by_role("heading", name="This mail is ended")).to_be_visible()
    guest.check()
    moderation.approve(make_comment(parent=comment), by=make_user())
    assert mail_to("bea@readers.example") == answered
    assert guest.cookies() == []


def test_guest_who_ticked_nothing_confirms_later_and_is_published(
    live_server: object, guest: Visitor
) -> None:
    page = guest.page
    comment = make_comment(email="bea@readers.example")
    guest.go(comment.status_page)
    guest.check()
    page.get_by_label("Tell me when it is decided").check()
    guest.press("Send me the mail")
    expect(page.get_by_text("We sent a mail to b***@readers.example")).to_be_visible()
    guest.check()
    guest.go(path_to(mail_to("bea@readers.example"), "/replies/confirm/"))
    guest.press("Yes, it is mine")
    moderation.reject(Comment.objects.get(), by=make_user(), reason=Reason.OFF_TOPIC, note="Later, please.")
    refused = mail_to("bea@readers.example")
    read(guest, refused)
    assert "It is not about the article." in refused.text

    guest.go(path_to(refused, "/replies/mail/"))
    guest.follow("End all mail")
    guest.check()
    guest.press("End all mail")
    expect(page.get_by_role("heading", name="We mail nothing to this address")).to_be_visible()
    guest.check()
    guest.go(comment.status_page)
    page.get_by_label("Mail me all replies here").check()
    page.get_by_role("button", name=re.compile("^Send me")).click()
    expect(page.get_by_role("heading", name="No mail was sent")).to_be_visible()
    guest.faults.clear()  # the console names the 429
    guest.check()


def test_moderator_says_how_often_and_opens_the_queue_from_the_mail(
    live_server: object, moderator: User, visitor: Callable[..., Visitor]
) -> None:
    moderator.email = "mona@paper.example"
    moderator.save()
    person = visitor()
    person.log_in(moderator)
    person.go("/admin/")
    person.follow("Digests")
    person.check()
    person.page.get_by_label("At once").check()
    person.press("Save")
    expect(person.page.get_by_text("Kept: At once.")).to_be_visible()
    person.check()
