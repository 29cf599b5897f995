"""Invoices and credit notes: one series of numbers without gaps, and the tax that each shows."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q, QuerySet

from newsroom.locks import take_turns
from shop import money
from shop.models import EventKind, Invoice, Order, OrderEvent, Refund, RefundState
from shop.quotes import TaxPart


@transaction.atomic
def issue(order: Order) -> Invoice:
    """The invoice for an order, which gets the next number if it has none that stands.

    Whoever numbers holds the series until the caller's transaction ends: one order a transaction, its row locked before.
    """
    take_turns("shop.invoices")
    last = _last(order)
    if last and _left(last):
        return last
    return _number(order, None, order.total, edition=last.edition + 1 if last else 1)


@transaction.atomic
def credit(refund: Refund) -> Invoice | None:
    """The credit note for a refund that is paid back, made if there is none yet; locks as `issue` does.

    None where the invoice stays right: the order has none, or what goes back is what was paid too much.
    """
    take_turns("shop.invoices")
    note = Invoice.objects.filter(refund=refund).first()
    order = Order.objects.get(pk=refund.order_id)
    invoice = _last(order)
    if note or invoice is None:
        return note
    given_back = _sum(order.refunds.filter(Q(state=RefundState.DONE) | Q(pk=refund.pk)))
    paid_too_much = max(order.paid - order.total, Decimal(0))
    amount = min(given_back - paid_too_much, invoice.amount) - (invoice.amount - _left(invoice))
    return _number(order, refund, amount, edition=invoice.edition) if amount > 0 else None


@transaction.atomic
def cancel(reversal: Refund) -> Invoice | None:
    """The credit note for all that is left of an order's invoice, if it has one: what paid it was no money.

    Locks as `issue` does.
    """
    take_turns("shop.invoices")
    invoice = _last(reversal.order)
    if invoice is None or not _left(invoice):
        return None
    return _number(reversal.order, reversal, _left(invoice), edition=invoice.edition)


def credited(order: Order) -> Decimal:
    """What of an order's newest invoice is credited; nothing if it has none."""
    invoice = _last(order)
    return invoice.amount - _left(invoice) if invoice else Decimal(0)


def taxes(invoice: Invoice) -> list[TaxPart]:
    """The tax that an invoice's amount contains, by rate, the highest first; two queries.

    Credit notes share the order's rates by their amounts. They do so together, so that those of an order that is
    given back in parts add up to its invoice, to the cent.
    """
    parts = list(invoice.order.taxes.all())
    if not invoice.refund_id:
        return [TaxPart(part.percent, part.gross, part.net, part.tax) for part in parts]
    order = invoice.order
    before = _sum(_notes(invoice).filter(number__lt=invoice.number))
    stretch: dict[str, Any] = {"since": before, "upto": before + invoice.amount, "currency": order.currency}
    shares = money.shares([part.gross for part in parts], order.total, **stretch)
    found = []
    for part, gross in zip(parts, shares, strict=True):
        (tax,) = money.shares([part.tax], order.total, **stretch)
        found.append(TaxPart(part.percent, gross, gross - tax, tax))
    return found


def _last(order: Order) -> Invoice | None:
    return order.invoices.filter(refund=None).order_by("edition").last()


def _notes(invoice: Invoice) -> QuerySet[Invoice]:
    """The credit notes of an invoice's edition."""
    return Invoice.objects.filter(order=invoice.order_id, edition=invoice.edition, refund__isnull=False)


def _left(invoice: Invoice) -> Decimal:
    """What of an invoice is not credited."""
    return invoice.amount - _sum(_notes(invoice))


def _number(order: Order, refund: Refund | None, amount: Decimal, *, edition: int) -> Invoice:
    last = Invoice.objects.aggregate(last=Max("number"))["last"] or 0
    invoice = Invoice.objects.create(
        number=last + 1,
        order=order,
        refund=refund,
        edition=edition,
        amount=amount,
        seller=settings.SHOP_SELLER,
        tax_number=settings.SHOP_TAX_NUMBER,
    )
    kind = EventKind.CREDITED if refund else EventKind.INVOICED
    OrderEvent.objects.log(order, kind, note=str(invoice.number))
    return invoice


def _sum(rows: Iterable[Refund | Invoice]) -> Decimal:
    """In Python, as SQLite adds decimals as binary fractions."""
    return sum((row.amount for row in rows), Decimal(0))
