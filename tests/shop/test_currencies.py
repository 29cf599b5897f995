"""Amounts in currencies with no, two and three digits after the point, from the form to the order; and the greatest ones."""

from decimal import Decimal

import pytest
from babel.numbers import get_currency_precision
from django.test import Client
from pytest_django import Settings

from shop import checkout, invoices, payments
from shop.models import Order, PaymentMethod, Product, TaxRate
from shop.money import check_currency
from shop.stripe_checkout.client import DIGITS
from tests.factories import make_cart, make_delivery, make_order, make_product, make_request
from tests.shop.keeping import PRODUCTS, add_product, change_product, errors_beside
from tests.shop.ordering import CHECKOUT, order
from tests.shop.shopper import open_cart, seen_text
from tests.shop.tending import act

DEAREST = Decimal("99999999.99")
TOO_FINE = {
    "JPY": ("20.5", "Type a whole amount: JPY has nothing smaller."),
    "USD": ("20.505", "Type at most 2 digits after the point: USD has no more."),
    "KWD": ("20.5055", "Type at most 3 digits after the point: KWD has no more."),
}
FINEST = {"JPY": Decimal(21), "USD": Decimal("20.51"), "KWD": Decimal("20.507")}

pytestmark = pytest.mark.django_db


@pytest.fixture(params=FINEST)
def currency(request: pytest.FixtureRequest, settings: Settings) -> str:
    """The currency of the site."""
    settings.SHOP_CURRENCY = request.param
    return str(request.param)


def test_price_finer_than_the_currency_is_refused_in_words(desk: Client, currency: str) -> None:
    typed, words = TOO_FINE[currency]
    whole = {"regular_price": "30", "sale_price": "20"}

    for field in whole:
        html = add_product(desk, **whole | {field: typed})
        assert words in errors_beside(html, field)

    html = str(desk.post("/admin/shop/deliverymethod/add/", {"name": "Post", "price": typed}).text)
    assert words in errors_beside(html, "price")
    assert not Product.objects.exists()


def test_price_as_fine_as_the_currency_is_stored_and_kept(desk: Client, currency: str) -> None:
    price = FINEST[currency]

    assert add_product(desk, regular_price=str(price)) == ""

    product = Product.objects.get()
    assert f'value="{price}"' in desk.get(f"{PRODUCTS}{product.pk}/change/").text
    assert change_product(desk, product, title="Bowl") == ""
    product.refresh_from_db()
    assert str(product.regular_price) == str(price)


def test_order_adds_up_in_the_currency(currency: str) -> None:
    price, rate = FINEST[currency], TaxRate.objects.create(name="Standard", percent=Decimal(19))
    product = make_product(regular_price=price, tax_rate=rate)
    made = make_order({product: 3}, delivery=make_delivery(price=price, tax_rate=rate))
    payments.receive(made, made.total, method=PaymentMethod.TRANSFER)
    payments.refund(made, price, reason="One broke.", by=None)

    made = Order.objects.get()
    tax = made.taxes.get()
    assert (made.lines_total, made.total, made.refunded) == (3 * price, 4 * price, price)
    assert (tax.gross, tax.net + tax.tax) == (made.total, made.total)
    assert tax.tax != tax.tax.to_integral_value() or currency == "JPY"
    invoice, note = made.invoices.all()
    assert (invoice.amount, note.amount) == (made.total, price)
    assert sum(part.gross for part in invoices.taxes(note)) == price


def test_price_that_was_typed_under_a_finer_currency_is_the_same_for_everybody(
    client: Client, settings: Settings
) -> None:
    product = make_product(title="Mug", regular_price=Decimal("19.60"))
    make_delivery(price=Decimal("4.60"))
    settings.SHOP_CURRENCY = "JPY"
    open_cart(client, {product: 2})

    text = seen_text(client.get(CHECKOUT))
    order(client)

    assert "Mug ¥20 2 ¥40" in text
    assert "Total ¥45" in text
    made = Order.objects.get()
    assert (made.lines.get().unit_price, made.total) == (Decimal(20), Decimal(45))


def test_old_order_keeps_its_digits_when_the_site_changes_its_currency(settings: Settings) -> None:
    make_order({make_product(regular_price=Decimal("19.60")): 1})

    settings.SHOP_CURRENCY = "JPY"

    assert Order.objects.get().lines_total == Decimal("19.60")


def test_amount_that_staff_type_is_as_fine_as_the_currency(desk: Client, currency: str) -> None:
    made = make_order({make_product(regular_price=Decimal(30)): 1})
    typed, words = TOO_FINE[currency]

    response = act(desk, made, "pay", amount=typed, day=f"{made.placed_at:%Y-%m-%d}")

    assert words in response.text
    assert not made.payments.exists()


@pytest.mark.parametrize(
    ("currency", "words"),
    [
        ("CLF", "CLF has 4 digits after the point; amounts here have at most 3."),
        ("UYW", "UYW has 4 digits after the point"),
        ("XAU", "XAU is not the code of money to pay with"),
        ("XXX", "XXX is not the code"),
        ("usd", "usd is not the code"),
        ("Euro", "Euro is not the code"),
        ("", "is not the code"),
    ],
)
def test_currency_that_no_amount_can_be_in_stops_the_start(
    settings: Settings, currency: str, words: str
) -> None:
    settings.SHOP_CURRENCY = currency

    [error] = check_currency()

    assert error.id == "shop.E005"
    assert words in error.msg


def test_currency_of_the_site_is_fine(currency: str) -> None:
    assert check_currency() == []


def test_stripe_counts_no_currency_coarser_than_the_shop_does() -> None:
    assert [code for code, digits in DIGITS.items() if get_currency_precision(code) > digits] == []


# The greatest


def test_dearest_cart_that_fits_is_ordered_and_paid(client: Client) -> None:
    rate = TaxRate.objects.create(name="Standard", percent=Decimal("99.99"))
    products = [make_product(regular_price=DEAREST, tax_rate=rate) for _ in range(10)]
    make_delivery(price=DEAREST, tax_rate=rate)
    open_cart(client, dict.fromkeys(products, 99))

    response = order(client)

    assert response.status_code == 303
    made = Order.objects.get()
    assert made.total == DEAREST * 991
    payments.receive(made, made.total, method=PaymentMethod.TRANSFER)
    made.refresh_from_db()
    assert (made.state, made.missing, made.owed) == ("paid", Decimal(0), Decimal(0))
    assert made.taxes.get().gross == made.invoices.get().amount == made.total


def test_cart_that_comes_to_more_than_an_order_can_is_refused_in_words(client: Client) -> None:
    products = [make_product(regular_price=DEAREST) for _ in range(11)]
    make_delivery()
    open_cart(client, dict.fromkeys(products, 99))

    page = client.get(CHECKOUT)
    response = order(client)

    for answer in (page, response):
        assert "this is more than one order can come to" in answer.text
        assert "Order and pay" not in answer.text
    assert (page.status_code, response.status_code) == (200, 422)
    assert not Order.objects.exists()


def test_order_that_comes_to_too_much_changes_nothing() -> None:
    cart = make_cart(dict.fromkeys([make_product(regular_price=DEAREST) for _ in range(11)], 99))

    with pytest.raises(checkout.TooMuchError):
        checkout.place(cart, make_request(cart))

    assert cart.lines.count() == 11
