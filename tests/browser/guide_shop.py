"""The pictures of docs/shop.md: a shopper buys from an article, and a shopkeeper sends what was bought."""

from playwright.sync_api import Browser, Page

from tests.browser.camera import keep, log_in, visit

ADDRESS = {
    "Email": "hannah@readers.example",
    "Name": "Hannah Reed",
    "Street and number": "4 Custom House Lane",
    "Postcode": "WX1 3CH",
    "Town": "Wexmouth",
}


def shopper(page: Page) -> None:
    """From a card in an article to a placed order, and the form to withdraw."""
    page.goto("/sections/science/")
    page.get_by_role("link", name="Victorian ledgers").first.click()
    page.get_by_role("button", name="Buy Now").first.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    keep("shop-card", page)
    page.get_by_role("button", name="Buy Now").first.click()
    page.get_by_role("button", name="Check out").wait_for()
    keep("shop-cart", page)
    page.get_by_role("button", name="Check out").click()
    for label, text in ADDRESS.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Order and pay").scroll_into_view_if_needed()
    keep("shop-checkout", page)
    page.get_by_role("button", name="Order and pay").click()
    page.get_by_role("heading", name="How to pay").wait_for()
    keep("shop-order", page)
    page.goto("/shop/withdrawal/")
    keep("shop-withdrawal", page)


def products(page: Page) -> None:
    """What waits, a product, and its stock."""
    keep("shop-desk", page)
    page.goto("/admin/shop/product/")
    page.get_by_role("link", name="The Wexmouth Tide Almanac 2027").click()
    keep("shop-product", page.locator("fieldset:has(#id_regular_price)"))
    page.get_by_role("link", name="Count or receive").click()
    keep("shop-stock", page)


def orders(page: Page) -> None:
    """The list, many at once, one order, its invoice."""
    page.goto("/admin/shop/order/")
    keep("shop-orders", page)
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option(label="Mark as sent")
    page.locator(".actions button[type=submit]").click()
    page.get_by_role("button", name="Back to the orders").wait_for()
    keep("shop-mark", page)
    page.goto("/admin/shop/order/?q=iris@readers.example")
    page.locator(".field-code a").click()
    page.locator("summary", has_text="Give money back").click()
    keep("shop-acts", page)
    page.goto("/admin/shop/order/?q=dirk@readers.example")
    page.locator(".field-code a").click()
    page.get_by_role("link", name="The order as the shopper sees it").click()
    page.get_by_role("link", name="Invoice 4").click()
    keep("shop-invoice", page)
    page.goto("/admin/shop/order/sales/")
    keep("shop-sales", page)


def beside(page: Page) -> None:
    """What is set up, written and erased beside the orders."""
    page.goto("/admin/shop/deliverymethod/")
    keep("shop-delivery", page)
    page.goto("/admin/outbox/mail/")
    keep("shop-mails", page)
    page.goto("/admin/shop/order/?show=done")
    page.locator(".field-code a").first.click()
    page.get_by_role("link", name="Erase the person").click()
    page.get_by_role("heading", name="Erase the person").wait_for()
    keep("shop-erase", page)


def walk(browser: Browser) -> None:
    """The whole way."""
    shopper(visit(browser))
    shopkeeper = log_in(browser, "shopkeeper")
    products(shopkeeper)
    orders(shopkeeper)
    beside(shopkeeper)
