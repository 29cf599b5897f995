"""A shopper withdraws from a contract: without an account, in two steps, with or without script."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import expect

from newsroom.outbox.models import Mail
from shop.models import EventKind, Order, OrderEvent, State, Withdrawal
from tests.browser.visitor import Visitor
from tests.factories import make_order, make_product


@pytest.fixture
def order(live_server: object) -> Order:
    return make_order({make_product(title="Enamel Mug"): 2})


def test_shopper_withdraws_and_keeps_the_receipt(order: Order, guest: Visitor) -> None:
    page = guest.page
    guest.go("/shop/")
    guest.follow("Withdraw from contract here")
    expect(page.get_by_role("heading", level=1)).to_have_text("Withdraw from contract here")
    guest.check()

    page.get_by_label("Order code").fill("AAAAAAAA")
    page.get_by_label("Name").fill("Sara Shopper")
    page.get_by_label("Email").fill(order.email)
    page.get_by_label("Which products? (optional)").fill("One mug")
    guest.press("Continue")
    expect(page.get_by_role("alert")).to_contain_text("We find no order with this code")
    guest.faults.clear()  # the browser notes the answer 422
    guest.check()

    expect(page.get_by_label("Which products? (optional)")).to_have_value("One mug")
    page.get_by_label("Order code").fill(order.code.lower())
    guest.press("Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm withdrawal")
    expect(page.get_by_text("One mug")).to_be_visible()
    guest.check()
    assert not Withdrawal.objects.exists()

    guest.press("Change what I typed")
    page.get_by_label("Which products? (optional)").fill("")
    guest.press("Continue")
    expect(page.get_by_text("The whole order")).to_be_visible()
    guest.press("Confirm withdrawal")

    expect(page.get_by_role("heading", level=1)).to_have_text("We have received your withdrawal")
    expect(page.get_by_role("time")).to_contain_text(str(timezone.now().year))
    guest.check()
    assert guest.cookies() == []
    assert Withdrawal.objects.get().order == order
    assert page.url.removeprefix(guest.base_url) in Mail.objects.first().text  # type: ignore[union-attr]


def test_withdrawing_again_leads_to_the_same_receipt(order: Order, guest: Visitor) -> None:
    page = guest.page

    def fill_in() -> None:
        guest.go(f"/shop/withdrawal/?order={order.code}")
        page.get_by_label("Name").fill("Sara Shopper")
        page.get_by_label("Email").fill(order.email)
        guest.press("Continue")

    fill_in()
    page.get_by_role("button", name="Confirm withdrawal").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received your withdrawal")
    fill_in()

    expect(page.get_by_role("status")).to_contain_text("Nothing was declared anew")
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received your withdrawal")
    guest.check()
    assert Withdrawal.objects.count() == 1


def test_shopper_who_comes_too_late_is_told(order: Order, guest: Visitor) -> None:
    Order.objects.filter(pk=order.pk).update(state=State.DONE, paid=order.total)
    OrderEvent.objects.create(order=order, kind=EventKind.DONE, at=timezone.now() - timedelta(days=30))
    page = guest.page

    guest.go(f"/shop/withdrawal/?order={order.code}")
    page.get_by_label("Name").fill("Sara Shopper")
    page.get_by_label("Email").fill(order.email)
    guest.press("Continue")

    expect(page.get_by_role("alert")).to_contain_text("The time to withdraw from this order ended")
    guest.faults.clear()  # the browser notes the answer 422
    guest.check()


def test_shop_without_such_a_page_does_not_lead_there(order: Order, guest: Visitor) -> None:
    with override_settings(SHOP_WITHDRAWAL_DAYS=0):
        guest.go("/shop/")

        expect(guest.page.get_by_role("link", name="Withdraw from contract here")).to_have_count(0)
