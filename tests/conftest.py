"""Fixtures: a browser, the staff, and a clean place for files and cache."""

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from tests.factories import make_user


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """At the end, part with the browsers' last connections: PostgreSQL drops no database that somebody still uses."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def media_root(settings: Settings, tmp_path: Path) -> Path:
    """Uploads go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture(autouse=True)
def _own_cache(settings: Settings) -> None:
    """What a test keeps in the cache is its own: others run beside it on the same Redis."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": token_hex(8)}}


@pytest.fixture
def client() -> Client:
    """A browser on our own pages, as it says itself in `Sec-Fetch-Site`, somewhere in the network."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"}, REMOTE_ADDR="8.8.8.8")


@pytest.fixture
def strict_client() -> Client:
    """A browser that Django asks for its token, and that says nothing of where a request comes from."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def editor(db: None) -> User:
    return make_user("eva", role="Editors")


@pytest.fixture
def reporter(db: None) -> User:
    return make_user("rolf", role="Reporters")


@pytest.fixture
def moderator(db: None) -> User:
    return make_user("mona", role="Moderators")


@pytest.fixture
def shopkeeper(db: None) -> User:
    return make_user("sam", role="Shopkeepers")
