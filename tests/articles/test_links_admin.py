"""The desk's list of source links: broken ones first, their history, an archived copy, and a look at once."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from articles.links.tasks import check_links
from articles.models import LinkStatus, SourceLink
from tests.articles.desk import fields_of
from tests.articles.resting import URL, make_link, resting_on
from tests.responses import Response

pytestmark = pytest.mark.django_db

LINKS = "/admin/articles/sourcelink/"


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def rows_of(response: Response) -> list[str]:
    body = response.text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [words(row) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]


def form(link: SourceLink) -> str:
    return f"{LINKS}{link.pk}/change/"


def test_list_says_what_is_broken_first_and_how_many_articles_rest_on_it(desk: Client) -> None:
    make_link("https://a.example/", status=LinkStatus.WORKS)
    make_link("https://b.example/", status=LinkStatus.WORKS, failures=2)
    make_link("https://c.example/", status=LinkStatus.BROKEN, failures=3)
    make_link("https://d.example/", status=LinkStatus.UNKNOWN, failures=1)
    make_link("https://e.example/", status=LinkStatus.REFUSED)
    resting_on("https://c.example/")
    resting_on("https://c.example/")
    resting_on("https://c.example/", at=timezone.now() + timedelta(days=1))

    assert rows_of(desk.get(LINKS)) == [
        "https://c.example/ Broken 2 3 -",
        "https://b.example/ Works. Failed at the last 2 looks 0 2 -",
        "https://d.example/ Failed at the last look 0 1 -",
        "https://a.example/ Works 0 0 -",
        "https://e.example/ Not to be checked 0 0 -",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=broken", ["https://dead.example/"]),
        ("status=works", ["https://well.example/"]),
        ("status=nonsense", []),
        ("q=dead.example", ["https://dead.example/"]),
    ],
)
def test_list_is_filtered_and_searched(desk: Client, query: str, found: list[str]) -> None:
    make_link("https://dead.example/", status=LinkStatus.BROKEN)
    make_link("https://well.example/", status=LinkStatus.WORKS)

    assert [row.split()[0] for row in rows_of(desk.get(f"{LINKS}?{query}"))] == found


@pytest.mark.parametrize("count", [2, 6])
def test_list_costs_the_same_however_long_it_is(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        resting_on(f"{URL}/{number}")
        make_link(f"{URL}/{number}")

    # session, user, groups' and own permissions; links counted twice, links, their articles counted
    with django_assert_num_queries(8):
        response = desk.get(LINKS)

    assert len(rows_of(response)) == count


def test_form_shows_the_newest_looks_and_the_articles(desk: Client) -> None:
    article, link = resting_on(URL), make_link()
    for number in range(22):
        link.checks.create(status_code=404, finding=f"Look {number}.")

    html = desk.get(form(link)).text

    assert html.index("Look 21.") < html.index("Look 2.")
    assert "Look 1." not in html
    assert f'href="/admin/articles/article/{article.pk}/change/"' in html
    assert f'href="{URL}"' in html


def test_form_says_when_no_article_rests_on_the_link(desk: Client) -> None:
    assert "None that readers see or will see" in desk.get(form(make_link())).text


def test_editor_gives_the_address_of_a_copy(desk: Client) -> None:
    link = make_link(status=LinkStatus.BROKEN)
    link.checks.create(status_code=404, finding="Answers 404 Not Found.")
    fields = fields_of(desk.get(form(link)))

    desk.post(form(link), fields | {"archived_url": "https://archive.example/flood", "_save": ""})

    link.refresh_from_db()
    assert (link.archived_url, link.status, link.checks.count()) == (
        "https://archive.example/flood",
        LinkStatus.BROKEN,
        1,
    )


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("ftp://archive.example/flood", "Enter a valid URL."),
        ("javascript:alert(1)", "Enter a valid URL."),
        ("no address", "Enter a valid URL."),
        (URL, "This is the link itself. Give the address of a copy, or leave it empty."),
        (f"https://archive.example/{'a' * 500}", "at most 500 characters"),
    ],
)
def test_copy_must_lie_at_an_address_of_its_own(desk: Client, typed: str, error: str) -> None:
    link = make_link()

    response = desk.post(form(link), fields_of(desk.get(form(link))) | {"archived_url": typed})

    assert error in response.text
    link.refresh_from_db()
    assert link.archived_url == ""


def test_editor_has_links_checked_again(desk: Client) -> None:
    later = timezone.now() + timedelta(days=7)
    watched, unused = make_link(check_after=later), make_link("https://unused.example/", check_after=later)
    resting_on(URL)

    chosen = {"action": "check_again", "_selected_action": [watched.pk, unused.pk]}
    response = desk.post(LINKS, chosen, follow=True)

    assert "1 link will be looked at in the next minutes." in response.text
    watched.refresh_from_db()
    unused.refresh_from_db()
    assert watched.check_after <= timezone.now() < unused.check_after
    assert (
        DBTaskResult.objects.get(status="READY", task_path=check_links.module_path).run_after
        <= timezone.now()
    )


def test_link_that_no_article_rests_on_is_not_checked(desk: Client) -> None:
    chosen = {"action": "check_again", "_selected_action": [make_link().pk]}
    response = desk.post(LINKS, chosen, follow=True)

    assert "No article rests on these links any more" in words(response.text)
    assert not DBTaskResult.objects.exists()


# Who may do what


def test_reporter_reads_but_does_not_change(reporters_desk: Client) -> None:
    link = make_link()

    assert "check_again" not in reporters_desk.get(LINKS).text
    assert "archived_url" not in fields_of(reporters_desk.get(form(link)))
    assert reporters_desk.post(form(link), {"archived_url": "https://archive.example/"}).status_code == 403


def test_others_see_no_links(client: Client, moderator: User) -> None:
    client.force_login(moderator)

    assert client.get(LINKS).status_code == 403


@pytest.mark.parametrize("path", ["add/", "1/delete/"])
def test_links_are_neither_added_nor_deleted_by_hand(desk: Client, path: str) -> None:
    SourceLink.objects.create(pk=1, url=URL)

    assert desk.get(f"{LINKS}{path}").status_code == 403
    assert "delete_selected" not in desk.get(LINKS).text
