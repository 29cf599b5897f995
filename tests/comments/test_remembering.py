"""What a browser keeps of a guest who asks for it."""

import json
from urllib.parse import unquote

import pytest
from django.test import Client

from comments.models import Comment, State
from comments.remembering import GUEST_COOKIE, NAME_COOKIE
from tests.comments.replying import post_reply
from tests.factories import approve_all, make_article

pytestmark = pytest.mark.django_db


def test_nothing_is_kept_unless_it_is_asked_for(client: Client) -> None:
    assert not post_reply(client, make_article()).cookies
    assert Comment.objects.get().guest == ""


def test_name_is_kept_for_scripts_and_the_key_is_signed_and_hidden_from_them(client: Client) -> None:
    response = post_reply(client, make_article(), remember="on", website="https://readers.example/bea")

    name, guest = response.cookies[NAME_COOKIE], response.cookies[GUEST_COOKIE]
    assert json.loads(unquote(name.value)) == {
        "name": "Bea",
        "email": "bea@readers.example",
        "website": "https://readers.example/bea",
    }
    assert set(name.value) <= set("%._-") | {
        chr(n) for n in range(128) if chr(n).isalnum()
    }  # no quotes around it
    assert (name["httponly"], guest["httponly"]) == ("", True)
    assert {cookie["samesite"] for cookie in (name, guest)} == {"Lax"}
    assert guest.value.startswith(f"{Comment.objects.get().guest}:")


def test_trust_sticks_to_the_cookie(client: Client) -> None:
    post_reply(client, make_article(), remember="on")
    approve_all()

    post_reply(client, make_article(), text="Another word.")
    post_reply(Client(headers={"Sec-Fetch-Site": "same-origin"}), make_article(), text="By somebody else.")

    states = dict(Comment.objects.values_list("text", "state"))
    assert states["Another word."] == State.APPROVED
    assert states["By somebody else."] == State.PENDING


def test_altered_cookie_is_nobodys(client: Client) -> None:
    post_reply(client, make_article(), remember="on")
    approve_all()
    client.cookies[GUEST_COOKIE] = client.cookies[GUEST_COOKIE].value.replace(":", "x:", 1)

    post_reply(client, make_article(), text="Another word.")

    assert Comment.objects.get(text="Another word.").state == State.PENDING


def test_key_stays_the_same_from_reply_to_reply(client: Client) -> None:
    post_reply(client, make_article(), remember="on")
    post_reply(client, make_article(), remember="on", text="Another word.")

    assert Comment.objects.values("guest").distinct().count() == 1


def test_key_goes_where_the_forms_script_took_the_name_away(client: Client) -> None:
    post_reply(client, make_article(), remember="on")
    del client.cookies[NAME_COOKIE]

    post_reply(client, make_article(), text="Another word.")

    assert client.cookies[GUEST_COOKIE].value == ""


def test_key_stays_where_nothing_was_ticked_without_script(client: Client) -> None:
    post_reply(client, make_article(), remember="on")

    post_reply(client, make_article(), text="Another word.")

    assert client.cookies[GUEST_COOKIE].value
