"""What changed between two texts: by words, and between two bodies: by blocks."""

from collections.abc import Mapping
from itertools import product

import pytest

from articles.comparison.blocks import blocks_of
from articles.comparison.lines import line_changes
from articles.comparison.words import runs, word_changes, words_of
from tests.articles.reading import marked
from tests.effort import effort


def bodies(before: str, after: str, pictures: Mapping[int, str] | None = None) -> list[str]:
    """What became of each block of a body, in a word, with its text."""
    lines = line_changes(blocks_of(before, pictures or {}), blocks_of(after, pictures or {}))
    return [f"{line.change}: {marked(line.pieces)}" for line in lines]


# Words


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("One two.", "One two.", "One two."),
        ("", "New.", "[+New.+]"),
        ("Old.", "", "[-Old.-]"),
        ("The cat sat.", "The dog sat.", "The [-cat-] [+dog+] sat."),
        ("The wall, it broke.", "The wall; it broke.", "The wall[-,-][+;+] it broke."),
        ("It rained. It broke.", "It rained. The sea rose. It broke.", "It rained. [+The sea rose.+] It broke."),
        ("Wall broke", "Old wall broke", "[-Wall-][+Old wall+] broke"),
        ("It’s well-known", "It’s well-known now", "It’s well-known [+now+]"),
        ("病毒很坏", "病菌很坏", "病[-毒-][+菌+]很坏"),
        ("Two  spaces", "Two spaces", "Two spaces"),
    ],
)  # fmt: skip
def test_words_that_changed_are_told(before: str, after: str, expected: str) -> None:
    assert marked(word_changes(words_of(before), words_of(after))) == expected


def test_passage_that_was_rewritten_is_not_torn_to_shreds() -> None:
    before = "The council voted to raise the wall by two metres in May"
    after = "After a long night the mayor agreed that nobody would build a wall"

    assert marked(word_changes(words_of(before), words_of(after))) == f"[-{before}-][+{after}+]"


def length_of_common(before: str, after: str) -> int:
    """The length of a longest common subsequence, by the textbook."""
    rows = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i, left in enumerate(before):
        for j, right in enumerate(after):
            rows[i + 1][j + 1] = rows[i][j] + 1 if left == right else max(rows[i][j + 1], rows[i + 1][j])
    return rows[-1][-1]


def test_runs_give_both_texts_back_and_are_as_few_as_can_be() -> None:
    texts = ["".join(letters) for length in range(6) for letters in product("ab", repeat=length)]
    for before, after in product(texts, repeat=2):
        found = list(runs(before, after))

        assert "".join("".join(run.before) for run in found) == before
        assert "".join("".join(run.after) for run in found) == after
        same = [run for run in found if run.is_same]
        assert all(run.before == run.after for run in same)
        assert sum(len(run.before) for run in same) == length_of_common(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("same " * 2000, "same " * 1999),
        ("x y " * 1000, "y x x " * 666),
        (" ".join(map(str, range(2000))), " ".join(map(str, range(2000, 0, -1)))),
        (" ".join(str(7**2400)[:2000]), " ".join(str(11**2000)[:2000])),
    ],
    ids=["one word", "two words", "backwards", "few words"],
)  # fmt: skip
def test_two_thousand_words_take_far_less_than_300_ms_however_they_are_made(before: str, after: str) -> None:
    assert effort(lambda: word_changes(words_of(before), words_of(after)), tries=3) < 0.3


# The body


def test_body_is_compared_by_blocks_then_words() -> None:
    before = "<h2>The wall</h2><p>It costs a million.</p><p>Work starts in May.</p>"
    after = "<h2>The wall</h2><p>A new start.</p><p>It costs two millions.</p>"

    assert bodies(before, after) == [
        "same: The wall",
        "added: [+A new start.+]",
        "changed: It costs [-a million-] [+two millions+].",
        "removed: [-Work starts in May.-]",
    ]


def test_paragraph_that_moved_is_said_to_have_moved() -> None:
    assert bodies("<p>One.</p><p>Two.</p><p>Three.</p>", "<p>Three.</p><p>One.</p><p>Two.</p>") == [
        "moved: Three.", "same: One.", "same: Two.",
    ]  # fmt: skip


def test_paragraph_that_became_a_heading_says_so() -> None:
    [line] = line_changes(blocks_of("<p>The wall</p>", {}), blocks_of("<h2>The wall</h2>", {}))

    assert (line.change, line.label, marked(line.pieces)) == ("changed", "Paragraph → Heading", "The wall")


def test_link_that_leads_elsewhere_is_shown_with_both_addresses() -> None:
    before = '<p>See <a href="https://a.example/">the plan</a>, please.</p>'

    assert bodies(before, before.replace("a.example", "b.example")) == [
        "changed: See the plan [-https://a.example/-] [+https://b.example/+], please."
    ]


def test_word_set_in_bold_is_a_change() -> None:
    assert bodies("<p>He said no to it.</p>", "<p>He said <strong>no</strong> to it.</p>") == [
        "changed: He said [-no-] [+no+] to it."
    ]


def test_picture_is_shown_by_its_name() -> None:
    pictures = {1: "The wall", 2: "A gull"}
    figure = '<figure><img src="/x.jpg" alt="" data-file="{}"><figcaption>By hand</figcaption></figure>'

    assert bodies(figure.format(1), figure.format(2), pictures) == [
        "changed: [-The wall-] [+A gull+] By hand"
    ]


def test_body_of_half_a_million_letters_is_compared_in_seconds() -> None:
    paragraphs = ["".join(f"word{n * 7 % 600} " for n in range(start, start + 60)) for start in range(1200)]
    before = "".join(f"<p>{text}</p>" for text in paragraphs)
    lines: list[str] = []

    assert effort(lambda: lines.extend(bodies(before, before.replace("word7 ", "word8 "))), tries=1) < 5
    assert len(lines) == 1200
