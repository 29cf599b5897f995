"""The form is sent by a button: refused and sent again, pressed twice, stopped; and two versions of one text."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from articles.models import Article, Revision
from tests.browser.visitor import Visitor
from tests.browser.writing import expect_saved, open_form
from tests.factories import make_draft

CONFLICT = "Two versions of one text"


def type_schedule(page: Page) -> None:
    """Say that it goes live in an hour."""
    start = timezone.localtime(timezone.now() + timedelta(hours=1))
    page.locator("#id_publish_at_0").fill(f"{start:%Y-%m-%d}")
    page.locator("#id_publish_at_1").fill(f"{start:%H:%M:%S}")


def expect_scheduled(page: Page, article: Article) -> None:
    expect(page.locator(".messagelist")).to_contain_text("goes live on")
    assert Revision.objects.get(live_from__isnull=False).article == article


def forget(person: Visitor, fault: str) -> None:
    person.faults = [each for each in person.faults if fault not in each]


def same_person(person: Visitor, other: Visitor) -> Visitor:
    """Let somebody who is logged in sit down at another browser."""
    other.context.add_cookies(person.context.cookies())  # type: ignore[arg-type]
    return other


def press(page: Page, button: str, *, times: int = 1) -> None:
    """Press a button faster than pages come; Playwright's own click waits for them."""
    target = page.get_by_role("button", name=button, exact=True)
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    mouse = page.context.new_cdp_session(page)
    for _ in range(times):
        for act in ("mousePressed", "mouseReleased"):
            mouse.send("Input.dispatchMouseEvent", {"type": act, "button": "left", "clickCount": 1, **place})


def test_warnings_that_are_accepted_stay_so_while_the_form_saves_itself(at_desk: Visitor) -> None:
    article = make_draft(authors=[]).article
    page = open_form(at_desk, article)
    type_schedule(page)
    page.get_by_role("button", name="Schedule", exact=True).click()
    expect(page.get_by_role("link", name="Bylines")).to_have_attribute("href", "#bylines-group")
    page.get_by_label("Publish anyway").check()

    expect_saved(page, times=2)
    expect(page.get_by_label("Publish anyway")).to_be_checked()
    page.get_by_role("button", name="Schedule", exact=True).click()

    expect_scheduled(page, article)


def test_warning_that_comes_while_one_writes_is_to_be_accepted_anew(at_desk: Visitor) -> None:
    page = open_form(at_desk, make_draft(authors=[]).article)
    page.get_by_label("Publish anyway").check()
    page.get_by_label("Dek").fill("x" * 301)

    expect(page.get_by_text("301 characters; from 300 on it is cut off elsewhere.")).to_be_visible()
    expect(page.get_by_label("Publish anyway")).not_to_be_checked()


def test_button_is_pressed_while_a_save_that_loses_its_answer_is_under_way(at_desk: Visitor) -> None:
    article = make_draft().article
    page = open_form(at_desk, article)

    def press_and_lose(route: Route) -> None:
        route.fetch()
        press(page, "Schedule")
        route.abort()

    page.route("**/change/", press_and_lose, times=1)
    page.get_by_label("Headline").fill("The wall is raised")
    type_schedule(page)

    expect_scheduled(page, article)
    forget(at_desk, "ERR_FAILED")


def test_form_goes_on_after_the_browser_was_stopped(at_desk: Visitor) -> None:
    article = make_draft().article
    page = at_desk.page
    page.clock.install()
    open_form(at_desk, article)
    page.route("**/change/", lambda _route: None)  # which is never answered
    page.get_by_label("Headline").fill("Sent and stopped")
    with page.expect_request("**/change/"):
        press(page, "Schedule")
    at_desk.context.new_cdp_session(page).send("Page.stopLoading")
    page.unroute_all()

    page.clock.run_for(10_000)

    expect_saved(page)
    assert article.revisions.get().headline == "Sent and stopped"


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_schedule_that_is_pressed_three_times_is_no_conflict(
    at_desk: Visitor, visitor: Callable[..., Visitor], has_script: bool
) -> None:
    article = make_draft().article
    page = open_form(same_person(at_desk, visitor(has_script=has_script)), article)
    type_schedule(page)

    press(page, "Schedule", times=3)

    expect_scheduled(page, article)


def test_choice_between_two_versions_is_pressed_twice(
    at_desk: Visitor, sized: Callable[..., Visitor]
) -> None:
    article = make_draft(headline="The council backs the high wall").article
    person = same_person(at_desk, sized())
    mine, theirs = open_form(person, article), open_form(at_desk, article)
    theirs.get_by_label("Headline").fill("The council backs the low wall")
    expect_saved(theirs)
    mine.get_by_label("Headline").fill("The town council backs the high wall")
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_role("heading", name=CONFLICT)).to_be_visible()
    expect(mine.locator("mark")).to_contain_text(["town", "high", "low"])
    forget(person, "409")
    person.check()
    mine.get_by_label("Yours").check()

    press(mine, "Save what I have chosen", times=2)

    expect(mine.get_by_label("Headline")).to_have_value("The town council backs the high wall")
    expect(mine.get_by_role("heading", name=CONFLICT)).to_have_count(0)
