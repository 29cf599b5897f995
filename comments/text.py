"""How a reply is shown: text only, in paragraphs, with links and quotes."""

from itertools import groupby

import regex
from django.utils.html import Urlizer, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

NEVER = regex.compile(r"(?!)")
GAP = regex.compile(r"\n\s*\n")
QUOTE = regex.compile(r"^>+ ?", regex.MULTILINE)


class _Links(Urlizer):
    """Links to addresses that were written out, with http or https; they lend the site's good name to nobody."""

    simple_url_2_re = NEVER
    url_template = '<a href="{href}" rel="nofollow ugc noopener">{url}</a>'

    @staticmethod
    def is_email_simple(value: str) -> bool:
        """No addresses of people."""
        return False


_with_links = _Links()


def rendered(text: str) -> SafeString:
    """The HTML of a reply: an empty line parts paragraphs, lines that begin with “>” are quoted."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    parts = [
        _quoted("\n".join(part)) if is_quote else _paragraphs("\n".join(part))
        for is_quote, part in groupby(lines, key=lambda line: line.startswith(">"))
    ]
    return format_html_join("\n", "{}", ((part,) for part in parts if part))


def _quoted(text: str) -> SafeString:
    return format_html("<blockquote>{}</blockquote>", _paragraphs(QUOTE.sub("", text)))


def _paragraphs(text: str) -> SafeString:
    paragraphs = (paragraph.strip("\n") for paragraph in GAP.split(text.strip()))
    return format_html_join(
        "\n", "<p>{}</p>", ((_lines(paragraph),) for paragraph in paragraphs if paragraph)
    )


def _lines(text: str) -> SafeString:
    # Urlizer escapes every word, and what it puts around them is its own.
    linked = mark_safe(_with_links(text, autoescape=True))  # noqa: S308
    return format_html_join(SafeString("<br>"), "{}", ((SafeString(line),) for line in linked.split("\n")))
