"""A reader who wants to know where a text comes from, what was wrong in it, and how to follow the paper."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import LinkStatus, SourceKind, SourceLink
from tests.browser.visitor import Visitor
from tests.factories import make_article, make_correction, make_picture, make_source, make_user


def test_reader_finds_the_source_and_a_copy_of_what_is_gone(
    live_server: object, sized: Callable[..., Visitor]
) -> None:
    source = make_source(
        name="Harbour Gazette", kind=SourceKind.NEWSPAPER, licence_note="Summaries of 100 words, with a link."
    )
    article = make_article(headline="The wall", sources=[source], lead_picture=make_picture())
    link = article.revisions.get().attributions.get().url
    SourceLink.objects.create(url=link, status=LinkStatus.BROKEN, archived_url="https://archive.example/1")
    reader = sized()

    reader.go(article.get_absolute_url())

    page = reader.page
    expect(page.get_by_role("link", name="Read More at Harbour Gazette")).to_have_attribute("href", link)
    copy = page.get_by_role("link", name="Archived copy of the page at Harbour Gazette")
    expect(copy).to_have_text("Archived copy")
    expect(copy).to_have_attribute("href", "https://archive.example/1")
    reader.check()  # the block of data in the head is no script to the browser
    reader.follow("Harbour Gazette")
    expect(page.get_by_text("Newspaper or magazine")).to_be_visible()
    expect(page.get_by_text("Summaries of 100 words, with a link.")).to_be_visible()
    reader.check()


def test_reader_pages_through_the_corrections(live_server: object, sized: Callable[..., Visitor]) -> None:
    article = make_article(headline="The wall", at=timezone.now() - timedelta(days=2))
    for hours in range(25):
        made_at = timezone.now() - timedelta(hours=hours)
        make_correction(article=article, text=f"It is {hours} m high.", made_at=made_at)
    reader = sized()
    page = reader.page

    reader.go("/")
    page.get_by_role("contentinfo").get_by_role("link", name="Corrections").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Corrections")
    expect(page.get_by_text("It is 0 m high.")).to_be_visible()
    reader.check()
    reader.follow("Older")
    expect(page.get_by_text("It is 24 m high.")).to_be_visible()
    reader.check()
    reader.follow("The wall")
    expect(page.get_by_role("heading", name="Corrections")).to_be_in_viewport()
    reader.follow("All corrections")
    expect(page.get_by_role("heading", level=1)).to_have_text("Corrections")


def test_editor_sees_how_much_rests_on_a_source(live_server: object, visitor: Callable[..., Visitor]) -> None:
    gazette = make_source(name="Harbour Gazette")
    make_article(sources=[gazette])
    make_article()
    editor: User = make_user("eva", role="Editors")
    person = visitor()
    page = person.page

    person.log_in(editor)
    person.go("/admin/articles/source/")
    expect(page.get_by_role("row", name="Harbour Gazette")).to_contain_text("50.0%")
    person.follow("Harbour Gazette")
    page.get_by_label("Kind").select_option("Newspaper or magazine")
    page.get_by_label("Licence note").fill("With a link.")
    person.press("Save")
    expect(page.get_by_role("row", name="Harbour Gazette")).to_contain_text("Newspaper or magazine")
