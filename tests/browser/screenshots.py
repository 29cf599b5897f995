"""Every public page and the admin's forms as pictures: `make screenshots`, then look at var/screenshots/."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import LAUNCH, chromium

FOLDER = Path("var/screenshots")
PORT = "8019"
SITE = f"http://127.0.0.1:{PORT}"
PASSWORD = "screenshots"
PUBLIC = {
    "section": "/sections/environment/",
    "topic": "/topics/flooding/",
    "author": "/authors/hannah-okafor/",
    "source": "/sources/harbour-gazette/",
    "shop": "/shop/",
    "category": "/shop/categories/prints/",
    "product": "/shop/products/tide-almanac-2027/",
    "sold-out": "/shop/products/lighthouse-linocut/",
    "cart-empty": "/shop/cart/",
    "missing": "/nowhere/",
}
ADMIN = {
    "admin": "/admin/",
    "admin-articles": "/admin/articles/article/",
    "admin-article-new": "/admin/articles/revision/add/",
    "admin-article": "/admin/articles/article/24/change/",
    "admin-pictures": "/admin/articles/picture/",
    "admin-picture-new": "/admin/articles/picture/add/",
    "admin-picker": "/admin/articles/picture/picker/",
    "admin-products": "/admin/shop/product/",
    "admin-product": "/admin/shop/product/1/change/",
    "admin-comments": "/admin/comments/comment/",
    "admin-comment": "/admin/comments/comment/1/change/",
}


@contextmanager
def demo_site() -> Iterator[None]:
    """The demonstration on a port and in a folder of its own."""
    environment = os.environ | {
        "PORT": PORT,
        "DEMO_PASSWORD": PASSWORD,
        "DEMO_DIR": str((FOLDER / "site").absolute()),
    }
    server = subprocess.Popen([sys.executable, "-m", "newsroom.demo"], env=environment)
    try:
        _wait_for_answer(server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for_answer(server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            urlopen(SITE).close()
        except URLError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError("The demonstration did not start.")


def shoot(page: Page, name: str) -> None:
    """Write the whole page, once everything on it has come near enough to load."""
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(image => image.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True)


def shoot_public(page: Page, kind: str) -> None:
    """The pages that readers and shoppers see, in the order of a visit."""
    page.goto("/")
    shoot(page, f"home-{kind}")
    for name, path in PUBLIC.items():
        page.goto(path)
        shoot(page, f"{name}-{kind}")
    page.goto("/sections/science/")
    page.get_by_role("link", name="Victorian ledgers").first.click()
    shoot(page, f"article-{kind}")
    page.get_by_role("button", name="Post Comment").evaluate("button => button.form.noValidate = true")
    page.get_by_role("button", name="Post Comment").click()
    shoot(page, f"reply-refused-{kind}")
    page.get_by_label("Comment", exact=True).fill("Is the transcription open to anybody?")
    page.get_by_label("Name").fill("Hugh Pemble")
    page.get_by_label("Email").fill("hugh@readers.example")
    page.get_by_role("button", name="Post Comment").click()
    shoot(page, f"reply-status-{kind}")
    page.goto("/shop/products/tide-almanac-2027/")
    page.get_by_label("Quantity").fill("3")
    page.get_by_role("button", name="Buy Now").click()
    shoot(page, f"cart-{kind}")


def shoot_admin(page: Page, kind: str) -> None:
    """The desk."""
    page.goto("/admin/")
    shoot(page, f"admin-login-{kind}")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    for name, path in ADMIN.items():
        page.goto(path)
        shoot(page, f"{name}-{kind}")


def main() -> None:
    """Two widths, light and dark."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo_site(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH)
        for width, scheme in product((390, 1280), ("light", "dark")):
            context = browser.new_context(
                base_url=SITE,
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page = context.new_page()
            shoot_public(page, f"{width}-{scheme}")
            shoot_admin(page, f"{width}-{scheme}")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
