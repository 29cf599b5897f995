"""The reply form: what it takes, and what it takes once."""

import re

import pytest
from django.test import Client

from comments import receiving
from comments.forms import LONGEST, ReplyForm
from comments.models import Comment, Mode, State
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


@pytest.mark.parametrize(
    ("told", "milliseconds"),
    [
        ("", None),
        ("4200", 4200),
        ("0", 0),
        ("18000000", 18_000_000),
        ("-1", None),
        ("1.5", None),
        ("x", None),
        ("٣", None),
        ("9" * 15, LONGEST),
        ("9" * 9999, None),
        ("\0", None),
    ],
    ids=lambda value: str(value)[:20],
)
def test_time_that_no_script_could_tell_is_as_good_as_nothing(told: str, milliseconds: int | None) -> None:
    form = ReplyForm(make_article(), Opening(Mode.FIRST, is_open=True), REPLY | {"elapsed": told})

    assert form.is_valid()
    assert form.cleaned_data["elapsed"] == milliseconds


@pytest.mark.parametrize("filled", ["x", "x" * 10_000, "a\0b"])
def test_trap_never_sends_a_form_back(client: Client, filled: str) -> None:
    response = post_reply(client, make_article(), subject=filled)

    assert response.status_code == 303
    assert Comment.objects.get().state == State.SPAM


def test_trap_can_neither_be_reached_nor_be_filled_by_the_browser(client: Client) -> None:
    html = client.get(make_article().get_absolute_url()).text

    [trap] = re.findall(r'<div class="reply__trap" aria-hidden="true">.*?</div>', html)
    assert 'tabindex="-1"' in trap
    assert 'autocomplete="off"' in trap


def test_line_ends_count_as_browsers_count_them(client: Client) -> None:
    post_reply(client, make_article(), text="x\r\n" * 2499 + "xx")

    assert Comment.objects.get().text == "x\n" * 2499 + "xx"


@pytest.mark.parametrize("status", [422, 429])
def test_refused_form_keeps_all_that_was_typed_and_chosen(
    client: Client, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = make_comment(state=State.APPROVED)
    if status == 429:
        monkeypatch.setattr(receiving, "MOST_FROM_A_BLOCK", 0)
    wrong = {"email": "bea"} if status == 422 else {}
    sent = {"parent": parent.pk, "remember": "on", "topics": ["decided", "all"], "elapsed": "4200", **wrong}

    response = post_reply(client, parent.article, website="https://readers.example/", **sent)

    assert response.status_code == status
    for kept in (
        f'name="parent" value="{parent.pk}"',
        ">\nAt last.</textarea>",
        'name="name" value="Bea"',
        f'name="email" value="{sent.get("email", "bea@readers.example")}"',
        'name="website" value="https://readers.example/"',
        'name="elapsed" value="4200"',
    ):
        assert kept in response.text
    checked = re.findall(r'<input type="checkbox" name="(\w+)"([^>]*)', response.text)
    assert [(name, "checked" in rest) for name, rest in checked] == [
        ("remember", True),
        ("topics", True),
        ("topics", False),
        ("topics", True),
    ]
    assert "<reply-form data-sent>" in response.text


def test_unknown_topic_is_explained(client: Client) -> None:
    response = post_reply(client, make_article(), topics=["everything"])

    assert response.status_code == 422
    assert "Select a valid choice." in response.text
