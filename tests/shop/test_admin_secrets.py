"""Who of the staff learns an order's secret addresses: only those who may act on orders themselves."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from shop import payments
from shop.models import Invoice, Order, PaymentMethod, Withdrawal
from tests.factories import make_category, make_order, make_user
from tests.shop.tending import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(db: None) -> Order:
    """A paid order with an invoice, and a withdrawal from it."""
    order = make_order()
    payments.receive(order, order.total, method=PaymentMethod.TRANSFER)
    order.withdrawals.create(name="Sara", email=order.email)
    return order


def log_in(client: Client, *permissions: str) -> None:
    user = make_user("looker")
    user.user_permissions.add(*Permission.objects.filter(codename__in=permissions))
    client.force_login(user)


def withdrawal_page(order: Order) -> str:
    return f"/admin/shop/withdrawal/{order.withdrawals.get().pk}/change/"


def test_who_may_only_view_orders_sees_numbers_of_papers_and_no_secret(client: Client, order: Order) -> None:
    log_in(client, "view_order", "view_withdrawal", "change_withdrawal")

    page, withdrawal = client.get(page_of(order)).text, client.get(withdrawal_page(order)).text

    assert f"Invoice {Invoice.objects.get()}, $25.00" in page
    assert order.secret not in page
    assert "Sara" in withdrawal
    assert order.withdrawals.get().secret not in withdrawal


def test_who_may_change_orders_is_led_to_the_shoppers_pages(client: Client, order: Order) -> None:
    log_in(client, "view_order", "change_order", "view_withdrawal")

    page, withdrawal = client.get(page_of(order)).text, client.get(withdrawal_page(order)).text

    invoice = Invoice.objects.get()
    for address in (order.get_absolute_url(), invoice.get_absolute_url(), invoice.pdf_address):
        assert f'href="{address}"' in page
    assert f'href="{order.withdrawals.get().get_absolute_url()}"' in withdrawal


@pytest.mark.parametrize("model", [Order, Withdrawal, Invoice])
def test_view_on_site_leads_nobody_to_a_secret_address(
    desk: Client, order: Order, model: type[Order | Withdrawal | Invoice]
) -> None:
    kind = ContentType.objects.get_for_model(model)

    assert desk.get(f"/admin/r/{kind.pk}/{model.objects.get().pk}/").status_code == 404


def test_view_on_site_leads_to_what_all_may_see(desk: Client) -> None:
    category = make_category()
    kind = ContentType.objects.get_for_model(category)

    response = desk.get(f"/admin/r/{kind.pk}/{category.pk}/")

    assert response.headers["Location"].endswith(category.get_absolute_url())
