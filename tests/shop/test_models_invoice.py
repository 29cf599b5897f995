"""What the database itself says of invoices."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shop.models import Invoice, Order, Refund
from tests.constraints import refused
from tests.factories import make_order

pytestmark = pytest.mark.django_db


def make_invoice(order: Order, **fields: Any) -> Invoice:
    return Invoice.objects.create(**{"number": 1, "order": order, "amount": order.total, **fields})


def test_number_starts_at_1() -> None:
    with refused("shop_invoice_number_from_1"):
        make_invoice(make_order(), number=0)


def test_number_is_given_once() -> None:
    make_invoice(make_order())

    with refused("number", columns="shop_invoice.number"):
        make_invoice(make_order())


def test_order_has_one_invoice_an_edition_and_any_number_of_credit_notes() -> None:
    order = make_order()
    make_invoice(order)
    for number in (2, 3):
        refund = Refund.objects.create(order=order, amount=Decimal(1), reason="Broken")
        make_invoice(order, number=number, refund=refund)

    with refused("shop_invoice_edition_once", columns="shop_invoice.order_id, shop_invoice.edition"):
        make_invoice(order, number=4)
    make_invoice(order, number=4, edition=2)


@pytest.mark.parametrize("change", [{"number": 7}, {"amount": 1}, {"seller": "Somebody else"}])
def test_invoice_is_never_changed(change: dict[str, object]) -> None:
    invoice = make_invoice(make_order())

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(**change)
