"""What a file says of its picture: read from EXIF, IPTC and XMP, bounded, and kept with it."""

import struct
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from newsroom.images import Words, sanitised, tidy
from newsroom.images.metadata import XMP_LIMIT
from tests.factories import image_bytes

ARTIST, COPYRIGHT, CAMERA, GPS = 0x013B, 0x8298, 0x0110, 0x8825
PACKET = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" photoshop:Credit="Harbour Press">
 <dc:creator><rdf:Seq><rdf:li>Ann Ähre</rdf:li><rdf:li>Bo Lind</rdf:li></rdf:Seq></dc:creator>
 <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Ann Ähre</rdf:li></rdf:Alt></dc:rights>
 <dc:description><rdf:Alt><rdf:li xml:lang="de">Drei Boote</rdf:li>
 <rdf:li xml:lang="x-default">Three boats</rdf:li></rdf:Alt></dc:description>
 <Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">Boats at a quay</rdf:li></rdf:Alt>
 </Iptc4xmpCore:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
FULL = Words("Ann Ähre, Bo Lind", "Harbour Press", "© 2026 Ann Ähre", "Three boats", "Boats at a quay")
ENTITIES = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = f"<!DOCTYPE x [<!ENTITY e '{'ha' * 500}'><!ENTITY f '{'&e;' * 500}'>]>"


def dataset(record: int, number: int, value: bytes) -> bytes:
    """One dataset of IPTC-IIM (IIM 4.2, section 1.5)."""
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def with_iim(*datasets: bytes) -> bytes:
    """A JPEG with an IPTC block in its APP13 segment, as Photoshop writes it."""
    block = b"".join(datasets)
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(block)) + block + b"\0" * (len(block) % 2)
    segment = b"Photoshop 3.0\0" + resource
    jpeg = image_bytes()
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]


def with_exif(**tags: Any) -> bytes:
    exif = Image.Exif()
    for name, value in tags.items():
        exif[{"artist": ARTIST, "copyright": COPYRIGHT, "camera": CAMERA, "gps": GPS}[name]] = value
    return image_bytes(exif=exif)


def words_of(content: bytes) -> Words:
    return sanitised(BytesIO(content)).words


def exif_of(content: bytes) -> dict[int, Any]:
    return dict(Image.open(BytesIO(sanitised(BytesIO(content)).read())).getexif())


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_is_read_from_every_format(format: str) -> None:
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", PACKET)
    options = {"pnginfo": info} if format == "PNG" else {"xmp": PACKET.encode()}

    assert words_of(image_bytes(format, **options)) == FULL


@pytest.mark.parametrize("charset", [dataset(1, 90, b"\x1b%G"), b""], ids=["declared", "guessed"])
def test_iptc_is_read(charset: bytes) -> None:
    words = words_of(
        with_iim(
            charset,
            dataset(2, 80, "Ann Ähre".encode()),
            dataset(2, 80, b"Bo Lind"),
            dataset(2, 110, b"Harbour Press"),
            dataset(2, 116, "© 2026".encode()),
            dataset(2, 120, b"Three boats\rat the quay"),
        )
    )

    assert words == Words("Ann Ähre, Bo Lind", "Harbour Press", "© 2026", caption="Three boats at the quay")


def test_iptc_of_old_software_is_read_as_western_european() -> None:
    assert words_of(with_iim(dataset(2, 80, "Ann Ähre".encode("cp1252")))).creator == "Ann Ähre"


def test_exif_is_read_and_its_author_is_the_credit() -> None:
    words = words_of(with_exif(artist="Ann Ähre".encode(), copyright=b"Ann\0The Harbour Press"))

    assert words == Words("Ann Ähre", "Ann Ähre", "Ann, The Harbour Press")


def test_what_says_more_wins() -> None:
    exif = Image.Exif()
    exif[ARTIST], exif[COPYRIGHT] = "Camera of Bo", "Bo"
    words = words_of(image_bytes(exif=exif, xmp=PACKET.replace("dc:rights", "dc:title").encode()))

    assert (words.creator, words.copyright) == ("Ann Ähre, Bo Lind", "Bo")


def test_stored_file_says_who_made_it_and_whose_it_is_and_nothing_else() -> None:
    content = with_exif(
        artist="Ann Ähre".encode(), copyright=b"The Press", camera="Box", gps={1: "N", 2: (51.0, 30.0, 0.0)}
    )
    assert {CAMERA, GPS} < set(Image.open(BytesIO(content)).getexif())

    assert set(exif_of(content)) == {ARTIST, COPYRIGHT}
    assert words_of(sanitised(BytesIO(content)).read()) == Words("Ann Ähre", "Ann Ähre", "The Press")


def test_transparent_file_keeps_its_author_too() -> None:
    assert set(exif_of(image_bytes("PNG", mode="LA", exif=Image.Exif()))) == set()
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", PACKET)
    file = BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(file, "PNG", pnginfo=info)

    assert set(exif_of(file.getvalue())) == {ARTIST, COPYRIGHT}


def test_file_that_says_nothing_gets_no_metadata() -> None:
    assert b"Exif" not in sanitised(BytesIO(image_bytes())).read()


@pytest.mark.parametrize(
    "packet",
    [
        PACKET.replace("<x:xmpmeta", f"{ENTITIES}<x:xmpmeta").replace("Three boats", "&e;"),
        PACKET.replace("<x:xmpmeta", f"{LAUGHS}<x:xmpmeta").replace("Three boats", "&f;"),
        PACKET.replace("Three boats", "x" * XMP_LIMIT),
        PACKET[:700],
        "<<<>>>",
        "\0\0\0",
    ],
    ids=["foreign file", "laughs", "huge", "torn", "no xml", "zeros"],
)
def test_dangerous_or_garbled_xmp_counts_as_none(packet: str) -> None:
    file = image_bytes("WEBP", xmp=packet.encode())

    assert words_of(file) == Words()


@pytest.mark.parametrize(
    "block",
    [b"\x1c", b"\x1c\x02\x50\xff\xff", b"\x1c\x02\x50\x84\xff\xff\xff\xffabc", b"\x02" * 200, b"\0" * 200],
)
def test_garbled_iptc_counts_as_none(block: bytes) -> None:
    assert words_of(with_iim(block)).copyright == ""


def test_garbled_exif_counts_as_none() -> None:
    assert words_of(image_bytes(exif=b"Exif\0\0II*\0\xff\xff\xff\x7f")) == Words()


def test_words_are_cut_to_what_the_library_keeps_and_hold_no_control_characters() -> None:
    words = words_of(with_iim(dataset(2, 120, b"a\0b\x1bc " + b"word " * 400), dataset(2, 116, b"\x00\x07")))

    assert words.caption.startswith("a b c word")
    assert words.caption.endswith("word…")
    assert len(words.caption) <= 300
    assert words.copyright == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("one two", "one two"), ("one two three", "one two…"), ("x" * 20, "x" * 11 + "…")],
)
def test_text_is_cut_between_words(text: str, expected: str) -> None:
    assert tidy(text, 12) == expected
