"""RSS 2.0, Atom and JSON Feed 1.1: how an item of a feed is written in each."""

import json
from datetime import UTC, datetime
from typing import IO, Any, NamedTuple
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from newsroom.machine_text import NOT_IN_XML

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Named(NamedTuple):
    """A person or an outlet, and where it is at home."""

    name: str
    url: str


class Link(NamedTuple):
    """Where an item has something from; `rel` is Atom's."""

    rel: str
    url: str
    title: str


class Item(NamedTuple):
    """One entry of a feed, whatever its format."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    published_at: datetime
    updated_at: datetime
    authors: tuple[Named, ...] = ()
    categories: tuple[str, ...] = ()
    image: str = ""
    links: tuple[Link, ...] = ()
    source: Named | None = None
    copied_from: Named | None = None
    external_url: str = ""


class ItemFeed(SyndicationFeed):
    """What the formats share: items that keep more than Django's generators write."""

    content_type: str

    def add(self, item: Item) -> None:
        """Append an item; characters that XML cannot hold are dropped."""
        item = _printable(item)
        self.add_item(
            title=item.title,
            link=item.url,
            description=escape(item.summary),  # HTML, in RSS and here in Atom
            unique_id=item.id,
            unique_id_is_permalink=False,
            pubdate=item.published_at,
            updateddate=item.updated_at,
            categories=item.categories,
            item=item,
        )

    def latest_post_date(self) -> datetime:
        """The last change; a fixed time for an empty feed, whose bytes must not change by the second."""
        return super().latest_post_date() if self.items else EPOCH


class RssFeed(ItemFeed, Rss201rev2Feed):
    """RSS 2.0 with the whole text, all authors and the source."""

    def rss_attributes(self) -> dict[str, str]:
        """Name the vocabularies beside RSS's own."""
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write what Django's generator does not."""
        super().add_item_elements(handler, item)
        entry: Item = item["item"]
        for author in entry.authors:
            handler.addQuickElement("dc:creator", author.name)
        if entry.updated_at != entry.published_at:
            handler.addQuickElement("atom:updated", rfc3339_date(entry.updated_at))
        if entry.source:
            handler.addQuickElement("source", entry.source.name, {"url": entry.source.url})
        handler.addQuickElement("content:encoded", entry.html)


class AtomFeed(ItemFeed, Atom1Feed):
    """Atom (RFC 4287) with the whole text, all authors and the links to sources."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write what Django's generator does not."""
        super().add_item_elements(handler, item)
        entry: Item = item["item"]
        for author in entry.authors:
            _element(handler, "author", {"name": author.name, "uri": author.url})
        for link in entry.links:
            title = {"title": link.title} if link.title else {}
            handler.addQuickElement("link", "", {"rel": link.rel, "href": link.url, **title})
        if entry.copied_from:
            _element(handler, "source", {"id": entry.copied_from.url, "title": entry.copied_from.name})
        handler.addQuickElement("content", entry.html, {"type": "html"})


class JsonFeed(ItemFeed):
    """JSON Feed 1.1 (jsonfeed.org/version/1.1); what is empty is left out."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: IO[Any], encoding: str) -> None:
        """Write the feed; JSON is always UTF-8."""
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"], "url": self.feed["author_link"]}],
            "items": [_json_item(item["item"]) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False))


FORMATS: dict[str, type[ItemFeed]] = {"rss": RssFeed, "atom": AtomFeed, "json": JsonFeed}


def _json_item(item: Item) -> dict[str, Any]:
    fields = {
        "id": item.id,
        "url": item.url,
        "external_url": item.external_url,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        "image": item.image,
        "date_published": rfc3339_date(item.published_at),
        "date_modified": rfc3339_date(item.updated_at),
        "authors": [author._asdict() for author in item.authors],
        "tags": item.categories,
    }
    return {name: value for name, value in fields.items() if value}


def _element(handler: SimplerXMLGenerator, name: str, children: dict[str, str]) -> None:
    """An element that holds others, each with its text."""
    handler.startElement(name, AttributesImpl({}))
    for child, text in children.items():
        handler.addQuickElement(child, text)
    handler.endElement(name)


def _printable(value: Any) -> Any:
    """The same text, or tuple of such, without the characters that would break a whole feed."""
    if isinstance(value, str):
        return NOT_IN_XML.sub("", value)
    if isinstance(value, tuple):
        parts = [_printable(part) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value
