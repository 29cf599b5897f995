"""The comment section of an article's page: its pages, their order, and where each comment is found."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from articles import publishing
from articles.models import Article
from comments import threads
from comments.models import Comment, State
from tests.comments.paging import one, texts
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


# Pages


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["t0", "t1", "answer"]),
        ("?replies=1", ["t0", "t1", "answer"]),
        ("?replies=2", ["t2", "t3"]),
        ("?replies=3", ["t4"]),
        ("?order=oldest&replies=3", ["t4"]),
        ("?order=newest", ["t4", "t3"]),
        ("?order=newest&replies=2", ["t2", "t1", "answer"]),
        ("?order=strange", ["t0", "t1", "answer"]),
    ],
)
def test_page_has_its_threads_with_all_answers(
    client: Client, paged: Article, query: str, shown: list[str]
) -> None:
    html = client.get(f"{paged.get_absolute_url()}{query}").text

    assert texts(html) == shown
    assert "Comments (6)" in html


@pytest.mark.parametrize("number", ["0", "4", "-1", "x", "", "1.0", "٣", "9" * 30, "1%00"])
def test_page_that_is_not_there_is_not_found(client: Client, paged: Article, number: str) -> None:
    assert client.get(f"{paged.get_absolute_url()}?replies={number}").status_code == 404


def test_first_page_is_there_without_comments(client: Client) -> None:
    assert client.get(f"{make_article().get_absolute_url()}?replies=1").status_code == 200


def test_pages_are_linked_and_keep_their_order(client: Client, paged: Article) -> None:
    address = paged.get_absolute_url()
    html = client.get(f"{address}?order=newest&replies=2").text

    for number in (1, 2, 3):
        assert f'href="{address}?order=newest&amp;replies={number}#comments"' in html
    assert html.count('replies=2#comments" aria-current="page"') == 1
    assert f'href="{address}?order=oldest#comments"' in html


def test_many_pages_are_not_all_linked() -> None:
    page = threads.Page([], 5000, 50, 100, is_newest_first=False)

    assert list(page.numbers) == [1, "…", 48, 49, 50, 51, 52, "…", 100]


def test_every_page_of_an_article_names_the_article_as_canonical(client: Client, paged: Article) -> None:
    address = paged.get_absolute_url()

    for query in ("", "?replies=2", "?order=newest", f"?reply_to={Comment.objects.all()[0].pk}"):
        html = client.get(f"{address}{query}").text
        assert re.findall(r'rel="canonical" href="http://[^/]+([^"]+)"', html) == [address]


def test_newest_come_first_where_the_site_has_it_so(
    client: Client, paged: Article, settings: Settings
) -> None:
    settings.REPLIES_NEWEST_FIRST = True

    assert texts(client.get(paged.get_absolute_url()).text) == ["t4", "t3"]
    assert texts(client.get(f"{paged.get_absolute_url()}?order=oldest").text) == ["t0", "t1", "answer"]


# Long threads


@pytest.fixture
def long(paged: Article, monkeypatch: pytest.MonkeyPatch) -> Article:
    """The paged article, whose second thread has seven answers; two stand with it, and its own pages have three each."""
    monkeypatch.setattr(threads, "ANSWERS", 2)
    monkeypatch.setattr(threads, "PER_THREAD_PAGE", 3)
    root = Comment.objects.get(text="t1")
    for number in range(2, 8):
        one(paged, f"answer {number}", minute=10 + number, parent=root)
    return paged


def test_long_thread_shows_its_first_answers_and_leads_to_the_others(client: Client, long: Article) -> None:
    html = client.get(long.get_absolute_url()).text
    root, last = (Comment.objects.get(text=text) for text in ("t1", "answer 2"))

    assert texts(html) == ["t0", "t1", "answer", "answer 2"]
    assert "Comments (12)" in html
    assert html.count("more answers") == 1
    assert f'?thread={root.pk}#comment-{last.pk}">5 more answers</a>' in html


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["t1", "answer", "answer 2", "answer 3"]),
        ("&replies=2", ["t1", "answer 4", "answer 5", "answer 6"]),
        ("&order=newest&replies=3", ["t1", "answer 7"]),
    ],
)
def test_thread_has_pages_of_its_own(client: Client, long: Article, query: str, shown: list[str]) -> None:
    root = Comment.objects.get(text="t1")
    html = client.get(f"{long.get_absolute_url()}?thread={root.pk}{query}").text

    assert texts(html) == shown
    assert f'href="{long.get_absolute_url()}?thread={root.pk}&amp;replies=2#comments"' in html
    assert html.count(f'href="{long.get_absolute_url()}#comments">All comments</a>') == 2  # above and below
    assert "more answers" not in html


def test_answer_on_a_page_of_its_thread_can_be_answered_there(client: Client, long: Article) -> None:
    root, answer = (Comment.objects.get(text=text) for text in ("t1", "answer 5"))
    place = f"?thread={root.pk}&amp;replies=2&amp;reply_to={answer.pk}"
    page = f"{long.get_absolute_url()}?thread={root.pk}&replies=2"
    assert f"{place}#leave-a-reply" in client.get(page).text

    html = client.get(f"{page}&reply_to={answer.pk}").text

    assert f'You answer <a href="#comment-{answer.pk}">' in html


@pytest.mark.parametrize("wanted", ["0", "x", "", "9" * 9, "9" * 30, "answer", "{root}&replies=4"])
def test_thread_that_is_not_there_is_not_found(client: Client, long: Article, wanted: str) -> None:
    if wanted == "answer":
        wanted = str(Comment.objects.get(text="answer").pk)
    wanted = wanted.format(root=Comment.objects.get(text="t1").pk)

    assert client.get(f"{long.get_absolute_url()}?thread={wanted}").status_code == 404


def test_thread_of_another_article_is_not_found(client: Client, long: Article) -> None:
    other = make_comment(state=State.APPROVED)

    assert client.get(f"{long.get_absolute_url()}?thread={other.pk}").status_code == 404


def test_thread_without_answers_has_one_page(client: Client, long: Article) -> None:
    address = f"{long.get_absolute_url()}?thread={Comment.objects.get(text='t0').pk}"

    assert texts(client.get(address).text) == ["t0"]
    assert client.get(f"{address}&replies=2").status_code == 404


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("answer 2", ""),
        ("answer 3", "?thread={root}&replies=1"),
        ("answer 4", "?thread={root}&replies=2"),
        ("answer 7", "?thread={root}&replies=3"),
    ],
)
def test_address_of_an_answer_leads_to_the_page_of_its_thread(
    client: Client, long: Article, text: str, query: str
) -> None:
    comment = Comment.objects.get(text=text)

    response = client.get(comment.get_absolute_url())

    query = query.format(root=comment.root_id)
    assert response["Location"] == f"{long.get_absolute_url()}{query}#comment-{comment.pk}"
    assert f'id="comment-{comment.pk}"' in client.get(response["Location"]).text


@pytest.mark.parametrize("count", [2, 20])
def test_page_costs_the_same_however_many_pages_there_are(
    client: Client, paged: Article, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        one(paged, "more", minute=20 + number)

    # article, five lists of its parts, related articles, comments, rules for replies, sections of the menu
    with django_assert_num_queries(10):
        client.get(f"{paged.get_absolute_url()}?replies=2")


# Where a comment is found


@pytest.mark.parametrize(
    ("text", "pages"),  # with the oldest first, and with the newest
    [
        ("t0", ("", "?replies=3")),
        ("t1", ("", "?replies=2")),
        ("answer", ("", "?replies=2")),
        ("t4", ("?replies=3", "")),
    ],
)
def test_address_of_a_comment_leads_to_the_page_on_which_it_stands(
    client: Client, paged: Article, settings: Settings, text: str, pages: tuple[str, str]
) -> None:
    comment = Comment.objects.get(text=text)

    for settings.REPLIES_NEWEST_FIRST, query in zip((False, True), pages, strict=True):
        response = client.get(comment.get_absolute_url())
        assert response.status_code == 302
        assert response["Location"] == f"{paged.get_absolute_url()}{query}#comment-{comment.pk}"
        assert f'id="comment-{comment.pk}"' in client.get(response["Location"]).text


@pytest.mark.parametrize("state", [State.PENDING, State.SPAM, State.WITHDRAWN])
def test_comment_that_is_not_published_has_no_address(client: Client, state: State) -> None:
    assert client.get(make_comment(state=state).get_absolute_url()).status_code == 404


def test_comment_has_no_address_under_another_article(client: Client) -> None:
    comment, other = make_comment(state=State.APPROVED), make_article()

    assert client.get(f"{other.get_absolute_url()}replies/{comment.pk}/").status_code == 404
    assert client.get(f"{other.get_absolute_url()}replies/{10**30}/").status_code == 404


@pytest.mark.parametrize("path", ["", "report/", "feed.rss"])
def test_old_address_of_an_article_leads_on_to_the_same_place(client: Client, path: str) -> None:
    article = make_article(slug="wall")
    comment = make_comment(article=article, state=State.APPROVED)
    old = f"{article.get_absolute_url()}replies/{path if path.startswith('feed') else f'{comment.pk}/{path}'}"
    publishing.move(article, "new-wall")

    response = client.get(old)

    assert (response.status_code, response["Location"]) == (301, old.replace("/wall/", "/new-wall/"))
