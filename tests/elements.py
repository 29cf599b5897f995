"""What a page is made of: its elements, and what it fetches from elsewhere."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser


class Elements(HTMLParser):
    """The elements of a page, each with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def named(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.found if tag in names]


def foreign_resources(html: str) -> Iterator[str]:
    """The addresses, other than of a link that a reader follows, that lead to another host."""
    for attributes in Elements(html).named(
        "img", "script", "source", "iframe", "link", "audio", "video", "embed"
    ):
        if attributes.get("rel") == "canonical":
            continue
        candidates = [
            attributes.get("src", ""),
            attributes.get("href", ""),
            *attributes.get("srcset", "").split(","),
        ]
        yield from (address for address in candidates if re.match(r"\s*(https?:)?//", address))
