"""What is half filled or typed wrongly keeps nothing else from being saved, and is neither lost nor forgotten."""

from playwright.sync_api import Page, Request, expect

from articles.models import Article, Revision
from tests.browser.visitor import Visitor
from tests.browser.writing import (
    ADD,
    answer_leaving,
    choose,
    crash,
    expect_saved,
    expect_saved_except,
    open_form,
    write_body,
)
from tests.factories import make_author, make_draft, make_source

LINK = "https://gazette.example/wall"
MISSING = "Attributions: Relation: This field is required."
PUT_BACK = "Put it back"


def stored(article: Article) -> Revision:
    return article.revisions.get(is_working_copy=True)


def begin_row(page: Page) -> None:
    """Fill half of a row of attributions."""
    page.get_by_text("Add another Attribution").click()
    choose(page, "attributions-0-source", "Harbour Gazette")


def finish_row(page: Page) -> None:
    page.locator("#id_attributions-0-relation").select_option("based_on")
    page.locator("#id_attributions-0-url").fill(LINK)


def test_body_is_saved_beside_a_half_filled_row_which_outlasts_a_crash(at_desk: Visitor) -> None:
    make_source(name="Harbour Gazette")
    article = make_draft(body="<p>Stone.</p>").article
    page = open_form(at_desk, article)
    begin_row(page)
    expect_saved_except(page, MISSING)
    write_body(page, " And glass.")
    expect_saved_except(page, MISSING, times=2)
    at_desk.check()
    assert stored(article).body == "<p>Stone. And glass.</p>"
    assert not stored(article).attributions.exists()

    crash(at_desk)
    page = open_form(at_desk, article)
    expect(page.get_by_role("textbox", name="Body")).to_have_text("Stone. And glass.")
    expect(page.get_by_role("alert")).to_contain_text("Not all that you typed here")
    page.get_by_role("button", name=PUT_BACK).click()
    expect(page.locator("#attributions-0 .select2-selection")).to_contain_text("Harbour Gazette")
    expect_saved_except(page, MISSING, times=3)
    finish_row(page)

    expect_saved(page, times=4)
    assert [(each.source.name, each.url) for each in stored(article).attributions.all()] == [
        ("Harbour Gazette", LINK)
    ]
    page.reload()
    expect(page.locator("#id_attributions-0-url")).to_have_value(LINK)
    expect(page.get_by_role("button", name=PUT_BACK)).to_have_count(0)


def test_what_is_left_out_is_asked_for_again_only_once_something_else_is_typed(at_desk: Visitor) -> None:
    page = at_desk.page
    page.clock.install()
    open_form(at_desk, make_draft().article)
    posts: list[Request] = []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    page.get_by_text("Add another Byline").click()
    page.locator("#id_bylines-1-role").fill("translated by")
    page.clock.run_for(2_000)
    expect_saved_except(page, "Bylines: Author: This field is required.")

    page.clock.run_for(120_000)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.clock.run_for(10_000)
    assert len(posts) == 1

    page.get_by_label("Dek").fill("By two votes.")
    page.clock.run_for(2_000)
    expect_saved_except(page, "Bylines: Author: This field is required.", times=2)
    assert len(posts) == 2


def test_link_leads_to_the_field_that_is_missing(at_desk: Visitor) -> None:
    page = open_form(at_desk, make_draft().article)
    page.get_by_text("Add another Attribution").click()
    page.locator("#id_attributions-0-url").fill("not a link")
    expect_saved_except(page, "Attributions: Source: This field is required.")

    page.get_by_label("Headline").focus()
    page.locator(".article-status").get_by_role("link").click()

    expect(page.locator("#attributions-0 .select2-selection")).to_be_focused()


def test_each_place_is_named_once_with_its_first_fault(at_desk: Visitor) -> None:
    author = make_author(name="Hannah Okafor")
    article = make_draft(authors=[author]).article
    page = open_form(at_desk, article)
    page.get_by_label("Slug").fill("the wall")
    page.locator("#id_embargoed_until_0").fill("2026-05-01")
    page.get_by_text("Add another Byline").click()
    choose(page, "bylines-1-author", "Hannah Okafor")
    page.get_by_text("Add another Attribution").click()
    page.locator("#id_attributions-0-title").fill("The wall")

    links = page.locator(".article-status").get_by_role("link")
    expect(links).to_have_count(4)
    expect(links.nth(0)).to_contain_text("Slug: Enter a valid")
    expect(links.nth(1)).to_have_text("Embargo: Enter a valid time.")
    expect(links.nth(2)).to_have_text("Bylines: An author is named twice: take one of the two out.")
    expect(links.nth(3)).to_have_text("Attributions: Source: This field is required.")
    links.nth(1).click()
    expect(page.locator("#id_embargoed_until_0")).to_be_focused()
    at_desk.check()


def test_leaving_with_a_half_filled_row_is_asked_about(at_desk: Visitor) -> None:
    make_source(name="Harbour Gazette")
    article = make_draft().article
    page = open_form(at_desk, article)
    asked = answer_leaving(page, leave=False)
    begin_row(page)
    expect_saved_except(page, MISSING)
    page.get_by_role("link", name="Home").click()

    expect(page.locator("#attributions-0 .select2-selection")).to_contain_text("Harbour Gazette")
    assert asked == ["beforeunload"]

    page.locator("#attributions-0 .inline-deletelink").click()
    expect_saved(page, times=2)
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Desk")).to_be_visible()
    assert asked == ["beforeunload"]


def test_save_button_refuses_a_half_filled_row_and_the_rest_is_saved_all_the_same(at_desk: Visitor) -> None:
    make_source(name="Harbour Gazette")
    article = make_draft(headline="Before").article
    page = open_form(at_desk, article)
    page.get_by_label("Headline").fill("After")
    begin_row(page)
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator("#attributions-0 .errorlist").first).to_contain_text("This field is required.")
    expect(page.locator(".article-status")).to_contain_text(MISSING)
    assert stored(article).headline == "After"
    assert article.revisions.count() == 1


def test_new_article_is_begun_with_a_half_filled_row(at_desk: Visitor) -> None:
    make_source(name="Harbour Gazette")
    page = at_desk.page
    at_desk.go(ADD)
    choose(page, "attributions-0-source", "Harbour Gazette")
    page.get_by_label("Headline").fill("Council backs the wall")
    expect_saved_except(page, MISSING)
    finish_row(page)

    expect_saved(page, times=2)
    assert [each.url for each in Revision.objects.get().attributions.all()] == [LINK]


def test_headline_that_is_emptied_stays_as_it_was_and_the_rest_is_saved(at_desk: Visitor) -> None:
    article = make_draft(headline="The wall").article
    page = open_form(at_desk, article)
    page.get_by_label("Headline").fill("")
    page.get_by_label("Dek").fill("By two votes.")

    expect_saved_except(page, "Headline: This field is required.")
    assert (stored(article).headline, stored(article).dek) == ("The wall", "By two votes.")
