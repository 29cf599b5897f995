"""The one style sheet: written in small files, joined, and served inside each public page."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "newsroom" / "css"


@cache
def text() -> str:
    """All files, `tokens.css` first and the rest by name, without comments and needless white space.

    Read once per process: a developer restarts the server to see a change.
    """
    files = sorted(FOLDER.glob("*.css"), key=lambda file: (file.name != "tokens.css", file.name))
    css = "".join(file.read_text() for file in files)
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).strip()


def csp_source() -> str:
    """The `style-src` value that admits this sheet and no other inline style (CSP level 2, hash sources)."""
    digest = hashlib.sha256(text().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
