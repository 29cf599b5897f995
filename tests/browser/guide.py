"""The pictures of the guides in docs/, taken from the demonstration: `make guide`, then look at docs/img/."""

from collections.abc import Callable
from shutil import rmtree

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import guide_replies, guide_shop
from tests.browser.camera import keep, log_in
from tests.browser.chromium import LAUNCH, chromium
from tests.browser.screenshots import FOLDER, demo_site

SOURCE = (
    "Parents, staff and residents are being asked for their views on a proposal to bring two primary schools "
    "together in a federation, with one head teacher and one governing body, the county said on Friday."
)


def open_article(page: Page, headline: str) -> None:
    """Open an article from the list."""
    page.goto(f"/admin/articles/article/?q={headline.replace(' ', '+')}")
    page.locator(".field-headline a").first.click()
    page.get_by_role("textbox", name="Body").wait_for()


def desk(page: Page) -> None:
    """What waits, and the list of articles."""
    keep("editing-desk", page)
    page.goto("/admin/articles/article/")
    keep("editing-articles", page)


def form(page: Page) -> None:
    """The form, its rows, the overlap, the preview, the pre-flight."""
    open_article(page, "consultation")
    keep("editing-form", page)
    page.locator("#key_points-group").scroll_into_view_if_needed()
    keep("editing-rows", page.locator("#key_points-group"))
    page.locator("#id_source_text").fill(SOURCE)
    page.get_by_text("Saved ").wait_for()
    page.locator("#overlap-title").scroll_into_view_if_needed()
    keep("editing-overlap", page.locator("section:has(#overlap-title)"))
    page.get_by_role("button", name="Preview").click()
    page.locator("iframe").wait_for()
    page.evaluate("scrollTo(0, 0)")
    page.frame_locator("iframe").get_by_role("heading", level=1).wait_for()
    keep("editing-preview", page)
    page.get_by_role("button", name="Preview").click()


def publishing(page: Page) -> None:
    """What is missing before publication, and the pages beside the form."""
    page.goto("/admin/articles/revision/add/")
    page.get_by_label("Headline").fill("Ferry timetable changes in March")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.locator("#preflight-title").wait_for()
    page.evaluate("scrollTo(0, 0)")
    keep("editing-preflight", page)
    page.get_by_role("link", name="Preview links").click()
    keep("editing-previews", page)


def history(page: Page) -> None:
    """Who saved what, and what changed."""
    open_article(page, "Tide House bell")
    page.get_by_role("link", name="History").click()
    keep("editing-history", page)
    page.locator("input[name=from]").last.check()
    page.get_by_role("button", name="Compare").click()
    keep("editing-compare", page)


def front(page: Page) -> None:
    """The front page, and the picture library."""
    page.goto("/admin/articles/frontslot/")
    keep("editing-front", page)
    page.goto("/admin/articles/picture/")
    keep("editing-pictures", page)
    page.locator(".field-thumbnail a, .field-__str__ a").first.click()
    keep("editing-focal-point", page)


def conflict(browser: Browser) -> None:
    """Two people at one text."""
    first, second = log_in(browser, "editor"), log_in(browser, "admin")
    for page in (first, second):
        open_article(page, "Pell")
    for page, words in ((first, "Bakers buy Pell’s"), (second, "Pell’s bakery is sold to its bakers")):
        page.get_by_label("Headline").fill(words)
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_load_state()
    keep("editing-conflict", second)


def main() -> None:
    """One walk through the desk, one through the shop, one through the replies."""
    rmtree(FOLDER / "site", ignore_errors=True)  # the walk changes what it walks through
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo_site(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH)
        page = log_in(browser, "editor")
        walks: tuple[Callable[[Page], None], ...] = (desk, form, publishing, history, front)
        for walk in walks:
            walk(page)
        conflict(browser)
        guide_shop.walk(browser)
        guide_replies.walk(browser)
        browser.close()


if __name__ == "__main__":
    main()
