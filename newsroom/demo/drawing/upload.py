"""Drawings as uploads."""

from io import BytesIO
from typing import Any

from newsroom.demo import drawing
from newsroom.images import sanitised


def drawn(name: str) -> Any:
    """A picture of the demonstration, as a form would take it in."""
    file = BytesIO()
    drawing.draw(name).save(file, "PNG")
    return sanitised(file)
