"""Text for machines: JSON that may stand inside a page, and what XML cannot hold."""

import json
import re
from typing import Any

Thing = dict[str, Any]

ESCAPES = {ord(mark): f"\\u{ord(mark):04X}" for mark in "<>&"}  # what could end or begin an element
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, 2.2


def as_json(thing: Thing) -> str:
    """JSON that may stand inside a `script` element: no text in it can close that."""
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def without_gaps(thing: Thing) -> Thing:
    """A thing without what is empty."""
    return {name: value for name, value in thing.items() if value}
