"""The pictures of docs/moderating.md: a guest replies, and a moderator looks after what waits."""

import os
import subprocess
import sys

from playwright.sync_api import Browser, Page

from tests.browser.camera import keep, log_in, visit
from tests.browser.screenshots import FOLDER


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
    page.locator(".reply-panel[open]").first.wait_for()
    keep("replies-reject", page)
    _teach()
    page.goto("/admin/comments/training/")
    keep("replies-classifier", page)
    page.goto("/admin/comments/comment/numbers/")
    keep("replies-numbers", page)


def _teach() -> None:
    """Some months of decisions, and what the classifier learns from them."""
    site = (FOLDER / "site").absolute()
    environment = os.environ | {
        "SECRET_KEY": "for the pictures alone",
        "VAR_DIR": str(site),
        "DATABASE_URL": f"sqlite:///{site / 'db.sqlite3'}",
    }
    for command in (["load_demo", "--decided", "2000"], ["train_classifier"]):
        subprocess.run([sys.executable, "manage.py", *command], env=environment, check=True)  # noqa: S603


def walk(browser: Browser) -> None:
    """The whole way."""
    guest(visit(browser))
    moderator(log_in(browser, "moderator"))
