"""Bans: made from the queue and by hand, seen in whose name, and lifted."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from comments import bans
from comments.models import Ban, BanKind, Comment
from tests.comments.moderating import QUEUE, ban
from tests.factories import make_comment

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
BANS = "/admin/comments/ban/"

pytestmark = pytest.mark.django_db


def make_guest(**fields: Any) -> Comment:
    known: dict[str, Any] = {
        "name": "Max (x)",
        "email": "Max@readers.example",
        "block": "hash",
        "email_confirmed_at": NOW,
    }
    return make_comment(**known | fields)


def make_ban(**fields: Any) -> Ban:
    defaults = {"kind": BanKind.NAME, "value": "^Max", "until": timezone.now() + timedelta(days=1)}
    return Ban.objects.create(**defaults | {"made_by_name": "mona"} | fields)


def values() -> list[str]:
    return list(Ban.objects.order_by("value").values_list("value", flat=True))


@pytest.mark.parametrize(
    ("kind", "value"),
    [("block", "hash"), ("email", "max@readers.example"), ("name", r"^Max \(x\)$")],
    ids=["block", "address", "name"],
)
@pytest.mark.parametrize("days", [1, 7, 30, 365])
def test_writer_is_banned_for_a_time_in_the_moderators_name(
    desk: Client, moderator: User, kind: str, value: str, days: int
) -> None:
    comment = make_guest()

    with time_machine.travel(NOW, tick=False):
        response = ban(desk, comment, kind, days=days, ban_note="Third time.")

    made = Ban.objects.get()
    assert (made.kind, made.value, made.until) == (kind, value, NOW + timedelta(days=days))
    assert (made.made_by, made.made_by_name, made.note) == (moderator, "mona", "Third time.")
    assert "<strong>Banned</strong>" in response.text
    assert Comment.objects.get().state == "pending"


def test_name_pattern_can_be_widened(desk: Client) -> None:
    ban(desk, make_guest(), "name", pattern="^Max")

    assert values() == ["^Max"]


@pytest.mark.parametrize(("pattern", "complaint"), [("(", "This is no pattern"), (".*", "fits every name")])
def test_pattern_that_is_none_or_fits_everybody_is_refused(
    desk: Client, pattern: str, complaint: str
) -> None:
    response = ban(desk, make_guest(), "name", pattern=pattern)

    assert response.status_code == 422
    assert complaint in response.text
    assert values() == []


def test_typed_address_is_nobodys(desk: Client) -> None:
    response = ban(desk, make_guest(email_confirmed_at=None), "email")

    assert response.status_code == 422
    assert "Nothing of this kind is known of the writer." in response.text
    assert values() == []


def test_many_are_banned_each_once(desk: Client) -> None:
    guests = [make_guest(block="b"), make_guest(block="a"), make_guest(block="a"), make_guest(block="")]

    response = ban(desk, guests, "block", bulk="1")

    assert values() == ["a", "b"]
    assert response.text.count("<strong>Banned</strong>") == 2


def test_ban_that_is_sent_twice_is_one(desk: Client) -> None:
    comment = make_guest()

    first, second = ban(desk, comment, "block"), ban(desk, comment, "block")

    assert values() == ["hash"]
    assert first.redirect_chain == second.redirect_chain


def test_longer_ban_stands_beside_a_shorter_one(desk: Client) -> None:
    comment = make_guest()

    ban(desk, comment, "block", days=1)
    ban(desk, comment, "block", days=30)

    assert Ban.objects.count() == 2


def test_ban_wants_its_kind(desk: Client) -> None:
    response = ban(desk, make_guest(), "")

    assert response.status_code == 422
    assert "Choose what the ban goes by." in response.text


def test_ban_is_lifted_from_the_page_after_it(desk: Client) -> None:
    ban(desk, make_guest(), "block")

    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        response = desk.post(f"{BANS}lift/", {"ban": Ban.objects.get().pk}, follow=True)
        assert not Ban.objects.in_force().exists()

    made = Ban.objects.get()
    assert (made.lifted_by_name, made.made_by_name) == ("mona", "mona")
    assert "Lifted by mona, " in response.text
    assert Ban.objects.over(at=timezone.now() + timedelta(hours=1)).get() == made


def test_ban_that_is_over_is_not_lifted(moderator: User) -> None:
    over = make_ban(until=timezone.now() - timedelta(days=1))

    assert bans.lift([over], by=moderator) == []
    assert Ban.objects.get().lifted_by_name == ""


def test_moderator_without_the_permission_bans_nobody(client: Client, moderator: User) -> None:
    moderator.groups.clear()
    moderator.user_permissions.add(*permissions("view_comment", "change_comment"))
    client.force_login(moderator)
    comment = make_guest()

    assert "Ban their writers" not in client.get(QUEUE).text
    assert ban(client, comment, "block").status_code == 403
    assert client.post(f"{BANS}lift/", {"ban": make_ban().pk}).status_code == 403


# By hand


@pytest.mark.parametrize(
    ("kind", "value", "stored"),
    [("name", "^Max", "^Max"), ("email", " Max@Readers.example", "max@readers.example")],
)
def test_ban_is_made_by_hand(desk: Client, kind: str, value: str, stored: str) -> None:
    desk.post(f"{BANS}add/", {"kind": kind, "value": value, "days": "30", "note": "Letters."})

    made = Ban.objects.get()
    assert (made.kind, made.value, made.made_by_name, made.note) == (kind, stored, "mona", "Letters.")
    assert timedelta(days=29) < made.until - timezone.now() <= timedelta(days=30)


@pytest.mark.parametrize(
    ("kind", "value"), [("block", "10.0.0.1"), ("email", "max"), ("name", "("), ("name", "x*")]
)
def test_ban_by_hand_that_is_none_is_refused(desk: Client, kind: str, value: str) -> None:
    response = desk.post(f"{BANS}add/", {"kind": kind, "value": value, "days": "30"})

    assert response.status_code == 200
    assert "errorlist" in response.text
    assert values() == []


def test_list_has_those_in_force_and_those_that_are_over(desk: Client) -> None:
    make_ban(value="holds")
    make_ban(value="ended", until=timezone.now() - timedelta(days=1))

    in_force, over = (desk.get(BANS, {"force": name}).text for name in ("in-force", "over"))

    assert ("holds" in in_force, "ended" in in_force) == (True, False)
    assert ("holds" in over, "ended" in over) == (False, True)


def test_banned_block_leads_to_the_replies_from_it(desk: Client) -> None:
    from_it = make_comment(name="Of the block", block="0123abc")
    make_comment(name="Elsewhere", block="other")
    made = make_ban(kind=BanKind.BLOCK, value="0123abc")

    for page in (BANS, f"{BANS}{made.pk}/change/"):
        text = desk.get(page).text
        assert "0123abc" not in text
        (link,) = re.findall(r'href="([^"]+)">Replies from it<', text)
        assert f"of={from_it.pk}" in link
        replies = desk.get(unescape(link)).text
        assert ("Of the block" in replies, "Elsewhere" in replies) == (True, False)


def test_chosen_bans_are_lifted_in_the_list(desk: Client) -> None:
    chosen, other = make_ban(), make_ban(value="other")

    desk.post(BANS, {"action": "lift_chosen", "_selected_action": [chosen.pk]})

    assert Ban.objects.in_force().get() == other


def test_ban_is_lifted_from_its_own_page_while_it_holds(desk: Client) -> None:
    made = make_ban()
    page = f"{BANS}{made.pk}/change/"
    button = f'formaction="{BANS}lift/" name="ban" value="{made.pk}"'
    assert button in desk.get(page).text

    desk.post(f"{BANS}lift/", {"ban": made.pk})

    assert button not in desk.get(page).text
    assert "Lifted by mona" in desk.get(page).text


def test_ban_is_neither_rewritten_nor_deleted(desk: Client) -> None:
    made = make_ban()

    page = desk.get(f"{BANS}{made.pk}/change/")

    assert page.status_code == 200
    assert 'name="value"' not in page.text
    assert desk.post(f"{BANS}{made.pk}/change/", {"value": "x"}).status_code == 403
    assert desk.post(f"{BANS}{made.pk}/delete/", {"post": "yes"}).status_code == 403
    assert values() == ["^Max"]


def test_lifting_of_nonsense_is_refused(desk: Client) -> None:
    assert desk.post(f"{BANS}lift/", {"ban": "x"}).status_code == 400


def permissions(*names: str) -> Any:
    return Permission.objects.filter(codename__in=names)
