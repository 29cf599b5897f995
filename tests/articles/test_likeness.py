"""How alike texts are: words in any language, rare ones above all, and the nearness of their days."""

import random
import tomllib
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from articles.related.likeness import Corpus, nearness, weighted_words, words

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MADE = tomllib.loads((Path(__file__).parent / "stories.toml").read_text())
PIECES: list[dict[str, Any]] = MADE["pieces"]
OTHERS = 250  # pieces in a paper's common words


def common_words(chance: random.Random) -> Counter[str]:
    """A piece of a hundred words that nobody will remember, with some names in it."""
    vocabulary = MADE["common"].split()
    weights = [1 / (place + 4) ** 0.7 for place in range(len(vocabulary))]
    text = chance.choices(vocabulary, weights, k=90)
    names = [f"name{chance.randrange(5_000)}" for _ in range(6)]
    return weighted_words(headline=" ".join(names[:3] + text[:5]), body=" ".join(text + names))


@pytest.fixture(scope="module")
def paper() -> Corpus:
    """The made pieces, by their place in the file, among many others."""
    chance = random.Random(1)  # noqa: S311 (the same pieces each time)
    corpus = Corpus()
    for key, piece in enumerate(PIECES):
        text = weighted_words(headline=piece["headline"], dek=piece["dek"], body=piece["body"])
        corpus.add(key, NOON - timedelta(hours=piece["hours"]), text)
    for key in range(OTHERS):
        corpus.add(1_000 + key, NOON - timedelta(hours=key), common_words(chance))
    return corpus


def story_of(key: int) -> str:
    return str(PIECES[key]["story"]) if key < len(PIECES) else "other"


# The made pieces


@pytest.mark.parametrize(
    "key", range(len(PIECES)), ids=[f"{piece['story']}-{piece['hours']}" for piece in PIECES]
)
def test_piece_finds_all_others_on_its_story_and_nothing_else(paper: Corpus, key: int) -> None:
    same = {other for other, piece in enumerate(PIECES) if piece["story"] == story_of(key)} - {key}

    assert {(story_of(other), other) for other in paper.like(key)} == {
        (story_of(key), other) for other in same
    }


def test_set_has_stories_and_pieces_that_stand_alone() -> None:
    sizes = sorted(Counter(piece["story"] for piece in PIECES).values())

    assert sizes == [1] * 6 + [3] * 6


def test_likeness_is_the_same_from_both_sides(paper: Corpus) -> None:
    assert all(
        paper.like(other)[key] == pytest.approx(score)
        for key in range(len(PIECES))
        for other, score in paper.like(key).items()
    )


# Likeness


def corpus_of(*texts: str, days: tuple[int, ...] = ()) -> Corpus:
    """Texts by their place, among twenty others that have nothing in common."""
    corpus = Corpus()
    for key, text in enumerate(texts):
        corpus.add(key, NOON - (days[key] if days else 0) * DAY, weighted_words(headline=text))
    for key in range(20):
        corpus.add(100 + key, NOON, weighted_words(headline=f"alone{key} single{key} lonely{key}"))
    return corpus


def test_text_is_not_like_itself() -> None:
    assert corpus_of("Flood in Teind").like(0) == {}


def test_text_without_words_is_like_nothing() -> None:
    assert corpus_of("–", "").like(0) == {}


def test_key_that_is_missing_is_like_nothing() -> None:
    assert corpus_of("Flood").like(5) == {}


def test_same_text_is_wholly_alike() -> None:
    assert corpus_of("Flood in Teind", "Teind: flood").like(0) == {1: pytest.approx(1)}


def test_rare_words_weigh_more_than_common_ones() -> None:
    common = [f"council vote number{place}" for place in range(30)]
    corpus = corpus_of("council vote harbour", "council vote school", "harbour wall", *common)

    assert set(corpus.like(0)) == {2}


def test_headline_weighs_more_than_the_body() -> None:
    weights = weighted_words(
        headline="Harbour", dek="Quay.", key_points=["Pier."], body="<p>Mole harbour</p>"
    )

    assert weights == {"harbour": 4, "quay": 2, "pier": 2, "mole": 1}


@pytest.mark.parametrize(("days", "score"), [(0, 1), (14, 0.5), (28, 0.25)])
def test_likeness_is_halved_every_fortnight(days: int, score: float) -> None:
    assert corpus_of("Flood in Teind", "Flood in Teind", days=(0, days)).like(0) == {1: pytest.approx(score)}
    assert nearness(NOON, NOON + days * DAY) == nearness(NOON + days * DAY, NOON) == score


def test_a_lifetime_between_two_texts_is_no_error() -> None:
    assert nearness(NOON, NOON - timedelta(days=365 * 200)) >= 0


# Words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The COUNCIL’s vote, on it", ["the", "council", "vote"]),
        ("Café, cafe\u0301, CAFE", ["cafe", "cafe", "cafe"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("\ufb02ood \uff46\uff4c\uff4f\uff4f\uff44", ["flood", "flood"]),
        ("£1,200.50, 22 turbines, 5 A40", ["120050", "22", "turbines", "5", "a40"]),
        ("1\u00a0200 and 1\u202f200 and 1’200", ["1200", "and", "1200", "and", "1200"]),
        ("Мост через реку", ["мост", "через", "реку"]),
        ("पुल की मरम्मत", ["पुल", "मरम्मत"]),
        ("جسر النهر", ["جسر", "النهر"]),
        ("東京大橋", ["東京", "京大", "大橋"]),
        ("다리를", ["다리", "리를"]),
        ("橋", []),
        ("snake_case", ["snake_case"]),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, found: list[str]) -> None:
    assert list(words(text)) == found


def test_markup_is_no_word() -> None:
    body = '<p class="lead">Flood &amp; <strong>wind</strong></p><img alt="boat" src="/x.jpg">tide'

    assert set(weighted_words(headline="", body=body)) == {"flood", "wind", "tide"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stadtrat beschließt neue Brücke über den Teind", "Neue Teind-Brücke: Stadtrat sagt ja"),
        ("Mairie : le pont de l’Étang sera rebâti", "Pont de l’Etang, la mairie veut rebâtir"),
        ("東京で新しい橋が開通", "新しい橋、東京で完成"),
    ],
)
def test_texts_on_one_story_are_alike_in_other_languages(one: str, other: str) -> None:
    assert 1 in corpus_of(one, other).like(0)
