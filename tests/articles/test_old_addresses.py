"""Old addresses: what readers find there, and the page on which editors change them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.models import Article, OldAddress
from comments.models import Comment
from tests.articles.desk import ARTICLES, errors_of
from tests.articles.writing import publish
from tests.comments.replying import REPLY
from tests.factories import make_article, make_draft
from tests.responses import Response

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = NOON.date()

pytestmark = pytest.mark.django_db


def address_page(desk: Client, article: Article, **typed: object) -> Response:
    path = f"{ARTICLES}{article.pk}/address/"
    return desk.post(path, typed, follow=True) if typed else desk.get(path)


def move(desk: Client, article: Article, slug: str) -> Response:
    return address_page(desk, article, **{"_move": "", "move-slug": slug})


def add(desk: Client, article: Article, slug: str, day: object = DAY) -> Response:
    return address_page(desk, article, **{"_add": "", "old-day": day, "old-slug": slug})


# What readers find


def test_old_address_leads_to_the_new_one_for_good_and_keeps_the_query(client: Client) -> None:
    publishing.move(make_article(slug="flood", at=NOON), "wall")

    response = client.get("/2026/05/01/flood/?utm_source=mail&x=%26")

    assert response.status_code == 301
    assert response["Location"] == "/2026/05/01/wall/?utm_source=mail&x=%26"
    assert not response.cookies


def test_every_old_address_leads_there_in_one_hop(client: Client) -> None:
    article = make_article(slug="a", at=NOON)
    for slug in ("b", "c"):
        publishing.move(article, slug)

    assert {client.get(f"/2026/05/01/{slug}/")["Location"] for slug in "ab"} == {"/2026/05/01/c/"}


def test_article_that_came_back_is_found_where_it_was(client: Client) -> None:
    article = make_article(slug="a", at=NOON)
    for slug in ("b", "c", "a"):
        publishing.move(article, slug)

    assert client.get("/2026/05/01/a/").status_code == 200
    assert {client.get(f"/2026/05/01/{slug}/")["Location"] for slug in "bc"} == {"/2026/05/01/a/"}


def test_browser_asks_again_since_an_article_may_come_back(client: Client) -> None:
    publishing.move(make_article(slug="flood", at=NOON), "wall")

    assert client.get("/2026/05/01/flood/")["Cache-Control"] == "no-cache"


def test_old_address_of_the_versions_leads_to_the_versions(client: Client) -> None:
    publishing.move(make_article(slug="flood", at=NOON), "wall")

    response = client.get("/2026/05/01/flood/versions/")

    assert (response.status_code, response["Location"]) == (301, "/2026/05/01/wall/versions/")


def test_old_address_is_on_its_day_alone(client: Client) -> None:
    publishing.move(make_article(slug="flood", at=NOON), "wall")

    assert client.get("/2026/05/02/flood/").status_code == 404


def test_old_address_of_an_article_that_readers_never_saw_leads_nowhere(client: Client) -> None:
    draft, scheduled = make_draft().article, make_draft().article
    publish(scheduled, at=timezone.now() + timedelta(days=1))
    for article in (draft, scheduled):
        article.old_addresses.create(day=DAY, slug=f"old-{article.pk}")

    for article in (draft, scheduled):
        assert client.get(f"/2026/05/01/old-{article.pk}/").status_code == 404


def test_old_address_never_hides_an_article(client: Client) -> None:
    other = make_article(slug="wall", at=NOON)
    make_article(slug="flood", headline="The flood", at=NOON)
    other.old_addresses.create(day=DAY, slug="flood")

    assert "The flood" in client.get("/2026/05/01/flood/").text


def test_old_address_never_stands_for_an_article_that_was_withdrawn(client: Client, editor: User) -> None:
    other = make_article(slug="wall", at=NOON)
    publishing.withdraw(make_article(slug="flood", at=NOON), by=editor, note="It was wrong.")
    other.old_addresses.create(day=DAY, slug="flood")

    assert client.get("/2026/05/01/flood/").status_code == 410


def test_old_address_of_a_withdrawn_article_leads_to_where_it_is_gone(client: Client, editor: User) -> None:
    article = make_article(slug="flood", at=NOON)
    publishing.move(article, "wall")
    publishing.withdraw(article, by=editor, note="It was wrong.")

    response = client.get("/2026/05/01/flood/", follow=True)

    assert response.redirect_chain == [("/2026/05/01/wall/", 301)]
    assert response.status_code == 410


def test_reply_sent_from_a_page_opened_before_the_move_is_kept(client: Client) -> None:
    article = make_article(slug="flood", at=NOON)
    publishing.move(article, "wall")

    response = client.post("/2026/05/01/flood/replies/", REPLY)

    assert response.status_code == 303
    assert Comment.objects.get().article == article


def test_reply_to_an_old_address_goes_to_the_article_that_stands_there(client: Client) -> None:
    other, article = make_article(slug="wall", at=NOON), make_article(slug="flood", at=NOON)
    other.old_addresses.create(day=DAY, slug="flood")

    client.post("/2026/05/01/flood/replies/", REPLY)

    assert Comment.objects.get().article == article


def test_refused_reply_from_an_old_address_is_shown_with_what_was_typed(client: Client) -> None:
    publishing.move(make_article(slug="flood", at=NOON), "wall")

    response = client.post("/2026/05/01/flood/replies/", REPLY | {"name": ""})

    assert response.status_code == 422
    assert "At last." in response.text
    assert 'action="/2026/05/01/wall/replies/"' in response.text


def test_old_address_costs_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publishing.move(make_article(slug="flood", at=NOON), "wall")

    with django_assert_num_queries(3):  # what is live, what was live, and what has left
        client.get("/2026/05/01/flood/")


# The page at the desk


def test_editor_changes_the_slug(desk: Client) -> None:
    article = make_article(slug="flood", at=NOON)

    html = move(desk, article, "wall").text

    assert "The slug is “wall” now." in html
    assert 'href="/2026/05/01/wall/"' in html
    assert "/2026/05/01/flood/</th>" in html
    assert Client().get("/2026/05/01/flood/")["Location"] == "/2026/05/01/wall/"


@pytest.mark.parametrize(
    ("slug", "error"),
    [
        ("taken", "Another article of that day has this slug, or had it."),
        ("left", "Another article of that day has this slug, or had it."),
        ("two words", "Enter a valid “slug”"),
        ("", "This field is required."),
        ("x" * 81, "at most 80 characters"),
    ],
)
def test_slug_that_cannot_be_is_refused(desk: Client, slug: str, error: str) -> None:
    publishing.move(make_article(slug="left", at=NOON), "taken")
    article = make_article(slug="flood", at=NOON)

    response = move(desk, article, slug)

    assert error in errors_of(response)
    article.refresh_from_db()
    assert article.slug == "flood"


def test_slug_of_a_draft_is_changed_without_leaving_an_old_address(desk: Client) -> None:
    article = make_draft(slug="flood").article

    response = move(desk, article, "wall")

    assert "It has no address before it is first published." in response.text
    assert not OldAddress.objects.exists()


def test_old_address_of_another_site_is_added(desk: Client) -> None:
    article = make_article(slug="flood", at=NOON)

    response = add(desk, article, "the-great-flood", "2019-03-04")

    assert "leads here now" in response.text
    assert Client().get("/2019/03/04/the-great-flood/")["Location"] == "/2026/05/01/flood/"


@pytest.mark.parametrize(
    ("slug", "day", "error"),
    [
        ("flood", "2026-05-01", "An article stands at this address."),
        ("wall", "2026-05-01", "An article stands at this address."),
        ("left", "2026-05-01", "This address leads to an article already."),
        ("ok", "2026-02-30", "Enter a valid date."),
        ("ok", "", "This field is required."),
        ("two words", "2026-05-01", "Enter a valid “slug”"),
    ],
)
def test_old_address_that_cannot_be_is_refused(desk: Client, slug: str, day: str, error: str) -> None:
    other = make_article(slug="wall", at=NOON)
    other.old_addresses.create(day=DAY, slug="left")
    article = make_article(slug="flood", at=NOON)

    response = add(desk, article, slug, day)

    assert error in errors_of(response)
    assert OldAddress.objects.count() == 1


def test_old_address_is_forgotten(desk: Client) -> None:
    article = make_article(slug="flood", at=NOON)
    publishing.move(article, "wall")
    old = article.old_addresses.get()

    desk.post(f"{ARTICLES}{article.pk}/address/{old.pk}/delete/")

    assert Client().get("/2026/05/01/flood/").status_code == 404


def test_old_address_of_another_article_is_not_forgotten_from_here(desk: Client) -> None:
    old = make_article().old_addresses.create(day=DAY, slug="flood")

    response = desk.post(f"{ARTICLES}{make_article().pk}/address/{old.pk}/delete/")

    assert response.status_code == 404
    assert OldAddress.objects.exists()


def test_reporter_changes_no_address(reporters_desk: Client, reporter: User) -> None:
    article = make_article(by=reporter, slug="flood", at=NOON)
    old = article.old_addresses.create(day=DAY, slug="older")

    responses = [
        address_page(reporters_desk, article),
        move(reporters_desk, article, "wall"),
        add(reporters_desk, article, "oldest"),
        reporters_desk.post(f"{ARTICLES}{article.pk}/address/{old.pk}/delete/"),
    ]

    assert {response.status_code for response in responses} == {403}
    article.refresh_from_db()
    assert article.slug == "flood"
    assert OldAddress.objects.count() == 1
