"""A moderator's way: through a long queue by keyboard and in bulk, back again, and beside a colleague."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Locator, expect

from comments.models import Ban, Comment, Decision, Reason, State
from tests.browser.visitor import Visitor
from tests.factories import make_article, make_comment, make_user

QUEUE = "/admin/comments/comment/queue/"


@pytest.fixture
def at_queue(live_server: object, moderator: User, sized: Callable[..., Visitor]) -> Visitor:
    """A moderator who has logged in."""
    person = sized()
    person.log_in(moderator)
    return person


def make_waiting(count: int) -> None:
    """So many replies that wait, the first one longest."""
    article, since = make_article(), timezone.now() - timedelta(days=1)
    Comment.objects.bulk_create(
        Comment(
            article=article,
            name=f"Reader {number}",
            email=f"reader-{number}@readers.example",
            text=f"Text {number}.",
            held_at=since + timedelta(minutes=number),
            block=f"block {number}",
            signals=[["links", 2, "1"]],
            score=2,
        )
        for number in range(1, count + 1)
    )


def row(person: Visitor, name: str) -> Locator:
    return person.page.get_by_role("article", name=name, exact=True)


def type_keys(person: Visitor, *keys: str) -> None:
    for key in keys:
        person.page.keyboard.press(key)


def state_of(name: str) -> str:
    return Comment.objects.get(name=name).state


def test_two_hundred_replies_are_worked_through(at_queue: Visitor) -> None:
    make_waiting(200)
    person, page = at_queue, at_queue.page
    person.go("/admin/")
    person.check()
    person.follow("Replies to decide")
    person.check()
    expect(page.get_by_role("article")).to_have_count(25)

    # One by one, by keyboard: the focus goes on to the next reply by itself.
    type_keys(person, "j")
    expect(row(person, "Reader 1")).to_be_focused()
    type_keys(person, "a")
    expect(page.locator("[data-outcome]")).to_contain_text("Approved: 1 reply.")
    expect(row(person, "Reader 2")).to_be_focused()
    person.check()
    type_keys(person, "s")
    expect(row(person, "Reader 3")).to_be_focused()
    type_keys(person, "t")
    expect(row(person, "Reader 4")).to_be_focused()
    type_keys(person, "r", "ArrowDown", "Tab")
    page.keyboard.type("Say jaras, not r.")  # letters that are keys elsewhere
    type_keys(person, "Tab", "Enter")
    expect(row(person, "Reader 5")).to_be_focused()
    assert [state_of(f"Reader {number}") for number in range(1, 6)] == [
        State.APPROVED,
        State.SPAM,
        State.TRASH,
        State.REJECTED,
        State.PENDING,
    ]
    decision = Decision.objects.get(comment__name="Reader 4")
    assert (decision.reason, decision.note) == (Reason.INSULT, "Say jaras, not r.")

    # What was done last is undone: it is back at its place, and has the focus.
    type_keys(person, "u")
    expect(row(person, "Reader 4")).to_be_focused()
    assert state_of("Reader 4") == State.PENDING

    # In bulk, the rest of the pages.
    for _ in range(7):
        page.get_by_role("link", name="Choose all on this page").click()
        expect(page.locator("reply-choice output")).to_have_text("(25)")
        person.press("Approve", within=page.get_by_role("form", name="The chosen replies"))
        expect(page.locator("[data-outcome]")).to_contain_text("Approved: 25 replies.")
    expect(page.get_by_role("article")).to_have_count(22)
    person.press("Undo")
    expect(page.locator("[data-outcome]")).to_contain_text("Undone: 25 replies.")
    person.check()
    assert Comment.objects.pending().count() == 47
    assert Comment.objects.approved().count() == 151


def test_keys_move_choose_and_explain_themselves(at_queue: Visitor) -> None:
    make_waiting(3)
    person, page = at_queue, at_queue.page
    person.go(QUEUE)

    type_keys(person, "?")
    expect(page.get_by_text("reply before")).to_be_visible()
    person.check()
    row(person, "Reader 1").focus()
    type_keys(person, "ArrowDown", "x", "k", "x")

    expect(row(person, "Reader 1")).to_be_focused()
    assert page.get_by_role("checkbox", name="Choose the reply by", checked=True).count() == 2
    type_keys(person, "x", "j", "x", "k", "b")
    expect(row(person, "Reader 1").get_by_label("Address block of the network")).to_be_focused()
    person.check()
    type_keys(person, "Escape")
    expect(row(person, "Reader 1")).to_be_focused()

    page.get_by_label("Text, name or email").fill("astrub")
    assert set(Comment.objects.values_list("state", flat=True)) == {State.PENDING}
    page.get_by_label("Single keys act").uncheck()
    row(person, "Reader 1").focus()
    type_keys(person, "a", "j")
    expect(row(person, "Reader 1")).to_be_focused()
    person.go(QUEUE)
    row(person, "Reader 1").focus()
    type_keys(person, "a")
    assert state_of("Reader 1") == State.PENDING


def test_keys_act_on_all_that_are_chosen(at_queue: Visitor) -> None:
    make_waiting(3)
    person = at_queue
    person.go(QUEUE)
    row(person, "Reader 1").focus()

    type_keys(person, "x", "j", "x", "j", "t")

    expect(person.page.get_by_role("button", name="Undo")).to_be_visible()
    assert [state_of(f"Reader {number}") for number in (1, 2, 3)] == [State.TRASH, State.TRASH, State.PENDING]


def test_chosen_replies_are_acted_on_from_where_they_are(at_queue: Visitor) -> None:
    make_waiting(12)
    person, page = at_queue, at_queue.page
    person.go(QUEUE)
    row(person, "Reader 9").get_by_role("checkbox").check()
    form = page.get_by_role("form", name="The chosen replies")
    expect(form.get_by_role("button", name="Trash")).to_be_in_viewport()
    person.check()

    type_keys(person, "r")
    expect(form.get_by_label("It is not about the article.")).to_be_focused()
    expect(form.get_by_role("button", name="Reject", exact=True)).to_be_in_viewport()
    type_keys(person, "Escape")
    expect(row(person, "Reader 9")).to_be_focused()

    person.press("Trash", within=form)
    expect(page.locator("[data-outcome]")).to_be_focused()
    person.check()
    type_keys(person, "u")
    expect(row(person, "Reader 9")).to_be_focused()


def test_person_is_banned_and_let_in_again(at_queue: Visitor) -> None:
    make_waiting(1)
    person, page = at_queue, at_queue.page
    person.go(QUEUE)
    row(person, "Reader 1").focus()
    type_keys(person, "b", "Space")
    row(person, "Reader 1").get_by_label("For", exact=True).select_option("30 days")

    person.press("Ban", within=row(person, "Reader 1"))

    expect(page.locator("[data-outcome]")).to_contain_text("Banned: Address block of the network")
    person.check()
    assert Ban.objects.in_force().get().value == "block 1"
    person.press("Lift")
    expect(page.get_by_text("Lifted: 1 ban.")).to_be_visible()
    person.check()
    assert not Ban.objects.in_force().exists()


def test_two_moderators_do_not_overrule_each_other_unseen(
    at_queue: Visitor, visitor: Callable[..., Visitor]
) -> None:
    make_waiting(3)
    other = visitor()
    other.log_in(make_user("mark", role="Moderators"))
    for person in (at_queue, other):
        person.go(QUEUE)

    other.press("Spam", within=row(other, "Reader 2"))
    for name in ("Reader 1", "Reader 2", "Reader 3"):
        row(at_queue, name).get_by_role("checkbox").check()
    at_queue.press("Approve", within=at_queue.page.get_by_role("form", name="The chosen replies"))

    told = at_queue.page.locator("[data-outcome]")
    expect(told).to_contain_text("Approved: 2 replies.")
    expect(told).to_contain_text("Not done, since it has changed since you saw it:")
    expect(told).to_contain_text("Reader 2: Spam (Marked as spam, mark,")
    at_queue.check()
    assert state_of("Reader 2") == State.SPAM


def test_log_is_read_and_undone_from_later(at_queue: Visitor) -> None:
    make_waiting(2)
    person, page = at_queue, at_queue.page
    person.go(f"{QUEUE}?all=1")
    person.press("Trash", within=page.get_by_role("form", name="The chosen replies"))
    person.go("/admin/comments/decision/")
    person.check()

    person.press("Undo all 2 of this click")

    expect(page.get_by_text("Undone: 2 replies.")).to_be_visible()
    assert Comment.objects.pending().count() == 2
    person.follow("Reader 1")
    person.check()
    expect(page.get_by_role("heading", name="What was decided")).to_be_visible()


def test_queue_works_without_script(
    live_server: object, moderator: User, visitor: Callable[..., Visitor]
) -> None:
    make_waiting(3)
    person = visitor(has_script=False)
    person.log_in(moderator)
    page = person.page
    person.go(QUEUE)

    person.press("Approve", within=row(person, "Reader 1"))
    expect(page.locator("[data-outcome]")).to_contain_text("Approved: 1 reply.")
    person.follow("Choose all on this page")
    form = page.get_by_role("form", name="The chosen replies")
    form.locator("summary", has_text="Reject the chosen").click()
    form.get_by_label("It advertises something.").check()
    person.press("Reject", within=form)

    expect(page.locator("[data-outcome]")).to_contain_text("Rejected: 2 replies.")
    assert set(Decision.objects.filter(act="reject").values_list("reason", flat=True)) == {Reason.ADVERTISING}
    person.press("Undo")
    expect(page.get_by_role("article")).to_have_count(2)
    person.check()


def test_approved_reply_is_read_as_it_was_written(at_queue: Visitor, visitor: Callable[..., Visitor]) -> None:
    parent = make_comment(name="Len", state=State.APPROVED)
    make_comment(text="Fish & <b>chips</b>", name="Arif", parent=parent)
    at_queue.go(QUEUE)

    at_queue.press("Approve", within=row(at_queue, "Arif"))

    reader = visitor()
    reader.go(parent.article.get_absolute_url())
    answer = reader.page.locator(".comment").filter(has_text="Fish & <b>chips</b>")
    expect(answer).to_be_visible()
    expect(answer.get_by_text("in reply to Len")).to_be_visible()
    reader.check()
