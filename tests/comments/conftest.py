"""Times that tests of replies need."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone


@pytest.fixture
def ban_until() -> datetime:
    return timezone.now() + timedelta(days=1)


@pytest.fixture
def past() -> datetime:
    return timezone.now() - timedelta(seconds=1)
