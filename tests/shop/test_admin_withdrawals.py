"""Withdrawals in the admin: found, read, marked as handled."""

import pytest
from django.test import Client

from shop.models import Withdrawal
from tests.factories import make_order, make_user

pytestmark = pytest.mark.django_db

WITHDRAWALS = "/admin/shop/withdrawal/"


def make_withdrawal(**fields: str) -> Withdrawal:
    order = make_order()
    return Withdrawal.objects.create(order=order, **{"name": "Sara Shopper", "email": order.email, **fields})


def test_those_to_handle_are_listed(desk: Client) -> None:
    waiting = make_withdrawal(scope="The mug")
    handled = make_withdrawal()
    Withdrawal.objects.filter(pk=handled.pk).update(handled_at=handled.declared_at)

    html = desk.get(WITHDRAWALS, {"state": "waiting"}).text

    assert waiting.order.code in html
    assert "The mug" in html
    assert handled.order.code not in html


def test_withdrawal_leads_to_its_receipt(desk: Client) -> None:
    withdrawal = make_withdrawal(name="<b>Sara</b>")

    html = desk.get(f"{WITHDRAWALS}{withdrawal.pk}/change/").text

    assert withdrawal.get_absolute_url() in html
    assert "&lt;b&gt;Sara&lt;/b&gt;" in html
    assert 'name="_save"' not in html


def test_withdrawal_is_marked_as_handled(desk: Client) -> None:
    withdrawal = make_withdrawal()

    chosen = {"action": "mark_handled", "_selected_action": [withdrawal.pk]}
    response = desk.post(WITHDRAWALS, chosen, follow=True)

    withdrawal.refresh_from_db()
    assert "1 withdrawal is marked as handled." in response.text
    assert withdrawal.handled_by == make_user("sam")


def test_withdrawals_are_neither_added_nor_removed_by_hand(desk: Client) -> None:
    withdrawal = make_withdrawal()

    assert desk.get(f"{WITHDRAWALS}add/").status_code == 403
    assert desk.get(f"{WITHDRAWALS}{withdrawal.pk}/delete/").status_code == 403


def test_others_see_none(client: Client) -> None:
    client.force_login(make_user("mona", role="Moderators"))

    assert client.get(WITHDRAWALS).status_code == 403
