"""An editor's way: write an article with everything, see that it is not public, publish it."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Error, Page, expect

from articles.models import Revision
from tests.browser.visitor import Visitor
from tests.factories import (
    image_bytes,
    make_article,
    make_author,
    make_picture,
    make_product,
    make_section,
    make_source,
)


@pytest.fixture
def at_desk(live_server: object, editor: User, visitor: Callable[..., Visitor]) -> Visitor:
    """An editor who has logged in."""
    person = visitor()
    person.log_in(editor)
    return person


def choose(page: Page, field: str, name: str) -> None:
    """Choose a row by name in an autocomplete field."""
    page.locator(f"#id_{field} + .select2").click()
    page.locator(".select2-search__field").last.fill(name)
    page.get_by_role("option", name=name).click()


def insert_figure(person: Visitor, alt: str) -> None:
    """Put a picture of the library into the body."""
    person.page.get_by_title("figure").click()
    with person.page.expect_popup() as opened:
        person.page.get_by_role("button", name="Browse...").click()
    library = person.watch(opened.value)
    library.wait_for_load_state()
    person.check(library)
    with (
        library.expect_event("close"),
        suppress(Error),
    ):  # the window may close before it has answered the click
        library.get_by_role("button", name=alt).click()
    person.page.get_by_role("button", name="Insert", exact=True).click()


def test_editor_writes_and_publishes_an_article(at_desk: Visitor, visitor: Callable[..., Visitor]) -> None:
    make_section(name="Town")
    make_author(name="Hannah Okafor")
    make_source(name="Harbour Gazette")
    make_source(name="Coastal Press")
    make_product(title="Tide Almanac")
    make_picture(alt="Gulls over the quay", caption="The quay at six", credit="Photo: E. Marsh")
    page = at_desk.page
    at_desk.go("/admin/articles/article/")
    at_desk.check()
    at_desk.follow("Add article")
    page.get_by_label("Headline").fill("Council backs the wall")
    page.get_by_label("Dek").fill("By two votes, after four hours.")
    page.get_by_role("textbox", name="Body").click()
    page.keyboard.type("Members chose stone.")
    insert_figure(at_desk, "Gulls over the quay")
    page.get_by_label("Section").select_option("Town")
    for place, text in enumerate(("Eleven to nine.", "Work begins in spring.", "The town pays.")):
        page.locator(f"#id_key_points-{place}-text").fill(text)
    choose(page, "bylines-0-author", "Hannah Okafor")
    page.get_by_label("Where it comes from").select_option("summary")
    choose(page, "attributions-0-source", "Harbour Gazette")
    page.locator("#id_attributions-0-relation").select_option("based_on")
    page.locator("#id_attributions-0-url").fill("https://gazette.example/wall")
    page.get_by_text("Add another Attribution").click()
    choose(page, "attributions-1-source", "Coastal Press")
    page.locator("#id_attributions-1-relation").select_option("summary")
    page.locator("#id_attributions-1-url").fill("https://press.example/wall")
    page.get_by_text("Add another Promoted product").click()
    choose(page, "promotions-0-product", "Tide Almanac")
    at_desk.check()
    page.get_by_role("button", name="Save and continue editing").first.click()

    expect(page.get_by_text("Draft. Readers do not see it yet.").first).to_be_visible()
    reader = visitor()
    reader.go("/")
    expect(reader.page.get_by_text("Council backs the wall")).to_have_count(0)
    at_desk.press("Publish")
    expect(page.get_by_text("Published: Council backs the wall")).to_be_visible()
    reader.go("/")
    reader.follow("Council backs the wall")
    reader.check()
    main = reader.page.get_by_role("main")
    expect(main.get_by_alt_text("Gulls over the quay")).to_be_visible()
    expect(main.get_by_text("Photo: E. Marsh")).to_be_visible()
    expect(main.get_by_role("link", name="Read More at")).to_have_count(2)
    expect(main.get_by_text("The town pays.")).to_be_visible()
    expect(main.get_by_role("button", name="Buy Now")).to_be_visible()


def test_editor_changes_a_live_article_and_readers_see_it_when_published(
    at_desk: Visitor, visitor: Callable[..., Visitor]
) -> None:
    article = make_article(headline="The old headline")
    page, reader = at_desk.page, visitor()
    at_desk.go("/admin/articles/article/")
    at_desk.follow("The old headline")
    page.get_by_label("Headline").fill("The new headline")
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.get_by_text("Live, with changes that readers do not see yet.").first).to_be_visible()

    reader.go(article.get_absolute_url())
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("The old headline")
    at_desk.press("Publish changes")
    reader.go(article.get_absolute_url())
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("The new headline")
    assert Revision.objects.live().filter(article=article).count() == 1


def test_editor_adds_a_picture_from_the_picker(
    at_desk: Visitor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    upload = tmp_path_factory.mktemp("upload") / "boat.jpg"
    upload.write_bytes(image_bytes())
    page = at_desk.page
    at_desk.go("/admin/articles/picture/picker/?CKEditorFuncNum=-1")
    at_desk.follow("Add a picture")
    page.get_by_label("File").set_input_files(upload)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Describe the picture in its alternative text")).to_be_visible()
    page.get_by_label("File").set_input_files(upload)
    page.get_by_label("Alternative text").fill("A boat at anchor")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("button", name="A boat at anchor")).to_be_visible()


def test_editor_who_publishes_half_an_article_is_told_what_is_missing(at_desk: Visitor) -> None:
    page = at_desk.page
    at_desk.go("/admin/articles/revision/add/")
    page.get_by_label("Headline").fill("Only a headline")
    at_desk.press("Publish")

    expect(page.get_by_text("Readers need this: fill it in before you publish.")).to_have_count(8)
    expect(page.get_by_label("Headline")).to_have_value("Only a headline")
    at_desk.check()
    assert not Revision.objects.live().exists()
