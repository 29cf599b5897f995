"""Fixtures of the shop."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from tests.shop.paying import open_account
from tests.shop.stripe_fake import FakeStripe


@pytest.fixture
def desk(client: Client, shopkeeper: User) -> Client:
    """A shopkeeper's browser."""
    client.force_login(shopkeeper)
    return client


@pytest.fixture
def at_stripe(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FakeStripe:
    """The shop's account at Stripe."""
    return open_account(settings, monkeypatch)
