"""An order's own page: for whoever has its address, and nobody else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from shop import erasing, orders, payments, withdrawals
from shop.models import Order, PaymentMethod, Product, State
from tests.factories import make_delivery, make_order, make_product, make_tax_rate
from tests.shop.shopper import seen_text

pytestmark = pytest.mark.django_db

PLACED = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(PLACED, tick=False) as clock:
        yield clock


@pytest.fixture
def account(settings: Settings) -> Settings:
    settings.SHOP_BANK_IBAN = "DE89370400440532013000"
    settings.SHOP_BANK_HOLDER = "Wexmouth Courier"
    return settings


def text_of(client: Client, order: Order) -> str:
    return seen_text(client.get(order.get_absolute_url()))


# Who sees it


def test_page_is_private(client: Client) -> None:
    response = client.get(make_order().get_absolute_url())

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text
    assert not response.cookies


@pytest.mark.parametrize("wrong", ["code", "secret", "both", "other's secret", "case", "empty code"])
def test_wrong_addresses_are_all_alike(client: Client, wrong: str) -> None:
    order, other = make_order(), make_order()
    pairs = {
        "code": ("AAAAAAAA", order.secret),
        "secret": (order.code, "x" * 43),
        "both": ("AAAAAAAA", "x" * 43),
        "other's secret": (order.code, other.secret),
        "case": (order.code, order.secret.swapcase()),
        "empty code": ("-", order.secret),
    }

    response = client.get(reverse("shop:order", args=pairs[wrong]))

    never = client.get(reverse("shop:order", args=("ZZZZZZZZ", "y" * 43)))
    assert response.status_code == never.status_code == 404
    assert response.text == never.text


# What it says


def test_page_says_what_was_ordered(client: Client) -> None:
    mug = make_product(title="Blue mug", tax_rate=make_tax_rate("19"))
    order = make_order(
        {mug: 3}, delivery=make_delivery(name="Post", price=Decimal("4.90")), note="Ring twice"
    )
    Product.objects.update(title="Red mug", regular_price=99)

    text = text_of(client, order)

    for part in ("Blue mug", "$20.00", "$60.00", "Post", "$4.90", "$64.90", "19", "$9.58", "Sara Shopper", "1 Quay Street", "Ring twice"):  # fmt: skip
        assert part in text
    assert "Red mug" not in text


def test_page_says_how_to_pay(client: Client, clock: time_machine.Traveller, account: Settings) -> None:
    order = make_order()

    text = text_of(client, order)

    for part in ("$25.00", order.code, "11 May 2026", "Wexmouth Courier", "DE89 3704 0044 0532 0130 00"):
        assert part in text
    assert "<svg" not in client.get(order.get_absolute_url()).text


def test_page_without_an_account_promises_the_details(client: Client) -> None:
    order = make_order()

    text = text_of(client, order)

    assert "We will write to you with the details of our account." in text
    assert f"Reference {order.code}" in text


def test_euros_come_with_a_code(client: Client, account: Settings) -> None:
    page = client.get(make_order(currency="EUR").get_absolute_url()).text

    assert page.count("<svg") == 1
    assert "style=" not in page


@pytest.mark.parametrize(
    ("query", "words"),
    [("later", "cannot be reached just now"), ("waiting", "if you have paid, do not pay again")],
)
def test_page_says_what_became_of_a_card_payment(client: Client, query: str, words: str) -> None:
    open_order, paid = make_order(payment_method="stripe"), make_order(state=State.PAID)

    pages = [seen_text(client.get(f"{order.get_absolute_url()}?{query}")) for order in (open_order, paid)]

    assert [words in page for page in pages] == [True, False]
    assert "Pay by card" in pages[0]


def test_what_is_missing_is_asked_for(client: Client) -> None:
    order = make_order()
    payments.receive(order, Decimal(10), method=PaymentMethod.TRANSFER)

    text = text_of(client, order)

    assert "We have received $10.00; $15.00 are missing." in text
    assert "Amount $15.00" in text


def test_payment_is_asked_for_until_its_moment(client: Client, clock: time_machine.Traveller) -> None:
    order = make_order()
    assert order.hold_until
    clock.move_to(order.hold_until - MOMENT)
    before = text_of(client, order)
    clock.move_to(order.hold_until)

    after = text_of(client, order)

    assert ("How to pay" in before, "How to pay" in after) == (True, False)
    assert "The time to pay is over" in after


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.PLACED, "send it once it is paid"),
        (State.PAID, "We pack it next"),
        (State.PACKED, "leaves soon"),
        (State.SENT, "on its way"),
        (State.DONE, "is done"),
        (State.CANCELLED, "is cancelled"),
        (State.REFUNDED, "was paid back"),
    ],
)
def test_state_is_said_in_words(client: Client, state: State, words: str) -> None:
    assert words in text_of(client, make_order(state=state))


def test_page_tells_the_story_with_its_dates(
    client: Client, shopkeeper: User, clock: time_machine.Traveller
) -> None:
    order = make_order()
    clock.shift(timedelta(days=1))
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER)
    orders.add_note(order, by=shopkeeper, version=order.version, text="Odd fellow")
    clock.shift(timedelta(days=1))
    tracking = "https://parcels.example/JD01"
    orders.send(order, by=shopkeeper, version=order.version, tracking=tracking)

    page = client.get(order.get_absolute_url()).text

    for part in ("4 May 2026", "5 May 2026", "6 May 2026", f'href="{tracking}"', "/invoices/1/"):
        assert part in page
    assert "Odd fellow" not in page
    assert "sam" not in seen_text(client.get(order.get_absolute_url())).split()


def test_script_in_a_tracking_stays_text(client: Client, shopkeeper: User) -> None:
    order = make_order(state=State.PAID)
    orders.send(order, by=shopkeeper, version=order.version, tracking="<script>x</script> javascript:x")

    page = client.get(order.get_absolute_url()).text

    assert "<script>x" not in page
    assert 'href="javascript' not in page


def test_page_shows_what_goes_back(client: Client, shopkeeper: User) -> None:
    order = make_order()
    payments.receive(order, order.total + 3, method=PaymentMethod.TRANSFER)
    owed = text_of(client, order)
    payments.refund(order, Decimal(3), reason="Careless fellow", by=shopkeeper)

    text = text_of(client, order)

    assert "We owe you $3.00 and pay it back." in owed
    assert "Paid back" in text
    assert "We owe" not in text
    assert "Careless" not in text


@pytest.mark.parametrize("country", ["DE", "GB"])
def test_no_heading_is_left_of_a_person_who_was_erased(
    client: Client, settings: Settings, country: str
) -> None:
    settings.SHOP_COUNTRY = country
    order = make_order(state=State.DONE, country="DE")
    assert "Where it goes" in text_of(client, order)
    erasing.erase(Order.objects.all(), by=None)

    assert "Where it goes" not in text_of(client, order)


def test_withdrawal_is_offered_once_it_is_paid(client: Client, settings: Settings) -> None:
    placed, sent = make_order(), make_order(state=State.SENT)

    assert f"?order={placed.code}" not in client.get(placed.get_absolute_url()).text
    assert f"?order={sent.code}" in client.get(sent.get_absolute_url()).text
    settings.SHOP_WITHDRAWAL_DAYS = 0
    assert f"?order={sent.code}" not in client.get(sent.get_absolute_url()).text


@pytest.mark.parametrize(("scope", "is_offered"), [("", False), ("The mug", True)])
def test_withdrawal_is_offered_for_what_is_left(client: Client, scope: str, is_offered: bool) -> None:
    order = make_order(state=State.SENT)
    order.withdrawals.create(name="Sara", email=order.email, scope=scope)

    assert (f"?order={order.code}" in client.get(order.get_absolute_url()).text) == is_offered


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.PLACED, "You need not pay for now"), (State.PAID, "We have received your withdrawal, and write")],
)
def test_withdrawal_is_said_in_place_of_what_comes_next(client: Client, state: State, words: str) -> None:
    order = make_order(state=state)
    order.withdrawals.create(name="Sara", email=order.email)

    text = text_of(client, order)

    assert words in text
    assert "How to pay" not in text
    assert "We pack it next" not in text


def test_withdrawal_is_offered_to_the_last_moment(
    client: Client, shopkeeper: User, clock: time_machine.Traveller
) -> None:
    order = make_order(state=State.PAID)
    orders.send(order, by=shopkeeper, version=order.version)
    end = withdrawals.ends_at(order)
    assert end
    clock.move_to(end - MOMENT)
    before = client.get(order.get_absolute_url()).text
    clock.move_to(end)

    after = client.get(order.get_absolute_url()).text

    assert (f"?order={order.code}" in before, f"?order={order.code}" in after) == (True, False)


def test_page_costs_the_same_queries_however_much_was_ordered(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    order = make_order({make_product(): 1 for _ in range(4)})

    # order; its lines, their products, taxes, events, refunds, invoices, withdrawals; the menu's sections
    with django_assert_num_queries(9):
        response = client.get(order.get_absolute_url())

    assert response.text.count('class="cart__product"') == 4
