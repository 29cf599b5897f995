"""What the writer of a reply does on its private page."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import publishing
from comments import log, moderation
from comments.models import Act, Badge, Comment, Mode, Reason, ReplyRules, Rule, State
from comments.remembering import GUEST_COOKIE, NAME_COOKIE
from tests.factories import make_comment, make_user
from tests.responses import Response, without_scripts

ACTS = ["change", "withdraw", "ask-again", "erase", "forget"]

pytestmark = pytest.mark.django_db


def send(client: Client, comment: Comment, act: str, **fields: Any) -> Response:
    return client.post(f"{comment.status_page}{act}/", {"version": comment.version} | fields)


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


# Changing


def test_writer_changes_a_waiting_reply(client: Client) -> None:
    comment = make_comment(text="At last.")

    response = send(client, comment, "change", text="At long last.")

    changed = Comment.objects.get()
    assert (response.status_code, response["Location"]) == (303, comment.status_page)
    assert (changed.text, changed.state) == ("At long last.", State.PENDING)
    assert changed.edited_at
    assert ["edited", 0, ""] in changed.signals


def test_changed_text_passes_the_pipeline_and_waits_again(client: Client) -> None:
    comment = make_comment(state=State.APPROVED)

    send(client, comment, "change", text="See https://pills.example/ and https://more.example/.")

    changed = Comment.objects.get()
    assert changed.state == State.PENDING
    assert changed.decision
    assert changed.decision.rule == Rule.EDITED
    assert ["links", 4, "2"] in changed.signals
    assert "pills.example" not in client.get(comment.article.get_absolute_url()).text


def test_harmless_change_stays_published_where_replies_are_looked_at_afterwards(client: Client) -> None:
    comment = make_comment(state=State.APPROVED)
    ReplyRules.objects.create(mode=Mode.AFTERWARDS)

    send(client, comment, "change", text="At long last.")

    html = client.get(comment.article.get_absolute_url()).text
    assert "At long last." in html
    assert '<span class="comment__edited">edited</span>' in html


def test_change_waits_where_nothing_of_the_article_is_live(client: Client) -> None:
    comment = make_comment(state=State.APPROVED)
    ReplyRules.objects.create(mode=Mode.AFTERWARDS)
    publishing.withdraw(comment.article, by=make_user(), note="Wrong.")

    send(client, comment, "change", text="At long last.")

    assert state_of(comment) == State.PENDING


def test_change_of_what_the_staff_wrote_stays_published(client: Client) -> None:
    comment, carl = make_comment(badge=Badge.STAFF), make_user("carl")
    said = {"made_by": carl, "made_by_name": "Carl"}
    log.record(comment, State.APPROVED, Act.APPROVE, by=Rule.STAFF, said=said)

    send(client, comment, "change", text="See https://wex.example/.")

    assert state_of(comment) == State.APPROVED


@pytest.mark.parametrize(("text", "words"), [(" ", "Write your comment here."), ("x" * 5001, "at most 5000")])
def test_wrong_change_is_explained_and_keeps_what_was_typed(client: Client, text: str, words: str) -> None:
    comment = make_comment(text="At last.")

    response = send(client, comment, "change", text=text)

    assert response.status_code == 422
    assert words in response.text
    assert text.strip() in response.text
    assert Comment.objects.get().text == "At last."


def test_change_that_comes_too_late_is_refused_and_given_back(client: Client) -> None:
    comment = make_comment(created_at=timezone.now() - timedelta(minutes=11))
    assert "Change it" not in client.get(comment.status_page).text

    response = send(client, comment, "change", text="Typed <b>for long</b>.")

    assert response.status_code == 409
    assert "Nothing was done" in response.text
    assert "Typed &lt;b&gt;for long&lt;/b&gt;.</textarea>" in response.text
    assert not Comment.objects.get().edited_at


def test_change_of_what_was_answered_meanwhile_is_refused(client: Client) -> None:
    comment = make_comment(state=State.APPROVED)
    make_comment(parent=comment, state=State.APPROVED)

    assert send(client, comment, "change", text="Never.").status_code == 409


def test_change_of_what_was_decided_meanwhile_is_shown_and_can_be_sent_again(
    client: Client, moderator: User
) -> None:
    comment = make_comment(text="At last.")
    seen = comment.version
    moderation.approve(comment, by=moderator)

    response = send(client, comment, "change", version=seen, text="At long last.")

    assert response.status_code == 409
    assert "Your reply is published." in response.text
    assert ">\nAt long last.</textarea>" in response.text
    [version] = set(re.findall(r'name="version" value="(\d+)"', response.text))
    assert send(client, comment, "change", version=version, text="At long last.").status_code == 303
    assert Comment.objects.get().text == "At long last."


def test_html_in_a_change_is_shown_as_text(client: Client) -> None:
    comment = make_comment()

    send(client, comment, "change", text='"><script>alert(1)</script>')

    assert "<script" not in without_scripts(client.get(comment.status_page).text)


# Withdrawing, erasing, asking again


@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED])
def test_writer_takes_a_reply_back(client: Client, state: State) -> None:
    comment = make_comment(state=state)

    assert send(client, comment, "withdraw").status_code == 303
    assert state_of(comment) == State.WITHDRAWN


def test_erased_reply_leaves_its_place_and_its_answers(client: Client) -> None:
    comment = make_comment(state=State.APPROVED, text="Secret words.", name="Bea")
    make_comment(parent=comment, state=State.APPROVED, text="An answer.")

    assert send(client, comment, "erase").status_code == 303

    html = client.get(comment.article.get_absolute_url()).text
    assert "This comment is no longer here." in html
    assert "An answer." in html
    assert not [words for words in ("Secret words.", "Bea") if words in html]


def test_writer_asks_again_once(client: Client, moderator: User) -> None:
    comment = make_comment(state=State.REJECTED)

    assert send(client, comment, "ask-again", words="It was a quotation.").status_code == 303

    comment.refresh_from_db()
    assert (comment.state, comment.appeal) == (State.PENDING, "It was a quotation.")
    assert "You asked again" in client.get(comment.status_page).text
    moderation.reject(comment, by=moderator, reason=Reason.INSULT)
    assert ">Ask again</button>" not in client.get(comment.status_page).text
    response = send(client, comment, "ask-again", words="Once more.")
    assert response.status_code == 409
    assert "Once more.</textarea>" in response.text


@pytest.mark.parametrize("words", ["", " \u200b", "x" * 1001])
def test_asking_again_needs_words_and_not_too_many(client: Client, words: str) -> None:
    comment = make_comment(state=State.REJECTED)

    response = send(client, comment, "ask-again", words=words)

    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text
    assert state_of(comment) == State.REJECTED


@pytest.mark.parametrize("act", ["change", "withdraw", "erase", "ask-again"])
@pytest.mark.parametrize("version", ["", "x", "-1", "7", "9" * 40])
def test_form_that_is_not_of_this_state_does_nothing(client: Client, act: str, version: str) -> None:
    comment = make_comment(text="At last.", state=State.REJECTED if act == "ask-again" else State.PENDING)

    response = send(client, comment, act, version=version, text="Other.", words="Please.")

    stored = Comment.objects.get()
    assert response.status_code in {409, 422}
    assert "Nothing was done" in response.text
    assert (stored.text, stored.state, stored.version) == ("At last.", comment.state, comment.version)


@pytest.mark.parametrize("act", ["withdraw", "erase"])
def test_same_form_sent_twice_is_done_once(client: Client, act: str) -> None:
    comment = make_comment()
    seen = comment.version

    answers = [send(client, comment, act, version=seen).status_code for _ in range(2)]

    assert answers == [303, 409]
    assert comment.decisions.count() == 1


# Forgetting


def test_browser_that_remembers_a_guest_is_offered_to_forget(client: Client) -> None:
    comment = make_comment()
    assert "Forget me in this browser" not in client.get(comment.status_page).text
    client.cookies[NAME_COOKIE], client.cookies[GUEST_COOKIE] = "x", "x"
    assert "Forget me in this browser" in client.get(comment.status_page).text

    response = send(client, comment, "forget")

    assert response.status_code == 303
    assert {name: response.cookies[name]["max-age"] for name in response.cookies} == {
        NAME_COOKIE: 0,
        GUEST_COOKIE: 0,
    }


def test_text_that_came_after_a_refusal_is_given_back_beside_the_form_to_ask_again(client: Client) -> None:
    comment = make_comment(text="First words.")
    version = comment.version
    moderation.reject(comment, by=make_user(), reason=Reason.OTHER)

    response = client.post(f"{comment.status_page}change/", {"version": version, "text": "Better words."})

    assert response.status_code == 409
    assert "Better words." in response.text
    assert "First words." in response.text
