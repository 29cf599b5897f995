"""Previews: for the desk in a frame, and by signed links for people without an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from articles import previews
from articles.models import Article, PreviewLink, Revision
from tests.articles.desk import ARTICLES, errors_of
from tests.articles.writing import publish
from tests.factories import (
    make_article,
    make_author,
    make_draft,
    make_picture,
    make_product,
    make_section,
    make_source,
    make_user,
)
from tests.responses import Response

pytestmark = pytest.mark.django_db


def preview_at_desk(desk: Client, revision: Revision) -> Response:
    return desk.get(f"/admin/articles/revision/{revision.pk}/preview/")


def make_link(article: Article, *, days: int = 7) -> PreviewLink:
    return previews.make_link(article, by=make_user(), days=days)


def open_link(client: Client, link: PreviewLink) -> Response:
    return client.get(previews.address_of(link))


def change(row: Model, **fields: Any) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**fields)


# At the desk


def test_draft_is_shown_on_the_public_page(desk: Client) -> None:
    draft = make_draft(
        headline="The wall is raised",
        key_points=["Nine to four."],
        authors=[make_author(name="Ada")],
        sources=[make_source(name="The Gazette")],
        products=[make_product(title="Almanac")],
        lead_picture=make_picture(),
    )

    html = preview_at_desk(desk, draft).text

    for words in ("The wall is raised</h1>", "Nine to four.", "Ada", "The Gazette", "Almanac"):
        assert words in html
    assert "Preview: readers do not see this." in html


def test_preview_has_no_replies_and_nothing_for_machines(desk: Client) -> None:
    html = preview_at_desk(desk, make_article().revisions.get()).text

    assert "Leave a Reply" not in html
    assert "canonical" not in html
    assert "ld+json" not in html
    assert '<meta name="robots" content="noindex, nofollow">' in html


def test_nothing_is_sold_from_a_preview(client: Client, desk: Client) -> None:
    draft, article = make_draft(products=[make_product()]), make_article(products=[make_product()])
    button = re.compile(r'<button class="button" name="buy"( disabled)?>')

    pages = [
        preview_at_desk(desk, draft),
        open_link(client, make_link(draft.article)),
        client.get(article.get_absolute_url()),
    ]

    assert [button.findall(page.text) for page in pages] == [[" disabled"], [" disabled"], [""]]
    assert ["Not in a preview" in page.text for page in pages] == [True, True, False]


def test_half_a_draft_is_shown(desk: Client) -> None:
    draft = make_draft(dek="", body="", relation="")
    change(draft, section=None)

    response = preview_at_desk(desk, draft)

    assert response.status_code == 200
    assert "Published" not in response.text
    assert 'href=""' not in response.text


def test_preview_says_whether_readers_see_it(desk: Client) -> None:
    article = make_article(headline="First")
    publish(article, headline="Second")
    first, second = article.revisions.order_by("live_from")

    assert "Preview: readers do not see this." in preview_at_desk(desk, first).text
    assert "Readers see this version now." in preview_at_desk(desk, second).text


def test_preview_may_stand_in_a_frame_of_our_own_alone(desk: Client) -> None:
    article = make_article()

    preview = preview_at_desk(desk, article.revisions.get())
    public = desk.get(article.get_absolute_url())

    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert public["X-Frame-Options"] == "DENY"
    policy = public["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert preview["Content-Security-Policy"] == policy.replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    )


def test_preview_at_the_desk_is_not_kept(desk: Client) -> None:
    response = preview_at_desk(desk, make_draft())

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_preview_is_for_those_who_may_see_the_article(client: Client, shopkeeper: User) -> None:
    draft = make_draft()

    assert preview_at_desk(client, draft).status_code == 302
    client.force_login(shopkeeper)
    assert preview_at_desk(client, draft).status_code == 403


def test_preview_of_no_text_is_not_found(desk: Client) -> None:
    assert desk.get("/admin/articles/revision/999/preview/").status_code == 404


# The page of links


def links_page(desk: Client, article: Article, **typed: object) -> Response:
    path = f"{ARTICLES}{article.pk}/previews/"
    return desk.post(path, typed, follow=True) if typed else desk.get(path)


def test_editor_makes_a_link_for_some_days(desk: Client, client: Client, editor: User) -> None:
    article = make_draft(headline="The wall").article

    html = links_page(desk, article, days=3).text

    link = PreviewLink.objects.get()
    assert link.created_by == editor
    assert link.expires_at - link.created_at == timedelta(days=3)
    assert f'value="{previews.address_of(link)}"' in html
    assert "The wall" in html
    assert open_link(Client(), link).status_code == 200


def test_link_works_for_a_week_unless_the_site_says_otherwise(desk: Client, settings: Settings) -> None:
    article = make_draft().article

    assert 'name="days" value="7"' in links_page(desk, article).text
    settings.PREVIEW_DAYS = 3
    assert 'name="days" value="3"' in links_page(desk, article).text


@pytest.mark.parametrize("days", ["0", "31", "-1", "1.5", "x", "", "9" * 30])
def test_number_of_days_out_of_bounds_is_refused(desk: Client, days: str) -> None:
    response = links_page(desk, make_draft().article, days=days)

    assert errors_of(response)
    assert not PreviewLink.objects.exists()


def test_revoked_link_is_closed_at_once_and_listed_without_its_address(desk: Client) -> None:
    article = make_draft().article
    link = make_link(article)

    response = desk.post(f"{ARTICLES}{article.pk}/previews/{link.pk}/revoke/", follow=True)

    assert "Revoked" in response.text
    assert previews.address_of(link) not in response.text
    assert open_link(Client(), link).status_code == 404


def test_link_of_another_article_is_not_revoked_from_here(desk: Client) -> None:
    link = make_link(make_draft().article)

    response = desk.post(f"{ARTICLES}{make_draft().article.pk}/previews/{link.pk}/revoke/")

    assert response.status_code == 404
    assert PreviewLink.objects.valid().exists()


def test_reporter_makes_links_to_their_own_articles_alone(reporters_desk: Client, reporter: User) -> None:
    theirs, anothers = make_draft(by=reporter).article, make_draft().article
    link = make_link(anothers)

    assert links_page(reporters_desk, theirs, days=1).status_code == 200
    assert links_page(reporters_desk, anothers, days=1).status_code == 403
    assert links_page(reporters_desk, anothers).status_code == 403
    revoked = reporters_desk.post(f"{ARTICLES}{anothers.pk}/previews/{link.pk}/revoke/")
    assert revoked.status_code == 403
    assert PreviewLink.objects.valid().count() == 2


def test_link_outlives_the_account_that_made_it(desk: Client) -> None:
    article = make_draft().article
    link = previews.make_link(article, by=make_user("quentin"), days=1)
    User.objects.get(username="quentin").delete()

    assert "an account that is gone" in links_page(desk, article).text
    assert open_link(Client(), link).status_code == 200


@pytest.mark.parametrize("count", [1, 5])
def test_page_of_links_costs_the_same_queries_however_many(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    article = make_draft(section=make_section()).article
    for _ in range(count):
        make_link(article)

    with django_assert_num_queries(6):  # session, user, article, own and group's permissions, links
        html = links_page(desk, article).text

    assert html.count("/revoke/") == count
