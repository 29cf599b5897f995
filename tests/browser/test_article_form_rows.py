"""Ordered rows of the article's form: moved by keyboard, by button and by dragging."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import Visitor
from tests.browser.writing import ADD, choose, expect_saved, open_form
from tests.factories import make_author, make_draft

POINTS = "#key_points-group tr.form-row:not(.empty-form)"


def points(page: Page) -> list[str]:
    """The key points as they stand."""
    return [field.input_value() for field in page.locator(f"{POINTS} [name$=text]").all()]


def places(page: Page) -> list[str]:
    """The numbers that are sent for them."""
    return [field.input_value() for field in page.locator(f"{POINTS} input.order").all()]


def drag(page: Page, row: Locator, target: Locator) -> None:
    """Drag a row by its handle beyond the middle of another."""
    row.scroll_into_view_if_needed()
    handle, goal = row.locator(".order-handle").bounding_box(), target.bounding_box()
    assert handle is not None
    assert goal is not None
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(handle["x"], goal["y"] + goal["height"] * 0.8, steps=3)
    page.mouse.up()


def test_row_is_moved_by_keyboard_and_the_button_keeps_the_focus(at_desk: Visitor) -> None:
    draft = make_draft(key_points=["One.", "Two.", "Three."])
    page = open_form(at_desk, draft.article)
    button = page.get_by_role("button", name="Move up: Three.")
    button.focus()
    page.keyboard.press("Enter")

    expect(button).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Moved to place 2 of 3")).to_have_count(1)
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("status").filter(has_text="Moved to place 1 of 3")).to_have_count(1)
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-disabled", "true")
    assert (points(page), places(page)) == (["Three.", "One.", "Two."], ["1", "2", "3"])
    expect_saved(page)
    assert [point.text for point in draft.key_points.all()] == ["Three.", "One.", "Two."]
    page.reload()
    assert points(page) == ["Three.", "One.", "Two."]


def test_row_is_dragged(at_desk: Visitor) -> None:
    draft = make_draft(key_points=["One.", "Two.", "Three."])
    page = open_form(at_desk, draft.article)
    rows = page.locator(POINTS)
    drag(page, rows.nth(0), rows.nth(2))

    assert points(page) == ["Two.", "Three.", "One."]
    expect(page.get_by_role("status").filter(has_text="Moved to place 3 of 3")).to_have_count(1)
    expect_saved(page)
    assert [point.text for point in draft.key_points.all()] == ["Two.", "Three.", "One."]


def test_rows_added_later_move_as_well(at_desk: Visitor) -> None:
    make_author(name="Hannah Okafor")
    make_author(name="Priya Nair")
    page = at_desk.page
    at_desk.go(ADD)
    page.get_by_label("Headline").fill("Council backs the wall")
    choose(page, "bylines-0-author", "Hannah Okafor")
    page.get_by_text("Add another Byline").click()
    choose(page, "bylines-1-author", "Priya Nair")
    page.get_by_role("button", name="Move up: Priya Nair").click()

    expect_saved(page)
    page.reload()
    expect(page.locator("#id_bylines-0-author")).to_contain_text("Priya Nair")
    expect(page.get_by_role("button", name="Move up: Hannah Okafor")).to_be_visible()


def test_blank_row_has_no_number_and_is_not_missed(at_desk: Visitor) -> None:
    draft = make_draft(key_points=["One.", "Two."])
    page = open_form(at_desk, draft.article)
    page.get_by_text("Add another Key point").click()
    page.get_by_role("button", name="Move up: row 3").click()

    assert places(page) == ["1", "", "2"]
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert [point.text for point in draft.key_points.all()] == ["One.", "Two."]


def test_refused_form_comes_back_in_the_order_it_was_sent_in(at_desk: Visitor) -> None:
    page = open_form(at_desk, make_draft(key_points=["One.", "Two."]).article)
    page.get_by_role("button", name="Move up: Two.").click()
    page.get_by_label("Headline").fill("")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".errornote")).to_be_visible()
    expect(page.get_by_role("button", name="Move up: Two.")).to_be_visible()
    assert points(page) == ["Two.", "One."]
