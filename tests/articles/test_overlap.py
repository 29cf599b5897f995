"""The overlap meter: exact, blind to how a copy is dressed up, and linear."""

import random
from fractions import Fraction

import pytest
from django.template.loader import render_to_string

from articles.overlap import RUN, Overlap, grams, measure, plain_text, words_of
from tests.effort import seconds

SOURCE = (
    "The council voted nine to four to raise the river wall by two metres. “It can’t wait,” said the mayor, Ada Finch. "
    "Work on the northern bank begins in spring and costs 1,200,000 pounds, most of it from the county’s own funds."
)


def body(*paragraphs: str) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def runs(overlap: Overlap) -> list[str]:
    return [run for passage in overlap.passages for run in passage.runs]


# What is found


def test_eight_words_in_a_row_are_found() -> None:
    overlap = measure(body("Yesterday the council voted nine to four to raise, we hear."), SOURCE)

    assert runs(overlap) == ["the council voted nine to four to raise"]
    assert (overlap.words, overlap.shared, overlap.share, overlap.percent) == (11, 8, Fraction(8, 11), 72)


def test_seven_words_in_a_row_are_not() -> None:
    overlap = measure(body("Yesterday the council voted nine to four to build, we hear."), SOURCE)

    assert overlap == Overlap(words=11, shared=0, passages=())
    assert overlap.percent == 0


def test_words_out_of_order_are_not_found() -> None:
    assert not measure(
        body("Four to nine voted the council to raise the wall by river metres two."), SOURCE
    ).shared


def test_words_with_a_gap_between_are_not_found() -> None:
    assert not measure(body("The council voted nine to five to raise the river wall by."), SOURCE).shared


def test_only_the_sentences_that_share_words_are_given_whole_and_in_order() -> None:
    overlap = measure(
        body(
            "Rain fell all day. Work on the northern bank begins in spring and lasts.",
            "Nobody knew why.",
            "Then the council voted nine to four to raise the river wall!",
        ),
        SOURCE,
    )

    assert [passage.sentence for passage in overlap.passages] == [
        "Work on the northern bank begins in spring and lasts.",
        "Then the council voted nine to four to raise the river wall!",
    ]
    assert runs(overlap) == [
        "Work on the northern bank begins in spring and",
        "the council voted nine to four to raise the river wall",
    ]


def test_moved_sentences_are_found() -> None:
    first, second, third = SOURCE.replace("” s", "” S").split(". ")

    overlap = measure(body(f"{third} {first}.", f"{second}."), SOURCE)

    assert overlap.share == 1


def test_run_goes_on_across_the_ends_of_sentences_and_paragraphs() -> None:
    overlap = measure(body("They raise the river wall by two metres.", "It can’t wait, he thinks."), SOURCE)

    assert runs(overlap) == ["raise the river wall by two metres", "It can’t wait"]
    assert overlap.shared == 10


def test_run_does_not_go_on_from_one_text_to_the_next() -> None:
    halves = "The council voted nine", "to four to raise the"

    assert measure(body(" ".join(halves)), SOURCE).shared == 9
    assert not measure(body(halves[1]), SOURCE, dek=halves[0]).shared
    assert not measure("", SOURCE, key_points=halves).shared


def test_dek_and_key_points_count_too() -> None:
    overlap = measure(
        body("Nothing of it."),
        SOURCE,
        dek="The council voted nine to four to raise it.",
        key_points=["Short.", "Work on the northern bank begins in spring and ends."],
    )

    assert (overlap.shared, overlap.words) == (17, 3 + 9 + 1 + 10)


def test_phrase_that_is_repeated_counts_each_time() -> None:
    phrase = "the council voted nine to four to raise"

    overlap = measure(body(f"First {phrase}. Second {phrase}. Third {phrase}."), SOURCE)

    assert overlap.share == Fraction(24, 27)
    assert len(overlap.passages) == 3


def test_part_of_the_source_may_stand_in_our_run_only_once() -> None:
    overlap = measure(
        body("one two three four five six seven eight"), "five six seven eight one two three four"
    )

    assert not overlap.shared


