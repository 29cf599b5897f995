"""The comment section of an article's page: its pages, their order, and where each comment is found."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles import publishing
from articles.models import Article
from comments import moderation, threads
from comments.models import Badge, Comment, Mode, Reason, ReplyRules, State
from comments.remembering import GUEST_COOKIE, NAME_COOKIE
from tests.comments.replying import post_reply
from tests.factories import make_article, make_comment

START = datetime(2026, 5, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(monkeypatch: pytest.MonkeyPatch) -> Article:
    """An article with five threads, two to a page; the second has an answer."""
    monkeypatch.setattr(threads, "PER_PAGE", 2)
    article = make_article(slug="wall")
    for number in range(5):
        one(article, f"t{number}", minute=number)
    one(article, "answer", minute=9, parent=Comment.objects.get(text="t1"))
    return article


def one(article: Article, text: str, *, minute: int, parent: Comment | None = None) -> Comment:
    at = START + timedelta(minutes=minute)
    return make_comment(article=article, text=text, parent=parent, created_at=at, state=State.APPROVED)


def texts(html: str) -> list[str]:
    return re.findall(r'<div class="comment__text" dir="auto"><p>(.*?)</p>', html)


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
    client: Client, article: Article, query: str, shown: list[str]
) -> None:
    html = client.get(f"{article.get_absolute_url()}{query}").text

    assert texts(html) == shown
    assert "Comments (6)" in html


@pytest.mark.parametrize("number", ["0", "4", "-1", "x", "", "1.0", "٣", "9" * 30, "1%00"])
def test_page_that_is_not_there_is_not_found(client: Client, article: Article, number: str) -> None:
    assert client.get(f"{article.get_absolute_url()}?replies={number}").status_code == 404


def test_first_page_is_there_without_comments(client: Client) -> None:
    assert client.get(f"{make_article().get_absolute_url()}?replies=1").status_code == 200


def test_pages_are_linked_and_keep_their_order(client: Client, article: Article) -> None:
    address = article.get_absolute_url()
    html = client.get(f"{address}?order=newest&replies=2").text

    for number in (1, 2, 3):
        assert f'href="{address}?order=newest&amp;replies={number}#comments"' in html
    assert html.count('replies=2#comments" aria-current="page"') == 1
    assert f'href="{address}?order=oldest#comments"' in html


def test_many_pages_are_not_all_linked() -> None:
    page = threads.Page([], 5000, 50, 100, is_newest_first=False)

    assert list(page.numbers) == [1, "…", 48, 49, 50, 51, 52, "…", 100]


def test_every_page_of_an_article_names_the_article_as_canonical(client: Client, article: Article) -> None:
    address = article.get_absolute_url()

    for query in ("", "?replies=2", "?order=newest", f"?reply_to={Comment.objects.all()[0].pk}"):
        html = client.get(f"{address}{query}").text
        assert re.findall(r'rel="canonical" href="http://[^/]+([^"]+)"', html) == [address]


def test_newest_come_first_where_the_site_has_it_so(
    client: Client, article: Article, settings: Settings
) -> None:
    settings.REPLIES_NEWEST_FIRST = True

    assert texts(client.get(article.get_absolute_url()).text) == ["t4", "t3"]
    assert texts(client.get(f"{article.get_absolute_url()}?order=oldest").text) == ["t0", "t1", "answer"]


@pytest.mark.parametrize("count", [2, 20])
def test_page_costs_the_same_however_many_pages_there_are(
    client: Client, article: Article, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        one(article, "more", minute=20 + number)

    # article, five lists of its parts, related articles, comments, rules for replies, sections of the menu
    with django_assert_num_queries(10):
        client.get(f"{article.get_absolute_url()}?replies=2")


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
    client: Client, article: Article, settings: Settings, text: str, pages: tuple[str, str]
) -> None:
    comment = Comment.objects.get(text=text)

    for settings.REPLIES_NEWEST_FIRST, query in zip((False, True), pages, strict=True):
        response = client.get(comment.get_absolute_url())
        assert response.status_code == 302
        assert response["Location"] == f"{article.get_absolute_url()}{query}#comment-{comment.pk}"
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


# Places and marks


def test_place_of_a_removed_comment_stays_while_it_has_answers(
    client: Client, article: Article, moderator: User
) -> None:
    removed = Comment.objects.get(text="t1")
    moderation.reject(removed, by=moderator, reason=Reason.OTHER)

    html = client.get(article.get_absolute_url()).text

    assert texts(html) == ["t0", "answer"]
    assert "Comments (5)" in html
    assert f'id="comment-{removed.pk}"' in html
    assert "This comment is no longer here." in html
    assert f'in reply to <a href="#comment-{removed.pk}">a removed comment</a>' in html
    assert removed.name not in html


def test_place_of_a_removed_comment_without_answers_goes(
    client: Client, article: Article, moderator: User
) -> None:
    moderation.reject(Comment.objects.get(text="answer"), by=moderator, reason=Reason.OTHER)
    moderation.reject(Comment.objects.get(text="t1"), by=moderator, reason=Reason.OTHER)

    assert texts(client.get(article.get_absolute_url()).text) == ["t0", "t2"]


def test_answer_stays_in_its_thread_when_all_between_is_gone(moderator: User) -> None:
    chain = [make_comment(state=State.APPROVED, text="first")]
    for text in ("second", "third", "fourth"):
        chain.append(make_comment(parent=chain[-1], state=State.APPROVED, text=text))
    for comment in chain[1:3]:
        moderation.reject(comment, by=moderator, reason=Reason.OTHER)

    page = threads.page_of(chain[0].article, number=1, is_newest_first=False)

    assert [(entry.comment.text, entry.depth) for entry in page.entries] == [
        ("first", 0),
        ("", 1),
        ("fourth", 2),
    ]


@pytest.mark.parametrize(("badge", "word"), [(Badge.AUTHOR, "Author"), (Badge.STAFF, "Staff")])
def test_what_the_paper_writes_is_marked(client: Client, badge: Badge, word: str) -> None:
    comment = make_comment(badge=badge, state=State.APPROVED)
    make_comment(article=comment.article, state=State.APPROVED)

    html = client.get(comment.article.get_absolute_url()).text

    assert re.findall(r'<span class="comment__badge">(.*?)</span>', html) == [word]


@pytest.mark.parametrize(
    ("name", "drawn"),
    [("Ada Lovell", "AL"), ("bo", "B"), ("A. B. Cee", "AC"), ("王小明", "王"), ("***", ""), ("ß x", "SSX")],
)
def test_initials_are_drawn_from_the_name(client: Client, name: str, drawn: str) -> None:
    comment = make_comment(name=name, state=State.APPROVED)

    html = client.get(comment.article.get_absolute_url()).text

    assert re.search(
        rf'<span class="comment__initials" data-tone="[0-5]" aria-hidden="true">{drawn}</span>', html
    )
    assert "<img" not in html[html.index("<main") :]


# The form


def test_reply_keeps_the_page_and_its_order(client: Client, article: Article) -> None:
    comment = Comment.objects.get(text="t2")

    html = client.get(f"{article.get_absolute_url()}?order=newest&replies=2").text
    [link] = re.findall(rf'href="([^"]*reply_to={comment.pk}#leave-a-reply)"', html)
    page = client.get(link.replace("&amp;", "&")).text

    assert texts(page) == ["t2", "t1", "answer"]
    assert f'<input type="hidden" name="parent" value="{comment.pk}"' in page


def test_comment_on_another_page_can_be_answered(client: Client, article: Article) -> None:
    comment = Comment.objects.get(text="t4")

    html = client.get(f"{article.get_absolute_url()}?reply_to={comment.pk}").text

    assert f'You answer <a href="{comment.get_absolute_url()}">{comment.name}</a>' in html


def test_refused_answer_to_a_comment_on_another_page_still_answers_it(
    client: Client, article: Article
) -> None:
    comment = Comment.objects.get(text="t4")

    html = post_reply(client, article, parent=comment.pk, name="").text

    assert f'You answer <a href="{comment.get_absolute_url()}">{comment.name}</a>' in html
    assert f'<input type="hidden" name="parent" value="{comment.pk}"' in html


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (Mode.ALL, "A moderator reads every reply before it appears."),
        (Mode.FIRST, "A moderator reads your reply before it appears. Once one is published"),
        (Mode.AFTERWARDS, "Replies appear at once, unless"),
    ],
)
def test_form_says_truly_who_reads_a_reply_before_it_appears(client: Client, mode: Mode, words: str) -> None:
    article = make_article()
    ReplyRules.objects.create(section=article.revisions.get().section, mode=mode)

    assert words in client.get(article.get_absolute_url()).text


def test_section_is_the_same_bytes_for_whoever_asks(client: Client, article: Article, editor: User) -> None:
    guest = Client()
    guest.cookies[NAME_COOKIE], guest.cookies[GUEST_COOKIE] = "%7B%22name%22%3A%22Bea%22%7D", "key:signature"
    staff = Client()
    staff.force_login(editor)

    for query in ("", "?replies=2&order=newest", f"?reply_to={Comment.objects.all()[0].pk}"):
        page = client.get(f"{article.get_absolute_url()}{query}")
        assert "cookie" not in page.get("Vary", "").lower()
        assert not page.cookies
        for other in (guest, staff):
            assert other.get(f"{article.get_absolute_url()}{query}").content == page.content


def test_page_of_an_article_with_few_comments_fits_the_first_round_trip(client: Client) -> None:
    article = make_article(body="<p>The council voted for the wall, by eleven to nine.</p>" * 20)
    for _ in range(5):
        make_comment(article=article, state=State.APPROVED, created_at=timezone.now())

    for path in (article.get_absolute_url(), "/"):
        response = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert len(response.content) < 14 * 1024
