"""What is written about an order after its person was erased can be erased as well."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client

from shop import erasing, orders, payments
from shop.models import EventKind, Order, Payment, PaymentMethod, State
from shop.orders import RefusedError
from tests.factories import make_order
from tests.shop.tending import ORDERS, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def erased(shopkeeper: User) -> Order:
    order = make_order(state=State.CANCELLED)
    erasing.erase(Order.objects.all(), by=shopkeeper)
    order.refresh_from_db()
    return order


def test_note_on_an_erased_order_can_be_erased(desk: Client, erased: Order, shopkeeper: User) -> None:
    orders.add_note(erased, by=shopkeeper, version=erased.version, text="Sara rang.")
    page, form = desk.get(page_of(erased)).text, desk.get(f"{ORDERS}{erased.pk}/erase/").text

    desk.post(f"{ORDERS}{erased.pk}/erase/", {"which": "this"})

    assert "/erase/" in page
    assert "What was written since the person was erased" in form
    assert "orders of this address" not in form
    assert not erased.events.exclude(note="").exists()
    assert erased.events.filter(kind=EventKind.ERASED).count() == 2
    assert "/erase/" not in desk.get(page_of(erased)).text


def test_late_payment_of_an_erased_order_keeps_its_amount(erased: Order, shopkeeper: User) -> None:
    payments.receive(erased, Decimal(5), method=PaymentMethod.TRANSFER, reference="Sara", by=shopkeeper)
    with pytest.raises(RefusedError, match="still to be given back"):
        erasing.erase(Order.objects.all(), by=shopkeeper)
    payments.refund(erased, Decimal(5), reason="Sara paid late", by=shopkeeper)

    assert erasing.erase(Order.objects.all(), by=shopkeeper) == [erased]

    assert Payment.objects.values_list("amount", "reference").get() == (Decimal(5), "")
    assert erased.refunds.values_list("amount", "reason").get() == (Decimal(5), "")
