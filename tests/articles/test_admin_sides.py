"""Two versions of one text side by side: the words that differ are marked, and nothing that differs is left out."""

import pytest
from django.test import Client
from pytest_django import Settings

from articles.admin.conflict import SHOWN
from articles.forms import LONGEST_BODY
from tests.articles.colliding import collide, sides
from tests.factories import make_author, make_draft, make_picture

pytestmark = pytest.mark.django_db


def test_words_that_only_one_side_has_are_marked(desk: Client) -> None:
    article = make_draft(headline="The council backs the high wall").article

    page = collide(
        desk,
        article,
        {"headline": "The council backs the low wall"},
        {"headline": "The town council backs the high wall"},
    )

    assert sides(page) == [
        "The [only here: town] council backs the [only here: high] wall",
        "The council backs the [only here: low] wall",
    ]
    assert '<mark><span class="visually-hidden">[only here: </span>low' in page.text


def test_paragraphs_that_say_the_same_are_folded(desk: Client) -> None:
    same = "".join(f"<p>Paragraph {number}.</p>" for number in range(5))
    mine, theirs = (f"{same}<p>The wall is of {stuff}.</p>" for stuff in ("stone", "glass"))

    page = collide(desk, make_draft().article, {"body": theirs}, {"body": mine})

    assert page.text.count("<summary>5 lines say the same</summary>") == 2
    assert sides(page)[0].endswith("Paragraph 4. The wall is of [only here: stone].")


def test_rows_are_compared_one_by_one(desk: Client) -> None:
    article = make_draft(key_points=["Eleven to nine.", "Work begins in spring."]).article

    page = collide(
        desk,
        article,
        {"key_points-1-text": "Work begins in autumn."},
        {"key_points-1-text": "", "key_points-TOTAL_FORMS": "1"},
    )

    assert sides(page) == ["Eleven to nine.", "Eleven to nine. [only here: Work begins in autumn.]"]


def test_row_that_is_to_be_deleted_stands_no_longer_in_mine(desk: Client) -> None:
    ada, bo = make_author(name="Ada"), make_author(name="Bo")
    article = make_draft(authors=[ada, bo]).article

    page = collide(desk, article, {"headline": "Theirs"}, {"bylines-1-DELETE": "on", "headline": "Mine"})

    assert sides(page)[2:] == ["Ada", "Ada [only here: Bo]"]


@pytest.mark.parametrize(
    ("theirs", "shown"),
    [
        ("<p>The <strong>wall</strong>.</p>", ["The [only here: wall].", "The [only here: wall]."]),
        (
            '<p>The <a href="https://wall.example/">wall</a>.</p>',
            ["The wall.", "The wall [only here: (leads to https://wall.example/)]."],
        ),
        ("<h2>The wall.</h2>", ["The wall.", "Heading The wall."]),
    ],
)
def test_markup_that_differs_is_to_be_chosen_as_well(desk: Client, theirs: str, shown: list[str]) -> None:
    article = make_draft(body="<p>The wall.</p>").article

    page = collide(desk, article, {"body": theirs}, {"headline": "Mine"})

    assert sides(page)[2:] == shown


def test_picture_that_the_other_put_into_the_body_is_not_lost_from_sight(desk: Client) -> None:
    picture = make_picture(alt="Gulls over the quay")
    article = make_draft(body="<p>Look.</p>").article
    figure = f'<figure><img src="{picture.file.url}" alt="" data-file="{picture.pk}"></figure>'

    page = collide(desk, article, {"body": f"<p>Look.</p>{figure}"}, {"headline": "Mine"})

    assert f"[only here: [{picture}]]" in sides(page)[-1]


def test_times_are_told_as_people_tell_them(desk: Client, settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    article = make_draft().article

    page = collide(
        desk,
        article,
        {"embargoed_until_0": "2030-01-01", "embargoed_until_1": "09:00"},
        {"embargoed_until_0": "2030-01-02", "embargoed_until_1": "09:00"},
    )

    assert sides(page) == [
        "[only here: 2] Jan 2030, 09:00 CET",
        "[only here: 1] Jan 2030, 09:00 CET",
    ]


def test_time_that_both_have_typed_is_no_difference(desk: Client, settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    article = make_draft().article
    embargo: dict[str, object] = {"embargoed_until_0": "2030-01-01", "embargoed_until_1": "09:00"}

    page = collide(desk, article, embargo | {"headline": "Theirs"}, embargo | {"headline": "Mine"})

    assert len(sides(page)) == 2


# What no article comes near


def test_body_of_two_megabytes_is_shown_by_its_beginning(desk: Client) -> None:
    article = make_draft(body="<p>The wall.</p>").article

    page = collide(desk, article, {"headline": "Theirs"}, {"body": f"<p>{'wall ' * 400_000}</p>"})

    mine, theirs = sides(page)[2:]
    assert mine.endswith("[only here: (The rest is too long to be shown here.)]")
    assert len(mine) < LONGEST_BODY + 100
    assert theirs == "[only here: The] wall[only here: .]"
    assert f"{'wall ' * 400_000}" in page.text  # what was typed travels along


def test_thousands_of_paragraphs_are_shown_by_the_first(desk: Client) -> None:
    article = make_draft(body="<p>The wall.</p>").article

    page = collide(desk, article, {"headline": "Theirs"}, {"body": "<p>x</p>" * 20_000})

    assert page.text.count('<p class="line') == 2 + SHOWN + 1 + 1  # headlines, mine, its end, theirs


@pytest.mark.parametrize("hostile", ["<a " * 60_000, "<" * 60_000, "<p><script>alert(1)</script>" * 60])
def test_body_that_no_editor_writes_is_shown_without_harm(desk: Client, hostile: str) -> None:
    article = make_draft().article

    page = collide(desk, article, {"headline": "Theirs"}, {"body": hostile})

    assert page.status_code == 409
    assert "<script>alert" not in page.text
