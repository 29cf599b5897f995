"""An editor's way through the history of an article, and what readers and guests see of it."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from articles import publishing
from articles.models import Article, PreviewLink
from tests.articles.writing import publish, write
from tests.browser.visitor import Visitor
from tests.factories import make_article, make_author, make_section, make_source, make_user

ARTICLES = "/admin/articles/article/"


def make_history() -> Article:
    """An article that was published twice and is being written again."""
    article = make_article(
        headline="Council backs the wall",
        body="<h2>The vote</h2><p>Members chose stone, by two votes.</p><p>Work begins in May.</p>",
        key_points=["Eleven to nine.", "The town pays."],
        authors=[make_author(name="Hannah Okafor")],
        sources=[make_source(name="Harbour Gazette")],
        section=make_section(name="Town"),
        at=timezone.now() - timedelta(days=2),
    )
    body = "<h2>The vote</h2><p>Members chose concrete, by three votes.</p><p>Work begins in May.</p>"
    publish(article, body=body, at=timezone.now() - timedelta(days=1))
    draft = write(article, headline="Council drops the wall", note="After the second vote.")
    publishing.keep(draft, by=make_user(), note="After the second vote.")
    return article


def test_editor_compares_two_versions_and_restores_one(at_desk: Visitor) -> None:
    article, page = make_history(), at_desk.page
    at_desk.go(f"{ARTICLES}{article.pk}/history/")
    at_desk.check()
    expect(page.locator(".history").get_by_role("row")).to_have_count(5)
    page.get_by_role("radio", name="Compare from").nth(3).check()
    page.get_by_role("radio", name="Compare to").nth(2).check()
    at_desk.press("Compare")

    expect(page.get_by_role("heading", level=1)).to_have_text("Compare versions")
    at_desk.check()
    expect(page.get_by_role("deletion").first).to_contain_text("stone")
    expect(page.get_by_role("insertion").first).to_contain_text("concrete")
    page.get_by_text("One line unchanged").first.click()
    expect(page.locator("details").get_by_text("The vote")).to_be_visible()
    at_desk.press("Restore the version of")

    expect(page.get_by_text("Readers see it once it is published.")).to_be_visible()
    expect(page.get_by_label("Headline")).to_have_value("Council backs the wall")
    assert article.revisions.live().get().body.count("concrete") == 1


def test_editor_makes_a_preview_link_which_a_guest_opens_until_it_is_revoked(
    at_desk: Visitor, guest: Visitor
) -> None:
    article, page = make_history(), at_desk.page
    at_desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    at_desk.go(f"{ARTICLES}{article.pk}/previews/")
    at_desk.press("Make a preview link")
    expect(page.get_by_text("The link is made")).to_be_visible()
    at_desk.check()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    path = "/" + address.split("/", 3)[3]

    guest.go(path)
    expect(guest.page.get_by_role("heading", level=1)).to_have_text("Council drops the wall")
    expect(guest.page.get_by_role("complementary", name="Preview")).to_contain_text("readers do not see this")
    guest.check()
    assert guest.cookies() == []
    at_desk.press("Revoke the link")
    expect(page.get_by_text("The link is revoked")).to_be_visible()
    at_desk.check()

    guest.page.goto(path)
    expect(guest.page.get_by_role("heading", level=1)).to_have_text("This preview is not open")
    guest.faults.clear()  # Chromium reports the 404 itself
    assert not PreviewLink.objects.valid().exists()


def test_preview_stands_in_a_frame_of_the_desk(at_desk: Visitor) -> None:
    draft = write(make_history(), headline="Half a thought")
    at_desk.go(f"/admin/articles/revision/{draft.pk}/preview/")

    expect(at_desk.page.get_by_role("heading", level=1)).to_have_text("Half a thought")
    at_desk.check()


def test_editor_changes_the_address_and_readers_arrive_from_the_old_one(
    at_desk: Visitor, visitor: Callable[..., Visitor]
) -> None:
    article, page, reader = make_history(), at_desk.page, visitor()
    old = article.get_absolute_url()
    at_desk.go(f"{ARTICLES}{article.pk}/address/")
    at_desk.check()
    page.get_by_label("Slug").first.fill("council-drops-the-wall")
    at_desk.press("Change the slug")
    expect(page.get_by_text("The slug is “council-drops-the-wall” now.")).to_be_visible()
    at_desk.check()

    reader.go(f"{old}?utm_source=mail")
    assert reader.page.url.endswith("/council-drops-the-wall/?utm_source=mail")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Council backs the wall")
    page.get_by_label("Day").fill("2019-03-04")
    page.get_by_label("Slug").last.fill("the-old-wall")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("button", name="Forget")).to_have_count(2)


def test_reader_sees_what_was_changed(sized: Callable[..., Visitor]) -> None:
    article, reader = make_history(), sized()
    reader.go(article.get_absolute_url())
    reader.follow("Versions")

    expect(reader.page.get_by_role("heading", level=2)).to_have_count(2)
    expect(reader.page.get_by_role("deletion").first).to_contain_text("stone")
    expect(reader.page.get_by_role("insertion").first).to_contain_text("concrete")
    expect(reader.page.get_by_text("drops")).to_have_count(0)
    reader.check()
    reader.follow("Back to the article")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Council backs the wall")
