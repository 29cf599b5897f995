"""A rich body as blocks of words: what a reader sees of its structure, without its markup."""

from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from articles.comparison.lines import KINDS, Block
from articles.comparison.words import LINK, PICTURE, Word, words_of

STYLES = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
LINE_BREAK = "↵"


def blocks_of(body: str, pictures: Mapping[int, str]) -> list[Block]:
    """The blocks of a sanitised body, in order; `pictures` gives the names of those in the library by key.

    The address of a link stands as a word of its own after the words that are linked.
    """
    reader = _BodyReader(pictures)
    reader.feed(body)
    reader.close()
    reader.end_block()
    return reader.blocks


class _BodyReader(HTMLParser):
    def __init__(self, pictures: Mapping[int, str]) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._pictures = pictures
        self._open: list[str] = []
        self._styles: list[str] = []
        self._link = ""
        self._space = ""
        self._words: list[Word] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in KINDS:
            self.end_block()
            self._open.append(tag)
        elif tag == "li":
            self.end_block()
        elif tag in STYLES:
            self._styles.append(STYLES[tag])
        elif tag == "a":
            self._link = given.get("href", "")
        elif tag == "br":
            self._words.append(Word(LINE_BREAK, space=" "))
            self._space = " "
        elif tag == "img":
            self._add_picture(given)

    def handle_endtag(self, tag: str) -> None:
        if tag in KINDS:
            self.end_block()
            if tag in self._open:
                del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]
        elif tag == "li":
            self.end_block()
        elif tag in STYLES and self._styles:
            self._styles.pop()
        elif tag == "a" and self._link:
            self._words.append(Word(self._link, LINK, space=" "))
            self._link = ""

    def handle_data(self, data: str) -> None:
        words = words_of(data, " ".join(sorted(set(self._styles))))
        if words:
            words[0] = replace(words[0], space=words[0].space or self._space)
            self._words += words
            self._space = ""
        if data[-1:].isspace():
            self._space = " "

    def end_block(self) -> None:
        """Close the block whose words have been read; one without words is none."""
        if self._words:
            kinds = [tag for tag in self._open if tag != "p"] or ["p"]
            self.blocks.append(Block(kinds[-1], tuple(self._words)))
        self._words, self._space = [], ""

    def _add_picture(self, given: Mapping[str, str]) -> None:
        key = given.get("data-file", "")
        name = self._pictures.get(int(key)) if key.isascii() and key.isdecimal() and len(key) <= 18 else None
        shown = name or _("(deleted)")
        self._words.append(Word(shown, PICTURE, key, space=" "))
        if given.get("alt", shown) != shown:
            self._words += [replace(word, space=word.space or " ") for word in words_of(given["alt"], "em")]
        self._space = " "
