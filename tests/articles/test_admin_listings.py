"""Sources on the desk: their form, and how much of the site rests on each."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.models import Author, Source
from tests.articles.desk import fields_of
from tests.articles.searching import found
from tests.factories import make_article, make_author, make_draft, make_source, make_user
from tests.workers import run_waiting_tasks

SOURCES = "/admin/articles/source/"

pytestmark = pytest.mark.django_db


def cells(html: str, name: str) -> list[str]:
    """What stands in a column of the list."""
    return re.findall(rf'<td class="field-{name}">(.*?)</td>', html)


def test_list_says_how_much_of_the_site_rests_on_each_source(desk: Client) -> None:
    gazette, herald = make_source(name="A Gazette", kind="newspaper"), make_source(name="B Herald")
    make_source(name="C Nothing")
    for sources in ([gazette], [gazette, gazette, herald], [], []):
        make_article(sources=sources)
    make_draft(sources=[herald])
    publishing.publish(make_draft(sources=[herald]), by=make_user(), at=timezone.now() + timedelta(1))
    ended = make_article(sources=[herald])
    publishing.withdraw(ended, by=make_user(), note="Wrong.")

    html = desk.get(SOURCES).text

    assert cells(html, "article_count") == ["2", "1", "0"]
    assert cells(html, "share") == ["50.0%", "25.0%", "0.0%"]
    assert cells(html, "kind") == ["Newspaper or magazine", "Other", "Other"]


def test_article_counts_once_however_often_it_was_published(desk: Client) -> None:
    article = make_article(sources=[make_source()])
    publishing.publish(publishing.working_copy(article), by=make_user())

    assert cells(desk.get(SOURCES).text, "share") == ["100.0%"]


def test_share_is_rounded(desk: Client) -> None:
    source = make_source()
    for sources in ([source], [source], []):
        make_article(sources=sources)

    assert cells(desk.get(SOURCES).text, "share") == ["66.7%"]


def test_empty_site_has_no_shares(desk: Client) -> None:
    make_source()

    assert cells(desk.get(SOURCES).text, "share") == ["0.0%"]


def test_list_is_sorted_by_share(desk: Client) -> None:
    for name, count in (("A", 1), ("B", 3), ("C", 2)):
        source = make_source(name=name)
        for _ in range(count):
            make_article(sources=[source])

    html = desk.get(f"{SOURCES}?o=-5").text

    assert cells(html, "article_count") == ["3", "2", "1"]


@pytest.mark.parametrize("count", [2, 5])
def test_list_costs_the_same_however_long(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        make_article(sources=[make_source()])

    # session, user, two of permissions, two counts of the pager, sources with their numbers
    with django_assert_num_queries(7):
        assert len(cells(desk.get(SOURCES).text, "share")) == count


def test_source_is_described_in_the_form_and_on_its_page(desk: Client) -> None:
    desk.post(
        f"{SOURCES}add/",
        {
            "name": "The Port Office",
            "slug": "port",
            "home_page": "https://port.example/",
            "kind": "office",
            "licence_note": "Free to use with credit.",
        },
    )

    assert Source.objects.get().kind == "office"
    html = desk.get("/sources/port/").text
    for words in ("Public office or court", 'href="https://port.example/"', "Free to use with credit."):
        assert words in html


def test_source_without_licence_note_has_no_empty_line(client: Client) -> None:
    source = make_source()

    assert client.get(source.get_absolute_url()).text.count('class="page-head__text"') == 1


# Names that readers search by


def rename(desk: Client, subject: Author | Source, **typed: str) -> None:
    page = f"/admin/articles/{subject._meta.model_name}/{subject.pk}/change/"
    assert desk.post(page, fields_of(desk.get(page)) | typed).status_code == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("batch", [2, 200])
def test_texts_are_found_by_a_new_name(desk: Client, monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    monkeypatch.setattr("articles.search.BATCH", batch)
    author, source = make_author(name="Ada"), make_source(name="Gazette")
    for number in range(3):
        make_article(headline=f"Ferry {number}", authors=[author], sources=[source, source])
    make_draft(authors=[author])

    rename(desk, author, name="Grace")
    rename(desk, source, name="Herald")
    run_waiting_tasks()

    assert len(found("grace herald")) == 3
    assert found("ada") == found("gazette") == []


def test_name_that_stays_makes_no_work(desk: Client) -> None:
    rename(desk, make_author(), biography="Born in Port Aldous.")
    rename(desk, make_source(), licence_note="Ask first.")

    assert not DBTaskResult.objects.exists()
