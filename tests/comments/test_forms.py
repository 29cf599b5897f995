"""The reply form: what it takes, and what it takes once."""

import pytest
from django.test import Client

from comments.forms import ReplyForm
from comments.models import Comment, Mode
from comments.opening import Opening
from tests.comments.replying import REPLY, post_reply
from tests.factories import approve_all, make_article, make_comment
from tests.races import at_once

pytestmark = pytest.mark.django_db


def test_website_may_be_typed_without_its_scheme() -> None:
    form = ReplyForm(
        make_article(), Opening(Mode.FIRST, is_open=True), REPLY | {"website": "readers.example/bea"}
    )

    assert form.is_valid()
    assert form.cleaned_data["website"] == "https://readers.example/bea"


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://readers.example/", "data:text/html,x"])
def test_website_that_is_no_page_is_explained_once(website: str) -> None:
    form = ReplyForm(make_article(), Opening(Mode.FIRST, is_open=True), REPLY | {"website": website})

    assert form.errors["website"] == ["Enter a valid URL."]


def test_reply_sent_twice_is_stored_once(client: Client) -> None:
    article = make_article()

    first, second = post_reply(client, article), post_reply(client, article)

    assert first["Location"] == second["Location"]
    assert Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_reply_sent_twice_at_once_is_stored_once() -> None:
    article = make_article()

    def send() -> None:
        post_reply(Client(headers={"Sec-Fetch-Site": "same-origin"}), article)

    at_once(send, send, send)

    assert Comment.objects.count() == 1


def test_same_words_under_another_comment_are_another_reply(client: Client) -> None:
    article = make_article()
    parent = make_comment(article=article)
    approve_all()

    post_reply(client, article)
    post_reply(client, article, parent=parent.pk)

    assert Comment.objects.exclude(pk=parent.pk).count() == 2


def test_refused_form_opens_at_its_first_error(client: Client) -> None:
    page = post_reply(client, make_article(), name="", email="").text

    assert page.count("autofocus") == 1
    assert "autofocus" in page[page.index('name="name"') : page.index('name="email"')]
