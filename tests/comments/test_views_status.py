"""The private page of a reply: what it says to its writer."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.formats import date_format
from django.utils.timezone import localtime
from pytest_django import DjangoAssertNumQueries

from comments import log, moderation, subscriptions, writers
from comments.models import Act, Ban, Comment, Reason, Rule, State
from tests.comments.replying import escaped, post_reply
from tests.factories import DECIDED, make_article, make_comment
from tests.responses import Response

ACTS = ["change", "withdraw", "ask-again", "erase", "forget"]

pytestmark = pytest.mark.django_db


def send(client: Client, comment: Comment, act: str, **fields: Any) -> Response:
    return client.post(f"{comment.status_page}{act}/", {"version": comment.version} | fields)


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


# What it says


def test_waiting_reply_says_since_when_and_what_comes_next(client: Client) -> None:
    html = client.get(make_comment(text="At last.").status_page).text

    for words in ("Your reply is waiting for a moderator.", "Waiting since", "What happens next", "At last."):
        assert words in html


def test_answer_says_whom_it_answers_and_leads_there(client: Client) -> None:
    parent = make_comment(name="Len <b>", state=State.APPROVED)

    html = client.get(make_comment(parent=parent).status_page).text

    assert f'in reply to <a href="{parent.get_absolute_url()}">Len &lt;b&gt;</a>' in html


@pytest.mark.parametrize("state", [State.REJECTED, State.ERASED, State.PENDING])
def test_answer_to_what_readers_no_longer_see_names_nobody(client: Client, state: State) -> None:
    parent = make_comment(name="Len", state=State.APPROVED)
    comment = make_comment(parent=parent)
    gone = {"name": "", "email": "", "text": ""} if state == State.ERASED else {}
    Comment.objects.filter(pk=parent.pk).update(state=state, **gone)

    html = client.get(comment.status_page).text

    assert "in reply to a removed comment" in html
    assert "Len" not in html
    assert "in reply to" not in client.get(parent.status_page).text


def test_published_reply_is_led_to(client: Client) -> None:
    comment = make_comment(state=State.APPROVED)

    html = client.get(comment.status_page).text

    assert "Your reply is published." in html
    assert f'href="{comment.get_absolute_url()}"' in html


def test_rejected_reply_says_why_and_gives_the_text_back(client: Client, moderator: User) -> None:
    comment = make_comment(text="One.\n\n<b>Two</b>")
    moderation.reject(comment, by=moderator, reason=Reason.INSULT, note="Leave out\nthe <second> part.")

    html = client.get(comment.status_page).text

    for words in (
        "A moderator decided not to publish your reply.",
        "It insults or harasses somebody.",
        "Leave out<br>the &lt;second&gt; part.",
        ">One.\n\n&lt;b&gt;Two&lt;/b&gt;</textarea>",
        ">Ask again</button>",
    ):
        assert words in html
    assert "mona" not in html


@pytest.mark.parametrize(
    ("rule", "state", "act", "why"),
    [
        (Rule.SIGNALS, State.SPAM, Act.SPAM, "It looks like spam to the checks of this site."),
        (Rule.BANNED, State.REJECTED, Act.REJECT, str(Rule.BANNED.label)),
    ],
)
def test_reply_that_a_rule_refused_says_which(
    client: Client, rule: Rule, state: State, act: Act, why: str
) -> None:
    comment = make_comment()
    log.record(comment, state, act, by=rule)

    html = client.get(comment.status_page).text

    assert "A rule of the site decided so." in html
    assert escaped(why) in html


@pytest.mark.parametrize(
    ("rule", "words"),
    [(Rule.REPORTED, "Readers reported it."), (Rule.EDITED, "a changed text is read anew")],
)
def test_reply_that_waits_again_says_why(client: Client, rule: Rule, words: str) -> None:
    comment = make_comment(state=State.APPROVED)
    log.record(comment, State.PENDING, Act.HOLD, by=rule)

    assert words in client.get(comment.status_page).text


@pytest.mark.parametrize("state", [State.SPAM, State.TRASH])
def test_reply_that_was_put_away_says_so(client: Client, state: State) -> None:
    html = client.get(make_comment(state=state).status_page).text

    assert "A moderator decided not to publish your reply." in html
    assert ">Ask again</button>" in html


def test_reason_is_told_still_after_an_undoing_was_undone(client: Client, moderator: User) -> None:
    comment = make_comment()
    decision = moderation.reject(comment, by=moderator, reason=Reason.FALSE)
    moderation.undo(moderation.undo(decision, by=moderator), by=moderator)

    assert "It states as a fact what is not true." in client.get(comment.status_page).text


def test_withdrawn_and_erased_replies_say_so(client: Client) -> None:
    withdrawn, erased = make_comment(text="At last."), make_comment(text="Secret words.", name="Bea")
    writers.withdraw(withdrawn)
    writers.erase(erased)

    assert "You took your reply back." in client.get(withdrawn.status_page).text
    html = client.get(erased.status_page).text
    assert "Your reply was erased." in html
    assert not [words for words in ("Secret", "Bea", "<form", "<textarea") if words in html]


@pytest.mark.parametrize("act", ["", *(f"{act}/" for act in ACTS)])
def test_every_page_of_a_reply_is_private(client: Client, act: str) -> None:
    path = f"{make_comment().status_page}{act}"

    response = client.post(path) if act else client.get(path)

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("secret", ["x" * 32, "1", "x" * 5000])
def test_unknown_secret_is_not_found(client: Client, secret: str) -> None:
    make_comment()

    assert client.get(f"/replies/{secret}/").status_code == 404
    assert {client.post(f"/replies/{secret}/{act}/", {"version": 0}).status_code for act in ACTS} == {404}


@pytest.mark.parametrize("state", [State.PENDING, *DECIDED])
def test_looking_changes_nothing(client: Client, state: State) -> None:
    comment = make_comment(state=state)

    client.get(comment.status_page)
    answers = {client.get(f"{comment.status_page}{act}/").status_code for act in ACTS}

    assert answers == {405}
    assert Comment.objects.get().version == comment.version


def test_status_page_costs_five_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    comment = make_comment(state=State.APPROVED)

    # comment with article and decision, answers, its confirmations and subscriptions, sections of the menu
    with django_assert_num_queries(5):
        client.get(comment.status_page)


def test_post_needs_no_origin_where_the_address_is_secret(strict_client: Client) -> None:
    comment = make_comment()

    response = strict_client.post(
        f"{comment.status_page}withdraw/", {"version": 0}, headers={"Origin": "null"}
    )

    assert response.status_code == 303
    assert state_of(comment) == State.WITHDRAWN


def test_banned_person_is_told_until_when(client: Client, ban_until: datetime) -> None:
    Ban.objects.create(kind="name", value="Bea", until=ban_until, made_by_name="Mona")

    page = client.get(post_reply(client, make_article())["Location"]).text

    assert f"were not to be published until {date_format(localtime(ban_until), 'DATETIME_FORMAT')}" in page


def test_page_of_what_looks_like_spam_says_of_no_mail_that_it_is_coming(client: Client) -> None:
    text = "Buy https://pills.example/ " * 5
    response = post_reply(client, make_article(), text=text, subject="x", topics=["decided"])

    assert Comment.objects.get().state == State.SPAM
    assert "We are sending a mail to" not in client.get(response["Location"]).text


def test_page_says_that_the_mail_which_was_asked_for_is_coming(client: Client) -> None:
    response = post_reply(client, make_article(), topics=["decided"])

    page = client.get(response["Location"]).text

    assert "We are sending a mail to" in page
    assert "Send me the mail" not in page

    subscriptions.take_up(Comment.objects.get())
    page = client.get(response["Location"]).text

    assert "We are sending a mail to" not in page
    assert "We sent a mail to" in page
