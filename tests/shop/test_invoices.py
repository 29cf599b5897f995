"""Invoices and credit notes: numbers without gaps, taxes that add up."""

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from shop import invoices
from shop.models import EventKind, Invoice, Order, Refund, RefundState
from shop.models import State as OrderState
from tests.factories import make_delivery, make_order, make_product, make_tax_rate
from tests.races import at_once

pytestmark = pytest.mark.django_db

QUICK = hypothesis_settings(max_examples=200, deadline=None, derandomize=True, database=None)


def paid_order(*, rates: tuple[str, ...] = ("20",), price: str = "20.00") -> Order:
    products = {make_product(tax_rate=make_tax_rate(rate), regular_price=Decimal(price)): 1 for rate in rates}
    return make_order(products, delivery=make_delivery(tax_rate=make_tax_rate("20")), state=OrderState.PAID)


def give_back(order: Order, amount: str, state: RefundState = RefundState.DONE) -> Refund:
    return Refund.objects.create(order=order, amount=Decimal(amount), reason="Broken", state=state)


def credits(order: Order, *amounts: str) -> list[Decimal]:
    """What the credit notes for refunds say that are paid back one after the other; 0 where there is none."""
    notes = [invoices.credit(give_back(order, amount)) for amount in amounts]
    return [note.amount if note else Decimal(0) for note in notes]


def test_invoices_are_numbered_from_1() -> None:
    first, second = (invoices.issue(make_order(state=OrderState.PAID)) for _ in range(2))

    assert (first.number, second.number) == (1, 2)


def test_order_is_invoiced_once() -> None:
    order = paid_order()

    assert invoices.issue(order) == invoices.issue(order)
    assert order.events.get(kind=EventKind.INVOICED).note == "1"


def test_invoice_keeps_who_sold_as_it_was(settings: Settings) -> None:
    settings.SHOP_SELLER, settings.SHOP_TAX_NUMBER = "Courier Ltd\nWexmouth", "GB123"
    invoice = invoices.issue(paid_order())

    settings.SHOP_SELLER = "Somebody else"
    invoice.refresh_from_db()

    assert (invoice.seller, invoice.tax_number) == ("Courier Ltd\nWexmouth", "GB123")


def test_number_that_was_rolled_back_is_given_to_the_next() -> None:
    with transaction.atomic():
        invoices.issue(paid_order())
        transaction.set_rollback(True)

    assert invoices.issue(paid_order()).number == 1


@pytest.mark.django_db(transaction=True)
def test_of_20_at_once_each_gets_its_number_and_no_gap_is_left() -> None:
    orders = [make_order(state=OrderState.PAID) for _ in range(20)]

    def issue(order: Order, *, is_rolled_back: bool) -> None:
        with transaction.atomic():
            invoices.issue(order)
            transaction.set_rollback(is_rolled_back)

    at_once(*(lambda o=order, n=n: issue(o, is_rolled_back=n % 4 == 3) for n, order in enumerate(orders)))

    assert list(Invoice.objects.values_list("number", flat=True)) == list(range(1, 16))


@pytest.mark.django_db(transaction=True)
def test_same_order_invoiced_from_all_sides_has_one_invoice() -> None:
    order = make_order(state=OrderState.PAID)

    at_once(*[lambda: invoices.issue(order)] * 5)

    assert Invoice.objects.count() == 1


# Credit notes


def test_credit_note_stands_in_the_same_series_and_is_made_once() -> None:
    order = paid_order()
    invoices.issue(order)
    refund = give_back(order, "5.00")

    note = invoices.credit(refund)

    assert note == invoices.credit(refund)
    assert note
    assert (note.number, note.amount, note.refund) == (2, Decimal("5.00"), refund)
    assert order.events.get(kind=EventKind.CREDITED).note == "2"


def test_refund_of_what_was_never_invoiced_has_no_credit_note() -> None:
    order = make_order(paid=Decimal("25.00"), state=OrderState.CANCELLED)

    assert invoices.credit(give_back(order, "25.00")) is None


def test_what_was_paid_too_much_goes_back_without_a_credit_note() -> None:
    order = paid_order()
    Order.objects.filter(pk=order.pk).update(paid=order.total + 10)
    invoices.issue(order)

    assert credits(order, "4.00", "10.00", "21.00") == [0, 4, 21]


def test_all_that_is_credited_is_at_most_the_invoice() -> None:
    order = paid_order()
    invoices.issue(order)

    assert credits(order, "20.00", "5.00", "1.00") == [20, 5, 0]


def test_refund_that_failed_afterwards_is_credited_no_second_time() -> None:
    order = paid_order()
    invoices.issue(order)
    failed = give_back(order, "5.00")
    invoices.credit(failed)
    failed.state = RefundState.FAILED
    failed.save(update_fields=["state"])

    assert credits(order, "5.00") == [0]


# Taxes


def test_invoice_shows_the_taxes_of_its_order() -> None:
    order = paid_order(rates=("20", "7"))
    invoice = invoices.issue(order)

    parts = invoices.taxes(invoice)

    assert [(part.percent, part.gross, part.net, part.tax) for part in parts] == [
        (Decimal("20.00"), Decimal("25.00"), Decimal("20.83"), Decimal("4.17")),
        (Decimal("7.00"), Decimal("20.00"), Decimal("18.69"), Decimal("1.31")),
    ]


def test_credit_notes_of_all_parts_add_up_to_the_invoice() -> None:
    order = paid_order(rates=("20", "7", "0"), price="19.99")
    invoice = invoices.issue(order)
    credits(order, "0.01", "0.01", "7.77", "30.00", str(order.total - Decimal("37.79")))

    notes = [invoices.taxes(note) for note in order.invoices.filter(refund__isnull=False)]

    for place, part in enumerate(invoices.taxes(invoice)):
        assert sum(note[place].gross for note in notes) == part.gross
        assert sum(note[place].tax for note in notes) == part.tax
        assert sum(note[place].net for note in notes) == part.net
