"""Erasing a person keeps the accounting record."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from newsroom.outbox.models import Mail
from shop import checkout, erasing, orders, payments, withdrawals
from shop.models import EventKind, Order, OrderEvent, Payment, PaymentMethod, Refund, State
from shop.orders import RefusedError
from tests.factories import make_cart, make_order, make_product, make_request, make_tax_rate, make_user
from tests.shop.tending import ORDERS

pytestmark = pytest.mark.django_db

PERSON = ("zora", "quill", "9 nook lane", "loft 3", "98765", "tarnfield", "county q", "blue door", "rx-77")


def make_story(shopkeeper: User, **fields: Any) -> Order:
    """An order that has all there is, given back in the end: of a person who is named wherever a name can stand."""
    order = make_order(
        {make_product(title="Mug", stock=5, tax_rate=make_tax_rate("20")): 2},
        **{
            "name": "Zora Quill", "email": "zora@quill.example", "street": "9 Nook Lane", "street_more": "Loft 3",
            "postcode": "98765", "city": "Tarnfield", "region": "County Q", "note": "The blue door.",
            "user": make_user("zora"), "session_id": "cs_zora", **fields,
        },
    )  # fmt: skip
    payments.receive(
        order, order.total, method=PaymentMethod.TRANSFER, reference="From Zora Quill", by=shopkeeper
    )
    orders.send(order, by=shopkeeper, version=order.version, tracking="RX-77")
    orders.add_note(order, by=shopkeeper, version=order.version, text="Zora rang.")
    declaration = withdrawals.Declaration(order.code, "Zora Quill", "zora@quill.example", "Zora’s mug")
    withdrawals.declare(order, declaration, secret="s" * 43)
    withdrawals.mark_handled(order.withdrawals.all(), by=shopkeeper)
    payments.refund(order, order.total, reason="Zora sent it back", by=shopkeeper)
    order.refresh_from_db()
    assert order.state == State.REFUNDED
    return order


def everything_said() -> str:
    """All rows of the shop and the outbox, but the accounts."""
    models = [model for app in ("shop", "outbox") for model in apps.get_app_config(app).get_models()]
    return str([list(model._default_manager.values_list()) for model in models]).lower()


def books() -> dict[str, list[tuple[Any, ...]]]:
    """What the law has kept."""
    order = Order.objects.values_list(
        "code", "placed_at", "country", "currency", "lines_total", "delivery_price", "total", "paid", "refunded",
        "payment_method", "state",
    )  # fmt: skip
    names = ("OrderLine", "OrderTax", "Invoice", "StockMovement")
    models = [apps.get_model("shop", name) for name in names]
    kept = {model.__name__: list(model._default_manager.order_by("pk").values_list()) for model in models}
    money = Payment.objects.values_list("order", "method", "amount", "received_at", "noted_by_name")
    refunds = Refund.objects.values_list("order", "amount", "state", "made_at", "made_by_name")
    events = OrderEvent.objects.exclude(kind=EventKind.ERASED).values_list("kind", "at", "by_name")
    return kept | {
        "Order": list(order),
        "Payment": list(money),
        "Refund": list(refunds),
        "events": list(events),
    }


def test_nothing_names_the_person_afterwards_and_the_books_stay(shopkeeper: User) -> None:
    order = make_story(shopkeeper)
    before = books()
    assert all(word in everything_said() for word in PERSON)

    erased = erasing.erase(Order.objects.filter(pk=order.pk), by=shopkeeper)

    assert [each.pk for each in erased] == [order.pk]
    assert [word for word in PERSON if word in everything_said()] == []
    assert books() == before
    order.refresh_from_db()
    assert order.erased_at
    assert order.user is None
    event = order.events.last()
    assert event
    assert (event.kind, event.by, event.by_name) == (EventKind.ERASED, shopkeeper, "sam")


def test_notes_of_the_books_stay(shopkeeper: User) -> None:
    order = make_story(shopkeeper)

    erasing.erase(Order.objects.filter(pk=order.pk), by=shopkeeper)

    notes = {kind: note for kind, note in order.events.values_list("kind", "note") if note}
    assert notes == {
        EventKind.PAID: "$45.00",
        EventKind.REFUNDED: "$45.00",
        EventKind.INVOICED: notes["invoiced"],
        EventKind.CREDITED: notes["credited"],
    }


def test_others_keep_their_names_and_mails(shopkeeper: User) -> None:
    order = make_story(shopkeeper)
    other = make_order(state=State.DONE)
    mails = Mail.objects.filter(text__contains=other.code).count()

    erasing.erase(Order.objects.filter(pk=order.pk), by=shopkeeper)

    other.refresh_from_db()
    assert (other.name, other.erased_at) == ("Sara Shopper", None)
    assert Mail.objects.count() == mails == 1


def test_mails_of_another_order_that_name_this_one_stay(shopkeeper: User, settings: Settings) -> None:
    settings.SHOP_MAIL_TO = "shop@courier.example"
    order = make_order(state=State.DONE)
    cart = make_cart({make_product(): 1})
    other = checkout.place(cart, make_request(cart, note=f"Send it with {order.code}"))
    assert order.code in Mail.objects.get(to=other.email, about=f"orders/{other.pk}/").text

    erasing.erase(Order.objects.filter(pk=order.pk), by=shopkeeper)

    assert list(Mail.objects.values_list("about", flat=True)) == [f"orders/{other.pk}/"] * 2


def test_all_orders_of_an_address_are_erased_in_whichever_case_it_was_typed(shopkeeper: User) -> None:
    made = [
        make_order(state=State.DONE, email=email) for email in ("zora@quill.example", "Zora@Quill.example")
    ]

    erased = erasing.erase(erasing.orders_of(" ZORA@quill.example "), by=shopkeeper)

    assert erased == made


def test_erased_twice_is_logged_once(shopkeeper: User) -> None:
    order = make_order(state=State.DONE)
    erasing.erase(Order.objects.filter(pk=order.pk), by=shopkeeper)

    assert erasing.erase(Order.objects.filter(pk=order.pk), by=shopkeeper) == []

    assert order.events.filter(kind=EventKind.ERASED).count() == 1


def test_nobody_is_not_everybody(shopkeeper: User) -> None:
    order = make_order(state=State.DONE)
    erasing.erase(Order.objects.filter(pk=order.pk), by=shopkeeper)

    assert not erasing.orders_of("").exists()


@pytest.mark.parametrize("state", [State.PLACED, State.PAID, State.PACKED, State.SENT])
def test_order_on_its_way_is_refused_with_all_others(shopkeeper: User, state: State) -> None:
    done, under_way = make_order(state=State.DONE), make_order(state=state)

    with pytest.raises(RefusedError, match=f"Nothing was erased. Order {under_way.code} is"):
        erasing.erase(erasing.orders_of(done.email), by=shopkeeper)

    done.refresh_from_db()
    assert (done.erased_at, done.name) == (None, "Sara Shopper")


def test_order_that_something_is_owed_for_is_refused(shopkeeper: User) -> None:
    make_order(state=State.CANCELLED, paid=Decimal("5.00"))

    with pytest.raises(RefusedError, match="is still to be given back"):
        erasing.erase(Order.objects.all(), by=shopkeeper)


def test_order_with_a_refund_under_way_is_refused(shopkeeper: User) -> None:
    order = make_order(state=State.CANCELLED, paid=Decimal("5.00"), refunded=Decimal("5.00"))
    Refund.objects.create(order=order, amount=Decimal("5.00"), reason="Late")

    with pytest.raises(RefusedError, match="is still to be given back"):
        erasing.erase(Order.objects.all(), by=shopkeeper)


def test_order_whose_withdrawal_waits_is_refused(shopkeeper: User) -> None:
    order = make_order(state=State.DONE)
    order.withdrawals.create(name="Zora", email="zora@quill.example")

    with pytest.raises(RefusedError, match="is not handled yet"):
        erasing.erase(Order.objects.all(), by=shopkeeper)


def test_act_on_the_order_as_it_was_before_is_stale(shopkeeper: User) -> None:
    order = make_order(state=State.DONE)
    erasing.erase(Order.objects.all(), by=shopkeeper)

    with pytest.raises(orders.StaleError), transaction.atomic():
        orders.add_note(order, by=shopkeeper, version=order.version, text="Zora rang.")


@pytest.mark.parametrize("count", [1, 3])
def test_erasing_costs_a_few_queries_an_order(
    shopkeeper: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        make_order(state=State.DONE)

    # begin, locks, orders, notes, refunds, payments, two of withdrawals, mails, orders, commit; and for each order
    # its refunds, its withdrawals, the log
    with django_assert_num_queries(11 + 3 * count):
        erasing.erase(Order.objects.all(), by=shopkeeper)


# The page


def test_shopkeeper_is_asked_once_and_erases_all_orders_of_the_address(desk: Client) -> None:
    order, other = make_order(state=State.DONE), make_order(state=State.CANCELLED)
    page = desk.get(f"{ORDERS}{order.pk}/erase/").text
    assert "All 2 orders of this address" in page

    done = desk.post(f"{ORDERS}{order.pk}/erase/", {"which": "all"}, follow=True)

    assert {Order.objects.get(pk=each.pk).name for each in (order, other)} == {""}
    assert "The person was erased." in done.text
    assert order.code in done.text
    assert other.code in done.text


def test_shopkeeper_erases_only_this_order(desk: Client) -> None:
    order, other = make_order(state=State.DONE), make_order(state=State.SENT)

    desk.post(f"{ORDERS}{order.pk}/erase/", {"which": "this"})

    assert [Order.objects.get(pk=each.pk).name for each in (order, other)] == ["", "Sara Shopper"]


def test_refusal_is_shown_with_its_reason(desk: Client) -> None:
    order, other = make_order(state=State.DONE), make_order(state=State.SENT)

    refused = desk.post(f"{ORDERS}{order.pk}/erase/", {"which": "all"})

    assert refused.status_code == 409
    assert f"Order {other.code} is “Sent”" in refused.text


@pytest.mark.parametrize("sent", [{}, {"which": "everybody"}])
def test_wrong_choice_erases_nothing(desk: Client, sent: dict[str, str]) -> None:
    order = make_order(state=State.DONE)

    assert desk.post(f"{ORDERS}{order.pk}/erase/", sent).status_code == (200 if not sent else 409)

    order.refresh_from_db()
    assert order.erased_at is None


def test_page_of_an_erased_order_leads_to_no_erasing(desk: Client) -> None:
    order = make_order(state=State.DONE)
    desk.post(f"{ORDERS}{order.pk}/erase/", {"which": "this"})

    assert "/erase/" not in desk.get(f"{ORDERS}{order.pk}/change/").text
    assert desk.get(f"{ORDERS}{order.pk}/erase/").status_code == 302
    assert desk.get("/admin/shop/order/?show=all").status_code == 200


def test_who_may_change_orders_but_not_delete_erases_nobody(client: Client) -> None:
    packer = make_user("packer")
    packer.user_permissions.add(*Permission.objects.filter(codename__in=["view_order", "change_order"]))
    client.force_login(packer)
    order = make_order(state=State.DONE)

    assert client.post(f"{ORDERS}{order.pk}/erase/", {"which": "this"}).status_code == 403


# The command


def test_command_erases_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    order = make_order(state=State.DONE, placed_at=timezone.now() - timedelta(days=400))

    call_command("erase_person", "SARA@shoppers.example")

    assert capsys.readouterr().out == f"Erased: {order.code}.\n"


@pytest.mark.parametrize(
    ("email", "why"),
    [("sara@shoppers.example", "bring it to its end first"), ("tom@shoppers.example", "No order")],
)
def test_command_says_why_nothing_was_erased(email: str, why: str) -> None:
    make_order(state=State.SENT)

    with pytest.raises(CommandError, match=why):
        call_command("erase_person", email)
