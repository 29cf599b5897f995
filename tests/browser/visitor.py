"""A person at a browser, with an eye on what a good page must not do."""

import re
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request

from tests.factories import PASSWORD


class Visitor:
    """One person with a browser of their own; every page they open is watched.

    `faults` collects console errors, uncaught exceptions and requests to other hosts.
    """

    def __init__(
        self, browser: Browser, base_url: str, *, has_script: bool = True, width: int = 1280
    ) -> None:
        self.base_url = base_url
        self.has_script = has_script
        self.context = browser.new_context(
            base_url=base_url, java_script_enabled=has_script, viewport={"width": width, "height": 900}
        )
        self.faults: list[str] = []
        self.page = self.context.new_page()
        self.watch(self.page)

    def watch(self, page: Page) -> Page:
        """Keep an eye on a page, such as a window that another opened."""
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.faults.append(f"exception: {error}"))
        page.on("request", self._note_request)
        return page

    def go(self, path: str) -> None:
        """Open an address of the site."""
        response = self.page.goto(path)
        assert response is not None
        assert response.ok, f"{path}: {response.status}"

    def follow(self, link: str) -> None:
        """Click the first link of that name, and wait for its page."""
        self.page.get_by_role("link", name=link).first.click()
        self.page.wait_for_load_state()

    def press(self, button: str, within: Locator | Page | None = None) -> None:
        """Press the first button whose name begins so, and wait for what comes."""
        (within or self.page).get_by_role("button", name=re.compile(f"^{button}")).first.click()
        self.page.wait_for_load_state()

    def log_in(self, user: User) -> None:
        """Be somebody of the staff, by the cookie that the door would give."""
        door = Client()
        door.force_login(user)
        cookie = door.cookies[settings.SESSION_COOKIE_NAME]
        self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.base_url}])

    def go_through_the_door(self, user: User) -> None:
        """Log in on the admin's page, as people do."""
        self.go("/admin/")
        self.page.get_by_label("Username").fill(user.username)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.press("Log in")

    def check(self, page: Page | None = None) -> None:
        """Assert that the page has no accessibility violation, fits its window and did nothing it must not."""
        page = page or self.page
        if self.has_script:
            report = Axe().run(page)
            assert report.violations_count == 0, f"{page.url}\n{report.generate_report()}"
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{page.url} is {overflow} px wider than its window"
        assert self.faults == []

    def cookies(self) -> list[str]:
        """The names of the cookies that the site has set."""
        return [cookie["name"] for cookie in self.context.cookies() if "name" in cookie]

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text} ({message.location})")

    def _note_request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in {"http", "https"} and url.netloc != urlsplit(self.base_url).netloc:
            self.faults.append(f"other host: {request.url}")
