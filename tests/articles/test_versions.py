"""What readers can look up of what an article said before."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles import publishing
from articles.models import Article
from tests.articles.reading import assert_in_order
from tests.articles.writing import publish
from tests.factories import (
    make_article,
    make_author,
    make_draft,
    make_picture,
    make_product,
    make_section,
    make_source,
    make_topic,
    make_user,
)
from tests.responses import Response, without_scripts

FIRST = datetime(2026, 5, 1, 12, tzinfo=UTC)
SECOND = datetime(2026, 5, 2, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def versions_of(client: Client, article: Article) -> Response:
    return client.get(f"{article.get_absolute_url()}versions/")


def words_of(response: Response) -> str:
    main = response.text[response.text.index("<main") : response.text.index("</main")]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def test_reader_sees_what_changed_by_words_and_when(client: Client) -> None:
    article = make_article(headline="The wall is raised", body="<p>It costs a million.</p>", at=FIRST)
    publish(article, body="<p>It costs two millions.</p>", at=SECOND)

    response = versions_of(client, article)

    assert_in_order(
        words_of(response),
        ["2 May 2026, 12:00 UTC", "Body", "It costs [removed: a million ] [added: two millions ] .",
         "1 May 2026, 12:00 UTC", "First published."],
    )  # fmt: skip
    assert re.search(r"<del>.*a million.*</del> <ins>.*two millions.*</ins>", response.text)


def test_article_links_to_its_versions_once_there_are_two(client: Client) -> None:
    article = make_article(at=FIRST)
    link = f'href="{article.get_absolute_url()}versions/"'
    assert link not in client.get(article.get_absolute_url()).text

    publish(article, dek="Changed.", at=SECOND)

    assert link in client.get(article.get_absolute_url()).text


def test_site_can_keep_its_versions_to_itself(client: Client, settings: Settings) -> None:
    article = make_article(at=FIRST)
    publish(article, dek="Changed.", at=SECOND)

    settings.PUBLIC_VERSIONS = False

    assert "versions/" not in client.get(article.get_absolute_url()).text
    assert versions_of(client, article).status_code == 404


def test_text_that_readers_have_not_seen_is_no_version(client: Client, editor: User) -> None:
    article = make_article(dek="First.", at=FIRST)
    draft = publishing.working_copy(article)
    draft.dek, draft.note = "A secret draft.", "A secret note."
    draft.save()
    publishing.keep(draft, by=editor, note="A secret note.")
    publishing.publish(draft, by=editor, at=timezone.now() + timedelta(days=1))

    html = versions_of(client, article).text

    assert "secret" not in html
    assert html.count("<h2") == 1


def test_page_names_no_staff(client: Client) -> None:
    article = make_article(by=make_user("quentin"), at=FIRST)
    publish(article, dek="Changed.", at=SECOND)

    html = versions_of(client, article).text

    assert "quentin" not in html
    assert "desk" not in html


def test_text_that_was_published_again_unchanged_is_no_version(client: Client) -> None:
    article = make_article(at=FIRST)
    publish(article, at=SECOND)
    publish(article, embargoed_until=FIRST)

    assert versions_of(client, article).text.count("<h2") == 1


def test_what_the_shop_hides_is_not_named(client: Client) -> None:
    article = make_article(products=[make_product(title="Secret mug", is_listed=False)], at=FIRST)
    draft = publishing.working_copy(article)
    draft.promotions.all().delete()
    publishing.publish(draft, by=make_user(), at=SECOND)

    assert "Secret mug" not in versions_of(client, article).text


def test_draft_and_unknown_address_have_no_versions(client: Client) -> None:
    draft = make_draft(slug="draft")

    assert client.get(f"/2026/05/01/{draft.article.slug}/versions/").status_code == 404
    assert client.get("/2026/05/01/nothing/versions/").status_code == 404


def test_versions_of_a_withdrawn_article_are_gone(client: Client, editor: User) -> None:
    article = make_article(headline="A secret", at=FIRST)
    publishing.withdraw(article, by=editor, note="It was wrong.")

    response = versions_of(client, article)

    assert response.status_code == 410
    assert "A secret" not in response.text


def test_versions_are_kept_out_of_search_engines(client: Client) -> None:
    assert '<meta name="robots" content="noindex">' in versions_of(client, make_article()).text


def test_what_is_typed_as_text_is_escaped(client: Client) -> None:
    article = make_article(at=FIRST)
    hostile = "<script>alert(1)</script>"
    publish(article, headline=hostile, dek=hostile, section=make_section(name=hostile), at=SECOND)

    assert "<script" not in without_scripts(versions_of(client, article).text)


def test_long_history_is_paged_and_each_version_is_compared_with_the_one_before(client: Client) -> None:
    article = make_article(dek="Version 0.", at=FIRST)
    for number in range(1, 25):
        publish(article, dek=f"Version {number}.", at=FIRST + timedelta(hours=number))

    first = versions_of(client, article)
    [older] = re.findall(r'href="(\?page=[^"]*)"', first.text)
    second = client.get(f"{article.get_absolute_url()}versions/{older}")

    assert first.text.count("<h2") == 20
    assert "Version [removed: 4 ] [added: 5 ] ." in words_of(first)
    assert second.text.count("<h2") == 5
    assert "Version [removed: 3 ] [added: 4 ] ." in words_of(second)
    assert "First published." in words_of(second)


@pytest.mark.parametrize("count", [2, 6])
def test_versions_cost_the_same_queries_however_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    article = make_article(
        key_points=["One.", "Two."],
        authors=[make_author()],
        sources=[make_source()],
        topics=[make_topic()],
        products=[make_product()],
        lead_picture=make_picture(),
        at=FIRST,
    )
    for number in range(1, count):
        publish(article, dek=f"Version {number}.", at=FIRST + timedelta(hours=number))

    # article, versions; key points, bylines, attributions, promotions, recommendations, topics of all;
    # names of sections, pictures, topics, authors, sources, products; sections of the menu
    with django_assert_num_queries(15):
        response = versions_of(client, article)

    assert response.text.count("<h2") == count
