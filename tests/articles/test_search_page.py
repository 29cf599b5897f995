"""The page of search: what it shows of what it finds, and what it says where nothing is found."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import search
from tests.factories import make_article, make_picture, make_section

pytestmark = pytest.mark.django_db


def page_for(client: Client, typed: str, **parameters: str) -> str:
    response = client.get("/search/", {"q": typed} | parameters)
    assert response.status_code == 200
    return response.text


def test_what_matches_is_marked_in_headline_and_passage(client: Client) -> None:
    make_article(headline="The Ferry sails", dek="", body="<p>Soon the <em>ferries</em> and the café.</p>")

    html = page_for(client, 'cafe "the" ferr')

    assert "<mark>The</mark> <mark>Ferry</mark> sails</a>" in html
    assert "Soon <mark>the</mark> <mark>ferries</mark> and <mark>the</mark> <mark>café</mark>." in html


def test_phrase_is_marked_as_one(client: Client) -> None:
    make_article(headline="Sea wall", dek="The wall by the sea.")

    html = page_for(client, '"sea wall"')

    assert "<mark>Sea wall</mark>" in html
    assert "The wall by the sea." in html


def test_passage_is_the_one_with_most_of_the_words(client: Client) -> None:
    filler = "water " * 100
    make_article(dek="A ferry.", body=f"<p>{filler}the ferry has a captain {filler}</p>")

    html = page_for(client, "ferry captain")

    assert re.search(r"… (water ){7}the <mark>ferry</mark> has a <mark>captain</mark> (water ?)+ …</p>", html)


def test_key_point_that_matches_is_the_passage(client: Client) -> None:
    make_article(dek="Dek.", key_points=["One.", "Two ferries."])

    assert "Two <mark>ferries</mark>." in page_for(client, "ferries")


def test_text_found_by_its_author_shows_its_dek(client: Client) -> None:
    make_article(dek="In the dek.", headline="By Ada")

    assert '<p class="search__excerpt">In the dek.</p>' in page_for(client, '"by ada"')


def test_nothing_of_a_text_or_of_a_query_becomes_markup(client: Client) -> None:
    make_article(headline="<b>Ferry</b> & <mark>", dek="", body="<p>&lt;script&gt; ferry &amp; <b>co</b></p>")

    html = page_for(client, 'ferry "><script>')
    assert "<script>" not in html

    html = page_for(client, "ferry")
    assert "&lt;b&gt;<mark>Ferry</mark>&lt;/b&gt; &amp; &lt;mark&gt;" in html
    assert "&lt;script&gt; <mark>ferry</mark> &amp; co" in html


def test_body_that_is_cut_in_a_tag_leaves_no_trace_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.search.excerpts.OPENING", 30)
    make_article(dek="", body='<p>The ferry <a href="https://example.org/ferry">sails</a></p>')

    assert '<p class="search__excerpt">The <mark>ferry</mark></p>' in page_for(client, "ferry")


@pytest.mark.parametrize(("count", "words"), [(1, "One article matches."), (2, "2 articles match")])
def test_page_says_how_many_match(client: Client, count: int, words: str) -> None:
    for _ in range(count):
        make_article(headline="Ferry")

    assert words in page_for(client, "ferry")


def test_page_says_that_more_match_than_are_shown(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "NEWEST", 2)
    for _ in range(3):
        make_article(headline="Ferry")

    assert "The newest 2 articles that match" in page_for(client, "ferry")


def test_page_without_matches_says_what_to_do(client: Client) -> None:
    html = page_for(client, "<ferry>")

    assert "Nothing matches “&lt;ferry&gt;”." in html
    assert 'value="&lt;ferry&gt;"' in html


def test_signs_alone_are_answered(client: Client) -> None:
    assert "Type a word" in page_for(client, "?!")


def test_page_without_a_question_has_the_form_and_nothing_else(client: Client) -> None:
    make_article(headline="Ferry")

    html = client.get("/search/").text

    assert 'role="search"' in html
    assert "Ferry" not in html
    assert "match" not in html


def test_long_input_is_cut_where_the_reader_sees_it(client: Client) -> None:
    assert f'value="{"x" * 200}"' in page_for(client, "x" * 10_000)


@pytest.mark.parametrize(
    "raw", ["q=%00", "q=%FF%FE", "q=%ED%A0%80", "q=a&q=b", "q[]=1", "q=%E2%80%AE", "&&&"]
)
def test_no_query_string_is_an_error(client: Client, raw: str) -> None:
    assert client.get(f"/search/?{raw}").status_code == 200


def test_results_are_paged_by_twenty(client: Client) -> None:
    now, section = timezone.now(), make_section()
    for number in range(25):
        make_article(headline=f"Ferry {number:02}.", section=section, at=now - timedelta(hours=number))

    first = page_for(client, "ferry")
    second = page_for(client, "ferry", page="2")

    assert re.findall(r"</mark> (\d\d)", first) == [f"{number:02}" for number in range(20)]
    assert 'href="?q=ferry&amp;page=2" rel="next"' in first
    assert re.findall(r"</mark> (\d\d)", second) == [f"{number:02}" for number in range(20, 25)]
    assert 'href="?q=ferry&amp;page=1" rel="prev"' in second


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "", "9" * 5000])
def test_page_that_does_not_exist_is_not_found(client: Client, page: str) -> None:
    make_article(headline="Ferry")

    assert client.get("/search/", {"q": "ferry", "page": page}).status_code == 404


def test_search_is_reached_from_every_page_and_is_not_indexed(client: Client) -> None:
    assert '<a href="/search/">Search</a>' in client.get("/").text
    assert '<meta name="robots" content="noindex">' in client.get("/search/").text


@pytest.mark.parametrize("count", [3, 6])
def test_page_of_results_costs_four_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        make_article(headline="Ferry", key_points=["One."], lead_picture=make_picture())

    with django_assert_num_queries(4):  # matches, their articles, their key points, sections of the menu
        html = page_for(client, "ferry")

    assert html.count("<article ") == count


def test_page_without_matches_costs_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):  # matches, sections of the menu
        page_for(client, "ferry")
