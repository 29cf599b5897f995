"""The list of orders, and the page of each."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from shop import orders, payments
from shop.models import EventKind, Order, OrderEvent, PaymentMethod, Refund, State, Withdrawal
from tests.factories import make_order, make_product, make_user
from tests.shop.tending import ORDERS, act, page_of, seen

WITHDRAWN = {"withdrawn", "paid, withdrawn", "packed, withdrawn"}
TO_DO = WITHDRAWN | {"paid", "packed", "placed", "late", "owing", "too much"}

pytestmark = pytest.mark.django_db


def codes(desk: Client, query: str = "") -> list[str]:
    """The orders in the list, from the top."""
    return re.findall(r'field-code"><a [^>]*>(\w+)</a>', desk.get(f"{ORDERS}{query}").text)


def paid(**fields: object) -> Order:
    """An order that was paid by transfer, invoice and all."""
    order = make_order({make_product(stock=5): 1}, **fields)  # type: ignore[arg-type]
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER, reference="Statement 1")
    return order


# The list


def test_list_has_what_is_to_do_first_the_oldest_in_front(desk: Client) -> None:
    day = timedelta(days=1)
    now = timezone.now()
    placed = make_order()
    packed = make_order(state=State.PACKED)
    newer = make_order(state=State.PAID, placed_at=now - day)
    older = make_order(state=State.PAID, placed_at=now - 2 * day)
    owing = make_order(state=State.CANCELLED, paid=Decimal("5.00"))
    for state in (State.SENT, State.DONE, State.CANCELLED):
        make_order(state=state)

    shown = codes(desk)

    assert shown == [order.code for order in (owing, older, newer, packed, placed)]


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ("to-pack", {"paid"}),
        ("to-send", {"packed"}),
        ("awaited", {"placed"}),
        ("late", {"late"}),
        ("owing", {"owing", "too much"}),
        ("withdrawn", WITHDRAWN),
        ("sent", {"withdrawn"}),
        ("cancelled", {"cancelled", "owing"}),
        ("to-do", TO_DO),
        ("nonsense\0", TO_DO),
        ("all", TO_DO | {"cancelled", "done"}),
    ],
)
def test_list_parts_the_orders_into_heaps(desk: Client, shown: str, found: set[str]) -> None:
    made = {
        "paid": make_order(state=State.PAID),
        "packed": make_order(state=State.PACKED),
        "placed": make_order(),
        "late": make_order(hold_until=timezone.now() - timedelta(minutes=1)),
        "owing": make_order(state=State.CANCELLED, paid=Decimal("5.00")),
        "too much": make_order(state=State.DONE),
        "withdrawn": make_order(state=State.SENT),
        "cancelled": make_order(state=State.CANCELLED, paid=Decimal("5.00"), refunded=Decimal("5.00")),
        "done": make_order(state=State.DONE),
        "paid, withdrawn": make_order(state=State.PAID),
        "packed, withdrawn": make_order(state=State.PACKED),
    }
    Order.objects.filter(pk=made["too much"].pk).update(paid=made["too much"].total + Decimal("0.01"))
    for name in WITHDRAWN:
        Withdrawal.objects.create(order=made[name], name="Sara", email="sara@shoppers.example")

    listed = set(codes(desk, f"?show={shown}"))

    assert listed == {made[name].code for name in found}


@pytest.mark.parametrize("typed", ["sara k", "SARA@", "{code}", "{lower}"])
def test_search_finds_an_order_in_any_state(desk: Client, typed: str) -> None:
    order = make_order(state=State.DONE, name="Sara Kuhn", email="sara@elsewhere.example")
    make_order(state=State.DONE, name="Tom", email="tom@shoppers.example")

    found = codes(desk, "?q=" + typed.format(code=order.code, lower=order.code.lower()))

    assert found == [order.code]


@pytest.mark.parametrize(
    "query",
    [
        "?q=%00", "?q=%27%22%25_%5C", "?q=" + "x" * 3000, "?show=%00", "?show=all&p=99999", "?placed_at__gte=soon",
        "?payment_method__exact=shell", "?o=99.-1", "?e=1", "?nothing=1", "?show=all&show=to-pack",
    ],
)  # fmt: skip
def test_list_takes_whatever_stands_in_its_address(desk: Client, query: str) -> None:
    make_order()

    assert desk.get(f"{ORDERS}{query}", follow=True).status_code == 200


def test_list_says_what_comes_next(desk: Client) -> None:
    make_order(state=State.PAID)
    make_order(state=State.PACKED)
    make_order(state=State.CANCELLED, paid=Decimal("5.00"))
    make_order(hold_until=timezone.now() - timedelta(minutes=1))
    waiting = make_order()

    steps = re.findall(r'field-next_step">([^<]*)<', desk.get(ORDERS).text)

    assert steps[:3] == ["Give back $5.00", "Pack", "Send"]
    assert set(steps[3:]) == {
        "Not paid in time",
        f"Payment of $25.00 until {timezone.localtime(waiting.hold_until):%-d %b}",
    }


@pytest.mark.parametrize("times", [1, 4])
def test_list_takes_the_same_queries_however_long(
    desk: Client, times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(times):
        make_order(state=State.PAID)
        make_order(state=State.CANCELLED, paid=Decimal("5.00"))

    # session, account, two of permissions; number and rows of orders, their withdrawals
    with django_assert_num_queries(7):
        desk.get(ORDERS)


# The page


def test_page_tells_the_order_as_it_was(desk: Client) -> None:
    order = paid(note="Ring twice.\n<b>Please</b>", tracking="https://parcels.example/1")

    page = desk.get(page_of(order)).text

    for words in (
        order.code, "Sara Shopper", "1 Quay Street", "Germany", "sara@shoppers.example", "Ring twice.",
        "&lt;b&gt;Please", "$25.00", "Statement 1", "Invoice", order.get_absolute_url(), "Your payment for order",
        '<a href="https://parcels.example/1" rel="nofollow">',
    ):  # fmt: skip
        assert words in page
    assert "<b>Please" not in page


def test_page_changes_nothing_and_takes_no_form(desk: Client) -> None:
    order = paid()

    response = desk.post(page_of(order), {"name": "Mallory", "state": "done"})

    assert response.status_code == 405
    order.refresh_from_db()
    assert (order.name, order.state) == ("Sara Shopper", State.PAID)


@pytest.mark.parametrize("path", ["add/", "{order}/delete/"])
def test_orders_are_neither_made_nor_deleted_here(desk: Client, path: str) -> None:
    order = paid()

    assert desk.post(f"{ORDERS}{path.format(order=order.pk)}", {"post": "yes"}).status_code == 403
    assert Order.objects.filter(pk=order.pk).exists()


def test_list_deletes_no_orders(desk: Client) -> None:
    order = paid()

    desk.post(
        f"{ORDERS}?show=all", {"action": "delete_selected", "_selected_action": [order.pk], "post": "yes"}
    )

    assert Order.objects.filter(pk=order.pk).exists()


OFFERED = {
    State.PLACED: ["pay", "cancel", "note"],
    State.PAID: ["pack", "send", "pay", "refund", "cancel", "reverse", "note"],
    State.PACKED: ["send", "pay", "refund", "cancel", "take_back", "note"],
    State.SENT: ["finish", "pay", "refund", "take_back", "note"],
    State.DONE: ["pay", "refund", "take_back", "note"],
    State.CANCELLED: ["pay", "note"],
}


@pytest.mark.parametrize("state", OFFERED)
def test_page_offers_what_fits_the_state_and_the_server_refuses_the_rest(desk: Client, state: State) -> None:
    order = make_order(state=state)

    offered = re.findall(rf'action="{ORDERS}\d+/acts/(\w+)/"', desk.get(page_of(order)).text)

    assert offered == OFFERED[state]
    for name in {"pack", "send", "finish", "refund", "cancel", "take_back"} - set(offered):
        refused = act(desk, order, name, amount="1.00", text="Why not")
        assert refused.status_code == 409
        assert "Nothing was done." in refused.text
    order.refresh_from_db()
    assert order.state == state
    assert not Refund.objects.exists()


def test_order_whose_pieces_went_back_can_neither_be_packed_nor_sent(desk: Client) -> None:
    order = make_order(state=State.PAID, holds_stock=False)

    offered = re.findall(rf'action="{ORDERS}\d+/acts/(\w+)/"', desk.get(page_of(order)).text)

    assert not {"pack", "send"} & set(offered)
    assert act(desk, order, "pack").status_code == 409


def test_who_may_only_look_is_offered_nothing_and_refused_everything(client: Client) -> None:
    looker = make_user("guest")
    looker.user_permissions.add(Permission.objects.get(codename="view_order"))
    client.force_login(looker)
    order = paid()

    page = client.get(page_of(order))

    assert page.status_code == 200
    assert "/acts/" not in page.text
    assert "/erase/" not in page.text
    assert act(client, order, "pack").status_code == 403


@pytest.mark.parametrize("count", [1, 4])
def test_page_takes_the_same_queries_however_long_the_order(
    desk: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    order = make_order({make_product(stock=9): 1 for _ in range(count)})
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER)
    for number in range(count):
        OrderEvent.objects.log(order, EventKind.NOTED, note=str(number))

    # session, account, two of permissions; the order; events, lines, taxes, payments, refunds, invoices, withdrawals,
    # movements, mails
    with django_assert_num_queries(14):
        desk.get(page_of(order))


def test_stale_act_is_refused_and_the_page_says_what_happened_meanwhile(desk: Client) -> None:
    order = paid()
    page = seen(order)
    orders.pack(order, by=make_user("sid", first_name="Sid"), version=order.version)

    refused = desk.post(f"{ORDERS}{order.pk}/acts/cancel/", page | {"cancel-text": "Too late"})

    assert refused.status_code == 409
    assert "was changed in the meantime" in refused.text
    news = refused.text.split("since you opened the page:")[1].split("</div>")[0]
    assert "Packed" in news
    assert "Sid" in news
    assert "Placed" not in news
    assert 'value="Too late"' in refused.text
    order.refresh_from_db()
    assert order.state == State.PACKED
    assert f'name="version" value="{order.version}"' in refused.text


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"version": ""},
        {"version": "x", "event": "1"},
        {"version": "1" * 40, "event": "1"},
        {"version": "-1"},
    ],
)
def test_act_without_what_was_seen_is_refused(desk: Client, sent: dict[str, str]) -> None:
    order = paid()

    refused = desk.post(f"{ORDERS}{order.pk}/acts/pack/", sent)

    assert refused.status_code == 409
    order.refresh_from_db()
    assert order.state == State.PAID


@pytest.mark.parametrize("path", ["99999/change/", "x/change/", "99999/acts/pack/", "{order}/acts/steal/"])
def test_what_is_not_there_is_not_found(desk: Client, path: str) -> None:
    path = ORDERS + path.format(order=make_order().pk)

    status = (desk.post(path) if "acts" in path else desk.get(path, follow=True)).status_code

    assert status == (404 if "acts" in path else 200)
