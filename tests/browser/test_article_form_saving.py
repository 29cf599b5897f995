"""The article's form saves by itself while one types, and says what keeps it from that."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Request, Route, expect

from articles.models import Article, Revision
from tests.browser.visitor import Visitor
from tests.browser.writing import (
    ADD,
    choose,
    expect_saved,
    open_form,
    write_body,
)
from tests.factories import PASSWORD, make_article, make_author, make_draft, make_user


def sent(person: Visitor) -> list[Request]:
    """The posts of the page from now on."""
    posts: list[Request] = []
    person.page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    return posts


def stored(article: Article) -> Revision:
    return article.revisions.get(is_working_copy=True)


def test_new_article_is_saved_once_it_has_a_headline(at_desk: Visitor) -> None:
    page = at_desk.page
    at_desk.go(ADD)
    expect(page.get_by_label("Headline")).to_be_focused()
    page.keyboard.type("Council backs the wall")

    expect_saved(page)
    draft = Revision.objects.get()
    expect(page).to_have_url(f"{at_desk.base_url}/admin/articles/revision/{draft.pk}/change/")
    page.get_by_label("Dek").fill("By two votes.")
    expect_saved(page, times=2)
    page.reload()
    expect(page.get_by_label("Dek")).to_have_value("By two votes.")
    assert Article.objects.count() == 1
    at_desk.check()


def test_every_kind_of_edit_is_saved(at_desk: Visitor) -> None:
    make_author(name="Hannah Okafor")
    article = make_draft(body="<p>Stone.</p>", key_points=["One.", "Two."]).article
    page = open_form(at_desk, article)

    write_body(page, " And glass.")
    expect_saved(page, times=1)
    page.get_by_text("Add another Byline").click()
    choose(page, "bylines-0-author", "Hannah Okafor")
    expect_saved(page, times=2)
    page.get_by_role("button", name="Move up: Two.").click()
    expect_saved(page, times=3)
    page.locator("#key_points-group .inline-deletelink").first.click()
    expect_saved(page, times=4)

    assert stored(article).body == "<p>Stone. And glass.</p>"
    assert [byline.author.name for byline in stored(article).bylines.all()] == ["Hannah Okafor"]
    assert [point.text for point in stored(article).key_points.all()] == ["One."]


def test_live_text_is_left_alone(at_desk: Visitor) -> None:
    article = make_article(headline="What readers see")
    at_desk.go(f"/admin/articles/article/{article.pk}/change/")
    at_desk.page.get_by_label("Headline").fill("What we write")

    expect_saved(at_desk.page)
    assert Revision.objects.live().get(article=article).headline == "What readers see"
    assert stored(article).headline == "What we write"


def test_nothing_is_sent_when_nothing_has_changed(at_desk: Visitor) -> None:
    page = at_desk.page
    page.clock.install()
    open_form(at_desk, make_draft(headline="Wall").article)
    posts = sent(at_desk)
    page.get_by_label("Headline").press_sequentially("s")
    page.get_by_label("Headline").press("Backspace")
    page.get_by_text("Add another Key point").click()

    page.clock.run_for(10_000)

    assert posts == []


def test_article_without_a_headline_waits(at_desk: Visitor) -> None:
    page = at_desk.page
    page.clock.install()
    at_desk.go(ADD)
    posts = sent(at_desk)
    page.get_by_label("Dek").fill("By two votes.")

    page.clock.run_for(10_000)

    assert posts == []


def test_save_over_somebody_elses_is_not_tried_again(
    at_desk: Visitor, visitor: Callable[..., Visitor]
) -> None:
    article = make_draft(headline="Ours").article
    page = open_form(at_desk, article)
    colleague = make_user("otto", role="Editors")
    other = visitor()
    other.log_in(colleague)
    open_form(other, article).get_by_label("Headline").fill("Theirs")
    expect_saved(other.page)

    page.get_by_label("Headline").fill("Mine")

    expect(page.locator(".article-status")).to_contain_text("otto")
    posts = sent(at_desk)
    page.get_by_label("Dek").fill("More of mine.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Two versions of one text")).to_be_visible()
    assert len(posts) == 1
    assert stored(article).headline == "Theirs"
    at_desk.faults = [fault for fault in at_desk.faults if "409" not in fault]


def test_ended_session_is_said_and_a_new_login_goes_on(at_desk: Visitor, editor: User) -> None:
    article = make_draft().article
    page = open_form(at_desk, article)
    Session.objects.all().delete()
    page.get_by_label("Headline").fill("Typed while logged out")

    status = page.locator(".article-status")
    expect(status).to_contain_text("You are logged out.")
    with page.expect_popup() as opened:
        status.get_by_role("link", name="Log in in another tab").click()
    door = opened.value
    door.get_by_label("Username").fill(editor.username)
    door.get_by_label("Password").fill(PASSWORD)
    door.get_by_role("button", name="Log in").click()
    expect(door.get_by_role("link", name="Articles").first).to_be_visible()
    door.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect_saved(page)
    assert stored(article).headline == "Typed while logged out"
    at_desk.faults = [fault for fault in at_desk.faults if "403" not in fault]


def test_lost_connection_is_said_and_saving_goes_on(at_desk: Visitor) -> None:
    article = make_draft().article
    page = open_form(at_desk, article)
    at_desk.context.set_offline(True)
    page.get_by_label("Headline").fill("Typed on a train")

    expect(page.locator(".article-status")).to_contain_text("No connection. What you typed is kept here")
    at_desk.context.set_offline(False)

    expect_saved(page)
    assert stored(article).headline == "Typed on a train"
    at_desk.faults = [fault for fault in at_desk.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


def test_article_that_was_deleted_meanwhile_is_said(at_desk: Visitor) -> None:
    article = make_draft().article
    page = open_form(at_desk, article)
    article.delete()
    page.get_by_label("Headline").fill("Typed into the void")

    expect(page.locator(".article-status")).to_contain_text("This article is no longer there")


def test_right_that_was_taken_away_meanwhile_is_said(at_desk: Visitor, editor: User) -> None:
    page = open_form(at_desk, make_draft().article)
    editor.groups.clear()
    page.get_by_label("Headline").fill("Typed in vain")

    expect(page.locator(".article-status")).to_contain_text("You may not save this article.")
    at_desk.faults = [fault for fault in at_desk.faults if "403" not in fault]


def test_failing_server_is_asked_again(at_desk: Visitor) -> None:
    page = at_desk.page
    page.clock.install()
    open_form(at_desk, make_draft().article)
    page.route("**/change/", lambda route: route.fulfill(status=500))
    page.get_by_label("Headline").fill("Typed in bad times")
    page.clock.run_for(2_000)
    expect(page.locator(".article-status")).to_contain_text("The server has a fault.")

    page.unroute_all()
    page.clock.run_for(5_000)

    expect_saved(page)
    at_desk.faults = [fault for fault in at_desk.faults if "500" not in fault]


@pytest.mark.parametrize("clicks", [1, 2])
def test_button_pressed_while_saving_waits_for_it(at_desk: Visitor, clicks: int) -> None:
    page = at_desk.page
    at_desk.go(ADD)
    held: list[Route] = []
    page.route("**/add/", lambda route: held.append(route) if not held else route.continue_())
    with page.expect_request("**/add/"):
        page.keyboard.type("Council backs the wall")
    page.get_by_role("button", name="Save", exact=True).click(click_count=clicks)
    held[0].continue_()

    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Article.objects.count() == 1


def test_publishing_is_not_followed_by_a_save(at_desk: Visitor) -> None:
    draft = make_draft(headline="Wall", dek="By two votes.")
    page = open_form(at_desk, draft.article)
    posts = sent(at_desk)
    page.get_by_label("Headline").fill("The wall")
    page.get_by_role("button", name="Publish").click()

    expect(page.get_by_text("Published: The wall")).to_be_visible()
    assert len(posts) == 1
