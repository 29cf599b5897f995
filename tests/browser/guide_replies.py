"""The pictures of docs/moderating.md: a guest replies, and a moderator looks after what waits."""

from playwright.sync_api import Browser, Page

from tests.browser.camera import keep, log_in, visit


def guest(page: Page) -> None:
    """A thread, and a reply of one's own."""
    page.goto("/")
    page.get_by_role("link", name="flood wall").first.click()
    page.locator("#comments").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#comments').scrollIntoView()")
    keep("replies-thread", page)
    page.get_by_label("Comment", exact=True).fill("Does the new gate close by itself when the power fails?")
    page.get_by_label("Name", exact=True).fill("Ines Marsh")
    page.get_by_label("Email", exact=True).fill("ines@readers.example")
    page.get_by_role("button", name="Post Comment").click()
    page.get_by_text("waiting for a moderator").first.wait_for()
    keep("replies-status", page)


def moderator(page: Page) -> None:
    """The queue, a refusal, and what the site has learnt."""
    page.goto("/admin/comments/comment/queue/")
    keep("replies-queue", page)
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.get_by_label("Reason").first.wait_for()
    keep("replies-reject", page)
    page.goto("/admin/comments/training/")
    keep("replies-classifier", page)
    page.goto("/admin/comments/comment/numbers/")
    keep("replies-numbers", page)


def walk(browser: Browser) -> None:
    """The whole way."""
    guest(visit(browser))
    moderator(log_in(browser, "moderator"))
