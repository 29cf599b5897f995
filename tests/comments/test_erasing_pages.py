"""The page and the commands by which a person is handed out what is stored, and forgotten."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from comments import bans
from comments.models import Actor, Ban, BanKind, Comment, Decision, State
from tests.factories import make_comment, make_user

PEOPLE = "/admin/comments/comment/people/"
EXPORT, ERASE = f"{PEOPLE}export/", f"{PEOPLE}erase/"
EMAIL = "zora@quill.example"

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    """A moderator's browser."""
    client.force_login(moderator)
    return client


def test_moderator_looks_an_address_up_before_anything_goes(desk: Client) -> None:
    make_comment(name="Zora", email=EMAIL, text="Mine")
    make_comment(name="Impostor", email=EMAIL, text="<b>Not hers</b>")

    page = desk.post(PEOPLE, {"email": EMAIL}).text

    assert f"Stored about {EMAIL}: replies: 2, subscriptions: 0, mails: 0, bans: 0." in page
    assert "several people may stand behind this one" in page
    assert "Impostor, Zora" in page
    assert "&lt;b&gt;Not hers&lt;/b&gt;" in page
    assert Comment.objects.filter(email=EMAIL).count() == 2


@pytest.mark.parametrize("page", [PEOPLE, EXPORT, ERASE])
def test_address_in_the_address_of_a_page_asks_for_nothing(desk: Client, page: str) -> None:
    """Servers log it, and browsers keep it in their histories."""
    make_comment(email=EMAIL)

    response = desk.get(page, {"email": EMAIL})

    assert response.status_code == (200 if page == PEOPLE else 405)
    assert EMAIL not in response.text
    assert Comment.objects.get().state == State.PENDING


def test_page_puts_the_address_into_no_link(desk: Client) -> None:
    make_comment(email=EMAIL)

    page = desk.post(PEOPLE, {"email": EMAIL}).text

    assert not re.findall(rf'(?:href|action)="[^"]*(?:{EMAIL}|zora)', page)
    assert 'method="get"' not in page


def test_looking_up_again_and_again_changes_nothing(desk: Client) -> None:
    """As a browser does that loads the page anew, or goes back to it."""
    make_comment(email=EMAIL)

    for _ in range(2):
        assert f"Stored about {EMAIL}: replies: 1" in desk.post(PEOPLE, {"email": EMAIL}).text
    desk.post(ERASE, {"email": EMAIL, "sure": "on"})

    assert f"Nothing is stored about {EMAIL}." in desk.post(PEOPLE, {"email": EMAIL}).text


def test_moderator_erases_a_person(desk: Client, moderator: User) -> None:
    make_comment(email=EMAIL)

    page = desk.post(ERASE, {"email": EMAIL, "sure": "on"}, follow=True).text

    assert "Erased: 1 reply, and of subscriptions, mails and bans: 0." in page
    assert Comment.objects.get().state == State.ERASED
    assert Decision.objects.get().made_by == moderator


def test_erasing_wants_to_be_said_twice(desk: Client) -> None:
    make_comment(email=EMAIL)

    page = desk.post(ERASE, {"email": EMAIL}, follow=True).text

    assert "Nothing was erased" in page
    assert not Comment.objects.filter(state=State.ERASED).exists()


def test_moderator_is_asked_about_the_bans_of_a_name(desk: Client, moderator: User) -> None:
    comment = make_comment(name="Petra Privat", email=EMAIL)
    over, held, other = (
        Ban.objects.create(
            kind=BanKind.NAME, value=value, until=timezone.now() + timedelta(days=days), made_by_name="Mona"
        )
        for value, days in ((bans.value_of(comment, BanKind.NAME), -1), ("^PETRA (?!<)", 9), ("^Paul", 9))
    )

    page = desk.post(PEOPLE, {"email": EMAIL}).text
    desk.post(ERASE, {"email": EMAIL, "sure": "on", "ban": [over.pk, other.pk, "x"]})

    assert set(re.findall(r'name="ban" value="(\d+)"', page)) == {str(over.pk), str(held.pk)}
    assert "<code>^Petra Privat$</code>" in page
    assert "<code>^PETRA (?!&lt;)</code>" in page
    assert "checked" not in page
    assert set(Ban.objects.all()) == {held, other}


