"""Fixtures: the browsers of an editor and of a reporter."""

import pytest
from django.contrib.auth.models import User
from django.test import Client


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
