"""A shopper's way to an order: article, card, cart, checkout, and the order's own page."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from shop.models import Order, Product, TaxRate
from tests.browser.visitor import Visitor
from tests.factories import make_article, make_delivery, make_photo, make_product

ADDRESS = {
    "Email": "sara@shoppers.example",
    "Name": "Sara Shopper",
    "Street and number": "1 Quay Street",
    "Postcode": "12345",
    "Town": "Wexmouth",
}


@pytest.fixture
def almanac(live_server: object) -> Product:
    rate = TaxRate.objects.create(name="Standard", percent=Decimal(19))
    make_delivery(name="Post", tax_rate=rate, countries=["DE", "AT"])
    make_delivery(name="Courier", price=Decimal(15), tax_rate=rate, note="Tomorrow", countries=["AT", "GB"])
    return make_product(title="Tide Almanac", slug="almanac", tax_rate=rate, photo=make_photo(), stock=10)


def fill(page: Page, **other: str) -> None:
    for label, text in ADDRESS.items():
        page.get_by_label(label, exact=True).fill(other.get(label.split()[0].lower(), text))


def to_checkout(person: Visitor) -> Page:
    person.go("/shop/products/almanac/")
    person.press("Buy Now")
    person.press("Check out")
    return person.page


def expect_422(person: Visitor) -> None:
    person.faults = [fault for fault in person.faults if "422" not in fault]


def test_shopper_orders_from_an_article(almanac: Product, guest: Visitor) -> None:
    page = guest.page
    article = make_article(products=[almanac])
    guest.go(article.get_absolute_url())
    guest.press("Buy Now")
    guest.check()
    guest.press("Check out")
    guest.check()
    fill(page)
    page.get_by_label("Country").select_option("Germany")
    expect(page.get_by_role("region", name="Your order")).to_contain_text("includes tax at 19%")
    guest.press("Order and pay")

    order = Order.objects.get()
    expect(page).to_have_url(f"{guest.base_url}{order.get_absolute_url()}")
    expect(page.get_by_text(order.code).first).to_be_visible()
    guest.check()
    assert (order.total, order.lines.get().from_article) == (Decimal("25.00"), article.pk)
    page.go_back()
    expect(page).to_have_url(f"{guest.base_url}{order.get_absolute_url()}")
    page.reload()
    assert Order.objects.count() == 1


def test_way_back_to_a_refused_form_keeps_what_was_typed(almanac: Product, guest: Visitor) -> None:
    page = to_checkout(guest)
    fill(page, email="sara@")
    page.get_by_label("Country").select_option("Germany")
    page.locator("#checkout").evaluate("form => { form.noValidate = true }")
    guest.press("Order and pay")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was ordered yet")
    expect_422(guest)
    guest.follow("Change the cart")

    page.go_back()

    expect(page.get_by_role("alert")).to_contain_text("Nothing was ordered yet")
    expect(page.get_by_label("Town")).to_have_value(ADDRESS["Town"])
    expect_422(guest)
    page.get_by_label("Email").fill("sara@shoppers.example")
    guest.press("Order and pay")
    expect(page).to_have_url(f"{guest.base_url}{Order.objects.get().get_absolute_url()}")


def test_way_back_from_the_order_leads_to_it_again(almanac: Product, visitor: Callable[..., Visitor]) -> None:
    shopper = visitor()
    page = to_checkout(shopper)
    fill(page, email="sara@")
    page.get_by_label("Country").select_option("Germany")
    page.locator("#checkout").evaluate("form => { form.noValidate = true }")
    shopper.press("Order and pay")
    expect_422(shopper)
    page.get_by_label("Email").fill("sara@shoppers.example")
    shopper.press("Order and pay")
    order = f"{shopper.base_url}{Order.objects.get().get_absolute_url()}"
    expect(page).to_have_url(order)

    page.go_back(wait_until="commit")

    expect(page).to_have_url(order)
    expect_422(shopper)


def test_wrong_fields_are_named_and_keep_what_was_typed(
    almanac: Product, sized: Callable[..., Visitor]
) -> None:
    shopper = sized(has_script=False)
    page = to_checkout(shopper)
    fill(page, email="sara", town="")
    page.locator("#checkout").evaluate("form => form.noValidate = true")
    shopper.press("Order and pay")

    expect(page.get_by_role("alert")).to_contain_text("Town: Tell us the town.")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Sara Shopper")
    expect(page.get_by_label("Email", exact=True)).to_have_accessible_description(
        "For what we write about your order. Type an email address, such as name@example.org."
    )
    page.get_by_role("link", name="Town").click()
    expect(page.get_by_label("Town")).to_be_focused()
    expect_422(shopper)


def test_total_follows_the_delivery_and_says_so(almanac: Product, sized: Callable[..., Visitor]) -> None:
    shopper = sized()
    page = to_checkout(shopper)
    fill(page)
    total = page.get_by_role("region", name="Your order")
    expect(page.get_by_role("button", name="Update total")).to_be_hidden()
    page.get_by_label("Country").select_option("United Kingdom")

    expect(page.get_by_role("status").filter(has_text="$35.00")).to_have_count(1)
    expect(total).to_contain_text("Delivery: Courier")
    expect(page.get_by_role("radio", name="Courier")).to_be_checked()
    page.get_by_label("Country").select_option("Austria")
    page.get_by_role("radio", name="Post").check()
    expect(total).to_contain_text("$25.00")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Sara Shopper")
    shopper.check()
    shopper.press("Order and pay")
    expect(page.get_by_text(Order.objects.get().code).first).to_be_visible()


def test_delivery_comes_back_with_the_country(almanac: Product, guest: Visitor) -> None:
    make_delivery(name="Post, abroad", price=Decimal(9))
    page = to_checkout(guest)
    for country, way in [("Germany", "Post"), ("France", "Post, abroad"), ("Germany", "Post")]:
        page.get_by_label("Country").select_option(country)
        if not guest.has_script:
            guest.press("Update total")
        expect(page.get_by_role("region", name="Your order")).to_contain_text(f"Delivery: {way}$")
        expect(page.get_by_role("radio", name=re.compile(f"^{way} "))).to_be_checked()


def test_way_that_does_not_go_there_is_said_to(almanac: Product, guest: Visitor) -> None:
    page = to_checkout(guest)
    page.get_by_label("Country").select_option("Germany")
    page.get_by_role("radio", name="Courier").check()
    if not guest.has_script:
        guest.press("Update total")

    ways = page.get_by_role("group", name="Delivery")
    expect(ways.get_by_text("Courier does not go to Germany.")).to_be_visible()
    expect(page.get_by_role("radio", name="Post")).to_be_checked()
    if guest.has_script:
        told = page.get_by_role("status").filter(has_text="Courier does not go to Germany. Total $25.00")
        expect(told).to_have_count(1)
    guest.check()
    page.get_by_label("Country").select_option("Austria")
    if not guest.has_script:
        guest.press("Update total")
    expect(page.get_by_role("radio", name="Courier")).to_be_checked()
    expect(page.get_by_text("does not go to")).to_have_count(0)


def test_total_is_updated_by_a_button_without_script(
    almanac: Product, visitor: Callable[..., Visitor]
) -> None:
    shopper = visitor(has_script=False)
    page = to_checkout(shopper)
    page.get_by_label("Name", exact=True).fill("Sara Shopper")
    page.get_by_label("Country").select_option("United Kingdom")
    shopper.press("Update total")

    expect(page.get_by_role("region", name="Your order")).to_contain_text("$35.00")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Sara Shopper")


def test_another_price_is_shown_and_asked_about(almanac: Product, guest: Visitor) -> None:
    page = to_checkout(guest)
    fill(page)
    page.get_by_label("Country").select_option("Austria")
    expect(page.get_by_role("radio", name="Post")).to_be_checked()
    page.wait_for_load_state("networkidle")  # with script, the total follows the country
    Product.objects.update(regular_price=Decimal("25.00"))
    guest.press("Order and pay")

    row = page.get_by_role("row").filter(has_text="1 × $20.00")
    expect(row).to_contain_text("1 × $25.00")
    assert not Order.objects.exists()
    expect_422(guest)
    guest.check()
    guest.press("Order and pay")
    expect(page.get_by_text(Order.objects.get().code).first).to_be_visible()
    assert Order.objects.get().total == Decimal("30.00")


def test_what_sold_out_meanwhile_is_named_and_taken_out(almanac: Product, guest: Visitor) -> None:
    page = to_checkout(guest)
    page.get_by_role("link", name="Change the cart").click()
    page.get_by_label("Quantity").fill("3")
    guest.press("Check out")
    fill(page)
    page.get_by_label("Country").select_option("Austria")
    page.wait_for_load_state("networkidle")
    Product.objects.update(stock=2)
    guest.press("Order and pay")

    expect(page.get_by_role("alert")).to_contain_text("Tide Almanac: you want 3, and 2 can be bought.")
    expect_422(guest)
    guest.check()
    guest.press("Change the cart to what is left")
    expect(page.get_by_label("Town")).to_have_value("Wexmouth")
    guest.press("Order and pay")
    expect(page.get_by_text(Order.objects.get().code).first).to_be_visible()
    assert Order.objects.get().lines.get().quantity == 2


def test_double_click_orders_once(almanac: Product, visitor: Callable[..., Visitor]) -> None:
    shopper = visitor()
    page = to_checkout(shopper)
    fill(page)
    page.get_by_label("Country").select_option("Austria")
    expect(page.get_by_role("radio", name="Post")).to_be_checked()
    page.get_by_role("button", name="Order and pay").dblclick()

    page.wait_for_url("**/shop/orders/*/*/")
    assert Order.objects.count() == 1
