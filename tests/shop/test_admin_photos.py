"""Pictures of products in the admin."""

import pytest
from django.test import Client

from tests.factories import make_upload

pytestmark = pytest.mark.django_db


def test_photo_is_added_with_its_words(desk: Client) -> None:
    response = desk.post("/admin/shop/photo/add/", {"file": make_upload(), "alt": "A white mug"})

    assert response.status_code == 302
    assert 'alt="A white mug"' in desk.get("/admin/shop/photo/").text


def test_photo_without_words_is_explained(desk: Client) -> None:
    response = desk.post("/admin/shop/photo/add/", {"file": make_upload(), "alt": ""})

    assert "Describe the picture in its alternative text, or mark it as decorative" in response.text
