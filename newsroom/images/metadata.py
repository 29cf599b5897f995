"""What a picture file says of itself: who made it, whose it is, what it shows (EXIF, IPTC IIM, XMP)."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

from PIL import ExifTags, Image, IptcImagePlugin

XMP_LIMIT = 256 * 1024
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
IIM_CHARSET, IIM_UTF_8 = (1, 90), b"\x1b%G"

# Where each word stands, the most telling place first (IPTC Photo Metadata Standard 2023.2; EXIF 2.32, table 4).
XMP_NAMES = {
    "creator": f"{DC}creator",
    "credit": "{http://ns.adobe.com/photoshop/1.0/}Credit",
    "copyright": f"{DC}rights",
    "caption": f"{DC}description",
    "alt": "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility",
}
IIM_NAMES = {"creator": (2, 80), "credit": (2, 110), "copyright": (2, 116), "caption": (2, 120)}
EXIF_NAMES = {"creator": ExifTags.Base.Artist, "copyright": ExifTags.Base.Copyright}
LIMITS = {"creator": 150, "credit": 150, "copyright": 200, "caption": 300, "alt": 250}

Found = dict[str, str]


@dataclass(frozen=True)
class Words:
    """What a file says of its picture; each may be empty, and none is longer than the library keeps."""

    creator: str = ""
    credit: str = ""
    copyright: str = ""
    caption: str = ""
    alt: str = ""

    def exif(self) -> bytes:
        """The creator and the copyright as EXIF, which is all that a stored file says of itself."""
        kept = Image.Exif()
        for tag, word in (
            (ExifTags.Base.Artist, self.creator or self.credit),
            (ExifTags.Base.Copyright, self.copyright),
        ):
            if word:
                kept[tag] = word.encode()  # EXIF says ASCII; readers of today take UTF-8
        return kept.tobytes() if kept else b""


def words_of(image: Image.Image) -> Words:
    """The words of an opened picture; metadata that is garbled, huge or dangerous counts as none."""
    found: Found = {}
    for read in (_xmp, _iim, _exif):
        found = _readable(read, image) | found
    found.setdefault("credit", found.get("creator", ""))
    return Words(**found)


def tidy(text: str, limit: int) -> str:
    """One line without control characters, cut between words where it is too long."""
    text = "".join(" " if unicodedata.category(mark)[0] in "CZ" else mark for mark in text[: limit * 20])
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1].rsplit(' ', 1)[0]}…"


def _readable(read: Callable[[Image.Image], Iterable[tuple[str, str]]], image: Image.Image) -> Found:
    try:
        found = {name: tidy(text, LIMITS[name]) for name, text in read(image)}
    except Exception:  # whatever is wrong with the words, the picture is taken
        return {}
    return {name: text for name, text in found.items() if text}


def _xmp(image: Image.Image) -> Iterable[tuple[str, str]]:
    packet = image.info.get("xmp") or b""
    text = packet if isinstance(packet, str) else packet.decode().rstrip("\0 ")
    if not text or len(text) > XMP_LIMIT or re.search("<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        return
    root = ElementTree.fromstring(text)  # noqa: S314 (nothing can be declared in it, so nothing expands)
    for name, tag in XMP_NAMES.items():
        yield name, _of_property(root, tag)


def _of_property(root: ElementTree.Element, tag: str) -> str:
    """The value of a property: an attribute, a text, the list of a Seq or Bag, or one language of an Alt."""
    for node in root.iter(f"{RDF}Description"):
        if node.get(tag):
            return node.get(tag, "")
    for node in root.iter(tag):
        rows = list(node.iter(f"{RDF}li"))
        if node.find(f"{RDF}Alt") is not None:
            rows = sorted(rows, key=lambda row: row.get(LANGUAGE) != "x-default")[:1]
        return ", ".join(row.text or "" for row in rows) if rows else node.text or ""
    return ""


def _iim(image: Image.Image) -> Iterable[tuple[str, str]]:
    rows = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]
    is_utf_8 = rows.get(IIM_CHARSET) == IIM_UTF_8
    for name, key in IIM_NAMES.items():
        value = rows.get(key) or []
        values = value if isinstance(value, list) else [value]
        yield name, ", ".join(_decoded(row, is_utf_8=is_utf_8) for row in values if row)


def _exif(image: Image.Image) -> Iterable[tuple[str, str]]:
    kept = image.getexif()
    for name, tag in EXIF_NAMES.items():
        value = kept.get(tag, "")
        if isinstance(
            value, str
        ):  # Pillow reads it as Latin-1, byte by byte; NUL parts photographer and editor
            yield name, ", ".join(part.strip() for part in _decoded(value.encode("latin-1")).split("\0"))


def _decoded(text: bytes, *, is_utf_8: bool = False) -> str:
    """UTF-8 where it is that, else Western European, as most old software wrote."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode(errors="replace") if is_utf_8 else text.decode("cp1252", errors="replace")
