"""The page of an invoice, and its PDF."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries, Settings

from shop import invoices
from shop.models import Invoice, Order, Refund, RefundState
from shop.models import State as OrderState
from tests.factories import make_delivery, make_order, make_product, make_tax_rate

pytestmark = pytest.mark.django_db


def make_invoice(settings: Settings, **fields: Any) -> Invoice:
    settings.SHOP_SELLER, settings.SHOP_TAX_NUMBER = "Kurier Sp. z o.o.\nŁódź", "PL1234567890"
    products = {
        make_product(title="Ünï <b>& Co</b>, 10 €", sku="MUG-1", tax_rate=make_tax_rate("20")): 2,
        make_product(title="Book", tax_rate=make_tax_rate("5.5")): 1,
    }
    delivery = make_delivery(name="Post", tax_rate=make_tax_rate("20"))
    order = make_order(products, delivery=delivery, state=OrderState.PAID, name="Żaneta Čapek", **fields)
    return invoices.issue(order)


def credit_note(invoice: Invoice) -> Invoice:
    refund = Refund.objects.create(
        order=invoice.order, amount=Decimal("5.00"), reason="Rude customer", state=RefundState.DONE
    )
    note = invoices.credit(refund)
    assert note
    return note


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_page_says_who_sold_what_to_whom_with_which_taxes(client: Client, settings: Settings) -> None:
    invoice = make_invoice(settings)

    html = client.get(invoice.get_absolute_url()).text

    for words in (
        "<h1>Invoice 1</h1>",
        "Kurier Sp. z o.o.<br>Łódź",
        "PL1234567890",
        "Żaneta Čapek",
        "Ünï &lt;b&gt;&amp; Co&lt;/b&gt;, 10 € (MUG-1)",
        "Post",
        "$65.00",
        "Tax of 20%",
        "$7.50",
        "Tax of 5.5%",
        "$1.04",
        invoice.order.code,
        'content="noindex"',
    ):
        assert words in html


def test_pdf_says_the_same(client: Client, settings: Settings) -> None:
    invoice = make_invoice(settings)

    response = client.get(invoice.pdf_address)

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{invoice.order.code}-1.pdf"'
    text = pdf_text(response.content)
    for words in (
        "Invoice 1",
        "Łódź",
        "PL1234567890",
        "Żaneta Čapek",
        "Ünï <b>& Co</b>, 10 € (MUG-1)",
        "$40.00",
        "Post",
        "$65.00",
        "20% $37.50 $7.50 $45.00",
        "5.5% $18.96 $1.04 $20.00",
    ):
        assert words in text


def test_credit_note_names_its_invoice_and_keeps_the_reason_inside(
    client: Client, settings: Settings
) -> None:
    note = credit_note(make_invoice(settings))

    html = client.get(note.get_absolute_url()).text
    text = pdf_text(client.get(note.pdf_address).content)

    for paper in (html, text):
        assert "Credit note 2" in paper
        assert "Credit for invoice 1" in paper
        assert "$5.00" in paper
        assert "Rude" not in paper


def test_long_invoice_goes_on_on_further_pages(client: Client) -> None:
    products = {make_product(title=f"Product number {n} " + "with a long name " * 6): 1 for n in range(40)}
    invoice = invoices.issue(make_order(products, state=OrderState.PAID))

    reader = PdfReader(BytesIO(client.get(invoice.pdf_address).content))

    assert len(reader.pages) > 1
    assert "Product number 39" in reader.pages[-1].extract_text()


def test_invoice_is_in_the_language_of_its_order(client: Client, settings: Settings) -> None:
    invoice = make_invoice(settings, language="de")

    assert "65,00\N{NO-BREAK SPACE}$" in client.get(invoice.get_absolute_url()).text
    assert "65,00" in pdf_text(client.get(invoice.pdf_address).content)


def test_nothing_of_an_invoice_is_kept_or_found_by_others(client: Client, settings: Settings) -> None:
    invoice = make_invoice(settings)

    for address in (invoice.get_absolute_url(), invoice.pdf_address):
        response = client.get(address)

        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "no-referrer"


def test_invoice_is_found_under_its_own_order_alone(client: Client, settings: Settings) -> None:
    invoice = make_invoice(settings)
    other = make_order()

    for order in (
        other,
        Order(code=invoice.order.code, secret=other.secret),
        Order(code="AAAAAAAA", secret="x"),
    ):
        stolen = Invoice(number=invoice.number, order=order)

        assert client.get(stolen.get_absolute_url()).status_code == 404
        assert client.get(stolen.pdf_address).status_code == 404


def test_seller_and_taxes_may_be_missing(client: Client) -> None:
    invoice = invoices.issue(make_order(state=OrderState.PAID))

    assert "Tax of" not in client.get(invoice.get_absolute_url()).text
    assert "Tax rate" not in pdf_text(client.get(invoice.pdf_address).content)


def test_pages_cost_the_same_queries_whatever_was_bought(
    client: Client, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    invoice = make_invoice(settings)

    with django_assert_num_queries(4):  # invoice with order and refund, lines, taxes; the menu's sections
        client.get(invoice.get_absolute_url())
    with django_assert_num_queries(3):
        client.get(invoice.pdf_address)
