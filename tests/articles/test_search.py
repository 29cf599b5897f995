"""Search: which live texts a reader finds, in which order, whatever is typed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import publishing, search
from tests.articles.searching import found
from tests.factories import make_article, make_author, make_draft, make_source

pytestmark = pytest.mark.django_db


# What is searched


@pytest.mark.parametrize(
    "typed",
    ["ferry", "sails", "tariff", "captain", "lovelace", "gazette", "Ferry CAPTAIN", "lovelace tariff"],
)
def test_words_are_found_in_every_part_of_a_text(typed: str) -> None:
    make_article(
        headline="The ferry is back",
        dek="It sails twice a day.",
        key_points=["A new tariff."],
        body="<h2>Who steers</h2><p>The <strong>cap</strong>tain is new.</p>",
        authors=[make_author(name="Ada Lovelace")],
        sources=[make_source(name="Port Aldous Gazette")],
    )

    assert found(typed) == ["The ferry is back"]


@pytest.mark.parametrize("typed", ["strong", "href", "example", "p"])
def test_markup_is_not_searched(typed: str) -> None:
    make_article(body='<p>Plain <strong>words</strong> and <a href="https://example.org/">a link</a>.</p>')

    assert found(typed) == []


def test_words_of_neighbouring_blocks_stay_apart() -> None:
    make_article(headline="Apart", body="<p>tide</p><p>water</p>")

    assert found("tidewater") == []
    assert found("tide water") == ["Apart"]


def test_every_word_must_be_found() -> None:
    make_article(headline="Ferry")

    assert found("ferry bridge") == []


# How words are told apart


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Café reopens", "cafe"),
        ("Cafe reopens", "CAFÉ"),
        ("Cafe\u0301 reopens", "café"),
        ("Straße gesperrt", "strasse"),
        ("Åland ﬂoods", "aland floods"),
        ("Σίσυφος", "σισυφοσ"),
        ("東京タワー", "京タ"),
        ("The council’s e-mail", "council's E-mail"),
        ("Figures for 2026", "2026"),
    ],
)
def test_case_accents_and_typography_make_no_difference(text: str, typed: str) -> None:
    make_article(headline=text)

    assert found(typed) == [text]


def test_last_word_may_be_the_beginning_of_one() -> None:
    make_article(headline="Harbourmaster resigns")

    assert found("harb") == ["Harbourmaster resigns"]
    assert found("resigns harbour") == ["Harbourmaster resigns"]
    assert found("harbour resigns") == []
    assert found('"harbour"') == []


def test_beginning_has_at_least_three_letters() -> None:
    make_article(headline="Harbour")

    assert found("ha") == []


def test_phrase_stands_together_and_in_order() -> None:
    make_article(headline="Sea wall", body="<p>The wall by the sea.</p>")

    assert found('"sea wall"') == ["Sea wall"]
    assert found("“sea wall”") == ["Sea wall"]
    assert found('"the sea" wall') == ["Sea wall"]
    assert found('"by sea"') == []
    assert found("sea-wall") == ["Sea wall"]
    assert found("by-sea") == []


def test_quotation_mark_that_is_not_closed_is_only_a_sign() -> None:
    make_article(headline="Wall by the sea")

    assert found('"sea wall') == ["Wall by the sea"]


HOSTILE = [
    "",
    " ",
    '"',
    '""',
    '"" ""',
    "'",
    "*",
    "harb*",
    "\0",
    "har\0bour",
    "AND",
    "OR NOT",
    "NEAR(a b)",
    "headline:x",
    "^x",
    "a - b",
    "-harbour",
    "!harbour & | <->",
    "harbour:*",
    "harbour)",
    "{headline}: x",
    "%s",
    "{live}",
    "\\",
    "'; DROP TABLE articles_search; --",
    "½ ⅓",
    "\ud800",
    "\u202eharbour",
    "x" * 10_000,
    "a " * 5_000,
    '"' * 10_000,
    "!?., …",
    "😀",
    "ⅷ ﷺ",
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    make_article(headline="Something else")

    assert found(typed) == []


@pytest.mark.parametrize(
    "typed", ["harbour*", "-harbour", "(harbour", "harbour:", "harbour AND", "NOT harbour"]
)
def test_signs_and_operators_mean_nothing(typed: str) -> None:
    make_article(headline="Harbour and not much else")

    assert found(typed) == ["Harbour and not much else"]


# In which order


def test_headline_weighs_more_than_dek_and_points_and_these_more_than_the_body() -> None:
    now = timezone.now()
    make_article(headline="In the headline: ferry", at=now - timedelta(days=5))
    make_article(headline="In a key point", key_points=["The ferry."], at=now - timedelta(days=4))
    make_article(headline="In the name", authors=[make_author(name="Ferry")], at=now - timedelta(days=3))
    make_article(headline="In the body", body="<p>The ferry, the ferry, the ferry.</p>")

    assert found("ferry") == ["In the headline: ferry", "In a key point", "In the name", "In the body"]


def test_of_two_that_match_alike_the_newer_comes_first() -> None:
    now = timezone.now()
    for day in (2, 1, 3):
        make_article(headline=f"Ferry {day}", dek="", body="", at=now - timedelta(days=day))

    assert found("ferry") == ["Ferry 1", "Ferry 2", "Ferry 3"]


def test_only_the_newest_matches_are_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "NEWEST", 2)
    now = timezone.now()
    make_article(headline="Ferry, ferry, ferry", at=now - timedelta(days=3))
    make_article(headline="Newest", body="<p>ferry</p>", at=now - timedelta(days=1))
    make_article(headline="Ferry", at=now - timedelta(days=2))

    assert found("ferry") == ["Ferry", "Newest"]


# What is live


def test_texts_that_are_not_live_are_not_found(editor: User) -> None:
    now = timezone.now()
    make_draft(headline="Ferry draft")
    publishing.publish(make_draft(headline="Ferry tomorrow"), by=editor, at=now + timedelta(days=1))
    publishing.publish(
        make_draft(headline="Ferry yesterday"),
        by=editor,
        at=now - timedelta(days=2),
        until=now - timedelta(days=1),
    )
    publishing.withdraw(make_article(headline="Ferry withdrawn"), by=editor, note="Wrong.")

    assert found("ferry") == []
    assert len(search.find(search.Query.parse("ferry"), at=now + timedelta(days=1))) == 1


def test_only_the_text_that_is_live_is_found(editor: User) -> None:
    article = make_article(headline="Oldest ferry")
    copy = publishing.working_copy(article)
    copy.headline = "Public ferry"
    publishing.publish(copy, by=editor)
    copy = publishing.working_copy(article)
    copy.headline = "Unfinished ferry"
    copy.save()

    assert found("ferry") == ["Public ferry"]


def test_text_whose_article_was_deleted_is_not_found() -> None:
    make_article(headline="Ferry").delete()

    assert found("ferry") == []


# What it costs


@pytest.mark.parametrize("count", [3, 6])
def test_search_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    for _ in range(count):
        make_article(headline="Ferry")

    with django_assert_num_queries(1):
        keys = search.find(search.Query.parse('ferry "ferry"'))

    assert len(keys) == count
