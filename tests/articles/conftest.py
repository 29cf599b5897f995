"""Fixtures: the browsers of an editor and of a reporter, and a paper with a name and an address."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """An editor's browser."""
    client.force_login(editor)
    return client


@pytest.fixture
def reporters_desk(client: Client, reporter: User) -> Client:
    """A reporter's browser."""
    client.force_login(reporter)
    return client


@pytest.fixture
def the_wex(settings: Settings) -> None:
    """The paper is called The Wex, stands at an address of its own and lives by the time of Berlin."""
    settings.SITE_NAME = "The Wex"
    settings.SITE_URL = "https://wex.example"
    settings.TIME_ZONE = "Europe/Berlin"
