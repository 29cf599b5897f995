"""What a person does in the form of an article, and what the form says of it."""

import json
import re

from playwright.sync_api import Dialog, Page, Route, expect

from articles.models import Article
from tests.browser.visitor import Visitor

ADD = "/admin/articles/revision/add/"


def open_form(person: Visitor, article: Article) -> Page:
    """The form of an article's working copy."""
    person.go(f"/admin/articles/revision/{article.revisions.get(is_working_copy=True).pk}/change/")
    return person.page


def choose(page: Page, field: str, name: str) -> None:
    """Choose a row by name in an autocomplete field."""
    page.locator(f"#id_{field} + .select2").click()
    page.locator(".select2-search__field").last.fill(name)
    page.get_by_role("option", name=name).click()


def write_body(page: Page, text: str) -> None:
    """Type at the end of the body."""
    page.get_by_role("textbox", name="Body").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def expect_saved(page: Page, *, times: int = 1) -> None:
    """Wait until the form says that all of it is saved, with the version that then is stored."""
    expect(page.locator("#id_opened_version")).to_have_value(str(times))
    expect(page.locator(".article-status")).to_have_text(re.compile(r"^Saved [\d:]+$"))


def expect_saved_except(page: Page, words: str, *, times: int = 1) -> None:
    """Wait until the form says that it is saved, and what of it is not."""
    expect(page.locator("#id_opened_version")).to_have_value(str(times))
    expect(page.locator(".article-status")).to_have_text(re.compile(rf"^Saved [\d:]+, except {words}$"))


def lose_connection(person: Visitor) -> None:
    """Let nothing that is sent arrive, and expect the browser to complain."""

    def refuse(route: Route) -> None:
        if route.request.method == "POST":
            route.abort("internetdisconnected")
        else:
            route.fallback()

    person.page.route("**/*", refuse)


def regain_connection(person: Visitor) -> None:
    """Let all arrive again; what the browser has complained of is forgotten."""
    person.page.unroute_all()
    person.page.evaluate("window.dispatchEvent(new Event('online'))")
    person.faults = [fault for fault in person.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


def expect_kept(page: Page, words: str = "") -> None:
    """Wait until the form says that the browser keeps what could not be saved, and until that has the last words."""
    expect(page.locator(".article-status")).to_contain_text("What you typed is kept here")
    wait_until(page, f"Object.values(localStorage).some(kept => kept.includes({json.dumps(words)}))")


def wait_until(page: Page, condition: str) -> None:
    """Wait until an expression is true, fifteen seconds at most; Playwright's own way is `eval`, which the desk forbids."""
    page.evaluate(
        f"""() => new Promise((resolve, reject) => {{
            setTimeout(reject, 15_000, new Error("This never came true."));
            const look = () => ({condition}) ? resolve() : requestAnimationFrame(look);
            look();
        }})"""
    )


def crash(person: Visitor) -> None:
    """Lose the window without a word, and open another."""
    person.page.close(run_before_unload=False)
    person.page = person.watch(person.context.new_page())


def answer_leaving(page: Page, *, leave: bool) -> list[str]:
    """Answer the browser's question whether to leave; the list fills with the questions asked."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        if leave:
            dialog.accept()
        else:
            dialog.dismiss()

    page.on("dialog", answer)
    return asked
