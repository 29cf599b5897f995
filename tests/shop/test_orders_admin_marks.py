"""Marking many orders from the list."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from newsroom.outbox.models import Mail
from shop import orders, payments
from shop.admin import order_bulk
from shop.models import Order, PaymentMethod, State
from tests.factories import make_order, make_product, make_user
from tests.shop.tending import ORDERS, look_over, mark, page_of, told

pytestmark = pytest.mark.django_db


def paid() -> Order:
    order = make_order({make_product(stock=5): 1})
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER)
    return order


def states(*made: Order) -> list[str]:
    return [Order.objects.get(pk=order.pk).state for order in made]


@pytest.mark.parametrize(
    ("action", "asks"), [("mark_paid", "Reference"), ("mark_packed", ""), ("mark_sent", "Tracking")]
)
def test_marking_asks_once_and_leaves_out_what_does_not_fit(desk: Client, action: str, asks: str) -> None:
    fit = [make_order(), make_order()] if action == "mark_paid" else [paid(), paid()]
    unfit = make_order(state=State.DONE)

    page = look_over(desk, action, *fit, unfit).text

    assert set(re.findall(r'name="order" value="(\d+)" checked', page)) == {str(order.pk) for order in fit}
    assert f">{unfit.code}</a> (Done)" in page
    assert [f'aria-label="{asks} {order.code}"' in page for order in fit] == [bool(asks)] * 2
    assert states(*fit) in (["placed", "placed"], ["paid", "paid"])


def test_page_to_look_them_over_says_what_comes_of_it_not_that_it_was_done(desk: Client) -> None:
    assert ">They then wait to be sent.<" in look_over(desk, "mark_packed", paid()).text


def test_page_to_look_them_over_leads_to_each(desk: Client) -> None:
    order = paid()

    page = look_over(desk, "mark_packed", order).text

    assert f'<a href="{page_of(order)}">{order.code}</a>' in page


def test_many_are_marked_as_sent_each_with_its_tracking(desk: Client) -> None:
    first, second, third = paid(), paid(), paid()

    done = mark(desk, "send", first, second, texts={first: "RX 1", second: "RX 2", third: "RX 3"})

    assert told(done) == [f"Marked as sent: 2 orders ({first.code}, {second.code})."]
    assert states(first, second, third) == ["sent", "sent", "paid"]
    assert [Order.objects.get(pk=order.pk).tracking for order in (first, second)] == ["RX 1", "RX 2"]
    event = first.events.last()
    assert event
    assert (event.kind, event.by_name, event.note) == ("sent", "sam", "RX 1")
    assert Mail.objects.filter(subject__endswith="is on its way").count() == 2


def test_many_are_marked_as_paid_with_what_was_missing(desk: Client) -> None:
    first, second = make_order(), make_order()

    mark(desk, "pay", first, second, texts={first: "Statement 7"})

    assert states(first, second) == ["paid", "paid"]
    assert [(payment.amount, payment.reference) for payment in first.payments.all()] == [
        (first.total, "Statement 7")
    ]


def test_stale_and_unfit_orders_are_named_and_the_others_done(desk: Client) -> None:
    fine, stale, unfit = paid(), paid(), make_order()
    orders.add_note(Order.objects.get(pk=stale.pk), by=make_user("sid"), version=stale.version, text="Wait!")

    done = told(mark(desk, "pack", fine, stale, unfit))

    assert states(fine, stale, unfit) == ["packed", "paid", "placed"]
    assert [words[:40] for words in done] == [
        f"Not marked: {stale.code}. Order {stale.code} was",
        f"Not marked: {unfit.code}. This cannot be done"[:40],
        f"Marked as packed: 1 order ({fine.code}).",
    ]


def test_marked_twice_from_one_page_counts_once(desk: Client) -> None:
    order = make_order()

    mark(desk, "pay", order)
    again = mark(desk, "pay", order)

    assert told(again)[0].startswith(f"Not marked: {order.code}.")
    assert order.payments.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"order": ["x"]},
        {"order": ["1"]},
        {"order": ["1"], "version-1": "-1"},
        {"order": ["1" * 40]},
        {"order": ["²"]},
    ],
    ids=str,
)
def test_what_no_page_sends_is_refused(desk: Client, sent: dict[str, object]) -> None:
    assert desk.post(f"{ORDERS}marks/pack/", sent).status_code == 400


def test_too_many_at_once_are_refused(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_bulk, "AT_ONCE", 1)

    refused = look_over(desk, "mark_packed", paid(), paid())

    assert refused.status_code == 302
    assert "Mark at most 1 orders at once." in desk.get(ORDERS).text


def test_nothing_chosen_marks_nothing(desk: Client) -> None:
    assert mark(desk, "pack").status_code == 200


def test_way_back_never_leads_elsewhere(desk: Client) -> None:
    order = paid()
    sent = {"order": [order.pk], f"version-{order.pk}": order.version, "back": "//evil.example/"}

    response = desk.post(f"{ORDERS}marks/pack/", sent)

    assert response["Location"] == f"{ORDERS}?//evil.example/"


@pytest.mark.parametrize("name", ["pay", "pack", "send"])
def test_who_may_only_look_marks_nothing(client: Client, name: str) -> None:
    looker = make_user("guest")
    looker.user_permissions.add(Permission.objects.get(codename="view_order"))
    client.force_login(looker)

    assert mark(client, name, paid()).status_code == 403


def test_unknown_mark_is_not_found(desk: Client) -> None:
    assert mark(desk, "steal", paid()).status_code == 404


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 19, "9" * 400, "a\0b", "1.5"])
def test_ticked_row_that_is_none_is_refused(desk: Client, key: str) -> None:
    sent = {"action": "mark_paid", "_selected_action": key}

    assert desk.post(f"{ORDERS}?show=all", sent).status_code == 400
