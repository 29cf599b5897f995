"""Articles' whole texts as HTML that stands alone, away from our pages: for feeds."""

import re
from collections.abc import Callable, Sequence
from html import escape, unescape
from urllib.parse import urljoin

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles import rich_text
from articles.models import Picture, Revision
from newsroom.site import absolute

GAPS = re.compile(r"\s*\n\s*")

# The sanitiser writes every attribute in double quotes and escapes quotes inside.
TARGET = re.compile(r'(<a(?: [\w-]+="[^"]*")*? href=")([^"]*)')


def full_texts(revisions: Sequence[Revision]) -> list[SafeString]:
    """What each article says, in reading order, from dek to corrections; every address has scheme and host.

    One query for the pictures in all bodies; the parts, and the corrections of each article, are loaded before.
    """
    figures = [figure for revision in revisions for figure in rich_text.figures(revision.body)]
    pictures = Picture.objects.in_bulk({figure.picture_id for figure in figures} - {None})
    return [_full_text(revision, pictures) for revision in revisions]


def _full_text(revision: Revision, pictures: dict[int, Picture]) -> SafeString:
    body = _with_absolute_links(revision.body, base=absolute(revision.get_absolute_url()))
    body = rich_text.with_figures(body, _figure_of(pictures))
    context = {"revision": revision, "body": mark_safe(body)}  # noqa: S308 (the field sanitises)
    html = render_to_string("articles/_full_text.html", context)
    return mark_safe(GAPS.sub("\n", html).strip())  # noqa: S308 (as the template escaped it)


def _figure_of(pictures: dict[int, Picture]) -> Callable[[rich_text.Figure], str]:
    def render(figure: rich_text.Figure) -> str:
        picture = pictures.get(figure.picture_id or 0)
        if picture is None:
            return ""
        caption = mark_safe(figure.caption_html)  # noqa: S308 (sanitised with the body)
        context = {"picture": picture, "alt": figure.alt or picture.alt, "caption": caption}
        return render_to_string("articles/_plain_figure.html", context)

    return render


def _with_absolute_links(body: str, *, base: str) -> str:
    """A sanitised body whose links start from the article's own address; one that is no address stays as it is."""

    def replace(match: re.Match[str]) -> str:
        try:
            target = urljoin(base, unescape(match[2]))
        except ValueError:
            return match[0]
        return f"{match[1]}{escape(target)}"

    return TARGET.sub(replace, body)
