"""What people have done to comment sections, through the front door: nothing of it is published, doubled or lost."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from articles.models import Article
from comments import remembering, subscriptions, writers
from comments.models import Comment, State
from comments.signals.evidence import MOST_FROM_A_BLOCK
from tests.comments.replying import REPLY, post_reply
from tests.factories import approve_all, make_article, make_comment
from tests.races import at_once
from tests.responses import Response

pytestmark = pytest.mark.django_db


def signals_of(comment: Comment) -> set[str]:
    return {name for name, _weight, _detail in comment.signals}


# Trust that is not theirs


def test_typed_address_of_a_trusted_person_is_no_trust(client: Client) -> None:
    trusted = Client(headers={"Sec-Fetch-Site": "same-origin"})
    article = make_article()
    post_reply(trusted, article, remember="on")
    approve_all()

    post_reply(trusted, article, text="As always.", remember="on")
    post_reply(client, article, text="As if it were me.")

    states = dict(Comment.objects.values_list("text", "state"))
    assert states == {
        "At last.": State.APPROVED,
        "As always.": State.APPROVED,
        "As if it were me.": State.PENDING,
    }


@pytest.mark.parametrize("forged", ["a" * 32, "{key}", "{key}:1abcde:x", "", "{key}:" + "x" * 5000])
def test_key_that_we_did_not_sign_is_no_trust(client: Client, forged: str) -> None:
    earlier = make_comment(guest="key-of-bea", state=State.APPROVED)
    client.cookies[remembering.GUEST_COOKIE] = forged.format(key="key-of-bea")

    post_reply(client, earlier.article)

    assert Comment.objects.latest("pk").state == State.PENDING
    assert Comment.objects.latest("pk").guest == ""


def test_text_and_address_of_a_reply_open_neither_its_page_nor_its_trust() -> None:
    article = make_article()
    owner, other = (
        Client(headers={"Sec-Fetch-Site": "same-origin"}, REMOTE_ADDR=a) for a in ("8.8.8.8", "9.9.9.9")
    )
    theirs = post_reply(owner, article, remember="on")
    approve_all()

    forged = post_reply(other, article, remember="on")

    assert forged["Location"] != theirs["Location"]
    assert remembering.GUEST_COOKIE in forged.cookies
    post_reply(other, article, text="Trust me.", remember="on")
    assert Comment.objects.latest("pk").state == State.PENDING


def test_reply_that_is_sent_again_from_the_same_network_brings_no_key(client: Client) -> None:
    article = make_article()
    post_reply(client, article, remember="on")
    colleague = Client(headers={"Sec-Fetch-Site": "same-origin"}, REMOTE_ADDR="8.8.8.8")

    assert remembering.GUEST_COOKIE not in post_reply(colleague, article, remember="on").cookies


def test_reply_that_somebody_copies_leads_to_no_private_page_where_no_address_is_told() -> None:
    article = make_article()
    site = {"Sec-Fetch-Site": "same-origin"}
    writer, other = (Client(headers=site, REMOTE_ADDR="") for _ in range(2))
    post_reply(writer, make_article(), remember="on")
    first = post_reply(writer, article, remember="on")

    copied, sent_again = post_reply(other, article), post_reply(writer, article, remember="on")

    assert "We have this very reply already." in copied.text
    assert Comment.objects.get(article=article).secret not in copied.text
    assert sent_again["Location"] == first["Location"]


# The same again and again


@pytest.mark.django_db(transaction=True)
def test_same_post_twenty_times_at_once_is_one_reply() -> None:
    article, places = make_article(), []

    def send() -> None:
        one = Client(headers={"Sec-Fetch-Site": "same-origin"}, REMOTE_ADDR="8.8.8.8")
        places.append(post_reply(one, article)["Location"])

    at_once(*[send] * 20)

    assert len(set(places)) == 1
    assert Comment.objects.get().status_page == places[0]


@pytest.mark.parametrize(("proxies", "address"), [(0, "8.8.8.8"), (0, "127.0.0.1"), (1, "10.0.0.1")])
def test_forwarded_addresses_that_change_hide_nobody(settings: Settings, proxies: int, address: str) -> None:
    """Without a proxy the header is not read; behind one, its last entry is the proxy's own, the same for all here."""
    settings.PROXIES = proxies
    article = make_article()

    def send(number: int) -> Response:
        client = Client(headers={"Sec-Fetch-Site": "same-origin"}, REMOTE_ADDR=address)
        forged = f"203.0.113.{number}"
        header = forged if not proxies else f"{forged}, 8.8.4.4"
        return client.post(
            f"{article.get_absolute_url()}replies/",
            REPLY | {"text": f"Number {number}."},
            headers={"X-Forwarded-For": header},
        )

    codes = [send(number).status_code for number in range(MOST_FROM_A_BLOCK + 2)]

    assert codes == [303] * MOST_FROM_A_BLOCK + [429] * 2
    assert Comment.objects.count() == MOST_FROM_A_BLOCK
    assert "block-rate" in signals_of(Comment.objects.latest("pk"))


