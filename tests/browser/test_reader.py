"""A reader's way: front page, article, reply."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from articles.models import Article
from comments.models import State
from tests.browser.visitor import Visitor
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_correction,
    make_photo,
    make_picture,
    make_product,
    make_section,
    make_source,
    make_topic,
)


@pytest.fixture
def story(live_server: object) -> Article:
    """An article with everything that its page can show."""
    almanac = make_product(
        title="Tide Almanac", sale_price=Decimal("17.00"), photo=make_photo(), text="Every high water."
    )
    inside = make_picture(alt="Gulls over the quay", credit="Photo: E. Marsh")
    figure = f'<figure><img src="/media/x.jpg" alt="Gulls" data-file="{inside.pk}"><figcaption>At six.</figcaption></figure>'
    article = make_article(
        headline="Council backs the wall",
        dek="By two votes, after four hours.",
        body=f"<p>Members chose stone.</p><h2>Who pays</h2><p>The town does.</p>{figure}",
        section=make_section(name="Town", slug="town"),
        lead_picture=make_picture(alt="Houses in the flood", caption="Fuller’s Row"),
        key_points=["The vote was 11 to 9.", "Work begins next year."],
        authors=[make_author(name="Hannah Okafor")],
        sources=[make_source(name="Harbour Gazette")],
        topics=[make_topic(name="Flooding")],
        products=[almanac],
    )
    make_correction(article=article, text="We gave the wrong height.")
    first = make_comment(article=article, name="Len", text="Well <b>done</b> & thanks.", state=State.APPROVED)
    make_comment(article=article, name="Colette", text="I pay for it.", parent=first, state=State.APPROVED)
    return article


def test_reader_goes_from_the_front_page_to_an_article_and_its_listings(
    story: Article, guest: Visitor
) -> None:
    guest.go("/")
    guest.check()
    guest.follow("Council backs the wall")
    guest.check()

    page = guest.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Council backs the wall")
    expect(page.get_by_role("link", name="Read More at Harbour Gazette")).to_have_text("Read More")
    expect(page.get_by_role("heading", name="Comments (2)")).to_be_visible()
    expect(page.get_by_text("Well <b>done</b> & thanks.")).to_be_visible()
    for link in ("Town", "Hannah Okafor", "Harbour Gazette", "Flooding"):
        guest.go(story.get_absolute_url())
        page.get_by_role("main").get_by_role("link", name=link, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(link)
        expect(page.get_by_role("link", name="Council backs the wall").first).to_be_visible()
        guest.check()
    assert guest.cookies() == []


def test_reader_replies_and_sees_that_it_waits(
    story: Article, guest: Visitor, visitor: Callable[..., Visitor]
) -> None:
    page = guest.page
    guest.go(story.get_absolute_url())
    page.get_by_role("link", name="Reply to Len").click()
    expect(page.get_by_text("You answer Len")).to_be_visible()
    page.get_by_label("Comment", exact=True).fill("I was there <i>too</i>.")
    page.get_by_label("Name", exact=True).fill("Maureen")
    page.get_by_label("Email", exact=True).fill("maureen@readers.example")
    guest.press("Post Comment")

    expect(page.get_by_text("Your reply is waiting for a moderator.")).to_be_visible()
    expect(page.locator(".comment__text")).to_have_text("I was there <i>too</i>.")
    guest.check()
    assert guest.cookies() == []
    somebody_else = visitor()
    somebody_else.go(story.get_absolute_url())
    expect(somebody_else.page.get_by_text("I was there")).to_have_count(0)


def test_reader_whose_reply_is_refused_keeps_the_text(
    story: Article, visitor: Callable[..., Visitor]
) -> None:
    reader = visitor(has_script=False)
    page = reader.page
    reader.go(story.get_absolute_url())
    page.get_by_label("Comment", exact=True).fill("What about the marsh?")
    page.get_by_label("Name", exact=True).fill("Nadia")
    page.get_by_label("Email", exact=True).fill("nadia@readers.example")
    page.get_by_label("Website (optional)").fill("javascript:alert(1)")
    page.locator("form.form").evaluate("form => form.noValidate = true")
    reader.press("Post Comment")

    expect(page.get_by_text("Your reply was not sent yet")).to_be_visible()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("What about the marsh?")
    reader.faults = [fault for fault in reader.faults if "422" not in fault]


def test_every_page_fits_phones_and_desktops(story: Article, sized: Callable[..., Visitor]) -> None:
    person = sized()
    for path in ("/", story.get_absolute_url(), "/sections/town/", "/shop/", "/shop/cart/"):
        person.go(path)
        person.check()


def test_a_missing_page_looks_like_the_site(story: Article, visitor: Callable[..., Visitor]) -> None:
    lost = visitor()
    lost.page.goto("/2026/01/01/nothing/")

    expect(lost.page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    expect(lost.page.get_by_role("link", name="To the front page")).to_be_visible()
    lost.faults.clear()  # the browser itself reports the 404
    lost.check()
