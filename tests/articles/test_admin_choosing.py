"""Two people at one text: both versions side by side, and nothing lost whichever is chosen."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Article, Revision, SourceText
from tests.articles.colliding import choose, collide, sides
from tests.articles.desk import errors_of, open_article, stored
from tests.factories import make_author, make_draft, make_section, make_topic

pytestmark = pytest.mark.django_db


def test_stale_form_is_refused_and_both_versions_are_shown(desk: Client) -> None:
    page = collide(desk, make_draft().article, {"headline": "Theirs"}, {"headline": "Mine"})

    assert page.status_code == 409
    assert re.search(
        r"eva saved or published this article at \d\d:\d\d UTC, while you were writing.", errors_of(page)
    )
    assert sides(page) == ["[only here: Mine]", "[only here: Theirs]"]
    assert "Saved by eva" in page.text


def test_what_says_the_same_is_not_asked_for(desk: Client) -> None:
    page = collide(desk, make_draft().article, {"headline": "Theirs"}, {"headline": "Mine"})

    assert re.findall(r'name="choose-([^"]+)" value="mine"', page.text) == ["headline"]


@pytest.mark.parametrize(("choice", "headline"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_version_that_is_chosen_is_saved(desk: Client, choice: str, headline: str) -> None:
    article = make_draft().article
    page = collide(desk, article, {"headline": "Theirs"}, {"headline": "Mine", "dek": "My dek."})

    choose(desk, page, headline=choice, dek="mine")

    assert (stored(article).headline, stored(article).dek) == (headline, "My dek.")


def test_rows_are_chosen_as_a_whole(desk: Client) -> None:
    article = make_draft(key_points=["One.", "Two."]).article
    author = make_author(name="Ada")
    page = collide(
        desk,
        article,
        {"key_points-0-text": "Theirs.", "bylines-TOTAL_FORMS": "1", "bylines-0-author": author.pk},
        {"key_points-0-text": "Mine.", "key_points-1-text": ""},
    )

    choose(desk, page, key_points="theirs", bylines="theirs")

    assert [point.text for point in stored(article).key_points.all()] == ["Theirs.", "Two."]
    assert stored(article).bylines.get().author == author


def test_fields_of_every_kind_are_chosen(desk: Client) -> None:
    article = make_draft(section=make_section(name="Town")).article
    sport, topic = make_section(name="Sport"), make_topic(name="Floods")
    theirs = {
        "section": sport.pk, "topics": [topic.pk], "relation": "press_release", "replies_closed": "on",
        "embargoed_until_0": "2030-01-01", "embargoed_until_1": "09:00", "body": "<p>Their body.</p>",
        "source_text": "What the source says.", "slug": "theirs",
    }  # fmt: skip
    page = collide(desk, article, theirs, {"headline": "Mine"})
    assert "Town" in page.text
    assert "Their body." in page.text

    choose(desk, page, **dict.fromkeys([*theirs, "embargoed_until"], "theirs"))

    draft = stored(article)
    assert (draft.headline, draft.section, draft.relation) == ("Mine", sport, "press_release")
    assert (draft.body, draft.topics.get()) == ("<p>Their body.</p>", topic)
    assert draft.embargoed_until
    assert Article.objects.values_list("slug", "replies_closed").get() == ("theirs", True)
    assert SourceText.objects.get().text == "What the source says."


def test_third_save_while_one_chooses_is_shown_as_well(desk: Client) -> None:
    article = make_draft().article
    page = collide(desk, article, {"headline": "Theirs"}, {"headline": "Mine"})
    address, fields = open_article(desk, article)
    desk.post(address, fields | {"headline": "Third", "_save": ""})

    again = choose(desk, page, headline="mine")

    assert again.status_code == 409
    assert sides(again) == ["[only here: Mine]", "[only here: Third]"]
    assert stored(article).headline == "Third"
    choose(desk, again, headline="mine")
    assert stored(article).headline == "Mine"


def test_publish_button_pressed_too_late_publishes_nothing_by_choosing(desk: Client) -> None:
    article = make_draft().article
    address, fields = open_article(desk, article)
    _address, others = open_article(desk, article)
    desk.post(address, others | {"headline": "Theirs", "_save": ""})
    page = desk.post(address, fields | {"headline": "Mine", "_publish": ""})

    choose(desk, page, headline="mine")

    assert not Revision.objects.live().exists()
    assert stored(article).headline == "Mine"


def test_form_without_the_version_is_stale(desk: Client) -> None:
    article = make_draft(headline="First").article
    address, fields = open_article(desk, article)

    desk.post(address, fields | {"opened_version": "", "headline": "Mine", "_save": ""})

    assert stored(article).headline == "First"


def test_form_opened_before_publication_goes_into_a_new_working_copy(desk: Client, editor: User) -> None:
    draft = make_draft(headline="First")
    address, fields = open_article(desk, draft.article)
    publishing.publish(draft, by=editor)

    page = desk.post(address, fields | {"headline": "Late", "_save": ""})

    assert page.status_code == 409
    assert "saved or published this article" in errors_of(page)
    choose(desk, page, headline="mine")
    assert stored(draft.article).headline == "Late"
    assert Revision.objects.live().get().headline == "First"


def test_typed_words_are_escaped(desk: Client) -> None:
    page = collide(desk, make_draft().article, {"headline": "Theirs"}, {"headline": "<b>Mine</b>"})

    assert "<b>Mine" not in page.text
    assert "&lt;b&gt;Mine" in page.text
