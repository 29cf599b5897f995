"""Money where it is not expected: after a refund, for an order that is paid, for a person who is gone."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from newsroom.outbox.models import Mail
from shop import orders, payments, stock
from shop.models import Order, PaymentMethod, Product, State
from tests.factories import make_order, make_product, make_user

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
