"""What a reader does with a page."""

from collections.abc import Sequence

from django.test import Client

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
