"""The cart at a browser: its number in the header, and the buttons beside quantities."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from shop.models import Cart, Product
from tests.browser.visitor import Visitor
from tests.factories import make_article, make_delivery, make_photo, make_product

NO_COOKIE_STORE = "delete Window.prototype.cookieStore; delete window.cookieStore"


@pytest.fixture
def almanac(live_server: object) -> Product:
    return make_product(title="Tide Almanac", slug="almanac", photo=make_photo())


def cart_link(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Sections").get_by_role("link", name="Cart")


def quantity(page: Page) -> Locator:
    return page.get_by_role("spinbutton")


def put_in(person: Visitor, page: Page | None = None) -> None:
    (page or person.page).get_by_role("button", name="Add to cart").click()
    expect((page or person.page).get_by_text("Added to your cart.")).to_be_visible()


def test_header_counts_the_cart_on_every_page(almanac: Product, visitor: Callable[..., Visitor]) -> None:
    shopper = visitor()
    shopper.go("/")
    expect(cart_link(shopper.page)).to_have_accessible_name("Cart")
    shopper.go("/shop/products/almanac/")
    put_in(shopper)
    expect(cart_link(shopper.page)).to_have_accessible_name("Cart (1)")
    shopper.go("/")
    expect(cart_link(shopper.page)).to_have_accessible_name("Cart (1)")
    shopper.check()


def test_header_is_right_after_back_and_forward(almanac: Product, visitor: Callable[..., Visitor]) -> None:
    shopper = visitor()
    page = shopper.page
    shopper.go("/")
    shopper.go("/shop/products/almanac/")
    put_in(shopper)
    page.go_back()
    page.go_back()
    expect(page).to_have_url(f"{shopper.base_url}/")
    expect(cart_link(page)).to_have_accessible_name("Cart (1)")
    shopper.go("/shop/cart/")
    shopper.press("Remove")
    expect(cart_link(page)).to_have_accessible_name("Cart")
    page.go_back()
    expect(cart_link(page)).to_have_accessible_name("Cart")
    page.go_forward()
    expect(cart_link(page)).to_have_accessible_name("Cart")


@pytest.mark.parametrize(
    "sign", ["new PageTransitionEvent('pageshow', {persisted: true})", "new Event('focus')"]
)
def test_page_that_comes_back_as_it_was_left_is_put_right(
    almanac: Product, visitor: Callable[..., Visitor], sign: str
) -> None:
    shopper = visitor()
    shopper.page.add_init_script(NO_COOKIE_STORE)
    shopper.go("/")
    shopper.page.evaluate("document.cookie = 'cart_count=7; path=/'")
    expect(cart_link(shopper.page)).to_have_accessible_name("Cart")

    shopper.page.evaluate(f"window.dispatchEvent({sign})")

    expect(cart_link(shopper.page)).to_have_accessible_name("Cart (7)")


def test_second_tab_counts_at_once(almanac: Product, visitor: Callable[..., Visitor]) -> None:
    shopper = visitor()
    shopper.go("/")
    second = shopper.watch(shopper.context.new_page())
    second.goto("/shop/products/almanac/")

    put_in(shopper, second)

    expect(cart_link(shopper.page)).to_have_accessible_name("Cart (1)")


@pytest.mark.parametrize("kept", ["", "abc", "-1", "1e9", "<b>"])
def test_header_says_nothing_of_a_number_that_is_none(
    almanac: Product, visitor: Callable[..., Visitor], kept: str
) -> None:
    shopper = visitor()
    shopper.context.add_cookies([{"name": "cart_count", "value": kept, "url": shopper.base_url}])
    shopper.go("/")

    expect(shopper.page.locator("cart-count:defined")).to_have_count(1)
    expect(cart_link(shopper.page)).to_have_accessible_name("Cart")


def test_without_script_the_link_just_says_cart_and_no_button_is_dead(
    almanac: Product, visitor: Callable[..., Visitor]
) -> None:
    shopper = visitor(has_script=False)
    shopper.go("/shop/products/almanac/")
    put_in(shopper)

    expect(cart_link(shopper.page)).to_have_accessible_name("Cart")
    expect(shopper.page.get_by_role("button", name="One more")).to_have_count(0)
    shopper.check()


def test_buttons_step_between_the_limits_and_say_so(
    almanac: Product, visitor: Callable[..., Visitor]
) -> None:
    Product.objects.update(stock=3)
    shopper = visitor()
    page = shopper.page
    shopper.go("/shop/products/almanac/")
    fewer = page.get_by_role("button", name="One fewer Tide Almanac")
    more = page.get_by_role("button", name="One more Tide Almanac")
    status = page.get_by_role("status")

    expect(fewer).to_be_disabled()
    more.click()
    expect(quantity(page)).to_have_value("2")
    expect(status).to_have_text("Quantity of Tide Almanac: 2.")
    expect(fewer).to_be_enabled()
    more.click()
    expect(more).to_be_disabled()
    expect(status).to_have_text("Quantity of Tide Almanac: 3. Only 3 are in stock.")
    shopper.check()
    fewer.click()
    expect(quantity(page)).to_have_value("2")
    expect(more).to_be_enabled()


@pytest.mark.parametrize("width", [1280, 360])
def test_limit_stands_beside_the_field_once_it_is_reached(
    almanac: Product, visitor: Callable[..., Visitor], width: int
) -> None:
    Product.objects.update(stock=2)
    shopper = visitor(width=width)
    page = shopper.page
    shopper.go("/shop/products/almanac/")
    shopper.press("Buy Now")
    words = page.get_by_role("cell").get_by_text("Only 2 are in stock.")
    expect(words).to_have_count(1)
    expect(words).to_be_hidden()

    page.get_by_role("button", name="One more Tide Almanac").click()

    expect(words).to_be_visible()
    shopper.check()
    page.get_by_role("button", name="One fewer Tide Almanac").click()
    expect(words).to_be_hidden()


def test_keyboard_is_never_left_without_a_place(almanac: Product, visitor: Callable[..., Visitor]) -> None:
    Product.objects.update(stock=2)
    shopper = visitor()
    page = shopper.page
    shopper.go("/shop/products/almanac/")
    quantity(page).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="One more Tide Almanac")).to_be_focused()

    page.keyboard.press("Space")

    expect(quantity(page)).to_have_value("2")
    expect(quantity(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(quantity(page)).to_have_value("1")
    expect(page.get_by_role("button", name="One more Tide Almanac")).to_be_enabled()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{shopper.base_url}/shop/cart/")


def test_buttons_are_large_enough_wherever_they_stand(
    almanac: Product, sized: Callable[..., Visitor]
) -> None:
    shopper = sized()
    article = make_article(products=[almanac])
    for path in ("/shop/", "/shop/products/almanac/", article.get_absolute_url(), "/shop/cart/"):
        shopper.go(path)
        if path == "/shop/products/almanac/":
            put_in(shopper)
        more = shopper.page.get_by_role("button", name="One more Tide Almanac")
        box = more.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        shopper.check()


def test_cart_is_changed_by_buttons_and_checked_out_with_what_is_typed(
    almanac: Product, guest: Visitor
) -> None:
    make_product(title="Enamel Mug", slug="mug")
    make_delivery()
    page = guest.page
    for slug in ("almanac", "mug"):
        guest.go(f"/shop/products/{slug}/")
        guest.press("Add to cart")
    guest.go("/shop/cart/")
    if guest.has_script:
        page.get_by_role("button", name="One more Tide Almanac").click()
    else:
        page.get_by_label("Quantity of Tide Almanac").fill("2")
    guest.press("Remove Enamel Mug")

    expect(page.get_by_label("Quantity of Tide Almanac")).to_have_value("2")
    expect(page.get_by_text("Subtotal")).to_be_visible()
    guest.check()
    page.get_by_label("Quantity of Tide Almanac").fill("4")
    guest.press("Check out")
    expect(page).to_have_url(f"{guest.base_url}/shop/checkout/")
    assert Cart.objects.get().lines.get().quantity == 4


def test_totals_say_that_they_are_old_until_the_cart_is_updated(
    almanac: Product, sized: Callable[..., Visitor]
) -> None:
    shopper = sized()
    page = shopper.page
    shopper.go("/shop/products/almanac/")
    shopper.press("Buy Now")
    told = page.get_by_role("status").filter(has_text="Press “Update cart” to see the new ones.")
    expect(told).to_have_count(0)

    page.get_by_role("button", name="One more Tide Almanac").click()
    expect(told).to_be_visible()
    shopper.check()
    page.get_by_label("Quantity of Tide Almanac").fill("1")
    expect(told).to_have_count(0)
    page.get_by_label("Quantity of Tide Almanac").fill("3")
    expect(told).to_be_visible()
    shopper.press("Update cart")

    expect(page.get_by_text("$60.00")).to_have_count(2)
    expect(told).to_have_count(0)
    shopper.check()


def test_totals_are_old_beside_a_quantity_that_was_refused(
    almanac: Product, visitor: Callable[..., Visitor]
) -> None:
    shopper = visitor()
    page = shopper.page
    shopper.go("/shop/products/almanac/")
    shopper.press("Buy Now")
    page.get_by_label("Quantity of Tide Almanac").fill("0")
    page.locator("#cart").evaluate("form => { form.noValidate = true }")
    shopper.press("Update cart")
    shopper.faults.clear()  # the browser notes the answer 422

    expect(page.get_by_role("status").filter(has_text="Press “Update cart”")).to_be_visible()
    shopper.check()


def test_page_says_without_script_how_the_totals_follow(
    almanac: Product, visitor: Callable[..., Visitor]
) -> None:
    shopper = visitor(has_script=False)
    shopper.go("/shop/products/almanac/")
    shopper.press("Buy Now")

    expect(shopper.page.get_by_text("After changing a quantity:")).to_be_visible()


def test_enter_in_a_quantity_saves_and_removes_nothing(almanac: Product, guest: Visitor) -> None:
    page = guest.page
    guest.go("/shop/products/almanac/")
    guest.press("Buy Now")
    page.get_by_label("Quantity of Tide Almanac").fill("5")
    page.get_by_label("Quantity of Tide Almanac").press("Enter")

    expect(page.get_by_text("$100.00")).to_have_count(2)
    assert Cart.objects.get().lines.get().quantity == 5


def test_double_click_counts_as_often_as_it_arrives(
    almanac: Product, visitor: Callable[..., Visitor]
) -> None:
    shopper = visitor()
    shopper.go("/shop/products/almanac/")
    put_in(shopper)
    shopper.page.get_by_role("button", name="Buy Now").dblclick()
    shopper.page.wait_for_url("**/shop/cart/")
    shopper.go("/shop/cart/")

    held = Cart.objects.get().lines.get().quantity
    assert held in {2, 3}
    expect(cart_link(shopper.page)).to_have_accessible_name(f"Cart ({held})")
