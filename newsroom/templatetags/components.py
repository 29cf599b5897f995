"""Tags for pieces that know no app: the style sheet, pictures, hints for forms."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from newsroom import stylesheet as stylesheet_file
from newsroom.images import UploadedPicture

register = template.Library()


@register.simple_tag
def stylesheet() -> SafeString:
    """The site's style sheet as an element; its hash stands in the Content-Security-Policy."""
    return format_html("<style>{}</style>", mark_safe(stylesheet_file.text()))  # noqa: S308 (our own files)


@register.inclusion_tag("components/picture.html")
def picture(
    picture: UploadedPicture,
    *,
    sizes: str,
    alt: str | None = None,
    eager: bool = False,
    shape: str | None = None,
) -> dict[str, Any]:
    """A responsive picture.

    `sizes` is the HTML attribute: how wide it is shown, by media query. `alt` replaces the library's own text.
    `eager` is for the one picture that is seen first; all others load when they come near. `shape`, such as “16/9”,
    asks for the crop around the focal point; until that is made, the file itself is shown, for the style sheet to cut.
    """
    crop = picture.crop(shape) if shape else None
    return {
        "src": crop.url if crop else picture.file.url,
        "width": crop.width if crop else picture.width,
        "height": crop.height if crop else picture.height,
        "srcset": picture.srcset(shape),
        "edge": picture.edge(shape) if shape and not crop else "",
        "alt": picture.alt if alt is None else alt,
        "sizes": sizes,
        "eager": eager,
    }
