"""The shape of an article's address."""

from datetime import date

import pytest
from django.test import Client
from django.urls import resolve, reverse

from tests.factories import make_article


def test_address_has_year_month_day_and_slug() -> None:
    address = {"day": date(2026, 5, 1), "slug": "flood"}

    assert reverse("articles:article", kwargs=address) == "/2026/05/01/flood/"
    assert resolve("/2026/05/01/flood/").kwargs == address


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/2026/02/30/flood/",
        "/2026/13/01/flood/",
        "/0000/01/01/flood/",
        "/2026/5/1/flood/",
        "/٢٠٢٦/05/01/flood/",
        "/2026/05/01/flood%00/",
        "/2026/05/01/" + "x" * 5000 + "/",
    ],
)
def test_day_that_no_calendar_has_is_not_found(client: Client, path: str) -> None:
    make_article(slug="flood")

    response = client.get(path)

    assert response.status_code == 404
    assert "There is no such page" in response.text
