"""An editor runs the front page: places stories, moves them, breaks news; readers see it at once."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, BreakingNews, FrontSlot, Likeness
from tests.browser.visitor import Visitor
from tests.factories import make_article, make_section

FRONT = "/admin/articles/frontslot/"
HOUR = timedelta(hours=1)


def make_stories(*headlines: str) -> list[Article]:
    section = make_section(name="Town")
    return [
        make_article(headline=headline, section=section, at=timezone.now() - hours * HOUR)
        for hours, headline in enumerate(headlines, start=1)
    ]


def choose(page: Page, row: int, words: str) -> None:
    """Choose a story for a row by words of its headline."""
    page.locator(f"#id_form-{row - 1}-article + .select2").click()
    page.locator(".select2-search__field").last.fill(words)
    page.get_by_role("option", name=words).click()


def place_of(page: Page, row: int) -> Locator:
    return page.get_by_label(f"Place, row {row}", exact=True)


def headlines(page: Page) -> Locator:
    return page.get_by_role("main").locator("article h2")


def test_editor_runs_the_front_page(at_desk: Visitor, visitor: Callable[..., Visitor]) -> None:
    make_stories("Newest", "Newer", "Council backs the wall", "Ferry keeps its line")
    page, reader = at_desk.page, visitor()
    at_desk.go("/admin/")
    at_desk.follow("Front page places")
    expect(page.get_by_role("heading", name="Front page", exact=True)).to_be_visible()
    at_desk.check()

    choose(page, 1, "Council backs the wall")
    choose(page, 2, "Ferry keeps its line")
    at_desk.press("Save")
    expect(page.get_by_text("Readers see the front page as it stands here.")).to_be_visible()
    at_desk.check()
    reader.go("/")
    expect(headlines(reader.page)).to_have_text(
        ["Council backs the wall", "Ferry keeps its line", "Newest", "Newer"]
    )

    place_of(page, 2).fill("1")
    place_of(page, 2).press("Enter")
    expect(page.locator("#id_form-0-article")).to_contain_text("Ferry keeps its line")
    reader.go("/")
    expect(headlines(reader.page)).to_have_text(
        ["Ferry keeps its line", "Council backs the wall", "Newest", "Newer"]
    )

    place_of(page, 1).fill("3")
    at_desk.press("Save")
    expect(page.get_by_text("Newest: Newest")).to_be_visible()
    reader.go("/")
    expect(headlines(reader.page)).to_have_text(
        ["Newest", "Council backs the wall", "Ferry keeps its line", "Newer"]
    )


def test_two_editors_are_told_of_each_other(at_desk: Visitor) -> None:
    mine, theirs = make_stories("Mine", "Theirs")
    page = at_desk.page
    at_desk.go(FRONT)
    choose(page, 1, "Mine")
    FrontSlot.objects.create(position=1, article=theirs)

    at_desk.press("Save")

    expect(page.get_by_text("A colleague has changed the front page since you opened it.")).to_be_visible()
    expect(page.locator("#id_form-0-article")).to_contain_text("Mine")
    at_desk.faults.clear()  # the browser notes the answer 409
    at_desk.press("Save")
    expect(page.get_by_text("Readers see the front page as it stands here.")).to_be_visible()
    assert FrontSlot.objects.get().article == mine


def test_editor_breaks_news_and_readers_follow_it(at_desk: Visitor, sized: Callable[..., Visitor]) -> None:
    make_stories("Council backs the wall")
    page, reader = at_desk.page, sized()
    at_desk.go("/admin/articles/breakingnews/add/")
    at_desk.check()
    page.get_by_label("Text").fill("The wall has broken")
    page.locator("#id_article + .select2").click()
    page.locator(".select2-search__field").last.fill("wall")
    page.get_by_role("option", name="Council backs the wall").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("cell", name="Showing now")).to_be_visible()
    at_desk.check()

    reader.go("/")
    line = reader.page.get_by_role("region", name="Breaking news")
    expect(line).to_contain_text("The wall has broken")
    reader.check()
    line.get_by_role("link").click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Council backs the wall")

    BreakingNews.objects.update(ends_at=timezone.now())
    reader.go("/")
    expect(line).to_have_count(0)


def test_reader_goes_on_to_a_related_article(sized: Callable[..., Visitor]) -> None:
    article, picked, alike = make_stories("Council backs the wall", "The wall of 1953", "Wall: what it costs")
    article.revisions.get().recommendations.create(article=picked, position=1)
    Likeness.objects.create(article=article, other=alike, score=0.5)
    reader = sized()

    reader.go(article.get_absolute_url())

    related = reader.page.get_by_role("region", name="Related")
    expect(related.get_by_role("heading", level=3)).to_have_text(["The wall of 1953", "Wall: what it costs"])
    reader.check()
    related.get_by_role("link", name="The wall of 1953").click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("The wall of 1953")
