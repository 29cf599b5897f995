"""The lead picture on the article's form: shown with its focal point, which is moved there."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Picture
from tests.browser.visitor import Visitor
from tests.factories import make_draft, make_picture


def arrive(user: User, visitor: Callable[..., Visitor]) -> Visitor:
    """Somebody of the staff who has logged in."""
    person = visitor()
    person.log_in(user)
    return person


def choose(page: Page, alt: str) -> None:
    """Choose the lead picture."""
    page.locator("#id_lead_picture + .select2").click()
    page.locator(".select2-search__field").last.fill(alt)
    page.get_by_role("option", name=alt).click()


@pytest.mark.usefixtures("live_server")
def test_editor_moves_the_focal_point_of_the_lead_picture(
    editor: User, visitor: Callable[..., Visitor]
) -> None:
    picture = make_picture(size=(900, 600), alt="A quay", credit="Photo: Ann")
    make_picture(size=(600, 900), alt="A tower")
    draft = make_draft(lead_picture=picture, by=editor)
    person = arrive(editor, visitor)
    page = person.page
    address = f"/admin/articles/revision/{draft.pk}/change/"
    person.go(address)

    place = page.locator(".lead-picture")
    expect(place).to_contain_text("Photo: Ann")
    expect(place.get_by_alt_text("A quay")).to_have_js_property("naturalWidth", 900)
    box = place.get_by_alt_text("A quay").bounding_box()
    assert box
    with page.expect_response("**/focal-point/"):
        page.mouse.click(box["x"] + box["width"] / 5, box["y"] + box["height"] / 2)
    with page.expect_response("**/focal-point/"):
        place.get_by_role("button").press("ArrowDown")
    picture.refresh_from_db()
    assert picture.focal_point == (20, 51)
    person.check()

    choose(page, "A tower")
    expect(place.get_by_alt_text("A tower")).to_be_visible()
    expect(place.get_by_alt_text("A quay")).to_have_count(0)
    assert Picture.objects.get(alt="A tower").focal_point == (50, 50)


@pytest.mark.usefixtures("live_server")
def test_reporter_sees_the_focal_point_of_the_lead_picture(
    reporter: User, visitor: Callable[..., Visitor]
) -> None:
    picture = make_picture(size=(900, 600), alt="A quay", focal_x=20, focal_y=30)
    draft = make_draft(lead_picture=picture, by=reporter)
    person = arrive(reporter, visitor)
    person.go(f"/admin/articles/revision/{draft.pk}/change/")

    place = person.page.locator(".lead-picture")
    expect(place.locator("circle")).to_have_attribute("cx", "20%")
    expect(place.get_by_role("button")).to_have_count(0)
