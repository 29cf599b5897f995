"""Fixtures: the moderators' browser, times that tests of replies need, and an article whose comments fill several pages."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles.models import Article
from comments import threads
from comments.models import Comment
from comments.signals import akismet as opinion
from tests.comments.akismet_server import KEY, FakeAkismet, serving
from tests.comments.paging import one
from tests.factories import make_article


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    """A moderator's browser."""
    client.force_login(moderator)
    return client


@pytest.fixture
def at_akismet(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeAkismet]:
    """A site with a key."""
    settings.AKISMET_KEY = KEY
    settings.SITE_URL = "https://courier.example"
    with serving() as fake:
        monkeypatch.setattr(opinion, "transport", fake.transport)
        yield fake
    opinion._client.cache_clear()


@pytest.fixture
def ban_until() -> datetime:
    return timezone.now() + timedelta(days=1)


@pytest.fixture
def past() -> datetime:
    return timezone.now() - timedelta(seconds=1)


@pytest.fixture
def paged(db: None, monkeypatch: pytest.MonkeyPatch) -> Article:
    """An article with five threads, two to a page; the second has an answer."""
    monkeypatch.setattr(threads, "PER_PAGE", 2)
    article = make_article(slug="wall")
    for number in range(5):
        one(article, f"t{number}", minute=number)
    one(article, "answer", minute=9, parent=Comment.objects.get(text="t1"))
    return article
