"""What is pasted into the body becomes clean paragraphs, headings, lists and links, whatever it was copied from."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor
from tests.browser.writing import ADD, expect_saved, open_form, wait_until
from tests.factories import make_draft

CLIPBOARD = Path(__file__).parent / "clipboard"  # what the programs put into it, and what should come of that
PASTE = """(editor, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "never used");
    editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def paste(page: Page, html: str) -> None:
    body = page.get_by_role("textbox", name="Body")
    body.click()
    body.evaluate(PASTE, html)


def expected(name: str) -> str:
    return (CLIPBOARD / f"{name}.clean.html").read_text().replace("\n", "")


@pytest.mark.parametrize("name", ["word", "google-docs", "libreoffice", "web-page"])
def test_pasted_text_is_clean(at_desk: Visitor, name: str) -> None:
    page = at_desk.page
    at_desk.go(ADD)
    paste(page, (CLIPBOARD / f"{name}.html").read_text())

    expect(page.locator("#id_body")).to_have_value(expected(name))


def test_clean_text_is_what_the_server_stores(at_desk: Visitor) -> None:
    draft = make_draft(body="")
    page = open_form(at_desk, draft.article)
    paste(page, (CLIPBOARD / "web-page.html").read_text())
    expect_saved(page)

    draft.refresh_from_db()
    assert draft.body.replace(' rel="noopener"', "") == expected("web-page")


def test_page_copied_in_the_browser_is_clean(at_desk: Visitor) -> None:
    source = at_desk.context.new_page()
    source.set_content(
        "<style>p { color: teal; font: 20px serif }</style><h1>Tides</h1><p>High <b>at</b> <i>six</i>.</p>"
        "<ul><li>Quay</ul>"
    )
    source.keyboard.press("Control+a")
    source.keyboard.press("Control+c")
    page = at_desk.page
    at_desk.go(ADD)
    page.get_by_role("textbox", name="Body").click()
    page.keyboard.press("Control+v")

    expect(page.locator("#id_body")).to_have_value(
        "<h2>Tides</h2><p>High at six.</p><ul><li><p>Quay</p></li></ul>"
    )


def test_what_is_copied_in_the_editor_keeps_its_marks_and_pictures(at_desk: Visitor) -> None:
    body = (
        '<p>High <strong>at</strong> <em>six</em>.</p><figure><img src="/media/gulls.jpg" alt="Gulls" data-file="7">'
        "<figcaption>At six.</figcaption></figure>"
    )
    at_desk.page.route("**/media/gulls.jpg", lambda route: route.fulfill(status=204))
    page = open_form(at_desk, make_draft(body=body).article)
    page.get_by_role("textbox", name="Body").get_by_text("High").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+v")

    editor = page.get_by_role("textbox", name="Body")
    expect(editor.locator("strong")).to_have_count(2)
    expect(editor.locator("figure img[data-file='7']")).to_have_count(2)


def test_words_pasted_into_a_sentence_stay_in_it(at_desk: Visitor) -> None:
    page = open_form(at_desk, make_draft(body="<p>High at .</p>").article)
    page.get_by_role("textbox", name="Body").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowLeft")
    wait_until(  # the browser moves the caret at once, and tells the editor a little later
        page,
        "document.querySelector('.ProseMirror[contenteditable]').editor?.state.selection.from === 'High at '.length + 1",
    )
    page.get_by_role("textbox", name="Body").evaluate(
        PASTE, '<meta charset="utf-8"><span style="color:red">six</span>'
    )

    expect(page.locator("#id_body")).to_have_value("<p>High at six.</p>")


def test_plain_text_is_pasted_as_it_is(at_desk: Visitor) -> None:
    page = at_desk.page
    at_desk.go(ADD)
    body = page.get_by_role("textbox", name="Body")
    body.click()
    body.evaluate(PASTE.replace('clipboardData.setData("text/html", html);', ""))

    expect(page.locator("#id_body")).to_have_value("<p>never used</p>")
