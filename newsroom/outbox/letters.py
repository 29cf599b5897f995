"""Letters: what a mail says, as text and as a page, from two templates of the same name."""

import re
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

GAP = re.compile(r"\n\s*\n\s*\n")


def render(name: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Text and HTML of a letter; the text is without the gaps that tags leave."""
    text, html = (render_to_string(f"{name}.{kind}", {**context}) for kind in ("txt", "html"))
    return GAP.sub("\n\n", text).strip() + "\n", html
