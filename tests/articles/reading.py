"""What a reader, or a machine, does with a page."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.test import Client

from articles.comparison.words import Change, Piece
from articles.models import Article


def page_of(client: Client, article: Article) -> str:
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    return response.text


def assert_in_order(html: str, marks: Sequence[str]) -> None:
    """Every mark stands in the text, each after the one before."""
    place = 0
    for mark in marks:
        assert mark in html[place:], f"{mark!r} is missing, or stands too early."
        place = html.index(mark, place) + len(mark)


def structured_data_of(html: str) -> dict[str, Any]:
    """What a page says to machines: its one block of JSON-LD."""
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    found: dict[str, Any] = json.loads(block)
    return found


def marked(pieces: Iterable[Piece]) -> str:
    """Pieces as a line of text, with what was added and removed in brackets."""
    marks = {Change.SAME: "{}", Change.ADDED: "[+{}+]", Change.REMOVED: "[-{}-]"}
    return "".join(piece.space + marks[piece.change].format(piece.text) for piece in pieces).strip()
