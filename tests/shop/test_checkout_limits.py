"""How many orders may be placed within an hour, with one email address and from one block of addresses."""

from functools import partial

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from newsroom.outbox.models import Mail
from shop import checkout
from shop.models import Cart, Order, Product
from tests.factories import make_cart, make_delivery, make_product, make_request
from tests.races import at_once
from tests.responses import Response
from tests.shop.ordering import order
from tests.shop.shopper import open_cart, seen_text
from tests.shop.test_checkout_races import many, statuses

pytestmark = pytest.mark.django_db

TOO_MANY = "Too many orders were placed within the last hour"


@pytest.fixture
def mug(settings: Settings) -> Product:
    settings.SHOP_ORDERS_PER_EMAIL, settings.SHOP_ORDERS_PER_BLOCK = 2, 3
    make_delivery()
    return make_product(stock=100)


def order_from(address: str, mug: Product, email: str, **typed: str) -> Response:
    """Somebody fills a cart and orders."""
    browser = Client(headers={"Sec-Fetch-Site": "same-origin"}, REMOTE_ADDR=address)
    open_cart(browser, {mug: 1})
    return order(browser, email=email, **typed)


def test_one_address_places_so_many_orders_however_it_is_written(mug: Product) -> None:
    answers = [
        order_from(f"8.8.{number}.8", mug, email).status_code
        for number, email in enumerate(["a@x.example", "A@X.example", "a@X.EXAMPLE", "b@x.example"])
    ]

    assert answers == [303, 303, 422, 303]


def test_one_block_of_addresses_places_so_many_orders_whoever_it_is(mug: Product) -> None:
    answers = [order_from(f"8.8.4.{number}", mug, f"{number}@x.example").status_code for number in range(5)]

    assert answers == [303, 303, 303, 422, 422]
    assert order_from("8.8.5.1", mug, "6@x.example").status_code == 303


@pytest.mark.parametrize(
    ("address", "codes"), [("127.0.0.1", [303] * 3 + [422] * 2), ("", [303] * 5)], ids=["neighbour", "nobody"]
)
def test_neighbour_is_one_and_no_address_is_nobody(mug: Product, address: str, codes: list[int]) -> None:
    answers = [order_from(address, mug, f"{number}@x.example").status_code for number in range(5)]

    assert answers == codes


def test_whoever_is_refused_is_told_and_loses_nothing(mug: Product) -> None:
    for _ in range(2):
        order_from("8.8.4.1", mug, "a@x.example")
    Mail.objects.all().delete()

    refused = order_from("8.8.4.1", mug, "a@x.example", city="Skerrow", note="Ring twice.")

    assert TOO_MANY in seen_text(refused)
    assert 'value="Skerrow"' in refused.text
    assert "Ring twice.</textarea>" in refused.text
    assert (Order.objects.count(), Cart.objects.count(), Mail.objects.count()) == (2, 1, 0)
    mug.refresh_from_db()
    assert mug.stock == 98


def test_same_order_asked_for_again_is_not_counted(mug: Product) -> None:
    browser = Client(headers={"Sec-Fetch-Site": "same-origin"}, REMOTE_ADDR="8.8.4.1")
    open_cart(browser, {mug: 1})

    answers = [order(browser).status_code if number == 0 else again(browser) for number in range(4)]

    assert answers == [303] * 4
    assert order_from("8.8.4.1", mug, "sara@shoppers.example").status_code == 303


def again(browser: Client) -> int:
    """Press the button of the page that was left."""
    return browser.post("/shop/orders/", {}).status_code


def test_order_that_is_not_placed_is_not_counted(mug: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    cart = make_cart({mug: 1})
    request = make_request(cart)
    monkeypatch.setattr(checkout, "unavailable", lambda lines: [])  # only the stock itself refuses
    Product.objects.update(stock=0)
    for _ in range(4):
        with pytest.raises(checkout.UnavailableError):
            checkout.place(cart, request)

    Product.objects.update(stock=1)

    assert checkout.place(cart, request)


def test_counting_asks_the_database_for_nothing(
    mug: Product, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    carts = [make_cart({mug: 1}) for _ in range(2)]
    requests = [make_request(cart) for cart in carts]

    with django_assert_num_queries(18):
        checkout.place(carts[0], requests[0])
    settings.SHOP_ORDERS_PER_EMAIL = settings.SHOP_ORDERS_PER_BLOCK = 0
    with django_assert_num_queries(18):
        checkout.place(carts[1], requests[1])


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_are_placed(settings: Settings) -> None:
    settings.SHOP_ORDERS_PER_EMAIL = 2
    shoppers = many(make_product(stock=100), 8)

    at_once(*(partial(shopper.order) for shopper in shoppers))

    assert statuses(shoppers) == [303] * 2 + [422] * 6
    assert Order.objects.count() == 2
