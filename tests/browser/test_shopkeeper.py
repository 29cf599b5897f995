"""A shopkeeper's way: from the desk to the money, the parcels, the figures, and a person who wants to be forgotten."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from newsroom.outbox.models import Mail
from shop.models import Order, State
from tests.browser.visitor import Visitor
from tests.factories import make_order, make_photo, make_product


@pytest.fixture
def at_counter(live_server: object, shopkeeper: User, sized: Callable[..., Visitor]) -> Visitor:
    """A shopkeeper who has logged in."""
    person = sized()
    person.log_in(shopkeeper)
    return person


def do(person: Visitor, act: str, **typed: str) -> None:
    """Open an act on the page of an order, fill it in, and press its button."""
    form = person.page.locator("details").filter(has=person.page.locator("summary", has_text=act))
    form.locator("summary").click()
    for label, text in typed.items():
        form.get_by_label(label).fill(text)
    person.press(act, within=form)


def test_order_is_paid_packed_sent_and_done(at_counter: Visitor) -> None:
    order = make_order({make_product(title="Mug", stock=5): 2})
    person, page = at_counter, at_counter.page
    person.go("/admin/")
    person.check()
    person.follow(order.code)
    person.check()

    do(person, "Payment received", Reference="Statement 7")
    expect(page.get_by_text(f"The payment for order {order} is noted.")).to_be_visible()
    do(person, "Packed")
    do(person, "Sent", Tracking="RX 1")
    person.check()
    do(person, "Done")

    expect(page.locator(".desk-state")).to_contain_text("Done.")
    person.check()
    order.refresh_from_db()
    assert (order.state, order.paid, order.tracking) == (State.DONE, order.total, "RX 1")
    assert Mail.objects.filter(to=order.email).count() == 3


def test_two_shopkeepers_at_one_order_do_not_undo_each_other(
    at_counter: Visitor, visitor: Callable[..., Visitor], shopkeeper: User
) -> None:
    order = make_order(state=State.PAID)
    other = visitor()
    other.log_in(shopkeeper)
    for person in (at_counter, other):
        person.go(f"/admin/shop/order/{order.pk}/change/")

    do(other, "Sent", Tracking="RX 1")
    do(at_counter, "Cancel the order", Reason="Out of clay")

    note = at_counter.page.get_by_role("alert")
    expect(note).to_contain_text("Nothing was done.")
    expect(note).to_contain_text("Sent: RX 1")
    order.refresh_from_db()
    assert order.state == State.SENT
    at_counter.faults.clear()  # the answer 409 stands in the console
    at_counter.check()


def test_mistyped_payment_is_asked_about_and_taken_back(at_counter: Visitor) -> None:
    order = make_order()
    person, page = at_counter, at_counter.page
    person.go(f"/admin/shop/order/{order.pk}/change/")

    do(person, "Payment received", Amount="2500")
    expect(page.get_by_text("You typed $2,500.00: $2,475.00 more than is due.")).to_be_visible()
    person.faults.clear()  # the answer 409 stands in the console
    person.check()
    page.get_by_role("button", name="Yes, $2,500.00 has come").click()
    do(person, "Take a payment back", Reason="Two noughts too many")

    expect(page.locator(".desk-state")).to_contain_text("$25.00 is missing")
    person.check()
    order.refresh_from_db()
    assert (order.state, order.paid) == (State.PLACED, Decimal(0))


def test_many_orders_are_sent_with_their_tracking(at_counter: Visitor) -> None:
    first, second = make_order(state=State.PACKED), make_order(state=State.PACKED)
    person, page = at_counter, at_counter.page
    person.go("/admin/shop/order/")
    person.check()
    for order in (first, second):
        page.get_by_role("row").filter(has_text=order.code).get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option("Mark as sent")
    person.press("Run")
    person.check()
    page.get_by_label(f"Tracking {first.code}").fill("RX 1")
    page.get_by_label(f"Tracking {second.code}").fill("RX 2")

    person.press("Mark as sent")

    expect(page.get_by_text("Marked as sent: 2 orders")).to_be_visible()
    assert set(Order.objects.values_list("state", "tracking")) == {("sent", "RX 1"), ("sent", "RX 2")}


def test_figures_are_seen_and_taken_along(at_counter: Visitor) -> None:
    order = make_order({make_product(title="Mug"): 2})
    person, page = at_counter, at_counter.page
    person.go(f"/admin/shop/order/{order.pk}/change/")
    do(person, "Payment received")
    person.go("/admin/shop/order/")
    person.follow("Sales")
    person.check()
    expect(page.get_by_role("img", name="Sales by day")).to_be_visible()
    person.follow("365 days")
    expect(page.get_by_text("1 order, $45.00")).to_be_visible()
    person.check()
    person.go("/admin/shop/order/export/")
    person.check()

    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()

    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith(f"{order.code},")


def test_person_is_erased(at_counter: Visitor) -> None:
    order = make_order(state=State.DONE)
    person, page = at_counter, at_counter.page
    person.go(f"/admin/shop/order/{order.pk}/change/")
    person.follow("Erase the person")
    person.check()

    person.press("Erase the person")

    expect(page.get_by_text("The person was erased.")).to_be_visible()
    expect(page.get_by_text("Sara")).to_have_count(0)
    person.check()
    order.refresh_from_db()
    assert (order.name, order.email, order.country) == ("", "", "DE")


def test_stock_is_counted_and_stands_in_the_ledger(at_counter: Visitor) -> None:
    product = make_product(title="Mug", stock=5, photo=make_photo())
    product.more_photos.create(photo=make_photo(), position=1)
    person, page = at_counter, at_counter.page
    person.go(f"/admin/shop/product/{product.pk}/change/")
    person.check()
    person.follow("Count or receive")
    person.check()

    page.get_by_label("Received: so many more").check()
    page.get_by_label("Pieces").fill("12")
    page.get_by_label("Note").fill("Delivery note 7")
    person.press("Save")

    person.go(f"/admin/shop/product/{product.pk}/stock/")
    expect(page.get_by_role("row").filter(has_text="Delivery note 7")).to_be_visible()
    person.check()
    product.refresh_from_db()
    assert product.stock == 17
