"""Nothing typed is lost: the form asks before it is left, and the browser keeps what was not saved."""

import re

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from articles.models import Article, Revision
from tests.browser.visitor import Visitor
from tests.browser.writing import (
    ADD,
    answer_leaving,
    choose,
    crash,
    expect_kept,
    expect_saved,
    lose_connection,
    open_form,
    regain_connection,
    write_body,
)
from tests.factories import (
    PASSWORD,
    make_article,
    make_author,
    make_draft,
    make_picture,
    make_section,
    make_source,
    make_topic,
)

HEADLINE = "Typed and not saved"


def expect_no_offer(page: Page) -> None:
    expect(page.locator(".article-status")).to_have_count(1)  # the scripts have run
    expect(page.locator(".kept-typing")).to_have_count(0)


def type_and_crash(person: Visitor, headline: str = HEADLINE) -> None:
    """Type into the open form what never arrives, and lose the window."""
    lose_connection(person)
    person.page.get_by_label("Headline").fill(headline)
    expect_kept(person.page)
    crash(person)
    regain_connection(person)


def test_leaving_with_unsaved_edits_is_asked_about(at_desk: Visitor) -> None:
    page = open_form(at_desk, make_draft().article)
    asked = answer_leaving(page, leave=False)
    lose_connection(at_desk)
    page.get_by_label("Headline").press_sequentially("More")
    page.get_by_role("link", name="Home").click()

    expect(page.get_by_label("Headline")).to_be_visible()
    assert asked == ["beforeunload"]
    regain_connection(at_desk)


def test_leaving_without_unsaved_edits_is_not_asked_about(at_desk: Visitor) -> None:
    page = open_form(at_desk, make_draft().article)
    asked = answer_leaving(page, leave=False)
    page.get_by_label("Headline").press_sequentially("More")
    expect_saved(page)
    page.get_by_role("link", name="Home").click()

    expect(page.get_by_role("heading", name="Desk")).to_be_visible()
    assert asked == []


def test_sending_the_form_is_not_asked_about(at_desk: Visitor) -> None:
    page = open_form(at_desk, make_draft().article)
    asked = answer_leaving(page, leave=False)
    page.get_by_label("Headline").fill("Sent at once")
    page.get_by_role("button", name="Save and continue editing").click()

    expect(page.get_by_text("was changed successfully")).to_be_visible()
    expect_no_offer(page)
    assert asked == []


def test_everything_typed_is_put_back_after_a_crash(at_desk: Visitor) -> None:
    make_section(name="Town")
    make_author(name="Hannah Okafor")
    make_author(name="Priya Nair")
    make_source(name="Harbour Gazette")
    make_topic(name="Flooding")
    make_picture(alt="Gulls over the quay")
    page = at_desk.page
    at_desk.go(ADD)
    lose_connection(at_desk)
    page.get_by_label("Headline").fill("Council backs the wall")
    write_body(page, "Members chose stone.")
    page.get_by_label("Section").select_option("Town")
    choose(page, "topics", "Flooding")
    choose(page, "lead_picture", "Gulls over the quay")
    page.locator("#id_key_points-0-text").fill("Second.")
    page.locator("#id_key_points-1-text").fill("First.")
    page.get_by_role("button", name="Move up: First.").click()
    choose(page, "bylines-0-author", "Hannah Okafor")
    page.get_by_text("Add another Byline").click()
    choose(page, "bylines-1-author", "Priya Nair")
    choose(page, "attributions-0-source", "Harbour Gazette")
    page.locator("#id_attributions-0-relation").select_option("based_on")
    page.locator("#id_attributions-0-url").fill("https://gazette.example/wall")
    expect_kept(page, "https://gazette.example/wall")
    crash(at_desk)
    regain_connection(at_desk)
    at_desk.go(ADD)
    page = at_desk.page
    expect(page.get_by_role("alert")).to_contain_text("Not all that you typed here")
    at_desk.check()
    page.get_by_role("button", name="Put it back").click()

    expect(page.get_by_role("textbox", name="Body")).to_have_text("Members chose stone.")
    expect(page.locator("#bylines-1 .select2-selection")).to_contain_text("Priya Nair")
    expect(page.locator("#key_points-group tr.form-row [name$=text]").first).to_have_value("First.")
    expect_saved(page)
    draft = Revision.objects.get()
    assert draft.body == "<p>Members chose stone.</p>"
    assert [point.text for point in draft.key_points.all()] == ["First.", "Second."]
    assert [byline.author.name for byline in draft.bylines.all()] == ["Hannah Okafor", "Priya Nair"]
    assert [each.url for each in draft.attributions.all()] == ["https://gazette.example/wall"]
    assert [topic.name for topic in draft.topics.all()] == ["Flooding"]
    assert (draft.section and draft.section.name, draft.lead_picture is not None) == ("Town", True)


