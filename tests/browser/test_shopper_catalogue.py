"""A shopper's way through the listings, and what they see of products that cannot be bought here."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from shop.models import Product
from tests.browser.visitor import Visitor
from tests.factories import make_article, make_category, make_photo, make_product, make_tax_rate


@pytest.fixture
def shelf(live_server: object) -> dict[str, Product]:
    """One product of each sort."""
    books = make_category(name="Books", slug="books")
    almanac = make_product(
        title="Tide Almanac",
        slug="almanac",
        category=books,
        sale_price=Decimal(17),
        photo=make_photo(),
        stock=4,
        most_per_order=3,
        sku="WX-7",
        tax_rate=make_tax_rate("19"),
        maker="Corn Street Press",
        maker_address="3 Corn Street",
        warnings="Not for navigation.",
    )
    almanac.more_photos.create(photo=make_photo(alt="The back"))
    return {
        "almanac": almanac,
        "map": make_product(
            title="Harbour Map",
            category=books,
            kind="affiliate",
            label="We earn a commission.",
            outbound_url="https://maps.example/wex",
        ),
        "print": make_product(title="Lighthouse Print", kind="sponsored", label="Paid for by the Harbour."),
        "mug": make_product(title="Enamel Mug", stock=0, category=books),
        "guide": make_product(title="Bird Guide", recall_notice="The ink rubs off.\n\nBring it back."),
    }


def test_shopper_searches_sorts_and_narrows(shelf: dict[str, Product], guest: Visitor) -> None:
    page = guest.page
    titles = page.locator(".product-card__title")
    guest.go("/shop/")
    page.get_by_label("Sort by").select_option("Price, low to high")
    guest.press("Show")
    expect(titles.first).to_have_text("Tide Almanac")
    guest.check()

    guest.follow("Books")
    page.get_by_label("In stock only").check()
    page.get_by_label("Search in this list").fill("harbour MAP")
    page.get_by_label("Search in this list").press("Enter")
    expect(page.get_by_text("One product fits.")).to_be_visible()
    expect(titles).to_have_text(["Harbour Map"])
    expect(page.get_by_label("In stock only")).to_be_checked()
    guest.check()

    page.get_by_label("Search in this list").fill("zeppelin")
    guest.press("Show")
    expect(page.get_by_text("No product fits “zeppelin”.")).to_be_visible()
    guest.check()
    guest.follow("Show all")
    expect(titles).to_have_count(3)
    assert guest.cookies() == []


@pytest.mark.parametrize("name", ["almanac", "map", "print", "mug", "guide"])
def test_page_of_every_sort_of_product_can_be_read_by_all(
    shelf: dict[str, Product], sized: Callable[..., Visitor], name: str
) -> None:
    shopper = sized()
    shopper.go(shelf[name].get_absolute_url())

    expect(shopper.page.get_by_role("heading", level=1, name=shelf[name].title)).to_be_visible()
    shopper.check()


def test_what_others_sell_is_bought_there(shelf: dict[str, Product], guest: Visitor) -> None:
    guest.go(shelf["map"].get_absolute_url())
    link = guest.page.get_by_role("link", name="Buy at maps.example")

    expect(link).to_have_attribute("href", "https://maps.example/wex")
    expect(link).to_have_attribute("rel", "sponsored nofollow noopener")
    expect(guest.page.get_by_text("We earn a commission.")).to_be_visible()
    expect(guest.page.get_by_label("Quantity")).to_have_count(0)


def test_reader_meets_notices_for_what_cannot_be_bought(
    shelf: dict[str, Product], sized: Callable[..., Visitor]
) -> None:
    hidden = make_product(title="Secret", is_listed=False)
    article = make_article(products=[*shelf.values(), hidden])
    reader = sized()
    page = reader.page
    reader.go(article.get_absolute_url())
    cards = page.locator(".promoted .product-card__title")

    expect(cards).to_have_text(["Tide Almanac", "Harbour Map", "Lighthouse Print"])
    expect(page.get_by_text("Sold out: Enamel Mug")).to_be_visible()
    expect(page.get_by_text("A product that stood here is no longer for sale.")).to_be_visible()
    expect(page.get_by_text("Secret")).to_have_count(0)
    reader.check()
    reader.follow("Read the recall notice")
    expect(page.get_by_role("region", name="This product has been recalled")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Buy Now")).to_have_count(0)


def test_form_that_comes_after_the_recall_is_told_so(
    shelf: dict[str, Product], visitor: Callable[..., Visitor]
) -> None:
    shopper = visitor()
    shopper.go(shelf["almanac"].get_absolute_url())
    Product.objects.filter(slug="almanac").update(recall_notice="It sinks.")
    shopper.press("Buy Now")

    expect(shopper.page.get_by_text("Nothing was added to your cart.")).to_be_visible()
    expect(shopper.page.get_by_text("It sinks.")).to_be_visible()
    shopper.faults = [fault for fault in shopper.faults if "422" not in fault]
    shopper.check()


def test_shopper_compares_a_sale_with_what_it_cost_before(shelf: dict[str, Product], guest: Visitor) -> None:
    guest.go(shelf["almanac"].get_absolute_url())
    page = guest.page
    expect(page.locator(".price s").first).to_have_text("$20.00")
    expect(page.get_by_text("15%").first).to_be_visible()

    page.locator("summary", has_text="Price history").click()

    rows = page.locator(".price-history tbody tr")
    expect(rows.nth(0)).to_contain_text("$17.00")
    expect(rows.nth(1)).to_contain_text("$20.00")
    guest.check()