# Edges


@pytest.mark.parametrize(
    ("ours", "theirs"), [("", ""), ("", SOURCE), (body("Text."), ""), ("<p></p>", "…"), (body("!"), "?")]
)
def test_empty_texts_share_nothing(ours: str, theirs: str) -> None:
    overlap = measure(ours, theirs)

    assert (overlap.shared, overlap.percent, list(overlap.passages)) == (0, 0, [])


def test_text_of_less_than_a_run_shares_nothing_even_if_it_is_all_the_source_says() -> None:
    assert not measure(body("one two three four five six seven"), "one two three four five six seven").shared


def test_percent_is_rounded_down() -> None:
    assert Overlap(words=1000, shared=159, passages=()).percent == 15
    assert Overlap(words=1000, shared=999, passages=()).percent == 99


def test_titles_and_initials_end_no_sentence() -> None:
    overlap = measure(
        body("On Monday Mr. J. Finch said the council voted nine to four to raise. He left."), SOURCE
    )

    assert [passage.sentence for passage in overlap.passages] == [
        "On Monday Mr. J. Finch said the council voted nine to four to raise."
    ]


def test_blocks_part_words_and_inline_elements_do_not() -> None:
    assert plain_text("<p>One<br>two</p><ul><li><p>th<b>re</b>e</p></li></ul>").split() == [
        "One",
        "two",
        "three",
    ]


# Exact and linear


def shared_by_definition(ours: list[str], theirs: list[str]) -> int:
    """Counted by looking at every place against every other."""
    marked = set()
    for mine in range(len(ours) - RUN + 1):
        for other in range(len(theirs) - RUN + 1):
            if ours[mine : mine + RUN] == theirs[other : other + RUN]:
                marked |= set(range(mine, mine + RUN))
    return len(marked)


@pytest.mark.parametrize("seed", range(20))
def test_as_many_words_are_shared_as_the_definition_says(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    ours, theirs = (chance.choices("ab", k=length) for length in (120, 60))

    overlap = measure(body(" ".join(ours)), " ".join(theirs))

    assert overlap.shared == shared_by_definition(ours, theirs)
    assert sum(len(words_of(run)) for run in runs(overlap)) == overlap.shared


def test_each_word_is_looked_up_once() -> None:
    words = [word.text for word in words_of("same " * 50_000)]

    assert len(list(grams(words))) == 50_000 - RUN + 1
    assert len(set(grams(words))) == 1


HARD = [
    "same ",
    ".",
    "1,111",
    "' ",
    ".'",
    "a’",
    "\u0301a",
    "1 ",
    "-\n",
    "a-\n",
    "a. ",
    ". A",
    "<p>",
    "&nbsp;",
    "Mr. ",
]


def cost(ours: str, theirs: str) -> float:
    """The least of two goes."""
    return min(seconds(lambda: measure(ours, theirs)) for _ in range(2))


@pytest.mark.parametrize("piece", HARD)
def test_cost_grows_with_the_length_and_no_faster(piece: str) -> None:
    short, long = (cost(text, text) for text in (piece * 6_250, piece * 50_000))

    assert long < 24 * max(short, 0.001), f"eight times the text takes {long / short:.0f} times as long"


# What the desk sees


def rendered(overlap: Overlap) -> str:
    return " ".join(
        render_to_string("admin/articles/revision/_overlap.html", {"overlap": overlap, "limit": 15}).split()
    )


def test_desk_sees_the_share_and_what_is_shared_marked() -> None:
    html = rendered(measure(body("So <b>the</b> council voted nine to four to raise &lt;it&gt;."), SOURCE))

    assert "<strong>80 %</strong> of the words (8 of 10)" in html
    assert "<strong>That is above the limit of 15 %.</strong>" in html
    assert "<li>So <mark>the council voted nine to four to raise</mark> &lt;it&gt;.</li>" in html


def test_desk_sees_that_nothing_is_shared() -> None:
    html = rendered(measure(body("Something else."), SOURCE))

    assert "<strong>0 %</strong>" in html
    assert "The limit is 15 %." in html
    assert "<ol" not in html
