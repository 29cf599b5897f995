"""Two add a picture to the library at the same moment: what one has added, the other finds there."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection

from articles import library
from articles.models import Picture
from newsroom.images import sanitised
from tests.factories import image_bytes
from tests.races import at_once, meeting

pytestmark = pytest.mark.django_db(transaction=True)


class Words(dict[str, str]):
    """What is given for a heap; the licence is asked for between the look for doubles and the writing."""

    meet: Callable[[], None]

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        """Meet whoever else has looked."""
        if name == "licence":
            self.meet()
        return super().get(name, default)


def add_a_file_twice_at_once() -> None:
    given = Words()
    given.meet = meeting()
    files = [sanitised(BytesIO(image_bytes())) for _ in range(2)]

    at_once(*(lambda file=file: library.add(file, name="a.jpg", given=given) for file in files))


def test_file_sent_twice_at_once_is_kept_once() -> None:
    add_a_file_twice_at_once()

    assert Picture.objects.count() == 1


def test_without_turns_both_would_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "take_turns", lambda _what: None)

    add_a_file_twice_at_once()

    # SQLite has one writer at a time anyway.
    assert Picture.objects.count() == (2 if connection.vendor == "postgresql" else 1)
