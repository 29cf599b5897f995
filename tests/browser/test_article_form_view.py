"""What the article's form shows of itself: lengths, times, and the page that readers will see."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect
from pytest_django import Settings

from tests.browser.visitor import Visitor
from tests.browser.writing import ADD, expect_saved, open_form
from tests.factories import make_draft

LONG = "Wexmouth council backs a flood wall of stone and glass along the whole of Quay Street by two votes"


@pytest.fixture
def at_sized_desk(live_server: object, editor: User, sized: Callable[..., Visitor]) -> Visitor:
    """An editor who has logged in, with a wide and with a narrow window."""
    person = sized()
    person.log_in(editor)
    return person


# Lengths


def test_headline_shows_where_it_is_cut(at_desk: Visitor) -> None:
    page = at_desk.page
    at_desk.go(ADD)
    length = page.locator("#id_headline_length")
    page.get_by_label("Headline").fill(LONG)

    expect(length).to_contain_text("98 characters")
    expect(length).to_contain_text(
        "In search results: Wexmouth council backs a flood wall of stone and glass along …"
    )
    expect(length).to_contain_text(
        "On cards elsewhere: Wexmouth council backs a flood wall of stone and glass along the …"
    )
    page.get_by_label("Headline").fill("Council backs the wall")
    expect(length).to_contain_text("In search results: Council backs the wall")
    expect(page.get_by_label("Headline")).to_have_accessible_description(re.compile("22 characters"))


def test_dek_counts_its_characters(at_desk: Visitor) -> None:
    page = at_desk.page
    at_desk.go(ADD)
    page.get_by_label("Dek").fill("x" * 312)

    expect(page.locator("#id_dek_length")).to_contain_text("312 of about 300 characters")
    expect(page.locator("#id_dek_length")).to_contain_text("12 too many")


# Times


@pytest.mark.parametrize(
    ("day", "time", "words"),
    [
        ("2026-03-28", "15:20:00", "in 3 h 20 min"),
        ("2026-03-28", "10:00:00", "2 h ago: this is past"),
        ("2026-03-29", "12:00:00", "in 23 h"),  # summer time begins in the night
        ("2026-03-29", "01:30:00", "The clocks are changed then. Choose another time."),
        ("2026-04-01", "12:00:00", "in 3 days 23 h"),
        ("2026-10-25", "01:30:00", "The clocks are changed then. Choose another time."),
        ("2026-03-28", "", ""),
    ],
)
def test_time_says_how_far_off_it_is_in_the_sites_zone(
    at_desk: Visitor, settings: Settings, day: str, time: str, words: str
) -> None:
    settings.TIME_ZONE = "Europe/London"
    page = at_desk.page
    page.clock.install(time=datetime(2026, 3, 28, 12, tzinfo=UTC))
    at_desk.go(ADD)
    page.locator("#id_publish_at_0").fill(day)
    page.locator("#id_publish_at_1").fill(time)

    expect(page.locator("#id_publish_at_0_distance")).to_have_text(words)


def test_distance_of_a_time_keeps_up_with_the_clock(at_desk: Visitor) -> None:
    page = at_desk.page
    page.clock.install(time=datetime(2026, 3, 28, 12, tzinfo=UTC))
    at_desk.go(ADD)
    page.locator("#id_publish_at_0").fill("2026-03-28")
    page.locator("#id_publish_at_1").fill("12:30")
    expect(page.locator("#id_publish_at_0_distance")).to_have_text("in 30 min")
    page.clock.run_for(10 * 60_000)

    expect(page.locator("#id_publish_at_0_distance")).to_have_text("in 20 min")


def test_every_time_of_the_desk_says_how_far_off_it_is(at_desk: Visitor) -> None:
    page = at_desk.page
    at_desk.go("/admin/articles/breakingnews/add/")
    page.get_by_role("button", name="Today").first.click()
    page.get_by_role("button", name="Now").first.click()

    expect(page.locator(".time-distance").first).to_have_text("now")


# The preview


def test_preview_follows_what_is_saved_and_keeps_its_place(at_sized_desk: Visitor) -> None:
    page = open_form(at_sized_desk, make_draft(headline="Wall", body="<p>Stone.</p>" * 200).article)
    toggle = page.get_by_role("button", name="Preview", exact=True)
    expect(toggle).to_have_attribute("aria-expanded", "false")
    toggle.click()

    expect(toggle).to_have_attribute("aria-expanded", "true")
    preview = page.frame_locator("iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Wall")
    at_sized_desk.check()
    preview.locator("html").evaluate("root => { root.scrollTop = 700; }")
    page.get_by_label("Headline").fill("The wall")
    expect_saved(page)
    expect(preview.get_by_role("heading", level=1)).to_have_text("The wall")
    expect(preview.locator("html")).to_have_js_property("scrollTop", 700)


def test_preview_is_as_wide_as_a_phone_or_a_desktop(at_desk: Visitor) -> None:
    page = open_form(at_desk, make_draft().article)
    page.get_by_role("button", name="Preview", exact=True).click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_be_visible()
    inside = frame.locator("html")
    expect(page.get_by_role("button", name="Phone")).to_have_attribute("aria-pressed", "true")
    expect(inside).to_have_js_property("clientWidth", 390)

    page.get_by_role("button", name="Desktop").click()

    expect(inside).to_have_js_property("clientWidth", 1280)
    shown, pane = page.locator("iframe").bounding_box(), page.locator(".preview__pane").bounding_box()
    assert shown is not None
    assert pane is not None
    assert shown["width"] <= pane["width"] + 1


def test_preview_is_remembered_and_a_new_article_gets_it_with_its_first_save(at_desk: Visitor) -> None:
    page = at_desk.page
    at_desk.go(ADD)
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.get_by_text("It comes with the first save.")).to_be_visible()
    page.get_by_label("Headline").fill("Council backs the wall")
    expect_saved(page)

    heading = page.frame_locator("iframe").get_by_role("heading", level=1)
    expect(heading).to_have_text("Council backs the wall")
    page.reload()
    expect(heading).to_have_text("Council backs the wall")


def test_form_fits_and_can_be_used_at_every_width(at_sized_desk: Visitor) -> None:
    page = open_form(at_sized_desk, make_draft(key_points=["One.", "Two."]).article)
    page.get_by_label("Headline").fill(LONG)
    expect_saved(page)

    at_sized_desk.check()
