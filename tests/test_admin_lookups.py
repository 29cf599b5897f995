"""Lists of the desk whose address somebody has typed."""

import pytest
from django.db import transaction
from django.test import Client

from tests.factories import make_user

TOLD = "The list cannot be filtered as its address said."

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client: Client) -> Client:
    """The browser of somebody who may do everything."""
    client.force_login(make_user("chief", is_superuser=True))
    return client


def opened(chief: Client, address: str) -> str:
    """The page that an address leads to; where the database refuses it, what came before stays."""
    with transaction.atomic():
        response = chief.get(f"/admin/{address}", follow=True)
    assert response.status_code == 200
    return str(response.text)


@pytest.mark.parametrize(
    "address",
    [
        "articles/article/?first_published_on__year=9999",
        "articles/article/?first_published_on__year=99999999",
        "articles/article/?first_published_on__year=2026&first_published_on__month=13",
        "articles/article/?first_published_on__year=2026&first_published_on__month=2&first_published_on__day=40",
        "articles/picture/?uploaded_at__year=9999&uploaded_at__month=12",
        "shop/order/?placed_at__year=99999999",
        "shop/order/?placed_at__iso_year=9999",
        "shop/order/?show=all&placed_at__year=99999999999999999999",
        "shop/withdrawal/?declared_at__year=0",
        "comments/comment/?created_at__year=99999999",
        "comments/decision/?made_at__year=-1",
        "outbox/mail/?written_at__year=nineteen",
        "auth/user/?date_joined__year=99999999",
    ],
)
def test_list_says_that_nothing_can_be_looked_up_so(chief: Client, address: str) -> None:
    assert TOLD in opened(chief, address)


@pytest.mark.parametrize(
    "address",
    [
        "articles/article/?first_published_on__year=2026&first_published_on__month=2",
        "articles/article/?first_published_on__month=13",
        "shop/order/?placed_at__year=2026",
        "shop/order/?placed_at__day=40",
        "shop/order/",
    ],
)
def test_list_filters_by_what_can_be_looked_up(chief: Client, address: str) -> None:
    assert TOLD not in opened(chief, address)
