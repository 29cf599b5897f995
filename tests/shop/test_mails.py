"""What the shop writes to shoppers and to its staff."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from newsroom.outbox.models import Mail
from shop import invoices, mails
from shop.models import Order, PaymentMethod, Refund, Withdrawal
from shop.models import State as OrderState
from tests.factories import make_order, make_product, make_tax_rate

pytestmark = pytest.mark.django_db

EVIL = '<img src="//evil.example/x"> & "Söhne"'


def a_refund(order: Order) -> Refund:
    return Refund.objects.create(order=order, amount=Decimal("3.50"), reason="Rude customer")


def a_withdrawal(order: Order, **fields: str) -> Withdrawal:
    return Withdrawal.objects.create(order=order, **{"name": "Sara", "email": order.email, **fields})


def a_payment_mail(order: Order) -> Mail | None:
    return mails.payment_received(order, Decimal("25.00"))


ABOUT: dict[str, Callable[[Order], Mail | None]] = {
    "order_placed": mails.order_placed,
    "payment_received": a_payment_mail,
    "payment_reversed": lambda order: mails.payment_reversed(order, Decimal("25.00")),
    "payment_reminder": mails.payment_reminder,
    "order_lapsed": mails.order_lapsed,
    "order_sent": mails.order_sent,
    "order_cancelled": mails.order_cancelled,
    "order_refunded": lambda order: mails.order_refunded(a_refund(order)),
    "withdrawal_received": lambda order: mails.withdrawal_received(a_withdrawal(order, scope=EVIL)),
}
every_mail = pytest.mark.parametrize("write", ABOUT.values(), ids=ABOUT)


def written(write: Callable[[Order], Mail | None], order: Order) -> Mail:
    mail = write(order)
    assert mail
    return mail


@every_mail
def test_mail_names_the_order_and_leads_to_it(write: Callable[[Order], Mail | None]) -> None:
    order = make_order()

    mail = written(write, order)

    assert mail.to == order.email
    assert order.code in mail.subject
    for body in (mail.text, mail.html):
        assert f"http://127.0.0.1:8000{order.get_absolute_url()}" in body
        assert "None" not in body
    assert "\n\n\n" not in mail.text


@every_mail
def test_html_is_escaped_and_text_is_not(write: Callable[[Order], Mail | None], settings: Settings) -> None:
    settings.SHOP_SELLER = EVIL
    order = make_order({make_product(title=EVIL): 1}, name=EVIL, note=EVIL, tracking=EVIL)

    mail = written(write, order)

    assert EVIL in mail.text
    assert "<img" not in mail.html
    assert "&lt;img" in mail.html
    assert "&lt;" not in mail.text
    assert "&amp;" not in mail.text


@every_mail
def test_mail_is_in_the_language_of_the_order(write: Callable[[Order], Mail | None]) -> None:
    order = make_order(language="de")

    mail = written(write, order)

    assert '<html lang="de"' in mail.html


@every_mail
def test_person_who_was_erased_gets_no_mail(write: Callable[[Order], Mail | None]) -> None:
    order = make_order(email="", erased_at=timezone.now())
    before = Mail.objects.count()

    assert write(order) is None
    assert Mail.objects.count() == before


def test_amounts_and_days_are_written_as_the_orders_language_does() -> None:
    order = make_order(language="de")

    mail = written(mails.order_placed, order)

    assert "25,00\N{NO-BREAK SPACE}$" in mail.text


def test_order_says_what_was_bought_what_it_costs_and_where_it_goes() -> None:
    order = make_order(
        {make_product(title="A mug", tax_rate=make_tax_rate("20")): 2}, note="Ring twice.\nThen wait."
    )

    text = written(mails.order_placed, order).text

    assert "2 × A mug: $40.00" in text
    assert "Total: $45.00" in text
    assert "of it 20% tax: $6.67" in text
    assert "Sara Shopper\n1 Quay Street\n12345 Wexmouth\nGermany\n" in text
    assert "Ring twice.\nThen wait." in text


def test_order_says_how_to_pay_by_transfer(settings: Settings) -> None:
    settings.SHOP_BANK_HOLDER, settings.SHOP_BANK_IBAN = "Wexmouth Courier Ltd", "GB33BUKB20201555555555"
    order = make_order()

    mail = written(mails.order_placed, order)

    assert "Please transfer $25.00 by " in mail.text
    assert f"IBAN: GB33BUKB20201555555555\nReference: {order.code}\n" in mail.text
    assert "<strong>GB33BUKB20201555555555</strong>" in mail.html


def test_order_without_an_account_says_that_details_follow() -> None:
    assert "How to pay follows in another mail." in written(mails.order_placed, make_order()).text


def test_order_paid_by_card_names_no_account(settings: Settings) -> None:
    settings.SHOP_BANK_IBAN = "GB33BUKB20201555555555"
    order = make_order(payment_method=PaymentMethod.STRIPE)

    mail = written(mails.order_placed, order)

    assert "GB33" not in mail.text + mail.html


def test_reminder_asks_for_what_is_still_due(settings: Settings) -> None:
    settings.SHOP_BANK_IBAN = "GB33BUKB20201555555555"
    order = make_order(paid=Decimal("10.00"))

    assert "Please transfer $15.00" in written(mails.payment_reminder, order).text


@pytest.mark.parametrize(
    ("state", "paid", "words"),
    [
        (OrderState.PAID, "25.00", "You find the invoice"),
        (OrderState.PLACED, "10.00", "$15.00 are still to be paid."),
        (OrderState.CANCELLED, "25.00", "The order was cancelled before."),
    ],
)
def test_payment_says_what_it_means_for_the_order(state: OrderState, paid: str, words: str) -> None:
    order = make_order(state=state, paid=Decimal(paid))

    mail = written(a_payment_mail, order)

    assert words in mail.text
    assert words in mail.html


def test_tracking_address_is_a_link() -> None:
    order = make_order(tracking="https://post.example/ABC123")

    assert 'href="https://post.example/ABC123"' in written(mails.order_sent, order).html


def test_refund_keeps_the_staffs_reason_to_itself() -> None:
    mail = written(ABOUT["order_refunded"], make_order())

    assert "$3.50" in mail.text
    assert "Rude" not in mail.text + mail.html


def test_receipt_of_a_withdrawal_has_date_and_time() -> None:
    order = make_order()

    mail = mails.withdrawal_received(a_withdrawal(order, name="Sara S.", scope="The mug"))

    assert mail
    moment = timezone.now().strftime("%Y")
    assert moment in mail.text
    assert "UTC" in mail.text
    assert "The mug" in mail.text
    assert Withdrawal.objects.get().get_absolute_url() in mail.text


def test_mail_about_a_cancelled_order_does_not_say_where_to_withdraw() -> None:
    order = make_order(state=OrderState.CANCELLED, paid=Decimal("25.00"))

    mail = written(a_payment_mail, order)

    assert "/shop/withdrawal/" not in mail.text + mail.html


def test_mails_say_where_to_withdraw_unless_that_is_switched_off(settings: Settings) -> None:
    order = make_order()
    assert f"/shop/withdrawal/?order={order.code}" in written(mails.order_sent, order).text

    settings.SHOP_WITHDRAWAL_DAYS = 0

    assert "/shop/withdrawal/" not in written(mails.order_sent, order).text


def test_shop_is_told_of_an_order_where_it_wants_to_know(settings: Settings) -> None:
    settings.SHOP_MAIL_TO = "shop@paper.example"

    order = make_order()

    mail = Mail.objects.get(to="shop@paper.example")
    assert order.code in mail.subject
    assert "$25.00" in mail.text
    assert f"/admin/shop/order/{order.pk}/change/" in mail.text
    assert order.secret not in mail.text


def test_mail_of_an_order_costs_the_same_queries_whatever_was_bought(
    settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.SHOP_MAIL_TO = "shop@paper.example"
    order = make_order({make_product(): 1 for _ in range(5)})

    with transaction.atomic(), django_assert_num_queries(6):  # two mails with their tasks, lines, taxes
        mails.order_placed(order)


def test_mail_of_a_payment_comes_with_an_invoice_on_the_page() -> None:
    order = make_order(state=OrderState.PAID)
    invoices.issue(order)

    assert "invoice" in written(a_payment_mail, order).text
