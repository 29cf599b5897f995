"""A reader's way to an older article: search, and the archive."""

from datetime import UTC, datetime

from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.factories import make_article, make_picture


def test_reader_searches_and_reads_what_is_found(guest: Visitor) -> None:
    make_article(headline="Council backs the flood wall", dek="By two votes.", lead_picture=make_picture())
    make_article(headline="A wall of fog", dek="No boats all day.")

    guest.go("/")
    guest.follow("Search")
    guest.check()
    guest.page.get_by_role("searchbox", name="Words in articles, authors or sources").fill(
        '"flood wall" coun'
    )
    guest.page.get_by_role("button", name="Search").click()

    expect(guest.page.get_by_text("One article matches.")).to_be_visible()
    expect(guest.page.locator("h2 mark")).to_have_text(["Council", "flood wall"])
    guest.check()
    guest.follow("Council backs the flood wall")
    expect(guest.page.get_by_role("heading", level=1)).to_have_text("Council backs the flood wall")


def test_reader_who_finds_nothing_is_told_what_to_do(guest: Visitor) -> None:
    make_article(headline="A wall of fog")

    guest.go("/search/?q=lighthouse")

    expect(guest.page.get_by_text("Nothing matches “lighthouse”.")).to_be_visible()
    guest.check()
    guest.page.get_by_role("searchbox").fill("fog")
    guest.page.keyboard.press("Enter")
    expect(guest.page.get_by_role("link", name="A wall of fog")).to_be_visible()


def test_reader_finds_an_article_by_its_month(guest: Visitor) -> None:
    make_article(headline="Spring tide", at=datetime(2026, 5, 1, 12, tzinfo=UTC))

    guest.go("/")
    guest.follow("Archive")
    guest.check()
    guest.follow("May 2026")
    guest.check()
    guest.follow("Spring tide")

    expect(guest.page.get_by_role("heading", level=1)).to_have_text("Spring tide")
