"""An editor and pictures: many at once, the focal point by click and by keyboard, a picture that is there already."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Route, expect

from articles.models import Picture
from newsroom.demo import drawing
from tests.browser.visitor import Visitor
from tests.factories import PASSWORD, image_bytes, make_picture

UPLOAD = "/admin/articles/picture/upload/"


@pytest.fixture
def at_desk(live_server: object, editor: User, sized: Callable[..., Visitor]) -> Visitor:
    """An editor who has logged in, at a wide and at a narrow window."""
    person = sized()
    person.log_in(editor)
    return person


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A heap: three pictures, one of them twice, and a letter."""
    heap = {
        "quay_at_six.jpg": image_bytes(size=(900, 600)),
        "wall.png": image_bytes("PNG", size=(300, 200)),
        "quay copy.jpg": image_bytes(size=(900, 600), comment=b"a copy"),
        "letter.jpg": b"Dear editor, here is my picture.",
        "tower.webp": image_bytes("WEBP", size=(200, 300)),
    }
    for name, content in heap.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in heap]


def test_editor_uploads_a_heap_and_describes_it(at_desk: Visitor, files: list[Path]) -> None:
    page = at_desk.page
    at_desk.go("/admin/articles/picture/")
    at_desk.follow("Upload many")
    at_desk.check()
    page.get_by_label("Credit").fill("Photo: Ann Marsh")
    page.get_by_label("Choose pictures").set_input_files(files)
    expect(page.locator("upload-row[data-state=waiting]")).to_have_count(5)
    page.get_by_role("button", name="Upload").click()

    expect(page.get_by_role("status")).to_have_text("3 added · 1 there already · 1 refused · 0 to go")
    expect(page.locator("upload-row", has_text="letter.jpg")).to_contain_text("This is not a JPEG")
    at_desk.check()
    page.get_by_role("button", name="Add it all the same").click()
    expect(page.get_by_role("status")).to_have_text("4 added · 0 there already · 1 refused · 0 to go")
    assert set(Picture.objects.values_list("credit", flat=True)) == {"Photo: Ann Marsh"}
    page.get_by_role("link", name="Pictures that are still to be described").click()
    expect(page.get_by_role("link", name="quay at six").first).to_be_visible()
    expect(page.locator("#result_list tbody tr")).to_have_count(4)


def test_heap_that_was_broken_off_goes_on_and_skips_what_is_there(
    at_desk: Visitor, files: list[Path]
) -> None:
    page = at_desk.page
    at_desk.go(UPLOAD)
    page.get_by_label("Choose pictures").set_input_files(files[:1])
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("status")).to_contain_text("1 added")
    at_desk.go(UPLOAD)
    page.route(f"**{UPLOAD}", lost)
    page.get_by_label("Choose pictures").set_input_files(files[:2])
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("There is no connection. What is done is safe")).to_be_visible()
    page.unroute(f"**{UPLOAD}")
    at_desk.faults.clear()  # the browser's own words on the lost connection
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("status")).to_have_text("1 added · 1 there already · 0 refused · 0 to go")
    expect(page.get_by_role("button", name="Continue")).to_be_hidden()
    assert Picture.objects.count() == 2


def lost(route: Route) -> None:
    route.abort("internetdisconnected")


def test_dropped_file_that_the_server_failed_on_is_sent_again(at_desk: Visitor) -> None:
    page = at_desk.page
    at_desk.go(UPLOAD)
    dropped = page.evaluate_handle(
        """(bytes) => {
            const dropped = new DataTransfer();
            dropped.items.add(new File([new Uint8Array(bytes)], "dropped.jpg"));
            return dropped;
        }""",
        list(image_bytes()),
    )
    page.dispatch_event("form.heap", "drop", {"dataTransfer": dropped})
    page.route(f"**{UPLOAD}", lambda route: route.fulfill(status=502, body="Bad gateway"))
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("The server could not take it.")).to_be_visible()
    page.unroute(f"**{UPLOAD}")
    at_desk.faults.clear()  # the browser's own words on the failure
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("status")).to_contain_text("1 added")
    assert Picture.objects.get().alt == "dropped"


