"""A shopper's way: card, cart, quantities, and the same cart tomorrow."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import User
from playwright.sync_api import Locator, expect

from shop.models import Cart, Product
from tests.browser.visitor import Visitor
from tests.factories import make_article, make_cart, make_photo, make_product


@pytest.fixture
def almanac(live_server: object) -> Product:
    return make_product(title="Tide Almanac", slug="almanac", sale_price=Decimal("17.00"), photo=make_photo())


def row_of(shopper: Visitor, title: str) -> Locator:
    return shopper.page.get_by_role("row").filter(has_text=title)


def test_shopper_buys_three_from_a_card_in_an_article(almanac: Product, guest: Visitor) -> None:
    article = make_article(products=[almanac])
    page = guest.page
    guest.go(article.get_absolute_url())
    card = (
        page.get_by_role("article").filter(has=page.get_by_role("heading", name="Tide Almanac", level=3)).last
    )
    expect(card.locator("s")).to_have_text("$20.00")
    expect(card.get_by_text("$17.00")).to_be_visible()
    card.get_by_label("Quantity").fill("3")
    guest.press("Buy Now", within=card)

    row = row_of(guest, "Tide Almanac")
    expect(row.get_by_text("$17.00")).to_be_visible()
    expect(row.get_by_text("$51.00")).to_be_visible()
    expect(page.get_by_text("You save $9.00")).to_be_visible()
    expect(page.get_by_text("This shop takes no orders yet.")).to_be_visible()
    guest.check()
    assert guest.cookies() == ["cart", "cart_count"]


def test_address_that_others_kept_says_of_an_empty_cart_nothing_was_added(
    almanac: Product, visitor: Callable[..., Visitor]
) -> None:
    shopper = visitor()
    shopper.go("/shop/products/almanac/?added#added")

    expect(shopper.page.get_by_role("heading", name="Tide Almanac")).to_be_visible()
    expect(shopper.page.get_by_text("Added to your cart.")).to_have_count(0)


def test_page_says_once_that_something_was_added(almanac: Product, visitor: Callable[..., Visitor]) -> None:
    shopper = visitor()
    page = shopper.page
    shopper.go("/shop/products/almanac/")
    shopper.press("Add to cart")
    expect(page.get_by_text("Added to your cart.")).to_be_in_viewport()
    expect(page).to_have_url(f"{shopper.base_url}/shop/products/almanac/#added")
    shopper.check()

    page.reload()

    expect(page.get_by_text("Added to your cart.")).to_have_count(0)


def test_shopper_changes_quantities_and_removes(almanac: Product, guest: Visitor) -> None:
    make_product(title="Enamel Mug", slug="mug")
    page = guest.page
    for title in ("Tide Almanac", "Enamel Mug"):
        guest.go("/shop/")
        guest.check()
        guest.follow(title)
        guest.check()
        guest.press("Buy Now")
    page.get_by_label("Quantity of Tide Almanac").fill("2")
    page.get_by_label("Quantity of Tide Almanac").press("Enter")

    expect(row_of(guest, "Tide Almanac").get_by_text("$34.00")).to_be_visible()
    guest.press("Remove Enamel Mug")
    expect(row_of(guest, "Enamel Mug")).to_have_count(0)
    expect(page.get_by_text("$34.00")).to_have_count(2)
    guest.press("Remove Tide Almanac")
    expect(page.get_by_text("Your cart is empty.")).to_be_visible()
    guest.check()


def test_shopper_finds_the_cart_again_tomorrow(almanac: Product, guest: Visitor) -> None:
    guest.go("/shop/products/almanac/")
    guest.press("Add to cart")
    expect(guest.page.get_by_text("Added to your cart.")).to_be_visible()
    cookie = next(cookie for cookie in guest.context.cookies() if cookie.get("name") == "cart")
    lasts = datetime.fromtimestamp(cookie.get("expires", 0), UTC) - datetime.now(UTC)

    with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
        guest.go("/shop/cart/")

    expect(row_of(guest, "Tide Almanac")).to_be_visible()
    assert timedelta(days=29) < lasts < timedelta(days=31)


def test_shopper_who_asks_for_too_many_is_told_beside_the_field(
    almanac: Product, visitor: Callable[..., Visitor]
) -> None:
    Product.objects.update(stock=2)
    shopper = visitor(has_script=False)
    shopper.go("/shop/products/almanac/")
    shopper.page.get_by_label("Quantity").fill("3")
    shopper.page.locator("form.buy").evaluate("form => form.noValidate = true")
    shopper.press("Buy Now")

    expect(shopper.page.get_by_text("Only 2 are in stock.")).to_be_visible()
    expect(shopper.page.get_by_label("Quantity")).to_have_value("3")
    shopper.faults = [fault for fault in shopper.faults if "422" not in fault]


def test_sold_out_product_offers_no_button(almanac: Product, visitor: Callable[..., Visitor]) -> None:
    Product.objects.update(stock=0)
    shopper = visitor()
    shopper.go("/shop/")

    expect(shopper.page.get_by_text("Sold out")).to_be_visible()
    expect(shopper.page.get_by_role("button", name="Buy Now")).to_have_count(0)
    shopper.check()


def test_cart_of_a_guest_goes_along_at_login(
    almanac: Product, editor: User, visitor: Callable[..., Visitor]
) -> None:
    Cart.objects.filter(pk=make_cart({almanac: 4}).pk).update(user=editor)
    shopper = visitor()
    shopper.go(almanac.get_absolute_url())
    shopper.press("Add to cart")

    shopper.go_through_the_door(editor)

    expect(shopper.page.get_by_text("is in your account's cart now")).to_be_visible()
    shopper.go("/shop/cart/")
    expect(shopper.page.get_by_label("Quantity")).to_have_value("4")  # the larger of the two
    shopper.check()
