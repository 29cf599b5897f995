"""The index of search: what is in it, and how it is written anew."""

from io import StringIO
from itertools import chain

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from articles import search
from articles.models import Author, Revision
from articles.search.words import MOST_WORDS
from tests.articles.searching import found
from tests.factories import make_article, make_author, make_draft

pytestmark = pytest.mark.django_db


def test_index_is_taken_back_with_the_publication() -> None:
    with transaction.atomic():
        make_article()
        transaction.set_rollback(True)

    assert rows() == 0


@pytest.fixture(autouse=True)
def _pruned(db: None) -> None:
    """What other tests have left of texts that are gone."""
    search.prune()


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_search")
        return int(cursor.fetchone()[0])


def test_text_indexed_twice_is_found_once() -> None:
    article = make_article(headline="Ferry")

    search.index(article.revisions.get())

    assert found("ferry") == ["Ferry"]
    assert rows() == 1


def reindex() -> str:
    output = StringIO()
    call_command("reindex_search", stdout=output)
    return output.getvalue()


def test_command_writes_the_index_anew() -> None:
    make_article(headline="Ferry", authors=[make_author(name="Ada")])
    make_article(headline="Deleted").delete()
    make_draft(headline="Draft")
    Author.objects.filter(name="Ada").update(name="Grace")

    said = reindex()

    assert said == "Texts indexed: 1.\n"
    assert found("grace") == ["Ferry"]
    assert found("ada") == []
    assert rows() == 1


def test_command_indexes_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.search.BATCH", 2)
    for number in range(5):
        make_article(headline=f"Ferry {number}")
    _empty()

    assert reindex() == "Texts indexed: 5.\n"
    assert len(found("ferry")) == 5


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search")


def test_site_that_had_no_index_is_indexed_after_migrate() -> None:
    make_article(headline="Ferry")
    _empty()

    search.fill()

    assert found("ferry") == ["Ferry"]


def test_index_that_has_rows_is_left_alone() -> None:
    make_article(headline="Ferry")
    Revision.objects.update(headline="Bridge")

    search.fill()

    assert found("ferry") == ["Bridge"]


def test_huge_body_is_searched_as_far_as_it_is_indexed() -> None:
    words = chain((f"word{number}" for number in range(MOST_WORDS)), ["beyond"], ["x" * 5000] * 400)
    make_article(headline="Huge", body=f"<p>{' '.join(words)}</p>")

    assert found("word14999") == ["Huge"]
    assert found("beyond") == []


@pytest.mark.parametrize("letter", ["ก", "ა", "𐎠"])
def test_long_words_of_a_script_with_heavy_letters_are_searched_as_far_as_they_are_indexed(
    letter: str,
) -> None:
    words = [letter * 58 + f"{number:06}" for number in range(MOST_WORDS)]
    points = [" ".join(words[start : start + 3]) for start in range(0, 3000, 3)]
    names = words[:1200]

    make_article(
        headline="Huge",
        dek=" ".join(words[:6]),
        body=f"<p>{' '.join(words)}</p>",
        key_points=points,
        authors=[make_author(name=name) for name in names],
    )

    assert found(words[0]) == ["Huge"]
    assert found(words[1500]) == ["Huge"]
    assert found(words[-1]) == []


def test_text_without_a_date_is_not_indexed() -> None:
    draft = make_draft()

    search.index(draft)

    assert rows() == 0
