"""Changing an article that readers see, and two people at one text."""

import pytest
from django.test import Client

from articles import publishing
from tests.articles.desk import ARTICLES, fields_of, open_article
from tests.factories import make_article, make_draft, make_user

pytestmark = pytest.mark.django_db


def test_changing_a_live_article_changes_nothing_for_readers_until_it_is_published(desk: Client) -> None:
    article = make_article(headline="Before", key_points=["Point before."])
    address, fields = open_article(desk, article)
    changes = {"headline": "After", "key_points-0-text": "Point after."}

    response = desk.post(address, fields | changes | {"_continue": ""}, follow=True)

    public = desk.get(article.get_absolute_url()).text
    assert "Live, with changes that readers do not see yet." in response.text
    assert "Point before." in public
    assert "fter" not in public[public.index("<main") :]
    desk.post(address, fields_of(response) | {"_publish": ""})
    public = desk.get(article.get_absolute_url()).text
    assert "Point after." in public
    assert "efore" not in public[public.index("<main") : public.index("Leave a Reply")]


def test_opening_a_live_article_says_that_nothing_is_seen_before_it_is_published(desk: Client) -> None:
    article = make_article()

    response = desk.get(f"{ARTICLES}{article.pk}/change/", follow=True)

    assert "Live. What you change here stays with us until you publish it." in response.text
    assert "Publish changes" in response.text
    assert "unpublished changes</td>" not in desk.get(ARTICLES).text


@pytest.mark.parametrize(("given", "is_updated"), [({}, False), ({"is_substantive": "on"}, True)])
def test_substantive_update_shows_readers_a_time(
    desk: Client, given: dict[str, str], is_updated: bool
) -> None:
    article = make_article()
    address, fields = open_article(desk, article)

    desk.post(address, fields | given | {"_publish": ""})

    assert ("Updated" in desk.get(article.get_absolute_url()).text) == is_updated


def test_slug_of_a_published_article_is_fixed(desk: Client) -> None:
    article = make_article(slug="flood")
    address, fields = open_article(desk, article)

    desk.post(address, fields | {"slug": "drought", "_save": ""})

    article.refresh_from_db()
    assert article.slug == "flood"


def test_replies_are_closed_from_the_form(desk: Client) -> None:
    article = make_article()
    address, fields = open_article(desk, article)

    desk.post(address, fields | {"replies_closed": "on", "_save": ""})

    assert "Replies to this article are closed." in desk.get(article.get_absolute_url()).text


def test_frozen_text_is_shown_and_never_changed(desk: Client) -> None:
    article = make_article(headline="Old")
    address = f"/admin/articles/revision/{article.revisions.get().pk}/change/"

    page = desk.get(address).text

    assert "This text is frozen; readers have seen it." in page
    assert 'name="_publish"' not in page
    assert 'name="_save"' not in page


def test_save_that_changes_nothing_leaves_a_live_article_unchanged(desk: Client) -> None:
    article = make_article()
    address, fields = open_article(desk, article)

    desk.post(address, fields | {"_continue": ""})

    assert "with changes that readers do not see yet" not in desk.get(address).text
    assert publishing.working_copy(article).version == 0


def test_save_that_changes_something_and_back_is_not_mistaken_for_the_beginning(desk: Client) -> None:
    article = make_article(headline="The wall")
    address, fields = open_article(desk, article)
    desk.post(address, fields | {"headline": "The new wall", "_continue": ""})
    _address, later = open_article(desk, article)

    desk.post(address, later | {"headline": "The wall", "_continue": ""})

    assert publishing.working_copy(article).version == 2


def test_act_on_what_only_changed_its_state_says_so(desk: Client) -> None:
    article = make_draft(headline="The wall").article
    address, fields = open_article(desk, article)
    publishing.send_to_review(publishing.working_copy(article), by=make_user("ada"))

    response = desk.post(address, fields | {"_review": ""})

    assert response.status_code == 409
    assert "Nothing was done: ada was here meanwhile." in response.text
    assert "Ready for review since" in response.text
    assert "Save what I have chosen" not in response.text
