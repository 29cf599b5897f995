"""Characters that cannot be seen: taken out of what is stored where nobody needs them, and of all that is compared."""

import unicodedata

import regex

# Unicode's Default_Ignorable_Code_Point, and the marks of annotations: a reader sees the same with and without them.
UNSEEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]")
# Those that emoji and the scripts of some languages need: joiners, and selectors of variants.
NEEDED = regex.compile(r"[\u200C\u200D\u180B-\u180D\uFE00-\uFE0F\U000E0100-\U000E01EF]")


def composed(text: str) -> str:
    """A text in composed form (Unicode Standard Annex 15, NFC)."""
    return unicodedata.normalize("NFC", text)


def visible(text: str) -> str:
    """What a reader sees of a text: what is compared with words, names and patterns, and with other texts."""
    return composed(UNSEEN.sub("", text))


def clean_text(text: str) -> str:
    """A text to be stored: without characters that turn the direction of writing or cannot be seen, but those needed."""
    return composed(UNSEEN.sub(lambda found: found[0] if NEEDED.match(found[0]) else "", text))


def clean_name(name: str) -> str:
    """A name likewise, without any of them, on one line and without control characters."""
    kept = (" " if unicodedata.category(mark)[0] == "C" else mark for mark in visible(name))
    return " ".join("".join(kept).split())