def test_bans_of_a_name_stay_unless_they_are_ticked(desk: Client, moderator: User) -> None:
    comment = make_comment(name="Petra Privat", email=EMAIL)
    bans.ban(BanKind.NAME, [bans.value_of(comment, BanKind.NAME)], days=9, by=moderator)

    desk.post(ERASE, {"email": EMAIL, "sure": "on"})

    assert Comment.objects.get().state == State.ERASED
    assert Ban.objects.get().value == "^Petra Privat$"


def test_pattern_that_takes_too_long_is_asked_about_too() -> None:
    endless = Ban.objects.create(
        kind=BanKind.NAME, value="^(a|a)*$", until=timezone.now(), made_by_name="Mona"
    )
    Ban.objects.create(kind=BanKind.NAME, value="(", until=timezone.now(), made_by_name="Mona")

    assert bans.fitting(["a" * 99 + "!"]) == [endless]
    assert bans.fitting([""]) == []


def test_moderator_downloads_what_is_stored(desk: Client) -> None:
    make_comment(email=EMAIL, text="Ich wär’s.")

    response = desk.post(EXPORT, {"email": EMAIL})

    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="replies.json"'
    assert "no-store" in response["Cache-Control"]
    assert json.loads(response.content)["replies"][0]["text"] == "Ich wär’s."


@pytest.mark.parametrize("typed", ["", "zora", "\0", "a" * 400 + "@b.example"])
def test_what_is_no_address_is_refused(desk: Client, typed: str) -> None:
    make_comment()

    assert desk.post(PEOPLE, {"email": typed}).status_code == 422
    assert desk.post(ERASE, {"email": typed, "sure": "on"}).status_code == 302
    assert desk.post(EXPORT, {"email": typed}).status_code == 302
    assert not Comment.objects.filter(state=State.ERASED).exists()


def test_unknown_address_is_told_so(desk: Client) -> None:
    page = desk.post(PEOPLE, {"email": EMAIL}).text

    assert f"Nothing is stored about {EMAIL}." in page
    assert "Erase the person" not in page


def test_page_is_for_those_who_may_delete(client: Client) -> None:
    looker = make_user("looker")
    looker.user_permissions.add(*Permission.objects.filter(codename__in=["view_comment", "change_comment"]))
    client.force_login(looker)
    make_comment(email=EMAIL)

    assert client.get(PEOPLE).status_code == 403
    assert client.post(PEOPLE, {"email": EMAIL}).status_code == 403
    assert client.post(ERASE, {"email": EMAIL}).status_code == 403
    assert client.post(EXPORT, {"email": EMAIL}).status_code == 403
    assert Comment.objects.get().email == EMAIL


def test_erasing_asks_for_the_desks_token(strict_client: Client, moderator: User) -> None:
    strict_client.force_login(moderator)
    make_comment(email=EMAIL)

    for page in (PEOPLE, EXPORT, ERASE):
        assert strict_client.post(page, {"email": EMAIL}).status_code == 403
    assert Comment.objects.get().email == EMAIL


# The commands


def test_command_erases_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    make_comment(email=EMAIL)

    call_command("erase_replies", EMAIL.upper())

    assert capsys.readouterr().out == "Erased replies: 1; subscriptions, mails and bans: 0.\n"
    assert Decision.objects.get().actor == Actor.WRITER


def test_command_says_which_bans_of_the_name_stay(
    capsys: pytest.CaptureFixture[str], moderator: User
) -> None:
    comment = make_comment(name="Petra Privat", email=EMAIL)
    bans.ban(BanKind.NAME, [bans.value_of(comment, BanKind.NAME)], days=9, by=moderator)

    call_command("erase_replies", EMAIL)

    assert "kept: ^Petra Privat$" in capsys.readouterr().out


def test_command_says_that_there_is_nothing() -> None:
    with pytest.raises(CommandError, match="Nothing is stored"):
        call_command("erase_replies", EMAIL)


def test_command_hands_out_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    make_comment(email=EMAIL, text="Mine")

    call_command("export_replies", EMAIL)

    assert json.loads(capsys.readouterr().out)["replies"][0]["text"] == "Mine"
