"""What hides no copy from the overlap meter: marks, numbers, signs that nobody sees."""

import pytest

from articles.overlap import measure, words_of

SOURCE = (
    "The council voted nine to four to raise the river wall by two metres. “It can’t wait,” said the mayor, Ada Finch. "
    "Work on the northern bank begins in spring and costs 1,200,000 pounds, most of it from the county’s own funds."
)


def body(*paragraphs: str) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


@pytest.mark.parametrize(
    "copy",
    [
        "THE COUNCIL VOTED NINE TO FOUR TO RAISE",
        "The council voted: “nine to four” – to raise",
        "The council voted 'nine' to 'four' to „raise‟",
        "The coun\u00adcil voted nine to f\u200bour to raise",
        "The <strong>coun</strong>cil voted nine to <a href='https://a.example/'>four</a> to raise",
        "The council&nbsp;voted nine \n\n to four to raise",
        "\uff34\uff48\uff45 council voted nine to four to raise",
        "The council voted nine-to-four to raise",
        "The council voted, nine to four, to raise …",
    ],
)
def test_copy_is_found_whatever_it_is_dressed_in(copy: str) -> None:
    assert measure(body(copy), SOURCE).shared == 8


@pytest.mark.parametrize(
    "quote", ["“It can’t wait,” said", "'It can't wait', said", "«It can`t wait» said", "„It cant wait“ said"]
)
def test_changed_quotation_marks_hide_nothing(quote: str) -> None:
    assert measure(body(f"{quote} the mayor, Ada Finch."), SOURCE).shared == 8


@pytest.mark.parametrize(
    "number",
    ["1,200,000", "1200000", "1 200 000", "1\u202f200\u00a0000", "1.200.000", "1’200’000", "£1,200,000"],
)
def test_number_is_the_same_however_it_is_grouped(number: str) -> None:
    assert measure(body(f"begins in spring and costs {number} pounds, most of"), SOURCE).shared == 9


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("1,200", "1,201"),
        ("1,200", "12,00"),
        ("2024 300", "2024300"),
        ("0.5", "05"),
        ("1,200.50", "1,200"),
        ("20", "20th"),
    ],
)
def test_other_numbers_differ(ours: str, theirs: str) -> None:
    assert not measure(
        body(f"one two three {ours} five six seven eight"), f"one two three {theirs} five six seven eight"
    ).shared


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("0.5", "0,5"),
        ("1,200.50", "1.200,50"),
        ("\uff11\uff12", "12"),
        ("ﬁve", "five"),
        ("Straße", "STRASSE"),
        ("caf\u00e9", "cafe\u0301"),
        ("wo\u0301rd", "w\u00f3rd"),
        ("किताब", "किताब"),
    ],
)
def test_words_written_differently_are_the_same(ours: str, theirs: str) -> None:
    assert [word.text for word in words_of(ours)] == [word.text for word in words_of(theirs)]
    assert len(words_of(ours)) == 1


def test_word_parted_at_the_end_of_a_line_is_joined() -> None:
    theirs = SOURCE.replace("council", "coun-\ncil")

    assert measure(body("The council voted nine to four to raise"), theirs).shared == 8


def test_underscores_and_signs_are_no_words() -> None:
    assert [word.text for word in words_of("_one_ & two + three/four — 5 % §")] == [
        "one",
        "two",
        "three",
        "four",
        "5",
    ]
