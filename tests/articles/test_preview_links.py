"""Signed links that show one text to people without an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles import previews, publishing
from articles.models import Article, PreviewLink
from tests.articles.writing import publish, write
from tests.factories import (
    make_article,
    make_author,
    make_draft,
    make_topic,
    make_user,
)
from tests.responses import Response

pytestmark = pytest.mark.django_db


def make_link(article: Article, *, days: int = 7) -> PreviewLink:
    return previews.make_link(article, by=make_user(), days=days)


def open_link(client: Client, link: PreviewLink) -> Response:
    return client.get(previews.address_of(link))


def change(row: Model, **fields: Any) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**fields)


def test_link_shows_the_text_as_it_was_when_the_link_was_made(client: Client) -> None:
    draft = make_draft(headline="First")
    change(draft, version=1)
    link = make_link(draft.article)
    write(draft.article, headline="Second")

    response = open_link(client, link)

    assert response.status_code == 200
    assert "First</h1>" in response.text
    assert "Second" not in response.text
    assert re.search(r"This is the version of .* UTC; the link to it works until .* UTC", response.text)


def test_making_a_link_freezes_the_text_only_where_it_must(editor: User) -> None:
    article = make_draft().article

    first, second = make_link(article), make_link(article)
    write(article, headline="Changed")
    third = make_link(article)

    assert first.revision == second.revision != third.revision
    assert not first.revision.is_working_copy
    assert article.revisions.count() == 3


def test_link_to_an_article_that_nobody_changed_is_to_what_is_live(client: Client) -> None:
    article = make_article()
    publishing.working_copy(article)

    response = open_link(client, make_link(article))

    assert article.revisions.count() == 2
    assert response["Location"] == article.get_absolute_url()


def test_link_leaves_no_trace(client: Client) -> None:
    response = open_link(client, make_link(make_draft().article))

    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Frame-Options"] == "DENY"
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("place", [0, 1, 2, 10, -1])
def test_address_with_one_character_changed_is_not_open(client: Client, place: int) -> None:
    link = make_link(make_draft(headline="A secret").article)
    *start, token, end = previews.address_of(link).split("/")
    changed = list(token)
    changed[place] = "7" if token[place] != "7" else "8"

    response = client.get("/".join([*start, "".join(changed), end]))

    assert response.status_code == 404
    assert "A secret" not in response.text


@pytest.mark.parametrize("token", ["1", ".", "1.", "x" * 5000, "1:2", "%00", "٣.x"])
def test_token_that_was_never_ours_is_not_open(client: Client, token: str) -> None:
    response = client.get(f"/previews/{token}/")

    assert response.status_code == 404
    assert "Ask whoever sent it to you for a new one." in response.text


def test_every_link_that_is_not_open_gets_the_same_answer(client: Client) -> None:
    article = make_draft(headline="A secret").article
    now = timezone.now()
    expired, revoked, deleted = make_link(article), make_link(article), make_link(make_draft().article)
    change(expired, created_at=now - timedelta(days=8), expires_at=now - timedelta(microseconds=1))
    previews.revoke(revoked)
    addresses = [previews.address_of(link) for link in (expired, revoked, deleted)]
    deleted.revision.article.delete()

    responses = [client.get(address) for address in [*addresses, addresses[0][:-2] + "/"]]

    assert {response.status_code for response in responses} == {404}
    assert len({response.content for response in responses}) == 1
    assert "The link may have expired" in responses[0].text
    assert {response["Cache-Control"] for response in responses} == {"no-store, private"}


def test_link_signed_for_something_else_is_not_open(client: Client, settings: Settings) -> None:
    address = previews.address_of(make_link(make_draft().article))
    settings.SECRET_KEY = "another"

    assert client.get(address).status_code == 404


def test_link_leads_to_the_article_once_its_text_is_live(client: Client, editor: User) -> None:
    draft = make_draft()
    link = make_link(draft.article)

    publishing.publish(draft, by=editor)

    response = open_link(client, link)
    assert (response.status_code, response["Location"]) == (
        302,
        draft.article.__class__.objects.get().get_absolute_url(),
    )
    assert response["Cache-Control"] == "no-store, private"


def test_link_leads_to_the_article_once_a_later_text_is_live(client: Client) -> None:
    article = make_article(headline="First")
    write(article, headline="Second")
    link = make_link(article)

    publish(article, headline="Third")

    assert open_link(client, link).status_code == 302


def test_link_to_a_coming_change_of_a_live_article_shows_it(client: Client) -> None:
    article = make_article(headline="First")
    write(article, headline="Second")

    response = open_link(client, make_link(article))

    assert response.status_code == 200
    assert "Second</h1>" in response.text


def test_link_shows_a_scheduled_text_until_it_is_live(client: Client) -> None:
    article = make_article(headline="First")
    write(article, headline="Second")
    link = make_link(article)
    publish(article, at=timezone.now() + timedelta(days=1))

    assert open_link(client, link).status_code == 200
    assert previews.has_been_overtaken(link, at=timezone.now() + timedelta(days=1))


def test_link_made_before_an_article_was_withdrawn_leads_to_its_address(client: Client, editor: User) -> None:
    article = make_article(headline="First")
    write(article, headline="Second")
    link = make_link(article)

    publishing.withdraw(article, by=editor, note="It was wrong.")

    response = open_link(client, link)
    assert (response.status_code, response["Location"]) == (302, article.get_absolute_url())


def test_link_made_after_an_article_was_withdrawn_shows_what_is_written_now(
    client: Client, editor: User
) -> None:
    article = make_article(headline="First")
    publishing.withdraw(article, by=editor, note="It was wrong.")
    write(article, headline="Second", saved_at=timezone.now())

    assert "Second</h1>" in open_link(client, make_link(article)).text


@pytest.mark.parametrize("count", [1, 4])
def test_preview_costs_the_same_queries_however_much_it_shows(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    draft = make_draft(
        key_points=["One."] * count,
        authors=[make_author() for _ in range(count)],
        topics=[make_topic() for _ in range(count)],
    )
    link = make_link(draft.article)

    # link with its text and article, what was live last, text, key points, bylines, attributions, topics,
    # promotions, related articles, sections of the menu
    with django_assert_num_queries(10):
        open_link(client, link)
