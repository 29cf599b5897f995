"""How a reply is shown: text only, whatever was typed."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.text import rendered

ELEMENTS = {"p", "br", "a", "blockquote"}
LINK = re.compile(r'<a href="(https?://[^"<>]*)" rel="nofollow ugc noopener">')


class Reading(HTMLParser):
    """The elements of a text and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.addresses: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.addresses += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_empty_line_parts_paragraphs_and_a_single_one_breaks_the_line() -> None:
    assert rendered("One.\r\n\r\n \r\nTwo,\r\nthree.\rFour.") == "<p>One.</p>\n<p>Two,<br>three.<br>Four.</p>"


def test_lines_after_a_mark_are_quoted() -> None:
    html = rendered("> You said\n> so.\n>\n>> And I before.\nNo.")

    assert html == "<blockquote><p>You said<br>so.</p>\n<p>And I before.</p></blockquote>\n<p>No.</p>"


@pytest.mark.parametrize("text", ["", "\n\n", ">", "> \n>\n"])
def test_nothing_is_shown_of_nothing(text: str) -> None:
    assert Reading(rendered(text)).words.strip() == ""


@pytest.mark.parametrize(
    "address",
    ["https://a.example/", "http://a.example/x?y=1&z=2#w", "HTTPS://A.example/", "https://bücher.example/ä"],
)
def test_written_out_address_is_a_link_that_lends_no_good_name(address: str) -> None:
    html = rendered(f"See {address}, please.")

    assert len(LINK.findall(html)) == 1
    assert Reading(html).words == f"See {address}, please."


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https:",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "ftp://a.example/",
        "file:///etc/passwd",
        "//evil.example/",
        "www.evil.example",
        "evil.example",
        "bea@readers.example",
        "mailto:bea@readers.example",
        "java\tscript:alert(1)",
        "[a](javascript:alert(1))",
    ],
)
def test_nothing_else_is_a_link(text: str) -> None:
    html = rendered(text)

    assert "<a" not in html
    assert Reading(html).words == text


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://evil.example/">here</a>',
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "https://a.example/\"onmouseover='alert(1)'",
        "https://a.example/'><script>alert(1)</script>",
        "https://a.example/&quot;onclick=alert(1)",
        "&lt;script&gt; &amp;amp; &#60;b&#62;",
        "> <blockquote>https://a.example/<b>",
        "<!-- https://a.example/ -->",
    ],
)
def test_markup_is_shown_as_it_was_typed(text: str) -> None:
    html = rendered(text)

    assert set(Reading(html).elements) <= ELEMENTS
    assert not re.search(r"<a(?! href=\"https?://[^\"<>]*\" rel=\"nofollow ugc noopener\">)", html)
    assert Reading(html).words == text.removeprefix("> ")


def test_long_words_and_many_lines_are_kept_whole() -> None:
    for text in (
        "x" * 5000,
        "x\n" * 2500,
        "\n\n".join("x" * 1000),
        ">" * 5000,
        "https://a.example/" + "x" * 4000,
    ):
        assert Reading(rendered(text)).words.count("x") == text.count("x")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "https://a.example/",
                "javascript:",
                "<",
                ">",
                '"',
                "'",
                "&",
                "&amp;",
                ";",
                "(",
                ")",
                "@",
                "\n",
                " ",
                "\u202e",
                "b",
            ]
        )
        | st.text(max_size=3)
    ).map("".join)
)
def test_no_text_whatever_becomes_anything_but_text_and_links(text: str) -> None:
    html = rendered(text)
    reading = Reading(html)

    assert set(reading.elements) <= ELEMENTS
    assert len(LINK.findall(html)) == html.count("<a")
    assert all(re.match("https?://", address, re.IGNORECASE) for address in reading.addresses)
