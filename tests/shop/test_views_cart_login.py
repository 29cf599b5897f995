"""The cart of whoever logs in: a guest's goes along, and belongs to the account from then on."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop.models import Cart, CartLine, Product
from shop.views.shopper import CART_COOKIE, COUNT_COOKIE
from tests.factories import PASSWORD, make_cart, make_product, make_user
from tests.responses import Response
from tests.shop.shopper import CART, buy, open_cart, seen_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(shopkeeper: User) -> User:
    return shopkeeper


def log_in(client: Client, account: User, password: str = PASSWORD) -> Response:
    credentials = {"username": account.username, "password": password, "next": "/admin/"}
    return client.post("/admin/login/", credentials, follow=True)


def accounts_cart(account: User, quantities: dict[Product, int]) -> Cart:
    found = make_cart(quantities)
    Cart.objects.filter(pk=found.pk).update(user=account)
    return found


def test_guests_cart_goes_along_and_the_first_page_says_so(client: Client, account: User) -> None:
    mug, book = make_product(title="Mug"), make_product(title="Book", stock=4)
    accounts_cart(account, {mug: 5})
    open_cart(client, {mug: 2, book: 6})

    text = seen_text(log_in(client, account))

    assert "is in your account&#x27;s cart now: Mug × 5, Book × 4." in text
    assert "More than that of a product cannot be bought: Book × 4." in text
    assert client.cookies[COUNT_COOKIE].value == "9"
    assert "Mug" in client.get(CART).text


def test_login_without_a_cart_says_nothing_of_carts(client: Client, account: User) -> None:
    assert "cart now" not in log_in(client, account).text
    assert not Cart.objects.exists()


def test_login_that_fails_leaves_the_guests_cart(client: Client, account: User) -> None:
    open_cart(client, {make_product(): 2})

    log_in(client, account, password="wrong")

    assert Cart.objects.get().user is None


def test_second_login_brings_nothing_twice(client: Client, account: User) -> None:
    open_cart(client, {make_product(): 2})
    log_in(client, account)
    CartLine.objects.update(quantity=1)

    assert "cart now" not in log_in(client, account).text
    assert CartLine.objects.get().quantity == 1


def test_cart_follows_the_account_to_another_browser(client: Client, account: User) -> None:
    accounts_cart(account, {make_product(title="Mug"): 3})

    log_in(client, account)

    assert "Mug" in client.get(CART).text
    assert client.cookies[COUNT_COOKIE].value == "3"
    assert CART_COOKIE not in client.cookies


def test_account_adds_to_its_own_cart_and_needs_no_key(client: Client, account: User) -> None:
    client.force_login(account)

    for _ in range(2):
        response = buy(client, make_product())

    assert Cart.objects.get().user == account
    assert CART_COOKIE not in response.cookies
    assert response.cookies[COUNT_COOKIE].value == "2"


def test_whoever_comes_after_the_logout_sees_an_empty_cart(client: Client, account: User) -> None:
    open_cart(client, {make_product(): 2})
    log_in(client, account)

    client.post("/admin/logout/")

    assert client.cookies[COUNT_COOKIE].value == ""
    assert "Your cart is empty." in client.get(CART).text
    assert Cart.objects.get().user == account


def test_key_of_an_accounts_cart_opens_nothing(client: Client, account: User) -> None:
    client.cookies[CART_COOKIE] = accounts_cart(account, {make_product(): 1}).key

    assert "Your cart is empty." in client.get(CART).text


def test_line_of_an_accounts_cart_is_not_a_guests_to_change(client: Client, account: User) -> None:
    accounts_cart(account, {make_product(): 1})
    open_cart(client, {make_product(): 1})
    line = CartLine.objects.get(cart__user=account)

    client.post("/shop/cart/quantities/", {"remove": str(line.pk), f"quantity-{line.pk}": "9"})

    line.refresh_from_db()
    assert line.quantity == 1


def test_forged_session_is_like_none(client: Client) -> None:
    open_cart(client, {make_product(title="Mug"): 1})
    client.cookies["sessionid"] = "x" * 32

    assert "Mug" in client.get(CART).text


def test_account_costs_two_queries_more(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    accounts_cart(make_user(), {make_product(): 1})
    client.force_login(make_user())

    # session, user; cart, lines, products with photos, price log, delivery, sections of the menu
    with django_assert_num_queries(8):
        client.get(CART)
