"""What a feed reader does with a feed."""

import json
from typing import Any

import feedparser
import pytest
from django.test import Client

TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
every_format = pytest.mark.parametrize("format", TYPES)


def entries(client: Client, path: str) -> list[dict[str, Any]]:
    """The items of a feed in the words of JSON Feed, whatever its format; the feed must be well formed."""
    response = client.get(path)
    assert response.status_code == 200
    if path.endswith(".json"):
        items: list[dict[str, Any]] = json.loads(response.content)["items"]
        return items
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [_in_json_words(entry) for entry in parsed.entries]


def _in_json_words(entry: Any) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content[0].value,
        "authors": [{"name": author.name} for author in entry.get("authors", [])],
        "tags": [tag.term for tag in entry.get("tags", [])],
        "date_published": entry.published,
        "date_modified": dict(entry).get("updated"),
    }


def titles(client: Client, path: str) -> list[str]:
    return [entry["title"] for entry in entries(client, path)]