def test_editor_who_is_logged_out_meanwhile_logs_in_and_goes_on(at_desk: Visitor, files: list[Path]) -> None:
    page = at_desk.page
    at_desk.go(UPLOAD)
    page.get_by_label("Choose pictures").set_input_files(files[:2])
    at_desk.context.clear_cookies()
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("You are no longer logged in. What is done is safe")).to_be_visible()
    other = at_desk.watch(at_desk.context.new_page())
    other.goto("/admin/")
    other.get_by_label("Username").fill("eva")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Log in").click()
    expect(other.get_by_text("Desk").first).to_be_visible()
    at_desk.faults.clear()  # the browser's own words on the refused request
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("status")).to_contain_text("2 added")


def test_editor_without_script_uploads_a_heap(
    live_server: object, editor: User, visitor: Callable[..., Visitor], files: list[Path]
) -> None:
    person = visitor(has_script=False)
    person.log_in(editor)
    person.go(UPLOAD)
    person.page.get_by_label("Choose pictures").set_input_files(files)
    person.press("Upload")

    expect(person.page.get_by_role("listitem").filter(has_text="Added; to describe:")).to_have_count(3)
    expect(person.page.get_by_text("This is not a JPEG")).to_be_visible()
    assert Picture.objects.count() == 3


def test_editor_moves_the_focal_point_by_click_and_by_keyboard(at_desk: Visitor) -> None:
    page = at_desk.page
    picture = make_picture(size=(900, 600), alt="A quay")
    at_desk.go(f"/admin/articles/picture/{picture.pk}/change/")
    at_desk.check()
    button = page.get_by_role("button", name="Focal point")
    box = page.get_by_alt_text("A quay").bounding_box()
    assert box
    mark = page.locator(".focal circle")
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    expect(page.get_by_label("% from the left")).to_have_value("25")
    expect(mark).to_have_attribute("cx", "25%")
    seen = mark.bounding_box()
    assert seen
    assert abs(seen["x"] + seen["width"] / 2 - box["x"] - box["width"] / 4) < 3
    button.press("ArrowUp")
    button.press("Shift+ArrowLeft")
    expect(page.get_by_label("% from the top")).to_have_value("49")
    expect(page.get_by_label("% from the left")).to_have_value("15")
    page.get_by_label("% from the top").fill("30")
    expect(mark).to_have_attribute("cy", "30%")
    at_desk.press("Save and continue")

    picture.refresh_from_db()
    assert picture.focal_point == (15, 30)
    expect(mark).to_have_attribute("cx", "15%")


def test_picture_that_is_there_is_offered_instead(at_desk: Visitor, tmp_path: Path) -> None:
    page = at_desk.page
    image = drawing.draw("ferry").convert("RGB")
    image.save(tmp_path / "ferry.jpg", quality=90)
    image.resize((500, 333)).save(tmp_path / "small.jpg", quality=60)
    at_desk.go("/admin/articles/picture/add/")
    page.get_by_label("File").set_input_files(tmp_path / "ferry.jpg")
    page.get_by_label("Alternative text").fill("The ferry")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    at_desk.go("/admin/articles/picture/add/")
    page.get_by_label("File").set_input_files(tmp_path / "small.jpg")
    page.get_by_label("Alternative text").fill("A small ferry")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("region", name="In the library already")).to_contain_text("The ferry")
    at_desk.check()
    page.get_by_role("button", name="Keep both").click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert Picture.objects.count() == 2

    at_desk.go("/admin/articles/picture/add/")
    page.get_by_label("File").set_input_files(tmp_path / "small.jpg")
    page.get_by_label("Alternative text").fill("A third ferry")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Use this one").first.click()
    expect(page.get_by_label("Alternative text")).to_have_value("A small ferry")
    assert Picture.objects.count() == 2
