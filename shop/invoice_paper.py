"""What an invoice says, for its page and its PDF."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from shop import addresses, invoices
from shop.models import Invoice, Order
from shop.quotes import TaxPart


@dataclass(frozen=True)
class Row:
    """One line: a product, the delivery, or what is credited."""

    title: str
    total: Decimal
    quantity: int | None = None
    unit_price: Decimal | None = None
    tax_percent: Decimal | None = None


@dataclass(frozen=True)
class Paper:
    """An invoice or a credit note, all but the words around it; `taxes` are of `total`."""

    invoice: Invoice
    order: Order
    title: str
    day: datetime
    seller: list[str]
    buyer: list[str]
    rows: list[Row]
    taxes: list[TaxPart]
    total: Decimal


def paper(invoice: Invoice) -> Paper:
    """What an invoice says, in the current language; four queries at most."""
    order = invoice.order
    return Paper(
        invoice=invoice,
        order=order,
        title=_title(invoice),
        day=invoice.issued_at,
        seller=[line for line in invoice.seller.splitlines() if line.strip()],
        buyer=addresses.lines(order),
        rows=_credited(invoice) if invoice.refund_id else _bought(order),
        taxes=invoices.taxes(invoice),
        total=invoice.amount,
    )


def _title(invoice: Invoice) -> str:
    words = _("Credit note %d") if invoice.refund_id else _("Invoice %d")
    return words % invoice.number


def _credited(note: Invoice) -> list[Row]:
    credited = note.order.invoices.filter(refund=None, edition=note.edition)
    numbers = credited.values_list("number", flat=True)
    return [Row(_("Credit for invoice %d") % number, note.amount) for number in numbers]


def _bought(order: Order) -> list[Row]:
    rows = [
        Row(
            f"{line.title} ({line.sku})" if line.sku else line.title,
            line.total,
            line.quantity,
            line.unit_price,
            line.tax_percent,
        )
        for line in order.lines.all()
    ]
    delivery = _("Delivery: %s") % order.delivery_name
    return [*rows, Row(delivery, order.delivery_price, tax_percent=order.delivery_tax_percent)]