def test_rows_that_were_taken_out_are_taken_out_again(at_desk: Visitor) -> None:
    article = make_draft(key_points=["One.", "Two.", "Three."]).article
    page = open_form(at_desk, article)
    lose_connection(at_desk)
    page.locator("#key_points-group .inline-deletelink").first.click()
    expect_kept(page)
    crash(at_desk)
    regain_connection(at_desk)
    page = open_form(at_desk, article)
    page.get_by_role("button", name="Put it back").click()

    expect_saved(page)
    draft = article.revisions.get(is_working_copy=True)
    assert [point.text for point in draft.key_points.all()] == ["Two.", "Three."]


def test_kept_typing_can_be_thrown_away(at_desk: Visitor) -> None:
    article = make_draft(headline="Stored").article
    open_form(at_desk, article)
    type_and_crash(at_desk)
    page = open_form(at_desk, article)
    page.get_by_role("button", name="Throw it away").click()

    expect(page.get_by_label("Headline")).to_have_value("Stored")
    page.reload()
    expect_no_offer(page)


def test_kept_typing_waits_while_something_else_is_typed(at_desk: Visitor) -> None:
    article = make_draft().article
    open_form(at_desk, article)
    type_and_crash(at_desk)
    page = open_form(at_desk, article)
    page.get_by_label("Dek").fill("Something else.")
    expect_saved(page)
    page.reload()

    expect(page.get_by_role("button", name="Put it back")).to_be_visible()


def test_kept_typing_never_replaces_what_was_saved_since(at_desk: Visitor) -> None:
    article = make_draft().article
    open_form(at_desk, article)
    type_and_crash(at_desk)
    page = open_form(at_desk, article)
    page.get_by_label("Headline").fill("Saved since")
    expect_saved(page)
    page.get_by_role("button", name="Put it back").click()

    expect(page.locator(".article-status")).to_contain_text("“Save” shows both versions.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Two versions of one text")).to_be_visible()
    assert article.revisions.get(is_working_copy=True).headline == "Saved since"
    at_desk.faults = [fault for fault in at_desk.faults if "409" not in fault]


def test_saving_without_a_session_loses_nothing(at_desk: Visitor, editor: User) -> None:
    article = make_draft().article
    page = open_form(at_desk, article)
    page.get_by_label("Headline").fill(HEADLINE)
    Session.objects.all().delete()
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill(PASSWORD)
    at_desk.press("Log in")
    page.get_by_role("button", name="Put it back").click()

    expect(page.get_by_label("Headline")).to_have_value(HEADLINE)
    expect_saved(page)


@pytest.mark.parametrize("button", ["Save", "Save and continue editing"])
def test_new_article_sent_at_once_is_not_offered_again(at_desk: Visitor, button: str) -> None:
    page = at_desk.page
    at_desk.go(ADD)
    page.get_by_label("Headline").fill("Sent at once")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    at_desk.go(ADD)

    expect_no_offer(page)
    assert Article.objects.count() == 1


def test_what_is_discarded_is_not_offered_again(at_desk: Visitor) -> None:
    article = make_article(headline="What readers see")
    at_desk.go(f"/admin/articles/article/{article.pk}/change/")
    page = at_desk.page
    page.get_by_label("Headline").fill("What we write")
    expect_saved(page)
    page.reload()
    page.get_by_label("Dek").fill("Not saved any more.")
    page.get_by_role("button", name="Discard changes").click()

    expect(page.get_by_label("Headline")).to_have_value("What readers see")
    expect_no_offer(page)


def test_nobody_else_is_offered_what_was_typed(at_desk: Visitor, reporter: User) -> None:
    at_desk.go(ADD)
    type_and_crash(at_desk)
    at_desk.context.clear_cookies()
    at_desk.log_in(reporter)
    at_desk.go(ADD)

    expect_no_offer(at_desk.page)


def test_long_text_is_kept(at_desk: Visitor) -> None:
    article = make_draft().article
    page = open_form(at_desk, article)
    lose_connection(at_desk)
    page.locator(".ProseMirror[contenteditable]").evaluate(
        "(editor) => editor.editor.commands.setContent(`<p>${'Tide. '.repeat(170_000)}End.</p>`)"
    )
    expect_kept(page)
    crash(at_desk)
    regain_connection(at_desk)
    page = open_form(at_desk, article)
    page.get_by_role("button", name="Put it back").click()

    expect(page.locator("#id_body")).to_have_value(re.compile("End.</p>$"))
    assert len(page.locator("#id_body").input_value()) > 1_000_000


def test_full_store_is_said(at_desk: Visitor) -> None:
    page = open_form(at_desk, make_draft().article)
    page.evaluate(
        """() => {
            let piece = 'x'.repeat(1 << 20);
            for (let place = 0; piece.length > 1; place += 1) {
                try { localStorage.setItem(`stuff-${place}`, piece); }
                catch { piece = piece.slice(piece.length / 2); }
            }
        }"""
    )
    lose_connection(at_desk)
    page.get_by_label("Headline").fill(HEADLINE)

    expect(page.locator(".article-status")).to_contain_text("leave this window open")
    regain_connection(at_desk)
    expect_saved(page)