def test_reply_that_comes_in_a_flood_is_given_back(client: Client) -> None:
    article = make_article()
    block = _own_block(client, article)
    common = {"article": article, "text": "x", "name": "x", "email": "x@readers.example", "block": block}
    Comment.objects.bulk_create(Comment(**common) for _ in range(MOST_FROM_A_BLOCK))

    response = post_reply(client, article, text="Let me through.", name="Bea <3")

    assert response.status_code == 429
    assert "Let me through." in response.text
    assert "Bea &lt;3" in response.text
    assert "in ten minutes" in response.text


def test_erasing_makes_no_room_for_more_mails_to_a_stranger() -> None:
    given = []
    for number in range(subscriptions.MOST_TO_A_MAILBOX + 2):
        comment = make_comment(email=f"eve+{number}@victims.example")
        given.append(bool(subscriptions.ask(comment, ["all"])))
        writers.erase(comment)

    assert given == [True] * subscriptions.MOST_TO_A_MAILBOX + [False] * 2


def test_erasing_makes_no_room_for_more_mails_from_a_block() -> None:
    given = []
    for _ in range(subscriptions.MOST_FROM_A_BLOCK + 2):
        comment = make_comment(block="b")
        given.append(bool(subscriptions.ask(comment, ["all"])))
        writers.erase(comment)

    assert given == [True] * subscriptions.MOST_FROM_A_BLOCK + [False] * 2


def _own_block(client: Client, article: Article) -> str:
    post_reply(client, article, text="First.")
    return Comment.objects.latest("pk").block


# What deceives


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Bea\u202emsilaV", "BeamsilaV"),
        ("Be\u200ba", "Bea"),
        ("Bea\u2060\ufeff", "Bea"),
        ("\u200dBea", "Bea"),
        ("Bea\x07", "Bea"),
    ],
)
def test_name_that_turns_or_hides_is_straightened_and_told(client: Client, name: str, shown: str) -> None:
    post_reply(client, make_article(), name=name)

    comment = Comment.objects.get()
    assert comment.name == shown
    assert "invisible" in signals_of(comment)


@pytest.mark.parametrize("name", ["Bea\u2028Marsh", "  Bea \n Marsh ", "Bea\tMarsh"])
def test_name_stands_on_one_line(client: Client, name: str) -> None:
    post_reply(client, make_article(), name=name)

    assert (Comment.objects.get().name, Comment.objects.get().signals) == ("Bea Marsh", [])


@pytest.mark.parametrize("name", ["\u200b", "\u202e\u2066", " \u3164 ", "\ufeff"])
def test_name_that_cannot_be_seen_is_none(client: Client, name: str) -> None:
    response = post_reply(client, make_article(), name=name)

    assert response.status_code == 422
    assert "Tell us the name" in response.text


def test_joined_emoji_stay_whole(client: Client) -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"

    post_reply(client, make_article(), text=f"We {family} like it.")

    assert family in Comment.objects.get().text


def test_turned_text_is_straightened(client: Client) -> None:
    post_reply(client, make_article(), text="Pay \u202e001\u202c pounds")

    comment = Comment.objects.get()
    assert comment.text == "Pay 001 pounds"
    assert "invisible" in signals_of(comment)


# What breaks


@pytest.mark.parametrize(
    "field", ["text", "name", "email", "website", "parent", "elapsed", "subject", "topics"]
)
@pytest.mark.parametrize("value", ["\x00", "a\x00b", "\ud83d", "9" * 400, "%00", "[]", "-1", "1e9", "None"])
def test_whatever_is_sent_is_taken_or_explained(client: Client, field: str, value: str) -> None:
    data: dict[str, Any] = REPLY | {field: value.encode("utf-8", "surrogatepass")}

    response = client.post(f"{make_article().get_absolute_url()}replies/", data)

    assert response.status_code in {303, 422}


def test_body_of_ten_megabytes_is_refused(client: Client) -> None:
    article = make_article()

    response = post_reply(client, article, text="x" * 10 * 1024 * 1024)

    assert response.status_code in {400, 413, 422}
    assert not Comment.objects.exists()


def test_text_longer_than_a_reply_is_given_back(client: Client) -> None:
    response = post_reply(client, make_article(), text="word " * 1200)

    assert response.status_code == 422
    assert response.text.count("word word word") > 0


# Threads


def test_answers_go_on_below_the_deepest_level(client: Client) -> None:
    article = make_article()
    parent: Comment | None = None
    for number in range(8):
        fields = {"parent": parent.pk} if parent else {}
        post_reply(client, article, text=f"Level {number}.", **fields)
        approve_all()
        parent = Comment.objects.latest("pk")

    page = client.get(article.get_absolute_url()).text

    assert re.findall(r'<li [^>]*data-depth="(\d)"', page) == list("01234444")
    assert Comment.objects.latest("pk").depth == 7


def test_erasing_a_parent_keeps_its_answers_in_their_place(client: Client) -> None:
    parent = make_comment(text="Gone.", name="Gone Person", state=State.APPROVED)
    make_comment(parent=parent, text="Stays.", state=State.APPROVED)

    writers.erase(parent)

    page = client.get(parent.article.get_absolute_url()).text
    assert "Stays." in page
    assert "This comment is no longer here." in page
    assert "Gone Person" not in page
    assert 'data-depth="1"' in page
