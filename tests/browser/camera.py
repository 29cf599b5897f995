"""What takes the pictures of the guides: a browser at the demonstration, and small files."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from tests.browser.screenshots import PASSWORD, SITE

PICTURES = Path("docs/img")


def keep(name: str, page: Page | Locator) -> None:
    """Write what is seen, small enough for a repository."""
    image = Image.open(BytesIO(page.screenshot()))
    image.thumbnail((1000, 1000))
    image.save(PICTURES / f"{name}.webp", quality=72, method=6)


def visit(browser: Browser) -> Page:
    """A reader without an account."""
    return browser.new_context(base_url=SITE, viewport={"width": 1280, "height": 860}).new_page()


def log_in(browser: Browser, username: str) -> Page:
    """A member of staff at a desk of their own."""
    page = visit(browser)
    page.goto("/admin/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page
