"""Changing an article that readers see, and two people at one text."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Revision
from tests.articles.desk import ARTICLES, errors_of, fields_of, open_article
from tests.factories import (
    make_article,
    make_draft,
)

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


def test_stale_form_is_refused_and_what_was_typed_is_kept(desk: Client) -> None:
    article = make_draft(headline="First").article
    address, fields = open_article(desk, article)
    desk.post(address, fields | {"headline": "Theirs", "_save": ""})

    response = desk.post(address, fields | {"headline": "Mine", "_save": ""})

    assert response.status_code == 200
    assert re.search(
        r"eva saved or published this article at \d\d:\d\d UTC, while you were writing; nothing of yours was stored.",
        errors_of(response),
    )
    assert fields_of(response)["headline"] == "Mine"
    assert Revision.objects.get().headline == "Theirs"


def test_stale_form_stays_refused_when_it_is_sent_again(desk: Client) -> None:
    article = make_draft(headline="First").article
    address, fields = open_article(desk, article)
    desk.post(address, fields | {"headline": "Theirs", "_save": ""})
    refused = desk.post(address, fields | {"headline": "Mine", "_save": ""})

    desk.post(address, fields_of(refused) | {"_save": ""})

    assert Revision.objects.get().headline == "Theirs"


def test_form_without_the_version_is_stale(desk: Client) -> None:
    address, fields = open_article(desk, make_draft(headline="First").article)

    desk.post(address, fields | {"opened_version": "", "headline": "Mine", "_save": ""})

    assert Revision.objects.get().headline == "First"


def test_form_opened_before_publication_is_not_saved_into_the_frozen_text(desk: Client, editor: User) -> None:
    draft = make_draft(headline="First")
    address, fields = open_article(desk, draft.article)
    publishing.publish(draft, by=editor)

    response = desk.post(address, fields | {"headline": "Late", "_save": ""})

    assert response.status_code == 200
    assert "saved or published this article" in errors_of(response)
    assert fields_of(response)["headline"] == "Late"
    assert Revision.objects.get().headline == "First"


def test_frozen_text_is_shown_and_never_changed(desk: Client) -> None:
    article = make_article(headline="Old")
    address = f"/admin/articles/revision/{article.revisions.get().pk}/change/"

    page = desk.get(address).text

    assert "This text is frozen; readers have seen it." in page
    assert 'name="_publish"' not in page
    assert 'name="_save"' not in page
