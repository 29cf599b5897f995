"""What readers type in a reply, the wrong and the hostile."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.models import Comment, State
from tests.comments.replying import REPLY, escaped, post_reply
from tests.factories import approve_all, make_article, make_comment
from tests.responses import without_scripts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "typed", "explanation"),
    [
        ("text", "", "Write your comment here."),
        ("text", " \n ", "Write your comment here."),
        ("text", "x" * 100_000, "Ensure this value has at most 5000 characters (it has 100000)."),
        ("text", "a\0b", "Null characters are not allowed."),
        ("name", "", "Tell us the name to show with your comment."),
        ("name", "x" * 61, "Ensure this value has at most 60 characters"),
        ("name", "a\0b", "Null characters are not allowed."),
        ("email", "", "Tell us your email address; it is never shown."),
        ("email", "bea", "Enter a valid email address."),
        ("email", "bea@readers.example\nBcc: all@readers.example", "Enter a valid email address."),
        ("website", "javascript:alert(1)", "Enter a valid URL."),
        ("website", "data:text/html,<script>alert(1)</script>", "Enter a valid URL."),
        ("website", "ftp://reader.example/", "Enter a valid URL."),
        ("website", "http://[", "Enter a valid URL."),
        ("website", "a\0b", "Null characters are not allowed."),
    ],
    ids=lambda value: value[:20],
)
def test_wrong_reply_is_explained_and_keeps_what_was_typed(
    client: Client, field: str, typed: str, explanation: str
) -> None:
    article = make_article(headline="The wall is raised")

    response = post_reply(client, article, **{field: typed})

    assert response.status_code == 422
    assert "The wall is raised" in response.text
    assert explanation in response.text
    kept = REPLY | {field: typed}
    for value in kept.values():
        assert not value.strip() or escaped(value) in response.text
    assert not Comment.objects.exists()


def test_empty_post_is_explained(client: Client) -> None:
    article = make_article()

    response = client.post(f"{article.get_absolute_url()}replies/")

    assert response.status_code == 422
    assert "Your reply was not sent yet" in response.text


def test_wrong_field_is_marked_for_screen_readers(client: Client) -> None:
    html = post_reply(client, make_article(), email="bea").text

    [field] = re.findall(r'<input type="email"[^>]*>', html)
    assert 'aria-invalid="true"' in field
    for name in re.findall(r'aria-describedby="([^"]+)"', field)[0].split():
        assert f'id="{name}"' in html


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def test_html_in_a_reply_is_stored_and_shown_as_text(client: Client, moderator: User) -> None:
    article = make_article()
    post_reply(client, article, text=HOSTILE, name=HOSTILE)
    approve_all(moderator)

    comment = Comment.objects.get()
    assert comment.text == HOSTILE
    for path in (article.get_absolute_url(), comment.status_page):
        html = client.get(path).text
        assert escaped(HOSTILE) in html
        assert "<script" not in without_scripts(html)
        assert "<img" not in html


@pytest.mark.parametrize("field", ["email", "website"])
def test_html_in_an_address_is_refused_and_shown_as_text(client: Client, field: str) -> None:
    response = post_reply(client, make_article(), **{field: HOSTILE})

    assert response.status_code == 422
    assert "<script" not in without_scripts(response.text)
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "website",
    [
        'https://reader.example/"onmouseover="alert(1)',
        "https://reader.example/?a=1&b=<script>",
        "https://a.example/'",
    ],
)
def test_website_cannot_leave_its_attribute(client: Client, moderator: User, website: str) -> None:
    article = make_article()
    response = post_reply(client, article, website=website)
    approve_all(moderator)

    assert response.status_code in {303, 422}
    html = client.get(article.get_absolute_url()).text
    assert "<script" not in without_scripts(html)
    assert '"onmouseover' not in html


def test_website_gets_a_scheme_and_a_link_that_helps_no_spammer(client: Client, moderator: User) -> None:
    article = make_article()
    post_reply(client, article, website="reader.example")
    approve_all(moderator)

    html = client.get(article.get_absolute_url()).text

    assert '<a href="https://reader.example" rel="nofollow ugc noopener">Bea</a>' in html


def test_lines_of_a_reply_are_kept(client: Client) -> None:
    comment = make_comment(text="One.\n\nTwo,\nthree.", state=State.APPROVED)

    html = client.get(comment.article.get_absolute_url()).text

    assert "<p>One.</p>" in html
    assert "<p>Two,<br>three.</p>" in html
