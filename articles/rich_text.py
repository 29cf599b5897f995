"""The rich body: what an editor can write in it, and the pictures it refers to."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

from django.urls import reverse_lazy
from django_prose_editor.fields import create_sanitizer

# Each extension is a button of the editor and, by the same entry, what the sanitiser lets through.
BODY_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"protocols": ["http", "https", "mailto"], "enableTarget": False},
    "Image": True,
    "Caption": True,
    "Figure": {"pickerUrl": reverse_lazy("admin:articles_picture_picker")},
}

sanitised = create_sanitizer(BODY_EXTENSIONS)  # as the field does it when it is stored

LINK_TARGETS = re.compile(r"https?://[^/]|mailto:.|/|#")

# The sanitiser writes every attribute in double quotes and escapes quotes inside.
IMAGE = r'<img((?: [\w-]+="[^"]*")*)>'
FIGURE = re.compile(
    rf"<figure[^>]*>\s*{IMAGE}\s*(?:<figcaption[^>]*>(.*?)</figcaption>)?\s*</figure>|{IMAGE}",
    re.DOTALL,
)
IMAGES = re.compile(IMAGE)
LINKS = re.compile(r"<a((?: [\w-]+=\"[^\"]*\")*)>")
ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')


@dataclass(frozen=True)
class Figure:
    """A picture where it stands in a body: the library's key (None for a foreign image), and the words given here."""

    picture_id: int | None
    alt: str
    caption_html: str


def figures(body: str) -> Iterator[Figure]:
    """The pictures of a sanitised body, in order; one inside a caption, which is never shown, counts as foreign."""
    for match in FIGURE.finditer(body):
        yield _figure(match)
        yield from (Figure(None, "", "") for _ in IMAGES.finditer(match[2] or ""))


def has_lost_links(body: str) -> bool:
    """Whether a link of a sanitised body leads nowhere: to no address, or to one without “https://”."""
    targets = (dict(ATTRIBUTE.findall(match[1])).get("href", "") for match in LINKS.finditer(body))
    return any(not LINK_TARGETS.match(unescape(target)) for target in targets)


def with_figures(body: str, render: Callable[[Figure], str]) -> str:
    """A sanitised body in which each picture has become what `render` makes of it."""
    return FIGURE.sub(lambda match: render(_figure(match)), body)


def _figure(match: re.Match[str]) -> Figure:
    attributes = dict(ATTRIBUTE.findall(match[1] or match[3] or ""))
    key = attributes.get("data-file", "")
    is_key = key.isascii() and key.isdecimal() and len(key) <= 18
    caption = IMAGES.sub("", match[2] or "")
    return Figure(int(key) if is_key else None, unescape(attributes.get("alt", "")), caption)
