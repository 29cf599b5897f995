"""Fixtures of the shop."""

import pytest
from django.contrib.auth.models import User
from django.test import Client


@pytest.fixture
def desk(client: Client, shopkeeper: User) -> Client:
    """A shopkeeper's browser."""
    client.force_login(shopkeeper)
    return client
