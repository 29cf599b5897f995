"""Tags of article pages."""

from django import template
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles import rich_text
from articles import structured_data as schema
from articles.models import Correction, Picture, Revision, Section
from articles.provenance import terms_of
from articles.related import related_to
from newsroom.machine_text import as_json
from newsroom.site import absolute

register = template.Library()
register.filter("absolute", absolute)
register.filter("terms", terms_of)


@register.simple_tag
def sections() -> list[Section]:
    """The sections in the order of the menu; one query."""
    return list(Section.objects.all())


@register.simple_tag
def corrections_of(revision: Revision) -> list[Correction]:
    """The corrections of an article, oldest first; one query a page where there are any, else none."""
    if not revision.has_corrections:
        return []
    prefetch_related_objects([revision.article], "corrections")
    return list(revision.article.corrections.all())


@register.simple_tag
def structured_data(revision: Revision) -> SafeString:
    """The article in the words of schema.org: a block of data, which no browser runs. Queries as `corrections_of`."""
    text = as_json(schema.news_article(revision, corrections_of(revision)))
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 (escaped)


@register.simple_tag
def related(revision: Revision) -> list[Revision]:
    """The texts to read next, the editor's picks first; one query."""
    return list(related_to(revision))


@register.simple_tag
def article_body(revision: Revision) -> SafeString:
    """The body with its pictures from the library, responsive and with credit; one query where it has pictures.

    An image that is not in the library is left out: pages fetch nothing from other hosts.
    """
    keys = {figure.picture_id for figure in rich_text.figures(revision.body)} - {None}
    pictures = Picture.objects.in_bulk(keys) if keys else {}

    def render(figure: rich_text.Figure) -> str:
        picture = pictures.get(figure.picture_id)
        if picture is None:
            return ""
        context = {
            "picture": picture,
            "alt": figure.alt or picture.alt,
            "caption": mark_safe(figure.caption_html),  # noqa: S308 (sanitised with the body)
        }
        return render_to_string("articles/_figure.html", context)

    return mark_safe(rich_text.with_figures(revision.body, render))  # noqa: S308 (the field sanitises)
