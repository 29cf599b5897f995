"""An editor's way with a dead source link: find it on the desk, say where a copy is kept, see what readers get."""

from articles.links import watching
from articles.links.looking import Look, Outcome
from articles.models import Article
from tests.articles.resting import URL, make_link, resting_on
from tests.browser.visitor import Visitor

COPY = "https://archive.example/gazette/flood"


def dead_link() -> Article:
    """A live article whose source is gone, beside one whose source works."""
    article, link = resting_on(URL), make_link()
    watching.record(link, Look(Outcome.WORKS, "Answers 200 OK.", 200))
    watching.record(link, Look(Outcome.GONE, "Answers 410 Gone.", 410))
    watching.record(make_link("https://well.example/"), Look(Outcome.WORKS, "Answers 200 OK.", 200))
    return article


def test_editor_gives_readers_a_copy_of_a_dead_source(at_desk: Visitor) -> None:
    article = dead_link()
    page = at_desk.page
    at_desk.go("/admin/articles/sourcelink/")
    at_desk.check()

    at_desk.follow("Broken")
    assert page.get_by_role("link", name="https://").all_inner_texts() == [URL]
    at_desk.follow(URL)
    at_desk.check()
    assert page.get_by_role("cell", name="Answers 410 Gone.").is_visible()
    page.get_by_label("Archived copy").fill(COPY)
    at_desk.press("Save")

    at_desk.go(article.get_absolute_url())
    copy = page.get_by_role("link", name="Archived copy")
    assert copy.get_attribute("href") == COPY


def test_editor_has_a_link_checked_again(at_desk: Visitor) -> None:
    dead_link()
    at_desk.go("/admin/articles/sourcelink/?status=broken")

    at_desk.page.get_by_role("checkbox").last.check()
    at_desk.page.get_by_role("combobox", name="Action").select_option("Check again now")
    at_desk.press("Run")

    assert at_desk.page.get_by_text("1 link will be looked at in the next minutes.").is_visible()
