"""Invoices, under the address of their order."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from shop import invoice_paper, invoice_pdf
from shop.models import Invoice
from shop.views.private import private


@require_safe
@private
def invoice_detail(request: HttpRequest, code: str, secret: str, number: int) -> HttpResponse:
    """An invoice or a credit note to read and print, in the language of its order."""
    invoice = _find(code, secret, number)
    with override(invoice.order.language):
        return render(request, "shop/invoice_detail.html", {"paper": invoice_paper.paper(invoice)})


@require_safe
@private
def invoice_as_pdf(request: HttpRequest, code: str, secret: str, number: int) -> HttpResponse:
    """The same as a PDF."""
    invoice = _find(code, secret, number)
    with override(invoice.order.language):
        content = invoice_pdf.render(invoice_paper.paper(invoice))
    name = f"{invoice.order.code}-{invoice.number}.pdf"
    disposition = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=disposition)


def _find(code: str, secret: str, number: int) -> Invoice:
    orders_invoices = Invoice.objects.filter(order__code=code, order__secret=secret)
    return get_object_or_404(orders_invoices.select_related("order", "refund"), number=number)
