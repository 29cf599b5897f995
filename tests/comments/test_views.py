"""Replies, as the reader who writes one and the others meet them."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from comments.models import Comment, State
from tests.comments.replying import REPLY, post_reply
from tests.factories import approve_all, make_article, make_comment

pytestmark = pytest.mark.django_db


# Waiting


def test_reply_waits_for_a_moderator(client: Client) -> None:
    response = post_reply(client, make_article())

    comment = Comment.objects.get()
    assert (response.status_code, response["Location"]) == (303, comment.status_page)
    assert (comment.state, comment.text, comment.name) == (State.PENDING, "At last.", "Bea")
    status_page = client.get(comment.status_page).text
    assert "Your reply is waiting for a moderator." in status_page
    assert "At last." in status_page


@pytest.mark.parametrize("state", [State.PENDING, State.REJECTED, State.SPAM])
def test_reply_that_is_not_approved_is_seen_by_nobody_else(client: Client, state: State) -> None:
    comment = make_comment(text="Buy pills", name="Pill shop", state=state)

    html = client.get(comment.article.get_absolute_url()).text

    assert "Buy pills" not in html
    assert "Pill shop" not in html
    assert "Comments (0)" in html


def test_approved_reply_appears_at_once(client: Client, moderator: User) -> None:
    article = make_article()
    post_reply(client, article)

    approve_all(moderator)

    html = client.get(article.get_absolute_url()).text
    assert "Comments (1)" in html
    assert "At last." in html
    assert "bea@readers.example" not in html
    assert Comment.objects.get().secret not in html


def test_reply_sets_no_cookie(client: Client) -> None:
    assert not post_reply(client, make_article()).cookies


# Threads


def test_answer_stands_under_the_comment_that_it_answers(client: Client, moderator: User) -> None:
    question = make_comment(name="Cy", text="Why?", state=State.APPROVED)
    post_reply(client, question.article, parent=question.pk, text="Because.")
    approve_all(moderator)

    html = client.get(question.article.get_absolute_url()).text

    assert re.findall(r'<li [^>]*data-depth="(\d)"', html) == ["0", "1"]
    assert f'in reply to <a href="#comment-{question.pk}">Cy</a>' in html
    assert html.index("Why?") < html.index("Because.")


def test_form_names_the_comment_that_is_answered(client: Client) -> None:
    question = make_comment(name="Cy", state=State.APPROVED)

    html = client.get(f"{question.article.get_absolute_url()}?reply_to={question.pk}").text

    assert '<p class="reply__answers">' in html
    assert f'You answer <a href="#comment-{question.pk}">Cy</a>' in html
    assert f'<input type="hidden" name="parent" value="{question.pk}"' in html


@pytest.mark.parametrize("wanted", ["abc", "-1", "9" * 40, "%00", "", "0"])
def test_form_answers_the_article_where_the_comment_is_unknown(client: Client, wanted: str) -> None:
    comment = make_comment(state=State.APPROVED)

    response = client.get(f"{comment.article.get_absolute_url()}?reply_to={wanted}")

    assert response.status_code == 200
    assert '<p class="reply__answers" hidden>' in response.text
    assert '<input type="hidden" name="parent" id="id_parent">' in response.text


def test_form_does_not_answer_a_comment_that_waits(client: Client) -> None:
    waiting = make_comment(name="Cy")

    assert "Cy" not in client.get(f"{waiting.article.get_absolute_url()}?reply_to={waiting.pk}").text


def unanswerable(name: str, article: Article) -> object:
    """A comment that a reply to this article cannot answer."""
    match name:
        case "of another article":
            return make_comment(state=State.APPROVED).pk
        case "waiting":
            return make_comment(article=article).pk
        case "spam":
            return make_comment(article=article, state=State.SPAM).pk
        case _:
            return name


@pytest.mark.parametrize("name", ["of another article", "waiting", "spam", "abc", "9" * 40, "-1", "0", "1.5"])
def test_answer_to_what_cannot_be_answered_is_refused_with_what_was_typed(client: Client, name: str) -> None:
    article = make_article()
    parent = unanswerable(name, article)
    count = Comment.objects.count()

    response = post_reply(client, article, parent=parent)

    assert response.status_code == 422
    assert "The comment that you answer is gone." in response.text
    assert ">\nAt last.</textarea>" in response.text
    assert '<input type="hidden" name="parent">' in response.text
    assert Comment.objects.count() == count


def test_null_for_the_comment_that_is_answered_is_refused(client: Client) -> None:
    response = post_reply(client, make_article(), parent="\0")

    assert response.status_code == 422
    assert "Null characters are not allowed." in response.text
    assert not Comment.objects.exists()


# Who may send, and when


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Referer": "https://evil.example/http://testserver/"},
        {},
    ],
    ids=str,
)
def test_reply_from_elsewhere_is_refused_in_the_sites_look(
    strict_client: Client, headers: dict[str, str]
) -> None:
    article = make_article()

    response = strict_client.post(f"{article.get_absolute_url()}replies/", REPLY, headers=headers)

    assert response.status_code == 403
    assert "This form was not sent from our own pages." in response.text
    assert "<h1>" in response.text
    assert not Comment.objects.exists()


def test_reply_needs_no_token(strict_client: Client) -> None:
    path = f"{make_article().get_absolute_url()}replies/"

    response = strict_client.post(path, REPLY, headers={"Origin": "http://testserver"})

    assert response.status_code == 303


def test_closed_article_takes_no_reply_and_gives_the_text_back(client: Client) -> None:
    article = make_article(replies_closed=True)

    response = post_reply(client, article)

    assert response.status_code == 422
    assert "Replies to this article are closed." in response.text
    assert "readonly autofocus>At last.</textarea>" in response.text  # the browser goes there
    assert "Post Comment" not in response.text
    assert not Comment.objects.exists()


def test_closed_article_shows_what_was_said_without_a_form(client: Client) -> None:
    comment = make_comment(article=make_article(replies_closed=True), text="Early.", state=State.APPROVED)

    html = client.get(comment.article.get_absolute_url()).text

    assert "Early." in html
    assert "Replies to this article are closed." in html
    assert "<form" not in html
    assert "reply_to" not in html
    assert ">Report<" in html


def test_replies_are_sent_by_posts_alone(client: Client) -> None:
    assert client.get(f"{make_article().get_absolute_url()}replies/").status_code == 405


@pytest.mark.parametrize("path", ["/2026/05/01/nothing/replies/", "/2026/02/30/flood/replies/"])
def test_reply_to_no_article_is_not_found(client: Client, path: str) -> None:
    assert client.post(path, REPLY).status_code == 404
