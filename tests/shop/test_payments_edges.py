"""Money where it is not expected: after a refund, for an order that is paid, for a person who is gone."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from newsroom.outbox.models import Mail
from shop import invoices, orders, payments, stock
from shop.models import Order, PaymentMethod, Product, State
from tests.factories import make_delivery, make_order, make_product, make_tax_rate, make_user

pytestmark = pytest.mark.django_db

BANK = PaymentMethod.TRANSFER


@pytest.fixture
def shopkeeper() -> User:
    return make_user("shopkeeper", role="Shopkeepers")


def test_pieces_of_an_unpaid_order_are_freed_by_cancelling_it_alone(shopkeeper: User) -> None:
    product = make_product(stock=1)
    order = make_order({product: 1})
    payments.receive(order, Decimal(5), method=BANK)

    with pytest.raises(payments.RefusedError, match="cancel it"):
        payments.refund(order, Decimal(5), reason="Second thoughts", by=shopkeeper, gives_back_stock=True)

    assert Product.objects.get(pk=product.pk).stock == 0


@pytest.mark.parametrize("given_back", [Decimal(5), Decimal(25)])
def test_what_was_given_back_is_not_missing(shopkeeper: User, given_back: Decimal) -> None:
    order = make_order()
    payments.receive(order, order.total, method=BANK)
    payments.refund(order, given_back, reason="A scratch", by=shopkeeper)

    with pytest.raises(orders.RefusedError, match="Nothing is missing"):
        orders.mark_paid(order, by=shopkeeper, version=order.version)

    assert Order.objects.get().paid == Decimal(25)


def test_nothing_is_no_payment(shopkeeper: User) -> None:
    order = make_order()

    with pytest.raises(orders.RefusedError):
        orders.mark_paid(order, by=shopkeeper, version=order.version, amount=Decimal(0))


def test_late_money_of_somebody_who_was_erased_is_owed() -> None:
    order = make_order({make_product(stock=1): 1})
    Order.objects.update(hold_until=timezone.now())
    stock.lapse([order])
    Order.objects.update(erased_at=timezone.now(), email="", name="")

    payments.receive(order, order.total, method=BANK)

    assert (order.state, order.owed) == (State.CANCELLED, order.total)


def test_mail_says_what_came_this_time_and_what_is_too_much() -> None:
    order = make_order()
    payments.receive(order, order.total, method=BANK, reference="1")

    payments.receive(order, Decimal(7), method=BANK, reference="2")

    text = Mail.objects.latest("pk").text
    assert "We have received $7.00." in text
    assert "we pay $7.00 back" in text


def test_part_given_back_then_cancelled_then_paid_late_is_owed_to_the_cent(shopkeeper: User) -> None:
    product = make_product(stock=1)
    order = make_order({product: 1})
    payments.receive(order, order.total, method=BANK)
    payments.refund(order, Decimal(5), reason="A scratch", by=shopkeeper)
    orders.cancel(order, by=shopkeeper, version=order.version)

    payments.receive(order, order.total, method=BANK)

    assert (order.state, order.paid, order.owed) == (State.CANCELLED, Decimal(50), Decimal(45))
    assert Product.objects.get(pk=product.pk).stock == 1
    payments.refund(order, Decimal(25), reason="Late", by=shopkeeper)
    payments.refund(order, Decimal(20), reason="Cancelled", by=shopkeeper)
    assert sum(paper.amount for paper in order.invoices.exclude(refund=None)) == order.total


def test_part_given_back_before_it_lapses_is_not_won_by_the_rest_alone(shopkeeper: User) -> None:
    order = make_order({make_product(stock=1): 1})
    payments.receive(order, Decimal(10), method=BANK)
    payments.refund(order, Decimal(10), reason="Second thoughts", by=shopkeeper)
    Order.objects.update(hold_until=timezone.now())

    payments.receive(order, order.total - 10, method=BANK)
    in_part = order.state
    payments.receive(order, Decimal(10), method=BANK)

    assert (in_part, order.state, order.owed) == (State.CANCELLED, State.PAID, Decimal(0))


# The site's currency has changed since the order


@pytest.fixture
def old_order(settings: Settings) -> Order:
    """An order of 25.50 dollars, in a shop that sells for yen now."""
    order = make_order(delivery=make_delivery(price=Decimal("5.50")))
    settings.SHOP_CURRENCY = "JPY"
    return order


def test_money_of_an_older_currency_counts_to_the_cent(old_order: Order, shopkeeper: User) -> None:
    payments.receive(old_order, Decimal("25.50"), method=PaymentMethod.STRIPE, reference="pi_1")
    payments.refund(old_order, Decimal("0.25"), reason="A scratch", by=shopkeeper)

    assert (old_order.state, old_order.paid, old_order.refunded) == (
        State.PAID,
        Decimal("25.50"),
        Decimal("0.25"),
    )
    assert [paper.amount for paper in old_order.invoices.all()] == [Decimal("25.50")]


def test_order_of_an_older_currency_is_written_in_it(old_order: Order, client: Client) -> None:
    payments.receive(old_order, Decimal("10.25"), method=BANK)

    page = client.get(old_order.get_absolute_url()).text

    assert "$25.50" in page
    assert "$10.25" in page
    assert "¥" not in page
    assert "We have received $10.25." in Mail.objects.latest("pk").text
    assert old_order.events.latest("pk").note == "$10.25"


def test_shopkeeper_sees_the_currency_of_each_order(old_order: Order, desk: Client) -> None:
    payments.receive(old_order, Decimal("10.25"), method=BANK)

    for address in (f"/admin/shop/order/{old_order.pk}/change/", "/admin/shop/order/?show=all", "/admin/"):
        page = desk.get(address).text
        assert "$15.25" in page, address
        assert "¥" not in page, address


def test_taxes_of_an_older_currency_add_up_to_the_cent(settings: Settings, shopkeeper: User) -> None:
    rate = make_tax_rate("19")
    order = make_order({make_product(tax_rate=rate): 1}, delivery=make_delivery(tax_rate=rate))
    settings.SHOP_CURRENCY = "JPY"
    payments.receive(order, order.total, method=BANK)

    payments.refund(order, Decimal("9.99"), reason="A scratch", by=shopkeeper)

    note = order.invoices.exclude(refund=None).get()
    assert sum(part.gross for part in invoices.taxes(note)) == note.amount == Decimal("9.99")
