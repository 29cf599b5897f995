"""An article's address: changed as often as the desk likes, and every old one remembered."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError

from articles import publishing
from articles.models import Article, OldAddress
from tests.articles.writing import publish
from tests.factories import make_article, make_draft

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def old_slugs(article: Article) -> set[str]:
    return set(article.old_addresses.values_list("slug", flat=True))


def test_old_address_leads_to_the_article_where_it_stands_now() -> None:
    article = make_article(slug="flood", at=NOON)

    publishing.move(article, "wall")

    article.refresh_from_db()
    old = article.old_addresses.get()
    assert (str(old.day), old.slug) == ("2026-05-01", "flood")
    assert article.get_absolute_url() == "/2026/05/01/wall/"


def test_every_old_address_is_remembered_however_often_it_changed() -> None:
    article = make_article(slug="a")

    for slug in ("b", "c"):
        publishing.move(article, slug)
    assert old_slugs(article) == {"a", "b"}
    publishing.move(article, "a")

    article.refresh_from_db()
    assert article.slug == "a"
    assert old_slugs(article) == {"b", "c"}


def test_moving_to_where_it_stands_changes_nothing() -> None:
    article = make_article(slug="flood")

    publishing.move(article, "flood")

    assert not OldAddress.objects.exists()


def test_address_that_readers_never_knew_is_not_remembered() -> None:
    draft, scheduled = make_draft(slug="flood").article, make_draft(slug="drought").article
    publish(scheduled, at=datetime.now(UTC) + timedelta(days=1))

    publishing.move(draft, "wall")
    publishing.move(scheduled, "rain")

    assert not OldAddress.objects.exists()
    assert set(Article.objects.values_list("slug", flat=True)) == {"wall", "rain"}


def test_address_of_a_withdrawn_article_is_remembered(editor: User) -> None:
    article = make_article(slug="flood")
    publishing.withdraw(article, by=editor, note="Wrong.")

    publishing.move(article, "wall")

    assert old_slugs(article) == {"flood"}


@pytest.mark.parametrize("slug", ["taken", "left"])
def test_address_that_leads_to_another_article_of_that_day_is_refused(slug: str) -> None:
    other = make_article(slug="left", at=NOON)
    publishing.move(other, "taken")
    article = make_article(slug="flood", at=NOON)

    with pytest.raises(IntegrityError):
        publishing.move(article, slug)

    article.refresh_from_db()
    assert article.slug == "flood"
    assert old_slugs(article) == set()


def test_slug_of_another_day_is_free() -> None:
    publishing.move(make_article(slug="flood", at=NOON - timedelta(days=1)), "wall")
    article = make_article(slug="rain", at=NOON)

    publishing.move(article, "flood")
    publishing.move(article, "wall")

    assert old_slugs(article) == {"rain", "flood"}
