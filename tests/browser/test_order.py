"""A shopper's own page of an order: how to pay, how far it has come, and taking it back."""

from collections.abc import Callable

from playwright.sync_api import expect
from pytest_django import Settings

from shop import invoices, payments
from shop.models import Order, PaymentMethod, State
from tests.browser.visitor import Visitor
from tests.factories import make_order, make_product


def test_shopper_reads_how_to_pay_on_any_screen(sized: Callable[..., Visitor], settings: Settings) -> None:
    settings.SHOP_BANK_IBAN = "DE89370400440532013000"
    settings.SHOP_BANK_HOLDER = "Wexmouth Courier"
    order = make_order({make_product(title="A mug with an unusually long name " * 4): 3}, currency="EUR")
    shopper = sized()

    shopper.go(order.get_absolute_url())

    expect(shopper.page.get_by_text("DE89 3704 0044 0532 0130 00")).to_be_visible()
    expect(shopper.page.get_by_role("img", name="QR code of the transfer")).to_be_visible()
    shopper.check()
    assert shopper.cookies() == []


def test_shopper_reads_and_keeps_the_invoice(sized: Callable[..., Visitor]) -> None:
    order = make_order({make_product(title="Mug"): 2}, state=State.PAID)
    invoice = invoices.issue(order)
    shopper = sized()
    shopper.go(order.get_absolute_url())

    expect(shopper.page.get_by_role("link", name="as PDF")).to_have_attribute("href", invoice.pdf_address)
    assert shopper.page.request.get(invoice.pdf_address).body().startswith(b"%PDF")
    shopper.follow("Invoice 1")

    expect(shopper.page.get_by_role("heading", name="Invoice 1")).to_be_visible()
    expect(shopper.page.get_by_role("row").filter(has_text="Mug")).to_contain_text("$40.00")
    shopper.check()


def test_shopper_cancels_in_two_steps(guest: Visitor) -> None:
    order = make_order()
    guest.go(order.get_absolute_url())
    expect(guest.page.get_by_role("button", name="Yes, cancel the order")).to_be_hidden()

    guest.page.get_by_text("Cancel order").click()
    guest.check()
    guest.press("Yes, cancel the order")

    expect(guest.page.get_by_text("This order is cancelled.")).to_be_visible()
    guest.check()
    assert Order.objects.get().state == State.CANCELLED


def test_shopper_who_cancels_too_late_is_told(visitor: Callable[..., Visitor]) -> None:
    order = make_order()
    shopper = visitor()
    shopper.go(order.get_absolute_url())
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER)

    shopper.page.get_by_text("Cancel order").click()
    shopper.press("Yes, cancel the order")

    expect(shopper.page.get_by_role("alert")).to_contain_text("The order was not cancelled")
    expect(shopper.page.get_by_text("Your order is paid.")).to_be_visible()
    shopper.faults.clear()  # the browser itself notes the answer 409
