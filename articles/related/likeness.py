"""How alike texts are: by the words that they share and few others have, and by the nearness of their days.

Cosine of TF-IDF vectors, in plain Python: scikit-learn would do it faster, for 300 MB on a machine that has little else
to do with them.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from math import log, sqrt
from unicodedata import normalize

HALF_LIFE = timedelta(days=14)  # after which a text is half as near
LEAST_LIKENESS = 0.12  # of the words alone: below, texts share a subject at most

TAGS = re.compile(r"<[^>]*>")
ACCENTS = re.compile(r"[\u0300-\u036f]+")
WITHIN_NUMBERS = re.compile(r"(?<=\d)[.,'’\u00a0\u202f](?=\d)")
# Letters and digits, with the marks that Hebrew, Arabic and the scripts of India write between their letters.
WORDS = re.compile(r"[\w\u0591-\u05bd\u064b-\u065f\u0900-\u0dff]+")
# Thai to Khmer, kana, Chinese characters, Hangul: words stand without spaces, or carry their grammar with them.
UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def weighted_words(
    *, headline: str, dek: str = "", key_points: Iterable[str] = (), body: str = ""
) -> Counter[str]:
    """How much each word weighs in a text, whose body is sanitised HTML: headline 3, dek and key points 2, body 1."""
    weights: Counter[str] = Counter(words(unescape(TAGS.sub(" ", body))))
    for weight, text in ((3, headline), (2, dek), *((2, point) for point in key_points)):
        for word in words(text):
            weights[word] += weight
    return weights


def words(text: str) -> Iterator[str]:
    """The words of a plain text in any language: of three letters and more, without case and accents; numbers too.

    Scripts that part no words give each two characters that stand side by side.
    """
    text = WITHIN_NUMBERS.sub("", text)
    if not text.isascii():
        text = normalize("NFC", ACCENTS.sub("", normalize("NFKD", text)))
    for word in WORDS.findall(text.casefold()):
        if word[0] >= "\u0e00" and UNPARTED.match(word):
            yield from (word[place : place + 2] for place in range(len(word) - 1))
        elif len(word) > 2 or word.isdigit():
            yield word


@dataclass(frozen=True, slots=True)
class _Text:
    key: int
    at: datetime
    words: "array[int]"  # by their numbers in the corpus
    weights: "array[float]"


class Corpus:
    """Texts from about one time, to be compared: what is rare is what is rare among them.

    Memory and time grow with the words in all of them: 2,000 texts of 400 words take 20 MB and a second.
    """

    def __init__(self) -> None:
        self._texts: list[_Text] = []
        self._places: dict[int, int] = {}
        self._numbers: dict[str, int] = {}
        self._texts_with = array("I")  # for each word
        self._rarity: list[float] = []
        self._lengths = array("d")
        self._found: dict[
            int, tuple[array[int], array[float]]
        ] = {}  # each word that several have: texts, weights

    def add(self, key: int, at: datetime, words: Counter[str]) -> None:
        """Add the text of a key, all before the first comparison."""
        numbers = array("I", (self._numbers.setdefault(word, len(self._numbers)) for word in words))
        self._texts_with.extend([0] * (len(self._numbers) - len(self._texts_with)))
        for number in numbers:
            self._texts_with[number] += 1
        self._places[key] = len(self._texts)
        self._texts.append(_Text(key, at, numbers, array("f", (1 + log(each) for each in words.values()))))

    def like(self, key: int) -> dict[int, float]:
        """The keys of the texts that are like one of them, each with its score; nothing for a key that is missing."""
        if key not in self._places:
            return {}
        if not self._lengths:
            self._index()
        place = self._places[key]
        text = self._texts[place]
        shared = self._shared(text)
        shared[place] = 0.0
        found = {}
        for other, product in enumerate(shared):
            likeness = product / (self._lengths[place] * self._lengths[other] or 1)
            if likeness >= LEAST_LIKENESS:
                found[self._texts[other].key] = likeness * nearness(text.at, self._texts[other].at)
        return found

    def _shared(self, text: _Text) -> list[float]:
        """The scalar product of a text with each."""
        products = [0.0] * len(self._texts)
        for number, weight in zip(text.words, text.weights, strict=True):
            if number in self._found:
                factor = weight * self._rarity[number]
                for other, other_weight in zip(*self._found[number], strict=True):
                    products[other] += factor * other_weight
        return products

    def _index(self) -> None:
        """Weigh every word by its rarity (as BM25 does, never below nothing), and note where it is found."""
        count = len(self._texts)
        self._rarity = [log(1 + (count - each + 0.5) / (each + 0.5)) for each in self._texts_with]
        for place, text in enumerate(self._texts):
            square = 0.0
            for number, weight in zip(text.words, text.weights, strict=True):
                value = weight * self._rarity[number]
                square += value * value
                if self._texts_with[number] > 1:
                    texts, values = self._found.setdefault(number, (array("I"), array("f")))
                    texts.append(place)
                    values.append(value)
            self._lengths.append(sqrt(square))


def nearness(one: datetime, other: datetime) -> float:
    """1 for the same moment, half of that for each half-life between."""
    return float(0.5 ** (abs(one - other) / HALF_LIFE))
